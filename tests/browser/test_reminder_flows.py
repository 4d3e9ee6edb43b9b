"""Reminders as a person sets them in the page: by button, by the calendar, by a typed phrase."""

from __future__ import annotations

import pytest

from tests.browser.layouts import six_layouts
from tests.browser.person import Person
from tests.support.reminding import AGREE
from tests.support.walks import NOSE_3_DAYS

pytestmark = [pytest.mark.browser, pytest.mark.slow]


async def test_by_button(ada: Person) -> None:
    """The look back after two weeks, from the result."""
    await ada.start()
    await ada.tap(*NOSE_3_DAYS, "Remind me to look again", "Today or yesterday")
    await six_layouts(ada.page, "reminder-consent")
    await ada.tap(AGREE)
    await six_layouts(ada.page, "reminder-clock")
    await ada.tap_at(3, 1)
    await six_layouts(ada.page, "reminder-confirm")
    await ada.tap("Yes, write to me then")
    await ada.reads("It is set")


async def test_by_the_calendar_and_by_typing(ada: Person) -> None:
    """An own note for a day of the calendar, moved by a typed phrase, stopped in two taps."""
    await ada.start()
    await ada.types("/remind")
    await ada.tap("New reminder", "My own note", AGREE)
    await ada.tap_at(3, 1)
    await ada.types("Water the plants")
    await six_layouts(ada.page, "reminder-words")
    await ada.tap("Use this", "Calendar")
    await six_layouts(ada.page, "reminder-calendar")
    await ada.newest.locator(".keyboard-row").nth(0).locator(".key").last.wait_for()
    await ada.tap(" ›")
    await ada.tap("16", "‹ Calendar", "Another way", "Type it")
    await ada.types("in 2 weeks at 10am")
    await six_layouts(ada.page, "reminder-typed")
    await ada.tap("Yes, write to me then")
    await ada.reads("It is set")
    await ada.types("/remind")
    await ada.tap("1. ")
    await six_layouts(ada.page, "reminder-one")
    await ada.tap("Stop")
