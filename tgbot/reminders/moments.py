"""When the reminders of the result page come: re-check and "remind me to book". Naive wall times in and out."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from tgbot.reminders.walltime import DAY, moment

WAKING: Final = (time(9), time(21))
_EVENING: Final = time(20)
_STEP: Final = timedelta(minutes=5)
_SOONEST, _LATEST, _BOOK = 2 * DAY, 14 * DAY, 2 * DAY


def recheck_at(began_days_ago: int, now_local: datetime, zone: str | None = None) -> datetime:
    """Tell when to check again: two weeks after the twitch began, at the same time of day, within waking hours.

    Never earlier than 2 days from now and never later than exactly 14 days from now. With the zone, those 14 days are
    counted in real hours, so that clocks put back in between don't make it an hour too late.
    """
    wanted = now_local + min(max(_LATEST - began_days_ago * DAY, _SOONEST), _LATEST)
    at = _awake_before(wanted, now_local, zone)
    return at if at >= now_local + _SOONEST else _awake_after(now_local + _SOONEST)


def book_at(now_local: datetime, zone: str | None = None) -> datetime:
    """Tell when to remind somebody to book: in 2 days at the latest, within waking hours."""
    return _awake_before(now_local + _BOOK, now_local, zone)


def _awake_before(wanted: datetime, now_local: datetime, zone: str | None) -> datetime:
    if zone is not None:
        put_back = (moment(wanted, zone) - moment(now_local, zone)) - (wanted - now_local)
        wanted -= max(put_back, timedelta())
    at = _floor(wanted)
    if at.time() < WAKING[0]:
        return datetime.combine(at.date() - DAY, _EVENING)
    return at if at.time() < WAKING[1] else datetime.combine(at.date(), _EVENING)


def _awake_after(wanted: datetime) -> datetime:
    at = _floor(wanted)
    at += _STEP if at < wanted else timedelta()
    if at.time() < WAKING[0]:
        return datetime.combine(at.date(), WAKING[0])
    return at if at.time() < WAKING[1] else datetime.combine(at.date() + DAY, WAKING[0])


def _floor(wanted: datetime) -> datetime:
    return wanted.replace(minute=wanted.minute // 5 * 5, second=0, microsecond=0)
