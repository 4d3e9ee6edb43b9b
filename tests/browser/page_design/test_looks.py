"""All that a chat can hold, drawn at once and looked at in six layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.layouts import OVERLAPPING, six_layouts
from tests.browser.page_design.puppet import keys
from tests.browser.page_design.test_bad_input import FAMILY, HEBREW, MARKUP
from tests.browser.page_design.test_sending import png

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.browser.page_design.puppet import JSON, Puppet
    from tgbot.playground.people import Person
    from tgbot.playground.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_odd_words(open_page: OpenPage, world: World, anna: Person) -> None:
    """An endless word, right-to-left words, emoji, markup: all within their bubbles, each time beside its words."""
    for text in ("x" * 300, f"{HEBREW} {HEBREW} {HEBREW}", FAMILY, MARKUP, "https://example.org/" + "a/" * 60):
        world.person_sends(anna, text)
    page = await open_page(calm=True)
    await six_layouts(page, "odd-words")
    assert await page.evaluate(OVERLAPPING) == []


async def test_files_and_places(open_page: OpenPage, puppet: Puppet, world: World, anna: Person) -> None:
    """A photo, a file, a voice note, a sticker and a place; the photo over the chat."""
    world.sends_photo(anna, png(1200, 800), "my calf")
    await puppet.sends_file(anna.id, "a very long name of a file that somebody has sent.pdf", b"%PDF-1.4", "text/plain")
    world.sends_voice(anna)
    world.sends_sticker(anna)
    world.sends_location(anna, 51.5, -0.1)
    page = await open_page(calm=True)
    await expect(page.locator(".photo img")).to_have_js_property("naturalWidth", 1200)
    await six_layouts(page, "things")
    await page.get_by_role("button", name="Photo: my calf. Open").click()
    await six_layouts(page, "photo")


async def test_styles_and_prompts(open_page: OpenPage, puppet: Puppet, anna: Person) -> None:
    """Buttons of each style, one that is busy, a prompt with its reply, the bot's alert."""

    async def alert(_query: JSON) -> JSON:
        return {"text": "This reminder is stopped already.", "show_alert": True}

    styled = [{"text": name.title(), "callback_data": name, "style": name} for name in ("primary", "success", "danger")]
    more = [{"text": "Copy", "copy_text": {"text": "112"}}, {"text": "Open", "url": "https://example.org/"}]
    await puppet.says(anna.id, "<b>Styles</b>\nHow do they look?", keys("Plain", *styled, more))
    await puppet.says(
        anna.id, "When?", {"force_reply": True, "input_field_placeholder": "for example: next friday 9am"}
    )
    page = await open_page(calm=True)
    await page.get_by_role("button", name="Plain").click()
    await expect(page.get_by_role("button", name="Plain")).to_have_attribute("aria-busy", "true")
    await six_layouts(page, "styles")
    puppet.on_press(alert)
    await page.get_by_role("dialog").wait_for()
    await six_layouts(page, "alert")


async def test_a_group_with_several_people(open_page: OpenPage, puppet: Puppet, world: World, anna: Person) -> None:
    """Who came, who said what, and the offered answers of the bot."""
    ben = world.add_person("Benedikt-Maximilian the Third of Somewhere")
    group = world.add_group("Family and friends who help", [anna, ben])
    world.joins(world.add_person("Chloé"), group)
    world.person_sends(ben, "hello", group)
    offered = {"keyboard": [[{"text": "Yes"}, {"text": "No"}], [{"text": "Later"}]], "resize_keyboard": True}
    await puppet.says(group.id, "Shall I remind everybody?", offered)
    world.person_sends(anna, "yes", group, reply_to=3)
    page = await open_page(calm=True)
    await page.get_by_role("navigation").get_by_role("button", name="Family").click()
    await expect(page.get_by_text("Anna added Twitch helper")).to_be_visible()
    await expect(page.get_by_text("Chloé joined the group")).to_be_visible()
    await six_layouts(page, "group-talk")
