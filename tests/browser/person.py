"""One person at the chat page: reads, taps, types. Waits for what the page shows, never for a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

Read = Callable[[], Awaitable[object]]
"""Lets the time pass that a person needs to read; the bot takes a faster tap for a double one."""

_MOVED_ON = """([key, count]) => !key.isConnected || document.querySelectorAll(".pane .message").length > count"""
_ANSWERED = """(count) => {
  const all = document.querySelectorAll(".pane .message");
  return all.length > count && all[all.length - 1].classList.contains("is-other");
}"""


@dataclass(frozen=True, slots=True)
class Person:
    """Acts in the first chat that the page shows."""

    page: Page
    read: Read

    @property
    def newest(self) -> Locator:
        """Find the newest message."""
        return self.page.locator(".pane").first.locator(".message").last

    @property
    def _offered(self) -> Locator:
        """Find the newest message that has keys."""
        return self.page.locator(".pane").first.locator(".message:has(.key)").last

    async def start(self) -> None:
        """Press Start in an empty chat."""
        await self.page.get_by_role("button", name="Start", exact=True).click()
        await self.page.wait_for_function(_ANSWERED, arg=1)

    async def tap(self, *labels: str) -> None:
        """Tap one key after the other, each in the newest message that has any, by its label or a part of it."""
        for label in labels:
            exact = self._offered.locator(f'.key[data-label="{label}"]')
            await self.press(
                exact if await exact.count() else self._offered.locator(f'.key[data-label*="{label}"]').first
            )

    async def tap_at(self, row: int, column: int) -> None:
        """Tap a key of the newest keyboard by its place, counted from 0."""
        await self.press(self._offered.locator(".keyboard-row").nth(row).locator(".key").nth(column))

    async def press(self, key: Locator, *, with_keyboard: bool = False) -> None:
        """Press a key and wait until the chat has moved on."""
        await self.read()
        handle = await key.element_handle()
        before = await self.page.locator(".pane .message").count()
        if with_keyboard:
            await self.page.keyboard.press("Enter")
        else:
            await key.click()
        await self.page.wait_for_function(_MOVED_ON, arg=[handle, before])

    async def types(self, text: str) -> None:
        """Write a message (or answer the prompt that is open) and wait for what the bot says to it."""
        await self.read()
        before = await self.page.locator(".pane .message").count()
        await self.page.get_by_role("textbox", name="Message to").first.fill(text)
        await self.page.keyboard.press("Enter")
        await self.page.wait_for_function(_ANSWERED, arg=before)

    async def reads(self, *words: str) -> None:
        """Wait until the newest message says so."""
        for each in words:
            await expect(self.newest).to_contain_text(each)
