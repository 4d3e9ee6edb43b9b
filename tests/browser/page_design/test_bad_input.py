"""What people send that nobody planned for: endless words, other scripts, too much of it, files, at a bad moment."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.layouts import OVERLAPPING, TOO_WIDE
from tests.browser.page_design.puppet import keys
from tests.browser.page_design.test_acting import texts
from tests.browser.page_design.test_sending import png

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser.conftest import OpenPage
    from tests.browser.page_design.puppet import JSON, Puppet
    from tgbot.playground.people import Person
    from tgbot.playground.world import World

pytestmark = pytest.mark.browser

HEBREW = "\u05e9\u05dc\u05d5\u05dd, \u05de\u05d4 \u05e9\u05dc\u05d5\u05de\u05da?"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
MARKUP = '<b onclick="x()">bold</b><script>document.title = "taken"</script>'

_TAKES = """([way, [name, type, content]]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, {type}));
  const pane = document.querySelector(".pane");
  const how = {dataTransfer: data, clipboardData: data, bubbles: true, cancelable: true};
  if (way === "paste") return !pane.dispatchEvent(new ClipboardEvent("paste", how));
  if (way === "beside") return !document.querySelector(".side").dispatchEvent(new DragEvent("drop", how));
  pane.dispatchEvent(new DragEvent("dragenter", how));
  const marked = pane.classList.contains("is-target");
  const taken = !pane.dispatchEvent(new DragEvent("drop", how));
  return marked && taken && !pane.classList.contains("is-target");
}"""


async def takes(page: Page, way: str, name: str, mime: str, content: bytes) -> bool:
    """Drop a file on the chat or beside it, or paste it; tell whether the page keeps the browser from opening it."""
    return bool(await page.evaluate(_TAKES, [way, [name, mime, base64.b64encode(content).decode()]]))


async def say(page: Page, text: str) -> None:
    """Put words into the field as a paste does, and send them."""
    await page.get_by_role("textbox", name="Message to").fill(text)
    await page.keyboard.press("Enter")


async def test_whatever_people_write_is_shown_whole_as_they_wrote_it(
    open_page: OpenPage, world: World, anna: Person
) -> None:
    """An endless word, right-to-left words, emoji alone, and pasted markup, on the narrowest phone."""
    world.person_sends(anna, "hi")
    page = await open_page(320, 640)
    written = ["x" * 900, f"{HEBREW} {HEBREW}", FAMILY, f"{FAMILY} yes", MARKUP]
    for text in written:
        await say(page, text)
        await expect(page.locator(".words").last).to_have_text(text)
    assert texts(world, anna)[1:] == written
    words = page.locator(".words")
    assert await words.nth(2).evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    sizes = [await words.nth(at).evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") for at in (3, 4)]
    assert sizes[0] > 2 * sizes[1]
    assert await page.evaluate(TOO_WIDE) == []
    assert await page.evaluate(OVERLAPPING) == []
    assert await page.title() == "Twitch helper · Playground"


async def test_a_text_that_is_too_long_goes_out_in_parts(open_page: OpenPage, world: World, anna: Person) -> None:
    """5,000 characters are two messages, cut between words; as a change of one message they are refused calmly."""
    world.person_sends(anna, "hi")
    page = await open_page()
    long = "twitch " * 713 + "the end"
    await say(page, long)
    await expect(page.locator(".message")).to_have_count(3)
    assert " ".join(texts(world, anna)[1:]) == long
    assert all(text.startswith("twitch") for text in texts(world, anna)[1:])
    await expect(page.get_by_role("textbox", name="Message to")).to_have_value("")
    await page.get_by_role("log").focus()
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await page.get_by_role("menuitem", name="Edit").click()
    await say(page, long)
    await expect(page.locator(".toast")).to_contain_text("Please shorten it")
    await expect(page.get_by_role("textbox", name="Message to")).to_have_value(long)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("textbox", name="Message to")).to_have_value("")


async def test_files_can_be_dropped_and_pasted(open_page: OpenPage, puppet: Puppet, world: World, anna: Person) -> None:
    """A picture arrives as a photo, another file as a file; beside the chat or empty, nothing is sent and all stays."""
    page = await open_page()
    assert await takes(page, "drop", "me.png", "image/png", png(40, 30))
    await expect(page.locator(".toast", has_text="Press Start first")).to_be_visible()
    world.person_sends(anna, "hi")
    await page.get_by_role("textbox", name="Message to").wait_for()
    assert await takes(page, "drop", "me.png", "image/png", png(40, 30))
    await expect(page.get_by_role("button", name="Photo. Open")).to_have_count(1)
    assert await takes(page, "paste", "image.png", "image/png", png(40, 30))
    await expect(page.get_by_role("button", name="Photo. Open")).to_have_count(2)
    assert await takes(page, "drop", "drawing.svg", "image/svg+xml", b"<svg/>")
    await expect(page.get_by_role("link", name="drawing.svg")).to_be_visible()
    assert await takes(page, "drop", "none.txt", "text/plain", b"")
    await expect(page.locator(".toast", has_text="none.txt is empty")).to_be_visible()
    assert await takes(page, "beside", "me.png", "image/png", png(40, 30))
    kinds = [next(kind for kind in ("text", "photo", "document") if kind in one) for one in world.messages(anna.id)]
    assert kinds == ["text", "photo", "photo", "document"]


async def test_nothing_is_lost_by_a_reload_or_an_edit(
    open_page: OpenPage, puppet: Puppet, world: World, anna: Person
) -> None:
    """Half a thought, an answer to a prompt and another message being changed: each is there again."""
    world.person_sends(anna, "first")
    await puppet.says(anna.id, "When?", {"force_reply": True, "input_field_placeholder": "in two weeks"})
    page = await open_page()
    field = page.get_by_role("textbox", name="Message to")
    await field.fill("half a thou")
    await page.reload()
    await expect(field).to_have_value("half a thou")
    await expect(page.get_by_text("Reply to Twitch helper")).to_be_visible()
    await page.locator(".message", has_text="first").hover()
    await page.get_by_role("button", name="Message menu").first.click()
    await page.get_by_role("menuitem", name="Edit").click()
    await expect(field).to_have_value("first")
    await page.get_by_role("button", name="Cancel").click()
    await expect(field).to_have_value("half a thou")


async def test_what_cannot_be_sent_stays_in_the_field(open_page: OpenPage, world: World, anna: Person) -> None:
    """While the playground is gone one sentence says so; later Enter sends the same words."""
    world.person_sends(anna, "hi")
    page = await open_page()
    field = page.get_by_role("textbox", name="Message to")
    await page.context.set_offline(True)
    await say(page, "is anybody there?")
    await expect(page.locator(".toast", has_text="does not answer")).to_be_visible()
    await expect(field).to_have_value("is anybody there?")
    await page.context.set_offline(False)
    await field.press("Enter")
    await expect(page.locator(".is-own .words", has_text="is anybody there?")).to_be_visible()
    await expect(field).to_have_value("")
    assert texts(world, anna) == ["hi", "is anybody there?"]


async def test_two_tabs_show_one_chat(open_page: OpenPage, puppet: Puppet, anna: Person) -> None:
    """What is said or pressed in one is seen in the other at once; each keeps its own draft."""

    async def next_question(query: JSON) -> None:
        await puppet.edits(query["message"], "Second question", keys("Left"))

    await puppet.says(anna.id, "First question", keys("Yes"))
    puppet.on_press(next_question)
    page = await open_page()
    other = await page.context.new_page()
    await other.goto(page.url)
    await other.get_by_role("textbox", name="Message to").fill("only here")
    await page.get_by_role("button", name="Yes").click()
    await say(page, "said in one")
    for tab in (page, other):
        await expect(tab.locator(".words", has_text="Second question")).to_be_visible()
        await expect(tab.locator(".is-own .words", has_text="said in one")).to_be_visible()
        await expect(tab.locator(".message")).to_have_count(2)
    await expect(other.get_by_role("textbox", name="Message to")).to_have_value("only here")
