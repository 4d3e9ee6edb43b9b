"""When a re-check and "remind me to book" come."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tgbot.reminders.moments import book_at, recheck_at
from tgbot.reminders.plan import Plan, next_due
from tgbot.reminders.walltime import moment

DAY = timedelta(days=1)
NOW = datetime.fromisoformat("2026-11-22T12:17:42")
nows = st.datetimes(datetime(2026, 1, 1), datetime(2046, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("began", "now", "at"),
    [
        (0, "2026-11-22T12:17", "2026-12-06T12:15"),
        (3, "2026-11-22T12:17", "2026-12-03T12:15"),
        (12, "2026-11-22T12:17", "2026-11-24T12:20"),
        (400, "2026-11-22T23:30", "2026-11-25T09:00"),
        (0, "2026-11-22T23:30", "2026-12-06T20:00"),
        (0, "2026-11-22T04:10", "2026-12-05T20:00"),
        (-5, "2026-11-22T10:00", "2026-12-06T10:00"),
    ],
)
def test_recheck(began: int, now: str, at: str) -> None:
    """Two weeks after the twitch began, at the same time of day; at night the evening before, or the next morning."""
    assert datetime.fromisoformat(at) == recheck_at(began, datetime.fromisoformat(now))


@given(st.integers(0, 500), nows)
def test_recheck_keeps_its_bounds(began: int, now: datetime) -> None:
    """Whatever the day and hour: 2 to 14 days from now, awake, on a whole five minutes."""
    at = recheck_at(began, now)

    assert now + 2 * DAY <= at <= now + 14 * DAY
    assert 9 <= at.hour < 21
    assert (at.minute % 5, at.second, at.microsecond) == (0, 0, 0)


@given(nows)
def test_booking_is_due_after_two_days(now: datetime) -> None:
    """Two days at the latest, one at the earliest, awake."""
    at = book_at(now)

    assert now + 1 * DAY <= at <= now + 2 * DAY
    assert 9 <= at.hour < 21


@given(nows, st.sampled_from(["Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "UTC"]))
def test_two_weeks_of_real_time_make_it_due(now: datetime, zone: str) -> None:
    """With the zone, moving the clock by exactly two weeks makes a re-check due, even when clocks are put back."""
    begun = moment(now.replace(second=0, microsecond=0), zone)
    due = next_due(Plan("recheck", recheck_at(0, now, zone), zone), begun)

    assert due is not None
    assert due <= begun + 14 * DAY
