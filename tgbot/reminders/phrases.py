"""From typed words to a moment: what a person means by "next friday 9am". Proposes or asks again.

English has a grammar of its own here; other languages go to dateparser. Everything that is
read is shown back before it counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, Literal, TypeAlias

from tgbot.reminders import clocks, dates, rhythms
from tgbot.reminders.days import Day
from tgbot.reminders.plan import Every
from tgbot.reminders.spelling import normal
from tgbot.reminders.walltime import DAY, MINUTE
from tgbot.reminders.words import FILLERS, PARTS, WEEKDAYS

Problem: TypeAlias = Literal[
    "past", "unreadable", "ambiguous", "too-often", "rhythm", "no-such-day", "no-such-time", "too-far"
]
LONGEST: Final = 200
FARTHEST: Final = timedelta(days=366)
USUAL: Final = time(9)
_ALONE: Final = frozenset({*WEEKDAYS, "tomorrow", "tonight", "weekly", "fortnightly", "monthly"})
"""The only words that mean a moment all by themselves, to somebody who was not asked."""
_CLOCK: Final = re.compile(
    r"(?<![\d/.])(?P<h>\d{1,2}) ?(?:[:h](?P<m>\d{2})\b|h\b|uhr\b|uur\b)(?!\s*[:.]\d)", re.IGNORECASE
)
_SAME: Final = re.compile(r"\bsame time\b")
_PART: Final = re.compile(
    rf"\b(?:(?:in the|this|at|early|late|first thing in the|first thing) )?(?P<part>{'|'.join(PARTS)})\b"
)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: a wall time (naive) and a rhythm, or why not. `choices` are what an ambiguous phrase may mean."""

    at: datetime | None
    every: Every = "once"
    problem: Problem | None = None
    choices: tuple[datetime, ...] = ()
    times: int | None = None
    """How many times, where the phrase said so."""


def read(text: str, now_local: datetime, language: str = "en") -> Read:
    """Read a phrase, as said at a wall time (naive). Days without a time mean 9:00; the future is meant where both fit.

    Problems: past, unreadable, ambiguous (with choices), too-often (more than weekly), rhythm (none of ours),
    no-such-day, no-such-time, too-far (more than a year).
    """
    now = now_local.replace(second=0, microsecond=0)
    if not text.strip() or len(text) > LONGEST:
        return Read(None, problem="unreadable")
    found = _english(normal(text), now, day_first=language != "en")
    if found.problem == "unreadable" and language != "en":
        # Not for English: of a phrase that it knows half, dateparser reads that half and is silent about the rest.
        found = _otherwise(text, now, language) or found
    return found


def sounds(text: str, now_local: datetime) -> bool:
    """Tell whether nothing but a moment can be meant by a phrase that nobody asked for; English only, and rather no."""
    words = normal(text)
    if len(words.split()) < 2 and words not in _ALONE:
        return False
    found = _english(words, now_local.replace(second=0, microsecond=0), day_first=False)
    return found.at is not None or bool(found.choices)


def _english(text: str, now: datetime, *, day_first: bool) -> Read:
    rhythm = rhythms.take(text)
    if isinstance(rhythm, str):
        return Read(None, problem=rhythm)
    day = dates.take(_guarded(rhythm.rest), now, day_first=day_first)
    if isinstance(day, str):
        return Read(None, rhythm.every, day)
    rest = day.rest if day else _guarded(rhythm.rest)
    said = _same_time(rest, now) or clocks.take(rest, bare=day is not None, dotted=True)
    if said:
        rest = said.rest
    if said and said.times is None:
        return Read(None, rhythm.every, "no-such-time")
    part = _PART.search(rest) or (_PART.search("night") if re.search(r"\btonight\b", text) else None)
    rest = _PART.sub(" ", rest)
    if not _only_fillers(rest) or not (day or said or part or rhythm.every != "once"):
        return Read(None, rhythm.every, "unreadable")
    return _meant(now, day, said.times if said else None, part["part"] if part else None, rhythm)


def _same_time(rest: str, now: datetime) -> clocks.Said | None:
    """Read "same time tomorrow"."""
    match = _SAME.search(rest)
    return clocks.Said((now.time(),), f"{rest[: match.start()]} {rest[match.end() :]}") if match else None


def _guarded(text: str) -> str:
    """Keep "10.30 pm" and "10.30" after "at" from being read as the tenth of a month."""
    return re.sub(
        r"\b(\d{1,2})\.(\d{2})(?= ?(?:am|pm)\b)", r"\1:\2", re.sub(r"\bat (\d{1,2})\.(\d{2})\b", r"at \1:\2", text)
    )


def _only_fillers(rest: str) -> bool:
    return all(word in FILLERS for word in re.findall(r"\w+", rest)) and not re.search(r"[^\W\d_]{30}", rest)


def _meant(
    now: datetime, day: Day | None, times: tuple[time, ...] | None, part: str | None, rhythm: rhythms.Rhythm
) -> Read:
    if day and day.at:
        return _checked((day.at,), now, rhythm, named=True)
    if times and part:
        times = _in_part(times, part)
    if not times:
        usual = clocks.of_part(part) if part else now.time() if day and day.keeps_time else USUAL
        times = (usual,)
    days = day.days if day else (now.date(),)
    moments = tuple(datetime.combine(each, at) for each in days for at in times)
    if day is None or day.note == "today":
        step = DAY if day is None else 7 * DAY
        said_time = day is None or part is not None or times != (USUAL,)
        moments = tuple(at if at > now and said_time else at + step for at in moments)
    elif part == "night" and days == (now.date(),) and moments[0] <= now:
        moments = (now + timedelta(hours=1),)
    return _checked(moments, now, rhythm, named=True)


def _in_part(times: tuple[time, ...], part: str) -> tuple[time, ...]:
    """Let "8 in the evening" and "tomorrow evening at 8" be twenty o'clock."""
    at = times[0]
    half = at.hour % 12
    return (at.replace(hour=half if part == "morning" else half + 12 if at.hour < 13 else at.hour),)


def _checked(moments: tuple[datetime, ...], now: datetime, rhythm: rhythms.Rhythm, *, named: bool) -> Read:
    ahead = tuple(sorted({at for at in moments if at > now}, key=moments.index))
    if not ahead:
        return Read(None, rhythm.every, "past")
    near = tuple(at for at in ahead if at - now <= FARTHEST)
    if not near:
        return Read(None, rhythm.every, "too-far")
    if len(near) > 1 and named:
        return Read(None, rhythm.every, "ambiguous", near, rhythm.times)
    return Read(near[0], rhythm.every, None, (), rhythm.times)


def _otherwise(text: str, now: datetime, language: str) -> Read | None:
    """Ask dateparser, in the person's language and in English; an hour that it would overlook is read here."""
    if not re.search(r"[^\W\d_]{2}", text):
        return None
    clock = _CLOCK.search(text)
    words = f"{text[: clock.start()]} {text[clock.end() :]}" if clock else text
    at, other = (_dateparsed(words, base, language) for base in (now, now + 3 * MINUTE))
    if at is None or other is None:
        return None
    if clock:
        hour, minute = int(clock["h"]), int(clock["m"] or 0)
        if hour > 23 or minute > 59:
            return Read(None, problem="no-such-time")
        at = datetime.combine(at.date(), time(hour, minute))
    elif at.time() == time() or (other - at == 3 * MINUTE and at.time() == now.time()):
        number = re.search(r"\D(\d{1,2})\W*$", text)
        if number and int(number[1]) not in {at.day, at.month}:
            # "mañana a las 10": an hour was said, and not understood as such.
            at = datetime.combine(at.date(), time(int(number[1]) % 24))
        elif at.time() == time() or abs((at.date() - now.date()).days) <= 2:
            # A day was named ("mañana"), not a span ("dans 3 semaines"), which means this time of day.
            at = datetime.combine(at.date(), USUAL)
    return _checked((at,), now, rhythms.Rhythm("once", None, ""), named=False)


def _dateparsed(words: str, base: datetime, language: str) -> datetime | None:
    import dateparser  # type: ignore[import-untyped]  # noqa: PLC0415  (slow to import)

    settings = {
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": base,
        "RETURN_AS_TIMEZONE_AWARE": False,
        "DATE_ORDER": "DMY",
    }
    try:
        at = dateparser.parse(words, languages=list(dict.fromkeys((language, "en"))), settings=settings)
    except (ValueError, OverflowError):
        return None
    return at.replace(tzinfo=None, second=0, microsecond=0) if at else None
