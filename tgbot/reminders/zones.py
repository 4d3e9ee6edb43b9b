"""Time zones as people name them: by their own clock, a place, a city, or a name of a zone. Keeps no place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from functools import lru_cache
from typing import Final

from tgbot.reminders.walltime import UnknownZone, tz

MOST_CITIES: Final = 10
_QUARTER: Final = 15
_DAY: Final = 24 * 60
_WEST, _EAST = -11 * 60, 14 * 60
_IN_USE: Final = tuple(hours * 60 for hours in range(-11, 15)) + tuple(
    sign * (hours * 60 + minutes)
    for sign, hours, minutes in (
        (-1, 9, 30),
        (-1, 3, 30),
        (-1, 2, 30),
        (1, 3, 30),
        (1, 4, 30),
        (1, 5, 30),
        (1, 5, 45),
        (1, 6, 30),
        (1, 8, 45),
        (1, 9, 30),
        (1, 10, 30),
        (1, 12, 45),
        (1, 13, 45),
    )
)
_NEAR: Final = 12
"""Minutes by which a clock may be read or set wrong and still mean an offset that is in use somewhere."""
_OFFSET = re.compile(r"(?:utc|gmt|z)?\s*([-+−–])\s*(\d{1,2})(?::?([0-5]\d))?(?:\s*(?:utc|gmt))?")


def valid(zone: str) -> bool:
    """Tell whether this is an IANA name or a fixed offset such as "UTC+05:30"."""
    try:
        tz(zone)
    except UnknownZone:
        return False
    return True


def zone_of_clock(now_utc: datetime, said: time) -> tuple[str, ...]:
    """Tell the fixed offsets at which it is the said time now, the likelier first.

    The nearest offset in use anywhere, else the nearest quarter of an hour. Two where one time is shown on two days.
    """
    ahead = said.hour * 60 + said.minute - now_utc.hour * 60 - now_utc.minute
    found: list[int] = []
    for exact in (ahead, ahead - _DAY, ahead + _DAY):
        nearest = min(_IN_USE, key=lambda offset: abs(offset - exact))
        offset = nearest if abs(nearest - exact) <= _NEAR else round(exact / _QUARTER) * _QUARTER
        if _WEST <= offset <= _EAST and offset not in found:
            found.append(offset)
    # Far more people live in Hawaii, New Zealand and Tonga than on the islands that share their clock a day apart.
    return tuple(fixed(minutes) for minutes in sorted(found, key=lambda offset: (offset > 13 * 60 + 45, -offset)))


def zone_of_place(latitude: float, longitude: float) -> str | None:
    """Tell the zone of a place, or None where there is none; the place itself is not kept."""
    import tzfpy  # noqa: PLC0415  (large data, rarely needed)

    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    zone = tzfpy.get_tz(longitude, latitude)
    return zone if zone and valid(zone) else None


def zone_named(text: str) -> str | None:
    """Read a zone that somebody typed as such ("UTC+2", "gmt -3:30", "europe/paris"), or None."""
    typed = text.strip()
    if typed.lower() in {"utc", "gmt", "z"}:
        return "UTC"
    if match := _OFFSET.fullmatch(typed.lower()):
        sign, hours, minutes = match.groups()
        offset = (int(hours) * 60 + int(minutes or 0)) * (1 if sign == "+" else -1)
        zone = fixed(offset)
        return zone if valid(zone) else None
    return _names().get(typed.lower().replace(" ", "_")) if "/" in typed else None


def fixed(minutes: int) -> str:
    """Write an offset from UTC, in minutes, as a zone."""
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}" if minutes else "UTC"


def cities(name: str) -> tuple[tuple[str, str], ...]:
    """Find cities by a name as typed: up to ten pairs of label and zone, the best first, none twice.

    Takes other names ("Bombay"), typing errors, a region or country after the name ("Paris, Texas"), or a country.
    The first call reads the list of cities (a second or two: call it in a thread).
    """
    from tgbot.reminders.gazetteer import gazetteer  # noqa: PLC0415  (large data, rarely needed)

    labels: dict[tuple[str, str], None] = {}
    for city in gazetteer().find(name[:100]):
        if valid(city.zone):
            labels[city.label, city.zone] = None
    return tuple(labels)[:MOST_CITIES]


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    from zoneinfo import available_timezones  # noqa: PLC0415  (reads a directory)

    return {name.lower(): name for name in available_timezones()}
