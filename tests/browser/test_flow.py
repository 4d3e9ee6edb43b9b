"""The whole way in a real browser, against `tgbot play` as a newcomer starts it: check, consent, two weeks, stop."""

from __future__ import annotations

import asyncio
import re
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.support.process import environment
from tests.support.walks import NOSE_3_DAYS

pytestmark = pytest.mark.browser

READING_MS = 900
"""A page that was read for less counts as not read: the bot takes a faster tap for a double one."""


@pytest.fixture
async def playground(tmp_path: Path) -> AsyncIterator[str]:
    """Start `tgbot play` and tell its address once it is open."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tgbot", "play", "--port", str(port),
        cwd=tmp_path, env=environment(), stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    async with asyncio.timeout(20):
        line = (await process.stdout.readline()).decode()
    assert f"http://127.0.0.1:{port}" in line
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    assert await process.wait() == 0


async def tap(page: Page, label: str) -> None:
    """Tap the newest button with this label after a moment of reading, and wait until the chat has changed."""
    chat = page.locator(".pane").first
    await page.wait_for_timeout(READING_MS)
    before = await chat.inner_text()
    await page.locator(".key", has_text=re.compile(re.escape(label))).last.click()
    await page.wait_for_function(
        "([pane, before]) => pane.innerText !== before && !pane.querySelector('[aria-busy=true]')",
        arg=[await chat.element_handle(), before],
    )


async def reads(page: Page, words: str) -> None:
    """Wait until the newest bubble says so."""
    await expect(page.locator(".message").last).to_contain_text(words)


async def post(page: Page, path: str, body: object) -> None:
    """Use a control of the drawer through its own route."""
    answer = await page.request.post(f"{page.url.rstrip('/')}/play/{path}", data=body)
    assert answer.ok, await answer.text()


async def test_from_start_to_a_reminder_two_weeks_later(playground: str, browser: Browser) -> None:
    """Start, the check, a result, a section, consent, a restart, two weeks, and the message comes and opens."""
    context = await browser.new_context(viewport={"width": 420, "height": 900}, locale="en-GB")
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await page.goto(playground)
    await page.get_by_text("Ada").first.click()
    await page.get_by_role("button", name="Start", exact=True).click()
    await reads(page, "It is not a doctor")
    for label in NOSE_3_DAYS:
        await tap(page, label)
    await reads(page, "No visit needed now")
    await tap(page, "Read:")
    await reads(page, "Sources")
    await tap(page, "Back to my result")
    await reads(page, "No visit needed now")
    for label in ("Remind me", "Today or yesterday", "I am 16 or over and agree"):
        await tap(page, label)
    await reads(page, "What time is it for you now?")
    await page.wait_for_timeout(720)
    await page.locator(".key").nth(-12).click()
    await tap(page, "Yes, write to me then")
    await reads(page, "It is set")
    await post(page, "restart", {})
    await post(page, "clock", {"seconds": 14 * 86400})
    await reads(page, "You asked us to write to you today")
    await tap(page, "Open")
    await reads(page, "Before anything else")
    await context.close()
    assert errors == []
