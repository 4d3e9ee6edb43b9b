"""Days said by their place: "first monday of the month", "end of january", "christmas eve". In normal words."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from typing import Final

from tgbot.reminders.days import Day as _Day
from tgbot.reminders.days import Read, coming, dated, of_year
from tgbot.reminders.walltime import DAY, month_later
from tgbot.reminders.words import MONTHS, WEEKDAYS

_FEASTS: Final = {
    "christmas evening": (24, 12),
    "christmas day": (25, 12),
    "christmas": (25, 12),
    "boxing day": (26, 12),
    "new years evening": (31, 12),
    "new years day": (1, 1),
    "new years": (1, 1),
    "new year": (1, 1),
}
_NTH: Final = {"1th": 1, "second": 2, "2nd": 2, "3th": 3, "3rd": 3, "4th": 4, "1st": 1, "last": 0}
NTH: Final = "|".join(_NTH)
"""The words that count the weekdays of a month."""

_MONTH: Final = f"(?P<month>{'|'.join(MONTHS)})"
_WD: Final = f"(?P<wd>{'|'.join(WEEKDAYS)})"


def _feast(match: re.Match[str], now: datetime, _day_first: bool) -> Read:
    return of_year(*_FEASTS[match["feast"]], None, now)


def _nth(match: re.Match[str], now: datetime, _day_first: bool) -> Read:
    wanted, number = WEEKDAYS.index(match["wd"]), _NTH[match["nth"]]
    if match["month"]:
        month = MONTHS.index(match["month"]) + 1
        firsts = [date(now.year, month, 1), date(now.year + 1, month, 1)]
    elif match["which"] in {"next", "this"}:
        firsts = [month_later(now.replace(day=1), int(match["which"] == "next")).date()]
    else:
        firsts = [month_later(now.replace(day=1), ahead).date() for ahead in (0, 1)]
    found = (_weekday_of(first, wanted, number) for first in firsts)
    return next((_Day((day,)) for day in found if day >= now.date()), "past")


def _weekday_of(first: date, wanted: int, number: int) -> date:
    earliest = first + (wanted - first.weekday()) % 7 * DAY
    if number:
        return earliest + 7 * (number - 1) * DAY
    days = calendar.monthrange(first.year, first.month)[1]
    return earliest + (days - earliest.day) // 7 * 7 * DAY


def _part(match: re.Match[str], now: datetime, _day_first: bool) -> Read:
    month = MONTHS.index(match["month"]) + 1
    for year in (now.year, now.year + 1):
        last = calendar.monthrange(year, month)[1]
        day = {"end": last, "late": last, "mid": 15, "middle": 15}.get(match["part"], 1)
        if date(year, month, day) >= now.date():
            return dated(year, month, day)
    return None


def _after_next(match: re.Match[str], now: datetime, _day_first: bool) -> Read:
    return _Day((coming(WEEKDAYS.index(match["wd"]), now) + 7 * DAY,))


READERS: Final = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"\b(?P<feast>{'|'.join(_FEASTS)})\b", _feast),
        (rf"\b(?:the )?(?P<nth>{NTH}) {_WD} (?:of|in) (?:(?:the )?(?P<which>this|next|the)? ?month\b|{_MONTH})", _nth),
        (rf"\b(?:the )?(?P<part>end|beginning|start|middle|mid|early|late)[ -](?:of |in )?{_MONTH}\b(?! \d)", _part),
        (rf"\b(?:the )?{_WD} after next\b", _after_next),
    )
)
"""What reads them, tried in this order."""
