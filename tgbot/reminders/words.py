"""The English words of dates and times. Reads none of them (`spelling.py` writes typed text in them)."""

from __future__ import annotations

from typing import Final

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
PARTS: Final = {"morning": 9, "noon": 12, "afternoon": 15, "evening": 19, "night": 20}
"""Parts of a day and the hour that each stands for."""

_NUMBERS: Final = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
_UNITS: Final = ("minute", "hour", "day", "week", "fortnight", "month", "year")
SHORT: Final = {
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
"""How people shorten or write a word, and the word that is read."""

FILLERS: Final = frozenset((
    "a", "about", "an", "and", "around", "at", "before", "bit", "by", "can", "coming", "could", "day",
    "exactly", "for", "from", "hey", "hi", "i", "in", "is", "it", "just", "let", "lets", "like", "local", "me",
    "maybe", "my", "of", "ok", "okay", "on", "or", "please", "pls", "reminder", "remind", "roughly", "s", "say",
    "set", "sharp", "so", "some", "than", "thank", "thanks", "that", "the", "then", "there", "this", "time",
    "to", "us", "want", "will", "would", "you", "your",
))  # fmt: skip
"""Words that say nothing about when."""

_FURTHER: Final = frozenset((
    "after", "ago", "am", "beginning", "boxing", "christmas", "clock", "couple", "daily", "early", "end",
    "every", "few", "fortnightly", "half", "hence", "hourly", "last", "late", "later", "midnight", "mid",
    "monthly", "new", "next", "nightly", "now", "oclock", "once", "other", "past", "pm", "quarter", "quarterly",
    "same", "start", "times", "today", "tomorrow", "tonight", "twice", "weekday", "weekdays", "weekend",
    "weekends", "weekly", "yearly", "yesterday",
))  # fmt: skip
KNOWN: Final = frozenset(
    {*WEEKDAYS, *MONTHS, *PARTS, *_UNITS, *SHORT, *FILLERS, *(f"{each}s" for each in (*WEEKDAYS, *_UNITS))} | _FURTHER
)
"""Every word that is read somewhere: no typing error, however much it looks like another one."""
