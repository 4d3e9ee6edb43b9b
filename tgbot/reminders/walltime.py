"""The clock on somebody's wall and the moments it means. Owns gaps, folds and quiet hours; knows no reminder."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

MINUTE: Final = timedelta(minutes=1)
DAY: Final = timedelta(days=1)
_FIXED = re.compile(r"UTC(?:([+-])(\d{2}):(\d{2}))?")
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)


class UnknownZone(ValueError):
    """There is no such time zone; the text names what was asked for."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which nothing rings, from a time of day up to another one; the same time twice means none."""

    start: time = time(21)
    end: time = time(9)

    def covers(self, at: time) -> bool:
        """Tell whether this time of day is quiet."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def moved(self, wall: datetime) -> datetime:
        """Move a wall time out of the quiet hours, to the first minute that is allowed."""
        if not self.covers(wall.time()):
            return wall
        tomorrow = wall.time() >= self.end
        return datetime.combine(wall.date() + (DAY if tomorrow else timedelta()), self.end)


DEFAULT_QUIET: Final = Quiet()
NEVER_QUIET: Final = Quiet(time(0), time(0))


@lru_cache(maxsize=1024)
def tz(zone: str) -> tzinfo:
    """Find a zone by its IANA name or its fixed offset ("UTC+05:30"); `UnknownZone` when there is none."""
    if fixed := _FIXED.fullmatch(zone):
        return _fixed(zone, *fixed.groups())
    # The zone files hold these two as well, but they mean the machine's own idea of time.
    if zone in {"localtime", "Factory"}:
        raise UnknownZone(zone)
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise UnknownZone(zone) from None


def moment(wall: datetime, zone: str) -> datetime:
    """Tell the UTC moment of a wall time: in a gap the first valid minute after it, in a fold the first of the two."""
    where = tz(zone)
    at = wall.replace(tzinfo=where, fold=0).astimezone(UTC)
    if wall_at(at, zone) == wall:
        return at
    # In a gap, fold=0 reads the clock as it ran before and fold=1 as it runs after: the jump lies between the two.
    before, after = wall.replace(tzinfo=where, fold=1).astimezone(UTC), at
    while after - before > MINUTE:
        middle = before + (after - before) // MINUTE // 2 * MINUTE
        before, after = (middle, after) if wall_at(middle, zone) < wall else (before, middle)
    return after


def loud_moment(wall: datetime, zone: str, quiet: Quiet) -> datetime:
    """Tell the first UTC moment at or after a wall time at which it may ring."""
    at = moment(quiet.moved(wall), zone)
    # The end of a gap can lie within quiet hours that its beginning was not in.
    real = wall_at(at, zone)
    return at if not quiet.covers(real.time()) else moment(quiet.moved(real), zone)


def wall_at(now: datetime, zone: str) -> datetime:
    """Tell what the clock on the wall shows at a UTC moment (naive)."""
    return now.astimezone(tz(zone)).replace(tzinfo=None, fold=0)


def month_later(first: datetime, months: int) -> datetime:
    """Tell the same day so many months later; where the month is too short, its last day."""
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    return first.replace(year=year, month=month, day=min(first.day, calendar.monthrange(year, month)[1]))


def _fixed(zone: str, sign: str | None, hours: str, minutes: str) -> tzinfo:
    if sign is None:
        return UTC
    if int(minutes) > 59:
        raise UnknownZone(zone)
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
    if not _WEST <= offset <= _EAST:
        raise UnknownZone(zone)
    return timezone(offset, zone)
