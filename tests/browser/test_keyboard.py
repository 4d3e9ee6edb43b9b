"""Without a mouse: a whole check by Tab, arrows and Enter; and with everything twice as large."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.browser.layouts import TOO_WIDE
from tests.browser.person import Person
from tests.support.walks import NOSE_3_DAYS

pytestmark = pytest.mark.browser

_FOCUSED = "document.activeElement?.dataset.label ?? document.activeElement?.tagName"


async def tab_to(page: Page, label: str) -> None:
    """Go on with Tab until a button with this label has the focus."""
    for _ in range(15):
        if await page.evaluate("document.activeElement?.innerText") == label:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {label!r}")


async def arrow_to(page: Page, label: str) -> None:
    """Go with arrows to the key of this label; something must have the focus, and within the chat."""
    await page.keyboard.press("Home")
    for _ in range(15):
        focused = str(await page.evaluate(_FOCUSED))
        if label in focused:
            return
        assert focused not in ("BODY", "None"), "the focus was lost"
        await page.keyboard.press("ArrowRight")
    raise AssertionError(f"no arrow leads to {label!r}")


async def test_a_check_without_a_mouse(ada: Person) -> None:
    """From opening the page to the result: the focus stays on the answers after each edit, and each is announced."""
    page = ada.page
    await tab_to(page, "Start")
    await page.keyboard.press("Enter")
    await ada.reads("It is not a doctor")
    await tab_to(page, NOSE_3_DAYS[0])
    for label in NOSE_3_DAYS:
        await arrow_to(page, label)
        await ada.press(page.locator(":focus"), with_keyboard=True)
    await ada.reads("No visit needed now")
    log = page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    assert str(await ada.newest.get_attribute("aria-label")).startswith("Twitch helper, ")
    await page.keyboard.press("Home")
    await page.keyboard.press("ArrowUp")
    await expect(ada.newest).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(page.locator(".message", has_text="/start")).to_be_focused()


@pytest.mark.parametrize("way", ["zoom", "text"])
async def test_twice_as_large(ada: Person, way: str) -> None:
    """At 200 % (the page, or the text alone) a question is whole: nothing sideways, and the last key can be reached."""
    page = ada.page
    await ada.start()
    await ada.tap(*NOSE_3_DAYS[:6])
    if way == "zoom":
        await page.set_viewport_size({"width": 384, "height": 512})
    else:
        await page.set_viewport_size({"width": 768, "height": 1024})
        await page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert await page.evaluate(TOO_WIDE) == []
    await ada.newest.locator(".key").last.scroll_into_view_if_needed()
    await expect(ada.newest.locator(".key").last).to_be_in_viewport()
    await expect(page.get_by_role("textbox", name="Message to")).to_be_in_viewport()
