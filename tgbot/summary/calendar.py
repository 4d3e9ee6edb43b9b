"""An appointment as a calendar file (.ics). Its title, name and alarm say nothing of what the visit is about."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final

FILE_NAME: Final = "note.ics"
_LASTS: Final = timedelta(minutes=30)
_ALARM: Final = timedelta(days=-1)


def as_calendar(at: datetime, title: str, *, now: datetime) -> bytes:
    """Make the file. `at` is a wall time without a zone, so that the reader's own calendar shows it as it was told."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415  (slow to import, and rarely used)

    if at.tzinfo is not None:
        raise ValueError("an appointment is at a wall time, without a zone")
    event = Event()
    event.add("summary", title)
    event.add("dtstart", at)
    event.add("dtend", at + _LASTS)
    event.add("dtstamp", now)
    event.add("uid", f"{hashlib.sha256(f'{at.isoformat()} {now.isoformat()}'.encode()).hexdigest()[:32]}@note")
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _ALARM)
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//note//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
