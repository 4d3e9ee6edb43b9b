"""The appointment as a calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from tgbot.summary.calendar import FILE_NAME, as_calendar

AT = datetime(2026, 12, 3, 14, 30)  # noqa: DTZ001  (a wall time)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_it_holds_one_event_at_the_wall_time() -> None:
    """The time has no zone, so that any calendar shows 14:30; an alarm rings the day before."""
    event = Calendar.from_ical(as_calendar(AT, "Appointment", now=NOW)).walk("VEVENT")[0]
    assert event.decoded("dtstart") == AT
    assert event.decoded("dtstart").tzinfo is None
    assert event["summary"] == "Appointment"
    assert event.walk("VALARM")[0].decoded("trigger") == timedelta(days=-1)


def test_it_says_nothing_of_what_it_is_about() -> None:
    """Neither the name of the file nor anything in it gives it away."""
    raw = as_calendar(AT, "Appointment", now=NOW).decode() + FILE_NAME
    for word in ("ALS", "twitch", "symptom", "doctor", "neuro"):
        assert word.lower() not in raw.lower()


def test_a_time_with_a_zone_is_refused() -> None:
    """A wall time is what the person said; a zone would move it."""
    with pytest.raises(ValueError, match="wall time"):
        as_calendar(NOW, "Appointment", now=NOW)
