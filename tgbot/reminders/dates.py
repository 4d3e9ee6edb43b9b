"""Days as people type them, in normal words. Owns "next friday", "3/4", "in a fortnight" and what days there are."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

from tgbot.reminders import places
from tgbot.reminders.days import Day, Read, Trouble, coming, dated, of_year
from tgbot.reminders.walltime import DAY, month_later
from tgbot.reminders.words import MONTHS, WEEKDAYS

_WD: Final = f"(?P<wd>{'|'.join(WEEKDAYS)})s?"
_MONTH: Final = f"(?P<month>{'|'.join(MONTHS)})"
_N: Final = r"(?P<n>\d{1,4}|a couple of|couple of|a couple|a few|few|an|a|half an|half a)"
_MORE: Final = r"(?P<more> and a half| (?:and )?\d+ minutes?)?"
_UNIT: Final = r"(?P<unit>minute|hour|day|week|fortnight|month|year)s?"
_NO_HOUR: Final = r"(?! ?[:.]\d)(?! ?(?:am|pm)\b)"
_NAMED_DAYS: Final = (
    r"day after tomorrow|week after next"
    r"|(?:end|last day|beginning|start|middle) of (?:the |this )?(?:next )?(?:month|week)"
    r"|mid next month|next (?:weekend|week|fortnight|month|year)|this weekend|weekend"
)
_FEW: Final = {"a couple of": 2, "couple of": 2, "a couple": 2, "a few": 3, "few": 3, "an": 1, "a": 1}
_PAST: Final = re.compile(
    r"\bago\b|\byesterday\b|\blast (?:night|week|month|year|"
    + "|".join(WEEKDAYS)
    + r")\b(?! (?:of|in)\b)|\b(?:in the|was) past\b|\bin -\d"
)


def take(text: str, now: datetime, *, day_first: bool) -> Day | Trouble | None:
    """Find a day in normal words; None when there is none. `day_first`: 3/4 is surely the 3rd of April."""
    if _PAST.search(text):
        return "past"
    for pattern, reader in _READERS:
        if (match := pattern.search(text)) and (found := reader(match, now, day_first)):
            if not isinstance(found, Day):
                return found
            return _with_weekday(found, f"{text[: match.start()]} {text[match.end() :]}", now)
    return None


def _with_weekday(found: Day, rest: str, now: datetime) -> Day:
    """Bring a day and the weekday beside it together: a week's weekday, or a check of the date."""
    match = re.search(rf"\b{_WD}\b", rest)
    if match is None or found.at or not found.days:
        return replace(found, rest=rest)
    rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    wanted = WEEKDAYS.index(match["wd"])
    if found.keeps_time or found.note == "week":
        monday = found.days[0] - found.days[0].weekday() * DAY
        return Day((monday + wanted * DAY,), rest)
    fits = tuple(day for day in found.days if day.weekday() == wanted)
    # The date and its weekday contradict each other: ask which of the two is meant.
    return Day(fits or (*found.days, coming(wanted, now)), rest)


def _iso(match: re.Match[str], _now: datetime, _day_first: bool) -> Read:
    return dated(int(match["y"]), int(match["m"]), int(match["d"]))


def _numeric(match: re.Match[str], now: datetime, day_first: bool) -> Read:
    first, second = int(match["a"]), int(match["b"])
    dotted = match["sep"] == "."
    orders = [(first, second)] if day_first or dotted else [(first, second), (second, first)]
    found: list[date] = []
    past = False
    for day, month in orders:
        one = of_year(day, month, match["y"], now)
        past = past or one == "past"
        if isinstance(one, Day) and one.days[0] not in found:
            found.append(one.days[0])
    if found:
        return Day(tuple(found), "")
    return "past" if past else "no-such-day"


def _named(match: re.Match[str], now: datetime, _day_first: bool) -> Read:
    return of_year(int(match["d"]), MONTHS.index(match["month"]) + 1, match["y"], now)


def _of_month(match: re.Match[str], now: datetime, _day_first: bool) -> Read:
    wanted = int(match["d"])
    if not 1 <= wanted <= 31:
        return "no-such-day"
    start = 1 if "next" in (match["which"] or "") else 0
    fixed = bool(match["which"]) and "month" in match["which"] and ("this" in match["which"] or start)
    for ahead in range(start, start + (1 if fixed else 12)):
        first = month_later(now.replace(day=1), ahead)
        if wanted <= calendar.monthrange(first.year, first.month)[1]:
            day = first.date().replace(day=wanted)
            if day >= now.date():
                return Day((day,), "")
            if fixed:
                return "past"
    return "no-such-day"


def _span(match: re.Match[str], now: datetime, _day_first: bool) -> Read:
    said, unit = match["n"], match["unit"]
    if said.startswith("half"):
        return Day((), "", now + timedelta(minutes=30)) if unit == "hour" else None
    number = _FEW.get(said) or int(said)
    extra = timedelta(minutes=30) if "half" in (match["more"] or "") else timedelta()
    if match["more"] and not extra:
        extra = timedelta(minutes=int(re.sub(r"\D", "", match["more"])))
    if unit in {"minute", "hour"}:
        return Day((), "", now + number * timedelta(**{f"{unit}s": 1}) + extra)
    if unit in {"month", "year"}:
        return Day((month_later(now, number * (12 if unit == "year" else 1)).date(),), "", keeps_time=True)
    return Day((now.date() + number * {"day": 1, "week": 7, "fortnight": 14}[unit] * DAY,), "", keeps_time=True)


def _week_from(match: re.Match[str], now: datetime, _day_first: bool) -> Read:
    fields = match.groupdict()
    said = fields.get("n")
    weeks = (_FEW.get(said) or int(said)) if said else 1
    if "fortnight" in match[0]:
        weeks *= 2
    start = now.date() if "today" in match[0] else now.date() + DAY
    if fields.get("wd"):
        start = coming(WEEKDAYS.index(match["wd"]), now)
    return Day((start + 7 * weeks * DAY,), "")


def _words(match: re.Match[str], now: datetime, _day_first: bool) -> Read:
    said = (
        re.sub(r"\b(?:the|this) (?=month|week$)", "", match[0])
        .replace("start", "beginning")
        .replace("last day", "end")
        .replace("first thing ", "")
    )
    said = re.sub(r"\b(?:the|mid|middle of) next month", "middle of next month", said.removeprefix("the "))
    note: Literal["", "week"] = "week" if said in {"next week", "week after next"} else ""
    day = _day_called(said, now)
    return None if day is None else Day((day,), "", note=note)


def _day_called(name: str, now: datetime) -> date | None:
    today = now.date()
    first_of_next = month_later(now.replace(day=1), 1).date()
    saturday = today + (5 - today.weekday()) % 7 * DAY
    return {
        "day after tomorrow": today + 2 * DAY,
        "tomorrow": today + DAY,
        "today": today,
        "this": today,
        "tonight": today,
        "week after next": today + 14 * DAY,
        "next week": today + 7 * DAY,
        "next fortnight": today + 14 * DAY,
        "next month": month_later(now, 1).date(),
        "next year": date(today.year + 1, 1, 1),
        "weekend": saturday,
        "this weekend": saturday,
        "next weekend": saturday + 7 * DAY,
        "end of next month": month_later(now.replace(day=1), 2).date() - DAY,
        "end of month": first_of_next - DAY,
        "end of week": today + (4 - today.weekday()) % 7 * DAY,
        "end of next week": today + (11 - today.weekday()) * DAY,
        "middle of next week": today + (9 - today.weekday()) * DAY,
        "beginning of next month": first_of_next,
        "beginning of next week": today + (7 - today.weekday()) * DAY,
        "middle of next month": first_of_next.replace(day=15),
    }.get(name)


def _weekday(match: re.Match[str], now: datetime, _day_first: bool) -> Read:
    wanted = WEEKDAYS.index(match["wd"])
    nearest = coming(wanted, now)
    same_week = nearest.isocalendar()[:2] == now.date().isocalendar()[:2]
    if match["which"] == "next" and same_week:
        # "Next friday", said on a monday, is this week's to some and the week after's to others.
        return Day((nearest, nearest + 7 * DAY), "")
    today = match["which"] is None and now.weekday() == wanted
    return Day((now.date(),), "", note="today") if today else Day((nearest,), "")


_Reader: TypeAlias = Callable[[re.Match[str], datetime, bool], Read]
_OWN: Final[tuple[tuple[str, _Reader], ...]] = (
    (r"\b(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:t|(?!\d))", _iso),
    (r"\b(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>20\d\d|\d\d)(?!\d)", _numeric),
    (r"\b(?P<a>\d{1,2})(?P<sep>[/-])(?P<b>\d{1,2})(?P<y>)(?![\d/:-])", _numeric),
    (r"\b(?P<a>\d{1,2})(?P<sep>\.)(?P<b>\d{1,2})\.(?P<y>)(?!\d)", _numeric),
    (rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?(?: of)?[ -]?{_MONTH}(?:,? ?-?(?P<y>20\d\d)\b)?", _named),
    (rf"\b{_MONTH}[ .-]+(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b{_NO_HOUR}(?:,? ?(?P<y>20\d\d)\b)?", _named),
    (
        rf"\b(?:a|(?P<n>\d+)) (?:week|fortnight)s? (?:from |on |this |from this )?(?:{_WD}|today|tomorrow)\b",
        _week_from,
    ),
    (rf"\b(?:{_WD}|today|tomorrow) (?:week|fortnight)\b", _week_from),
    (
        rf"\b(?:in|after|within) {_N} ?{_UNIT}{_MORE}(?: time| from now)?\b",
        _span,
    ),
    (rf"\b{_N} ?{_UNIT}(?P<more> and a half)? (?:from now|from today|later|hence|time)\b", _span),
    (rf"^{_N} ?{_UNIT}(?P<more> and a half)?$", _span),
    (r"\b(?P<which>(?:this|next) month)(?:,? on)?,? (?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)\b", _of_month),
    (
        r"\b(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)\b(?P<which> (?:of )?(?:the |this |next )?month)?",
        _of_month,
    ),
    (rf"\b(?:the )?(?:{_NAMED_DAYS})\b", _words),
    (r"\b(?:tomorrow|today|tonight|this(?= (?:morning|afternoon|evening|night)\b))", _words),
    (rf"\b(?:(?P<which>next|this|coming) )?{_WD}\b", _weekday),
)
_READERS: Final = (*places.READERS, *((re.compile(pattern), reader) for pattern, reader in _OWN))
