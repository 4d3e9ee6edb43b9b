"""The English words of dates and times, and how typed text becomes them. Reads no date itself."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
PARTS: Final = {"morning": 9, "noon": 12, "afternoon": 15, "evening": 19, "night": 20}
"""Parts of a day and the hour that each stands for."""

_NUMBERS: Final = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_ORDINALS: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
_UNITS: Final = ("minute", "hour", "day", "week", "fortnight", "month", "year")
_SHORT: Final = {
    **{day[:3]: day for day in WEEKDAYS},
    **{month[:3]: month for month in MONTHS},
    **{word: str(number) for number, word in enumerate(_NUMBERS, 1)},
    **{word: f"{number}th" for number, word in enumerate(_ORDINALS, 1) if word != "second"},
    "tues": "tuesday",
    "weds": "wednesday",
    "thur": "thursday",
    "thurs": "thursday",
    "sept": "september",
    "tmrw": "tomorrow",
    "tmrow": "tomorrow",
    "tmro": "tomorrow",
    "tomo": "tomorrow",
    "tmr": "tomorrow",
    "tmw": "tomorrow",
    "tomoz": "tomorrow",
    "2moro": "tomorrow",
    "2morrow": "tomorrow",
    "2nite": "tonight",
    "tonite": "tonight",
    "nxt": "next",
    "thirty": "30",
    "xmas": "christmas",
    "midday": "noon",
    "lunchtime": "noon",
    "lunch": "noon",
    "eve": "evening",
    "morn": "morning",
    "hr": "hour",
    "hrs": "hours",
    "min": "minutes",
    "mins": "minutes",
    "wk": "week",
    "wks": "weeks",
    "mth": "month",
    "mths": "months",
    "yr": "year",
    "biweekly": "fortnightly",
    "annually": "yearly",
    "everyday": "every day",
    "each": "every",
    "upcoming": "coming",
}
FILLERS: Final = frozenset(
    [
        "a",
        "about",
        "an",
        "and",
        "around",
        "at",
        "before",
        "bit",
        "by",
        "can",
        "coming",
        "could",
        "day",
        "exactly",
        "for",
        "from",
        "hey",
        "hi",
        "i",
        "in",
        "is",
        "it",
        "just",
        "let",
        "lets",
        "like",
        "local",
        "me",
        "maybe",
        "my",
        "of",
        "ok",
        "okay",
        "on",
        "or",
        "please",
        "pls",
        "reminder",
        "remind",
        "roughly",
        "s",
        "say",
        "set",
        "sharp",
        "so",
        "some",
        "than",
        "thank",
        "thanks",
        "that",
        "the",
        "then",
        "there",
        "this",
        "time",
        "to",
        "us",
        "want",
        "will",
        "would",
        "you",
        "your",
    ]
)
_KNOWN: Final = frozenset(
    {*WEEKDAYS, *MONTHS, *PARTS, *_UNITS, *_SHORT, *FILLERS, *(f"{each}s" for each in (*WEEKDAYS, *_UNITS))}
    | {
        "after",
        "ago",
        "am",
        "beginning",
        "boxing",
        "christmas",
        "clock",
        "couple",
        "daily",
        "early",
        "end",
        "every",
        "few",
        "fortnightly",
        "half",
        "hence",
        "hourly",
        "last",
        "late",
        "later",
        "midnight",
        "mid",
        "monthly",
        "new",
        "next",
        "nightly",
        "now",
        "oclock",
        "once",
        "other",
        "past",
        "pm",
        "quarter",
        "quarterly",
        "same",
        "start",
        "times",
        "today",
        "tomorrow",
        "tonight",
        "twice",
        "weekday",
        "weekdays",
        "weekend",
        "weekends",
        "weekly",
        "yearly",
        "yesterday",
    }
)
_MISSPELT: Final = tuple(sorted(word for word in _KNOWN if len(word) >= 5 and not word.isdigit()))
_ALIKE: Final = 82
_TOKEN = re.compile(r"\d+(?:st|nd|rd|th)\b|\d+|[^\W\d_]+|[:./,+-]")
_GLUED = re.compile(r"(?<=\d)(?=(?:am|pm|h|hrs?|hours?|mins?|minutes?|days?|wks?|weeks?|months?|o)\b)")


def normal(text: str) -> str:
    """Write a phrase in known words: lower case, plain digits, whole names, typing errors mended, one space between."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = "".join(str(unicodedata.decimal(letter, letter)) for letter in folded)
    folded = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1m", folded)
    folded = re.sub(r"[’'`´]", "", folded).replace("–", "-").replace("—", "-")
    folded = re.sub(r"\b2(?=mor|nite)", "two_", folded).replace("two_", "2")
    for word in ("2moro", "2morrow", "2nite"):
        folded = folded.replace(word, _SHORT[word])
    folded = re.sub(r"(?<=\d)-?ish\b", "", folded)
    folded = _GLUED.sub(" ", folded).replace("first thing", "morning")
    folded = re.sub(r"\b(\d+|one|two|three) and a half (hours?)\b", r"\1 \2 and a half", folded)
    spaced = re.sub(r"\bin (\d+) h\b", r"in \1 hours", re.sub(r"\s+", " ", folded))
    return re.sub(r"[^\W\d_]+", lambda match: _mended(match[0], spaced, match.start()), spaced).strip()


def _mended(word: str, text: str, start: int) -> str:
    glued = start > 0 and text[start - 1].isdigit()
    if glued or word in {"st", "nd", "rd", "th", "h"}:
        return word
    if word in _SHORT:
        return _SHORT[word]
    return word if word in _KNOWN or len(word) < 4 or not word.isascii() else _corrected(word)


@lru_cache(maxsize=512)
def _corrected(word: str) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (only for words that nobody knows)

    near = process.extractOne(word, _MISSPELT, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return word if near is None else _SHORT.get(near[0], near[0])
