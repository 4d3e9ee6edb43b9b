"""Trouble that is switched on in the drawer, with the real bot behind the page: what a person sees of it."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.person import Person
from tests.support.walks import NOSE_3_DAYS
from tgbot.playground.server import Served

pytestmark = pytest.mark.browser

_QUESTION = "(one) => one.querySelector('.words').innerText"


async def trouble(ada: Person, kind: str, method: str, **numbers: str) -> None:
    """Set a fault in the drawer, and close the drawer again."""
    await ada.page.get_by_role("button", name="Playground controls", exact=True).click()
    await ada.page.get_by_role("combobox", name="Fault").select_option(kind)
    await ada.page.get_by_role("combobox", name="Where").select_option(method)
    for name, number in numbers.items():
        await ada.page.get_by_label(name).fill(number)
    await ada.page.get_by_role("button", name="Set", exact=True).click()
    await expect(ada.page.get_by_text(f"Waiting: {kind} for {method}, 1 time.")).to_be_visible()
    await ada.page.get_by_role("button", name="Close the controls").click()


async def test_a_check_goes_on_through_trouble(ada: Person, server: Served) -> None:
    """A refusal for a second, a slow answer, a cut line, a lost answer: each tap leads to the next question, once.

    When the messenger cannot be reached for good, one calm sentence comes, the page stays, and the next tap works.
    """
    await ada.start()
    await ada.tap(NOSE_3_DAYS[0])
    faults = (("429", {"Seconds": "1"}), ("slow", {"Seconds": "1"}), ("drop", {}), ("lost", {}))
    for (kind, numbers), label in zip(faults, NOSE_3_DAYS[1:5], strict=True):
        asked = await ada.newest.evaluate(_QUESTION)
        await trouble(ada, kind, "editMessageText", **numbers)
        await ada.tap(label)
        assert await ada.newest.evaluate(_QUESTION) != asked
        assert server.faults.planned == []
    await expect(ada.page.locator(".message")).to_have_count(2)
    await ada.tap(*NOSE_3_DAYS[5:])
    await ada.reads("No visit needed now")
    await trouble(ada, "500", "editMessageText")
    await ada.tap("Read: ")
    await ada.reads("went wrong on our side")
    result = ada.page.locator(".words", has_text="No visit needed now")
    await expect(result).to_be_visible()
    await ada.tap("Read: ")
    await expect(result).to_be_hidden()
