"""Times of day as people type them. Owns what "9", "half past two" and "10.45 pm" mean; knows no date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from tgbot.reminders.spelling import normal
from tgbot.reminders.words import FILLERS, PARTS

_HALF: Final = r"(?P<part>am|pm|in the (?:morning|afternoon|evening)|(?:this |at )?night|tonight|this evening)"
_HOUR: Final = r"\d{1,2}|noon|midnight"
_MINUTES: Final = r"half|quarter|5|10|20|25|\d{1,2} minutes"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<rel>{_MINUTES}) (?P<way>past|to|after|before) (?P<h>{_HOUR})(?: ?{_HALF})?(?! ?[:\d])\b",
        rf"\bhalf (?P<half>\d{{1,2}})(?: ?{_HALF})?\b",
        rf"\b(?P<h>\d{{1,2}})\s?[:.]\s?(?P<m>\d{{2}})(?::\d{{2}})?\s?{_HALF}\b",
        rf"\b(?P<h>\d{{1,2}})(?: ?(?:oclock|o clock))?\s?{_HALF}\b",
        rf"\b(?P<h>\d{{1,2}})(?P<m>[0-5]\d)\s?{_HALF}\b",
        r"\b(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d{2})?(?: ?(?:h|hours))?\b",
        r"\b(?P<h>\d{1,2}) ?h(?: ?(?P<m>[0-5]\d))?\b",
        r"\b(?P<h>\d{2})(?P<m>[0-5]\d) ?(?:h|hours)\b",
        r"\b(?P<h>\d{1,2}) ?(?:oclock|o clock)\b",
        r"\b(?P<word>noon|midnight)\b",
    )
)
_AFTER_AT: Final = re.compile(
    r"\b(?:at|around|about|by|@) ?(?P<h>\d{1,2})(?:[.](?P<m>[0-5]\d)|(?P<mm>[0-5]\d))?(?![\d/:-])\b"
)
_DOTTED: Final = re.compile(r"\b(?P<h>\d{1,2})[.](?P<m>[0-5]\d)(?![.\d])\b")
_BARE: Final = re.compile(r"\b(?P<h>\d{1,2})(?P<m>[0-5]\d)?\b")

_AROUND: Final = FILLERS | {"clock", "here", "its", "now", "shows", "says"}


@dataclass(frozen=True, slots=True)
class Said:
    """The times that some words may mean, the likelier first (None: no such time), and the words that are left."""

    times: tuple[time, ...] | None
    rest: str


def read_clock(text: str) -> tuple[time, ...]:
    """Read what somebody's clock shows: one time, two where morning and evening are open, none where it is no time.

    With two, the first takes the hours as written (of 24).
    """
    said = take(normal(text[:60]), bare=True, dotted=True, open_half=True)
    if said is None or said.times is None:
        return ()
    return said.times if set(re.findall(r"\w+", said.rest)) <= _AROUND else ()


def take(text: str, *, bare: bool, dotted: bool, open_half: bool = False) -> Said | None:
    """Find a time of day in normal words; None when there is none.

    `bare`: also a lone number ("tomorrow 9"). `dotted`: also "10.30". `open_half`: without am or pm any hour up to 12
    may be either; else only the small hours that nobody means.
    """
    patterns = (*_PATTERNS, _AFTER_AT, *((_DOTTED,) if dotted else ()), *((_BARE,) if bare else ()))
    for pattern in patterns:
        if match := pattern.search(text):
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return Said(_times(match.groupdict(), match[0], open_half=open_half), rest)
    return None


def _times(found: dict[str, str | None], words: str, *, open_half: bool) -> tuple[time, ...] | None:
    if word := found.get("word"):
        return (time(12 if word == "noon" else 0),)
    named = {"noon": "12", "midnight": "0"}
    minutes = int(found.get("m") or found.get("mm") or 0)
    hour = int(named.get(found.get("h") or "", found.get("h") or found.get("half") or 0))
    part = _part(found.get("part"))
    if found.get("half"):
        minutes = 30
    if relative := found.get("rel"):
        minutes = {"half": 30, "quarter": 15}.get(relative) or int(relative.split()[0])
        if found.get("way") in {"to", "before"}:
            hour, minutes = (hour - 1) % (12 if 1 <= hour <= 12 else 24) or 12, 60 - minutes
    if hour > 23 or minutes > 59 or (part and hour > 12 and part != "pm"):
        return None
    return _halves(time(hour, minutes), part, words, open_half=open_half)


def _part(words: str | None) -> str | None:
    if not words:
        return None
    return "am" if words == "am" or "morning" in words else "pm"


def _halves(at: time, part: str | None, words: str, *, open_half: bool) -> tuple[time, ...]:
    if part:
        if at.hour > 12:
            return (at,)
        return (at.replace(hour=at.hour % 12 + (12 if part == "pm" else 0)),)
    written_out = words.strip().removeprefix("at ").startswith("0")
    either = 1 <= at.hour <= (12 if open_half else 6) and not written_out
    other = at.replace(hour=(at.hour + 12) % 24)
    if not either:
        return (at,)
    return (at, other) if open_half else (other, at)


def of_part(part: str) -> time:
    """Tell the time that a part of the day stands for."""
    return time(PARTS[part])
