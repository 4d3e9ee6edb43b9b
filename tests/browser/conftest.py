"""Chromium for every browser test, and a page on the playground whose console must stay silent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Browser, Page

from tests.support.chromium import chromium
from tgbot.playground.server import Served

PATIENCE_MS = 10_000

OpenPage = Callable[..., Awaitable[Page]]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Start the Chromium that this machine has."""
    async with chromium() as started:
        yield started


@pytest.fixture
async def open_page(browser: Browser, server: Served) -> AsyncIterator[OpenPage]:
    """Open the chat page; any error on its console fails the test."""
    errors: list[str] = []

    async def opened(width: int = 768, height: int = 1024, scheme: str = "light", *, calm: bool = False) -> Page:
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce" if calm else "no-preference",
            locale="en-GB",
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
