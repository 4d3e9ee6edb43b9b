"""Every flow of the bot, walked by clicks in the chat page, and looked at in six layouts where it ends."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.layouts import six_layouts
from tests.browser.person import Person
from tests.support.reminding import AGREE
from tests.support.walks import CHOKING, DARK, NOSE_3_DAYS, STROKE

pytestmark = pytest.mark.browser


async def test_from_the_first_check_to_an_article(ada: Person) -> None:
    """A calm result with its reasons, the section it names, back again, and a typed question."""
    await ada.start()
    await ada.reads("It is not a doctor")
    await ada.tap(*NOSE_3_DAYS)
    await ada.reads("No visit needed now")
    await six_layouts(ada.page, "result")
    await ada.tap("Read: Is nose")
    await ada.reads("Sources")
    await ada.page.get_by_role("button", name="Show all").last.click()
    await ada.tap("Back to my result")
    await ada.reads("No visit needed now")
    await ada.types("is my eyelid twitch a sign of als?")
    await ada.reads("Why does my eyelid twitch?")


async def test_danger_comes_first(ada: Person) -> None:
    """A stroke sign shows its card at once, after it a tap by mistake is taken back; dark thoughts get their page."""
    await ada.start()
    await ada.tap("Start the check", STROKE)
    await ada.reads("Call")
    await six_layouts(ada.page, "emergency")
    await ada.tap("by mistake")
    await ada.tap("None of these", "None of these", DARK, "Yes, and I may")
    await ada.reads("You are not alone")
    await six_layouts(ada.page, "crisis")


@pytest.mark.slow
async def test_a_check_for_somebody_else(ada: Person) -> None:
    """The questions speak of the other person, and so does the card."""
    await ada.start()
    await ada.tap("It is about someone else")
    await six_layouts(ada.page, "someone-else")
    await ada.tap(CHOKING)
    await ada.reads("Call")


@pytest.mark.slow
async def test_reading(ada: Person) -> None:
    """The list of topics, a section of it, and a question that nothing answers."""
    await ada.start()
    await ada.types("/learn")
    await six_layouts(ada.page, "learn")
    await ada.tap("Twitches")
    await ada.tap_at(2, 0)
    await ada.reads("Sources")
    await six_layouts(ada.page, "section")
    await ada.types("how do I bake bread")
    await six_layouts(ada.page, "not-found")


@pytest.mark.slow
async def test_a_kept_result_is_compared(ada: Person) -> None:
    """Nothing is kept before the consent; the next check says what changed since."""
    await ada.start()
    await ada.tap(*NOSE_3_DAYS, "Keep this result", "Off: keep my results")
    await ada.reads("May we keep your result")
    await six_layouts(ada.page, "consent")
    await ada.tap(AGREE)
    await ada.reads("Kept")
    await ada.types("/start")
    await ada.tap(*NOSE_3_DAYS)
    await ada.reads("Since")
    await six_layouts(ada.page, "compared")


@pytest.mark.slow
async def test_settings(ada: Person) -> None:
    """A consent, a country, another clock by city."""
    await ada.start()
    await ada.types("/settings")
    await six_layouts(ada.page, "settings")
    await ada.tap("Choose what we may keep", "Off: send me reminders", AGREE)
    await ada.types("/settings")
    await ada.tap("Country", "Australia")
    await ada.types("/settings")
    await ada.tap("Clock", "Type my city")
    await ada.types("Berlin")
    await ada.tap("Berlin, Germany")
    await ada.types("/settings")
    await ada.reads("Country: Australia", "Berlin")
    await six_layouts(ada.page, "settings-set")


@pytest.mark.slow
async def test_what_is_known_and_how_it_goes(ada: Person) -> None:
    """/privacy, /mydata with its file, /erase."""
    await ada.start()
    await ada.tap(*NOSE_3_DAYS, "Keep this result", "Off: keep my results", AGREE)
    await ada.types("/privacy")
    await six_layouts(ada.page, "privacy")
    await ada.types("/mydata")
    await six_layouts(ada.page, "mydata")
    await ada.types("/export")
    await expect(ada.page.locator(".file")).to_be_visible()
    await six_layouts(ada.page, "export")
    await ada.types("/erase")
    await ada.tap("Yes, erase")
    await six_layouts(ada.page, "erased")
    await ada.types("/mydata")
    await ada.reads("Nothing.")


@pytest.mark.slow
async def test_a_group_and_inline_mode(ada: Person) -> None:
    """In a group the bot only shows the way to the private chat; a section can be shared into it."""
    await ada.start()
    await ada.page.request.post(f"{ada.page.url}play/group", data={"title": "Family", "members": [1_000_001]})
    await ada.page.get_by_role("navigation").get_by_role("button", name="Family").click()
    await ada.types("/check")
    await ada.reads("do not belong in a group")
    field = ada.page.get_by_role("textbox", name="Message to")
    await field.fill("@twitch_helper_bot nose")
    await expect(ada.page.locator(".suggestions").get_by_role("option").first).to_contain_text(
        "Is nose twitching a sign of ALS?"
    )
    await six_layouts(ada.page, "inline")
    await field.focus()
    await ada.page.keyboard.press("Enter")
    await expect(ada.page.get_by_text("via @twitch_helper_bot")).to_be_visible()
    await six_layouts(ada.page, "group")
    await ada.newest.locator(".key").first.click()
    await expect(ada.page.get_by_role("heading", level=2, name="Twitch helper")).to_be_visible()
    await ada.reads("Is nose twitching a sign of ALS?")
