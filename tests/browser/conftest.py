"""Chromium for every browser test, and a page on the playground whose console must stay silent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page

from tests.browser.person import Person
from tests.support.chromium import chromium_address, connected
from tgbot.app import Bot
from tgbot.playground.server import Served
from tgbot.playground.world import World

PATIENCE_MS = 10_000

OpenPage = Callable[..., Awaitable[Page]]


@pytest.fixture(scope="session")
def chromium() -> Iterator[str]:
    """Start one Chromium for all browser tests; each gets a context of its own in it."""
    with chromium_address() as address:
        yield address


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """Drive it from this test's loop."""
    async with connected(chromium) as browser:
        yield browser


@pytest.fixture
async def ada(bot: Bot, world: World, open_page: OpenPage) -> Person:
    """Ada at the page, with the real bot behind it; she reads as long as she needs, in the world's time."""
    world.private_chat(world.add_person("Ada"))

    async def read() -> None:
        world.clock.move(timedelta(seconds=1))

    return Person(await open_page(420, 900, calm=True), read)


@pytest.fixture
async def open_page(browser: Browser, server: Served) -> AsyncIterator[OpenPage]:
    """Open the chat page; any error on its console fails the test."""
    errors: list[str] = []

    async def opened(
        width: int = 768, height: int = 1024, scheme: str = "light", *, calm: bool = False, locale: str = "en-GB"
    ) -> Page:
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce" if calm else "no-preference",
            locale=locale,
            timezone_id="Europe/London",
        )
        context.set_default_timeout(PATIENCE_MS)
        stack.push_async_callback(context.close)
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(server.url)
        await page.locator(".pane").first.wait_for()
        return page

    async with AsyncExitStack() as stack:
        yield opened
    assert errors == []
