"""A day that some words mean, and the days of the calendar that there are. Reads no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from tgbot.reminders.walltime import DAY

Trouble: TypeAlias = Literal["past", "no-such-day"]


@dataclass(frozen=True, slots=True)
class Day:
    """The days that some words may mean and the words that are left; `at` instead, where the hour is meant as well."""

    days: tuple[date, ...]
    rest: str = ""
    at: datetime | None = None
    keeps_time: bool = False
    """No hour said means the present one ("in 3 weeks"), not the usual one."""
    note: Literal["", "week", "today"] = ""
    """The day stands for its week ("next week"), or for today if there is still time ("wednesday", on a wednesday)."""


Read: TypeAlias = Day | Trouble | None


def dated(year: int, month: int, day: int) -> Day | Trouble:
    """Find a day of the calendar."""
    try:
        return Day((date(year, month, day),))
    except ValueError:
        return "no-such-day"


def of_year(day: int, month: int, year: str | None, now: datetime) -> Day | Trouble:
    """Find a day of a month: of the year that was said, else the next one to come."""
    if year:
        number = int(year) + (2000 if len(year) == 2 else 0)
        found = dated(number, month, day)
        return "past" if isinstance(found, Day) and found.days[0] < now.date() else found
    this = dated(now.year, month, day)
    if isinstance(this, Day) and this.days[0] >= now.date():
        return this
    return dated(now.year + 1, month, day)


def coming(weekday: int, now: datetime) -> date:
    """Tell the next such weekday (Monday is 0) after today."""
    return now.date() + ((weekday - now.weekday() - 1) % 7 + 1) * DAY
