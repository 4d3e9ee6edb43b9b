"""How often: the rhythm in a typed phrase. Knows once, weekly, fortnightly and monthly, and what is too often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from tgbot.reminders.places import NTH
from tgbot.reminders.plan import Every
from tgbot.reminders.words import WEEKDAYS

Trouble: TypeAlias = Literal["too-often", "rhythm"]
_WD: Final = "|".join(WEEKDAYS)

_TOO_OFTEN: Final = re.compile(
    r"\bevery (?:\d+ )?(?:minute|hour)s?\b|\bevery \d+ seconds\b|\bevery second$"
    r"|\bevery (?:other )?(?:day|morning|evening|night|afternoon|weekday|noon)\b"
    r"|\bevery (?:1|2|3|4|5|6|couple of|few) days\b|\b(?:daily|hourly|nightly|weekdays|weekends|always|constantly)\b"
    r"|\b(?:twice|\d+ times|couple of times|few times) (?:a|an|every|per) (?:hour|day|week)\b|\b\d+ times daily\b"
    r"|\b(?:once )?(?:a|per) day\b|\bonce (?:an|every|a|per) (?:hour|day)\b"
    rf"|\bevery (?:{_WD})s?(?: ?,| and| or| &|/) ?(?:{_WD})|\b(?:{_WD})s (?:and|or|&) (?:{_WD})s\b|\bevery weekend\b"
)
_OTHER: Final = re.compile(
    r"\bevery (?:[3-9]|\d\d+) (?:weeks|months)\b|\bevery \d+ (?:months|years)\b|\bevery (?:other month|year|quarter)\b"
    rf"|\b(?:{NTH}) (?:{_WD})s?\b.*\b(?:every month|monthly)\b|\bmonthly\b.* (?:{NTH}) (?:{_WD})s?\b"
    rf"|\bevery (?:{NTH}) (?:{_WD}) (?:of|in) (?:the|a|every) month\b"
    r"|\b(?:yearly|quarterly|bimonthly)\b|\bonce a (?:year|quarter)\b|\bevery \d+ days\b"
)
_RHYTHMS: Final[tuple[tuple[Every, re.Pattern[str]], ...]] = (
    ("weekly", re.compile(r"\bevery 7 days\b")),
    ("fortnightly", re.compile(r"\bevery 14 days\b")),
    ("fortnightly", re.compile(r"\bevery (?:other|second|2nd) (?:week\b|(?=(?:" + _WD + r")s?\b))(?: on)?")),
    ("fortnightly", re.compile(r"\bevery 2 weeks\b(?: on)?|\bfortnightly\b|\bevery fortnight\b|\bonce a fortnight\b")),
    (
        "monthly",
        re.compile(r"\b(?:of )?every (?:1 )?month\b|\bmonthly\b|\bonce (?:a|per) month\b|\bof the month every month\b"),
    ),
    ("monthly", re.compile(r"\bevery (?=(?:the )?\d{1,2}(?:st|nd|rd|th)\b)")),
    ("weekly", re.compile(r"\bevery (?:1 )?week\b|\bweekly\b|\bonce (?:a|per|every) week\b")),
    ("weekly", re.compile(rf"\bevery (?=(?:{_WD})s?\b)")),
    ("weekly", re.compile(rf"\b(?=(?:{_WD})s\b)")),
)
_TIMES: Final = re.compile(
    r"\b(?:for )?(?P<times>\d{1,3}) ?(?:times|x)\b|\bfor (?P<span>\d{1,3}) (?P<unit>weeks|months)\b"
)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, how many times (None: not said), and the words that are left."""

    every: Every
    times: int | None
    rest: str


def take(text: str) -> Rhythm | Trouble:
    """Find the rhythm in normal words; a phrase without one is once."""
    for every, pattern in _RHYTHMS[:2]:
        if match := pattern.search(text):
            return _with_times(every, _cut(text, match))
    if _TOO_OFTEN.search(text):
        return "too-often"
    if _OTHER.search(text):
        return "rhythm"
    for every, pattern in _RHYTHMS[2:]:
        if match := pattern.search(text):
            return _with_times(every, _cut(text, match))
    return "rhythm" if re.search(r"\bevery\b", text) else Rhythm("once", None, text)


def _with_times(every: Every, text: str) -> Rhythm:
    match = _TIMES.search(text)
    if match is None:
        return Rhythm(every, None, text)
    if match["times"]:
        return Rhythm(every, int(match["times"]), _cut(text, match))
    span = int(match["span"]) * (1 if match["unit"] == "weeks" or every == "monthly" else 4)
    weeks = {"weekly": 1, "fortnightly": 2, "monthly": 4 if match["unit"] == "weeks" else 1}
    return Rhythm(every, max(1, span // weeks[every]), _cut(text, match))


def _cut(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
