"""The whole page by keyboard alone: where Tab leads, what shows it, what Esc gives back, in what order it is read."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.page_design.puppet import keys

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser.conftest import OpenPage
    from tests.browser.page_design.puppet import Puppet
    from tgbot.playground.people import Person
    from tgbot.playground.world import World

pytestmark = pytest.mark.browser

_STOP = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const {outlineStyle, outlineWidth} = getComputedStyle(one);
  const seen = outlineStyle === "solid" && parseFloat(outlineWidth) >= 2 && one.checkVisibility();
  return [one.getAttribute("aria-label") || one.labels?.[0]?.firstElementChild.innerText || one.innerText, seen];
}"""
_HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4")]
  .filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"""


async def stops(page: Page) -> list[str]:
    """Go through the page by Tab until it begins anew; each stop has a name and a ring that is seen."""
    names: list[str] = []
    while True:
        await page.keyboard.press("Tab")
        stop = await page.evaluate(_STOP)
        if stop is None:
            return names
        name, seen = stop
        assert name, f"a stop without a name after {names}"
        assert seen, f"no ring around {name!r}"
        names.append(" ".join(name.split()))
        assert len(names) < 60, names


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
async def test_tab_leads_through_all_of_it(open_page: OpenPage, puppet: Puppet, anna: Person, scheme: str) -> None:
    """In the order of the eye: head, chats, the open chat from its menu to the field, the drawer; headings nest."""
    await puppet.says(anna.id, "<b>Which?</b>\n/learn", keys(["Yes", "No"], "Not sure"))
    page = await open_page(1440, 900, scheme)
    assert await stops(page) == [
        "Skip to the chat", "Two chats side by side", f"{'Light' if scheme == 'dark' else 'Dark'} colours",
        "Playground controls", *await _chats(page), "Chat menu, Anna's chat with Twitch helper",
        "Messages with Twitch helper", "/learn", "Yes", "No", "Not sure", "Menu of commands",
        "Message to Twitch helper", "Attach",
    ]  # fmt: skip
    await page.get_by_role("button", name="Playground controls").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Playground controls")).to_be_focused()
    inside = await stops(page)
    assert inside[:3] == ["Close the controls", "+ 1 hour", "+ 1 day"]
    assert inside[-6:] == ["Fault", "Where", "Times", "Seconds", "Set", "Clear all"]
    levels = await page.evaluate(_HEADINGS)
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


async def _chats(page: Page) -> list[str]:
    return [" ".join(entry.split()) for entry in await page.locator(".chat-entry").all_inner_texts()]


async def test_what_opens_takes_the_focus_and_esc_gives_it_back(
    open_page: OpenPage, puppet: Puppet, world: World, anna: Person
) -> None:
    """On a phone: the drawer keeps Tab inside; a menu, a form within it, and a new person, all by keys."""
    world.person_sends(anna, "hi")
    page = await open_page(360, 740)
    controls = page.get_by_role("button", name="Playground controls", exact=True)
    await controls.focus()
    await page.keyboard.press("Enter")
    assert (await stops(page))[-1] == "Clear all"
    assert (await stops(page))[0] == "Close the controls"
    await page.get_by_role("button", name="Add a person").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("First name")).to_be_focused()
    await page.keyboard.type("Zoe")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Add a person")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(controls).to_be_focused()
    await expect(page.get_by_role("navigation").get_by_role("button", name="Zoe")).to_be_visible()
    attach = page.get_by_role("button", name="Attach")
    await attach.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Photo")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Send a location")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(attach).to_be_focused()


async def test_skipping_leads_into_the_chat(open_page: OpenPage, puppet: Puppet, world: World, anna: Person) -> None:
    """The first Tab offers it; after Enter the next Tab is in the chat. What comes in is read out once, whole."""
    world.person_sends(anna, "hi")
    page = await open_page()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Chat menu")).to_be_focused()
    log = page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await puppet.says(anna.id, "Hello")
    await expect(log.get_by_role("article", name="Twitch helper")).to_contain_text("Hello")
