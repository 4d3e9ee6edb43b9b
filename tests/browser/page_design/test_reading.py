"""What a person sees: rich text, bubbles, keyboards, files, and nothing that acts as markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.layouts import OVERLAPPING
from tests.browser.page_design.puppet import keys

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.browser.page_design.puppet import Puppet
    from tgbot.playground.people import Person
    from tgbot.playground.world import World

pytestmark = pytest.mark.browser

NASTY = '<img src=x onerror="document.title=1"><script>document.title=2</script><b>bold?</b> & "quotes"'


async def test_an_empty_chat_shows_the_description_and_a_start_button(
    open_page: OpenPage, puppet: Puppet, world: World, anna: Person
) -> None:
    """Start sends /start and gives way to the composer."""
    await puppet.call("setMyDescription", description="I ask a few short questions.")
    page = await open_page()
    await expect(page.get_by_text("I ask a few short questions.")).to_be_visible()
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_role("textbox", name="Message to")).to_be_visible()
    assert [message["text"] for message in world.messages(anna.id)] == ["/start"]


async def test_what_people_and_bot_write_is_never_markup(
    open_page: OpenPage, puppet: Puppet, world: World, anna: Person
) -> None:
    """Tags in texts, names, buttons and file names stay letters, and the page's title stays what it was."""
    world.person_sends(anna, NASTY)
    escaped = NASTY.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    await puppet.says(anna.id, escaped, keys(NASTY[:40]))
    await puppet.sends_file(anna.id, "<b>name</b>.bin", b"x", "application/octet-stream")
    world.add_group("<i>group</i>", [anna])
    page = await open_page(1440, 900)
    await expect(page.locator(".words").nth(1)).to_have_text(NASTY)
    await expect(page.locator(".words").first).to_have_text(NASTY)
    assert await page.locator(".words img, .words script, .words b, .key img, .file b, .chat-entry i").count() == 0
    assert await page.title() == "Twitch helper · Playground"


async def test_rich_text_is_shown_as_a_messenger_shows_it(open_page: OpenPage, puppet: Puppet, anna: Person) -> None:
    """Bold, italic, underline, strike, code, quote and link come out as such."""
    await puppet.says(
        anna.id,
        "<b>b1</b> <i>i1</i> <u>u1</u> <s>s1</s> <code>c1</code>\n<pre>p1</pre>\n<blockquote>q1</blockquote>\n"
        '<a href="https://example.org/">l1</a> /learn',
    )
    page = await open_page()
    for tag, words in {"b": "b1", "i": "i1", "u": "u1", "s": "s1", "code": "c1", "pre": "p1"}.items():
        await expect(page.locator(f".words {tag}").first).to_have_text(words)
    await expect(page.locator(".words blockquote")).to_have_text("q1")
    link = page.get_by_role("link", name="l1")
    assert await link.get_attribute("href") == "https://example.org/"
    assert "noopener" in str(await link.get_attribute("rel"))


async def test_a_long_expandable_quote_folds_and_unfolds(open_page: OpenPage, puppet: Puppet, anna: Person) -> None:
    """The button says which way it goes, and more is seen afterwards."""
    lines = "\n".join(f"Source number {number}" for number in range(12))
    await puppet.says(anna.id, f"<blockquote expandable>{lines}</blockquote>")
    page = await open_page()
    quote = page.locator(".fold")
    before = (await quote.bounding_box() or {})["height"]
    await page.get_by_role("button", name="Show all").click()
    await expect(page.get_by_role("button", name="Show less")).to_have_attribute("aria-expanded", "true")
    assert (await quote.bounding_box() or {})["height"] > before * 2


async def test_a_moment_is_told_in_the_readers_zone(open_page: OpenPage, puppet: Puppet, anna: Person) -> None:
    """A date_time entity is shown in London's time, whatever the bot wrote inside."""
    await puppet.says(anna.id, 'At <tg-time unix="1783252800" format="wDT">noon</tg-time>.')
    page = await open_page()
    await expect(page.locator(".words time")).to_have_text(re.compile(r"Sunday,? 5 July 2026 at 13:00:00"))


async def test_a_pdf_opens_over_the_chat_and_esc_closes_it(open_page: OpenPage, puppet: Puppet, anna: Person) -> None:
    """The file's bubble is a button; focus comes back to it."""
    await puppet.sends_file(anna.id, "notes.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    page = await open_page()
    bubble = page.get_by_role("button", name="notes.pdf")
    await bubble.click()
    await expect(page.get_by_role("dialog", name="notes.pdf")).to_be_visible()
    await page.get_by_role("button", name="Close").focus()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(bubble).to_be_focused()


async def test_nothing_is_wider_than_the_narrowest_screen(open_page: OpenPage, puppet: Puppet, anna: Person) -> None:
    """At 320 pixels the page does not scroll sideways, with nine long buttons and unbroken words."""
    long = [f"{number} An answer of about forty letters here" for number in range(9)]
    await puppet.says(anna.id, "x" * 300 + "\n<pre>" + "y" * 300 + "</pre>", keys(*long))
    page = await open_page(320, 640)
    await expect(page.locator(".key")).to_have_count(9)
    assert await page.evaluate("document.documentElement.scrollWidth") == 320
    assert await page.evaluate(
        "document.querySelector('.log').scrollWidth <= document.querySelector('.log').clientWidth"
    )


@pytest.mark.parametrize("locale", ["en-US", pytest.param("en-GB", marks=pytest.mark.slow)])
async def test_the_time_never_stands_on_the_last_words(
    open_page: OpenPage, puppet: Puppet, anna: Person, locale: str
) -> None:
    """Wherever the last line ends, on a 12-hour clock as on a 24-hour one, edited or not."""
    for length in range(6, 24):
        said = await puppet.says(anna.id, "word " * 8 + "m" * length)
        if length % 3 == 0:
            await puppet.edits(said, "word " * 8 + "i" * length)
    page = await open_page(360, 740, locale=locale)
    await expect(page.locator(".message")).to_have_count(18)
    clock = r"^\d+:\d\d [AP]M$" if locale == "en-US" else r"^\d\d:\d\d$"
    await expect(page.locator(".stamp time").first).to_have_text(re.compile(clock))
    assert await page.evaluate(OVERLAPPING) == []
