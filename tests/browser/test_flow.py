"""The whole way in a real browser, against `tgbot play` as a newcomer starts it: check, consent, two weeks, stop."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.layouts import PICTURES
from tests.browser.person import Person
from tests.support.playing import Playground, playing
from tests.support.reminding import AGREE
from tests.support.walks import NOSE_3_DAYS

pytestmark = pytest.mark.browser

AHEAD = """(seconds) => [-60, 0, 60].some((late) => {
  const format = new Intl.DateTimeFormat(undefined, {dateStyle: "full", timeStyle: "short"});
  return format.format(Date.now() + (seconds + late) * 1000) === document.querySelector(".clock").textContent;
})"""
"""Tells whether the drawer's clock is that far ahead of the real one, give or take a minute."""


async def control(page: Page, button: str, path: str) -> None:
    """Press a button of the drawer, and wait until what it does is done."""
    if await page.locator("#drawer").is_hidden():
        await page.get_by_role("button", name="Playground controls", exact=True).click()
    async with page.expect_response(f"**/play/{path}*", timeout=30_000):
        await page.get_by_role("button", name=button, exact=True).click()


async def at_once() -> None:
    """Read nothing."""


@asynccontextmanager
async def killed(page: Page, playground: Playground) -> AsyncIterator[None]:
    """Restart the bot in the drawer, and do something while there is none."""
    [before] = playground.bots()
    await page.get_by_role("button", name="Restart bot (kill -9)").click()
    await expect(page.locator(".pane-status").first).to_have_text("starting again…")
    yield
    await expect(page.locator(".toast", has_text=f"Process {before} was ended with kill -9.")).to_be_visible()
    assert playground.bots() != [before]


async def test_from_start_to_a_reminder_two_weeks_later(tmp_path: Path, browser: Browser) -> None:
    """Start, the check, kill -9 within it, a result, consent, kill -9, two weeks; the message comes.

    What is held is unreadable, and what is tapped or typed while there is no bot is answered by the next one.
    """
    async with playing(tmp_path) as playground:
        context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
        page = await context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(playground.url)
        ada = Person(page, lambda: page.request.post(f"{playground.url}/play/clock", data={"seconds": 1}))
        await ada.start()
        await ada.reads("It is not a doctor")
        await control(page, "Look again", "database")
        await expect(page.get_by_text("Nothing. Not one row.")).to_be_visible()
        await ada.tap(*NOSE_3_DAYS[:5])
        async with killed(page, playground):
            await replace(ada, read=at_once).tap(NOSE_3_DAYS[5])
        await ada.tap(*NOSE_3_DAYS[6:])
        await ada.reads("No visit needed now")
        await control(page, "+ 1 hour", "clock")
        await page.wait_for_function(AHEAD, arg=3600)
        await control(page, "Back to now", "clock")
        await page.wait_for_function(AHEAD, arg=0)
        await ada.tap("Remind me", "Today or yesterday", AGREE)
        await ada.reads("What time is it for you now?")
        await ada.tap_at(3, 1)
        await ada.tap("Yes, write to me then")
        await ada.reads("It is set")
        await control(page, "Look again", "database")
        await expect(page.locator(".database-sum")).to_have_text("2 rows in 2 of 4 tables")
        held = await page.locator(".database").inner_text()
        assert "sealed" in held
        assert not any(word in held.lower() for word in ("ada", "nose", "twitch?", "london", "utc", str(1_000_001)))
        await page.screenshot(path=PICTURES / "database-1440-light.png")
        async with killed(page, playground):
            await replace(ada, read=at_once).types("what is a tic?")
        await control(page, "Go to the next reminder", "next_reminder")
        await ada.reads("You asked us to write to you today")
        await control(page, "+ 2 weeks", "clock")
        await expect(page.locator(".day").last).not_to_have_text(re.compile("Today|Yesterday"))
        await ada.tap("Open")
        await ada.reads("Before anything else")
        await context.close()
        assert errors == []
