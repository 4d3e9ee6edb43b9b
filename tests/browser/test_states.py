"""The page's own states, beside what the bot says in it: each looked at in six layouts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.layouts import drawn, six_layouts
from tests.browser.person import Person
from tests.support.playing import playing
from tests.support.reminding import AGREE
from tests.support.walks import HAND, NOSE_3_DAYS
from tgbot.playground.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def named(page: Page, label: str) -> Locator:
    """Find a button by its whole name."""
    return page.get_by_role("button", name=label, exact=True)


async def at_the_end_of_the_drawer(page: Page) -> None:
    """Scroll down to the last panel."""
    await page.locator(".drawer-body").evaluate("(body) => body.scrollTo(0, body.scrollHeight)")


async def test_menus_and_dialogs(ada: Person) -> None:
    """The first sight, commands, what can be attached, a place, a message's menu, an answer, a change."""
    page = ada.page
    await six_layouts(page, "welcome")
    await ada.start()
    await named(page, "Menu of commands").click()
    await six_layouts(page, "commands")
    await page.keyboard.press("Escape")
    await named(page, "Attach").click()
    await six_layouts(page, "attach")
    await page.get_by_role("menuitem", name="Location").click()
    await six_layouts(page, "location")
    await page.keyboard.press("Escape")
    await ada.types("nose twich")
    mine = page.locator(".message.is-own").last
    await mine.focus()
    await page.keyboard.press("Enter")
    await six_layouts(page, "message-menu")
    await page.get_by_role("menuitem", name="Reply").click()
    await six_layouts(page, "reply")
    await named(page, "Cancel").click()
    await mine.focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("menuitem", name="Forward").click()
    await six_layouts(page, "forward")


async def test_the_chat_comes_to_a_halt(ada: Person, world: World) -> None:
    """Blocked, cut off, and a transcript that the browser does not let onto the clipboard."""
    page = ada.page
    await ada.start()
    await page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }")
    await page.get_by_role("button", name="Chat menu").click()
    await six_layouts(page, "chat-menu")
    await page.get_by_role("menuitem", name="Copy transcript").click()
    await six_layouts(page, "transcript")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Chat menu").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    await named(page, "Unblock").wait_for()
    await six_layouts(page, "blocked")
    await named(page, "Unblock").click()
    field = page.get_by_role("textbox", name="Message to")
    await field.wait_for()
    await page.context.set_offline(True)
    world.events.close()
    await field.fill("is anybody there?")
    await page.keyboard.press("Enter")
    await page.locator(".toast").wait_for()
    await six_layouts(page, "offline")


async def test_an_article_to_its_end(ada: Person) -> None:
    """A section with its sources unfolded, scrolled down to its buttons."""
    await ada.start()
    await ada.tap(*NOSE_3_DAYS, "Read: Is nose")
    await ada.page.get_by_role("button", name="Show all").last.click()

    async def at_its_end(_page: Page) -> None:
        await ada.newest.locator(".key").last.scroll_into_view_if_needed()

    await six_layouts(ada.page, "section-end", settle=at_its_end)


async def test_the_page_for_the_doctor(ada: Person) -> None:
    """Its PDF over the chat."""
    await ada.start()
    await ada.tap(*HAND, "A page for the doctor", "Make the page", "To print (PDF)")
    await ada.page.get_by_role("button", name="note.pdf").click()
    await drawn(ada.page)
    await six_layouts(ada.page, "doctor-pdf", settle=drawn)


async def test_the_drawer(tmp_path: Path, browser: Browser) -> None:
    """The clock, what the database holds, a planned fault, two people side by side, the bot's restart."""
    async with playing(tmp_path) as playground:
        context = await browser.new_context(
            viewport={"width": 1440, "height": 900},
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        page = await context.new_page()
        await page.goto(playground.url)
        ada = Person(page, lambda: page.request.post(f"{playground.url}/play/clock", data={"seconds": 1}))
        await ada.start()
        await ada.tap(*NOSE_3_DAYS, "Remind me", "Today or yesterday", AGREE)
        await ada.tap_at(3, 1)
        await ada.tap("Yes, write to me then")
        await named(page, "Playground controls").click()
        await page.locator(".database-sum").wait_for()
        await six_layouts(page, "clock")
        await page.locator(".drawer-body").evaluate("(body) => body.scrollTo(0, 245)")
        await six_layouts(page, "database")
        await page.get_by_role("combobox", name="Fault").select_option("slow")
        await named(page, "Set").click()
        await page.get_by_text("Waiting: slow").wait_for()
        await six_layouts(page, "faults", settle=at_the_end_of_the_drawer)
        await named(page, "Clear all").click()
        await named(page, "Close the controls").click()
        await named(page, "Two chats side by side").click()
        await page.get_by_role("region", name="Ben's chat").get_by_role("button", name="Start").click()
        await expect(page.get_by_role("region", name="Ben's chat").locator(".key").first).to_be_visible()
        await six_layouts(page, "side-by-side")
        await context.close()
