"""Writes what somebody typed in the known words of `words.py`: one case, plain digits, typing errors mended.

Keeps no word of it, also in memory.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from tgbot.reminders.words import KNOWN, SHORT

_MISSPELT: Final = tuple(sorted(word for word in KNOWN if len(word) >= 5 and not word.isdigit()))
_ALIKE: Final = 82
_GLUED = re.compile(r"(?<=\d)(?=(?:am|pm|h|hrs?|hours?|mins?|minutes?|days?|wks?|weeks?|months?|o)\b)")


def normal(text: str) -> str:
    """Write a phrase in known words: lower case, plain digits, whole names, typing errors mended, one space between."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = "".join(str(unicodedata.decimal(letter, letter)) for letter in folded)
    folded = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1m", folded)
    folded = re.sub(r"[’'`´]", "", folded).replace("–", "-").replace("—", "-")
    folded = re.sub(r"\b2(?=mor|nite)", "two_", folded).replace("two_", "2")
    for word in ("2moro", "2morrow", "2nite"):
        folded = folded.replace(word, SHORT[word])
    folded = re.sub(r"(?<=\d)-?ish\b", "", folded)
    folded = _GLUED.sub(" ", folded).replace("first thing", "morning")
    folded = re.sub(r"\b(\d+|one|two|three) and a half (hours?)\b", r"\1 \2 and a half", folded)
    spaced = re.sub(r"\bin (\d+) h\b", r"in \1 hours", re.sub(r"\s+", " ", folded))
    return re.sub(r"[^\W\d_]+", lambda match: _mended(match[0], spaced, match.start()), spaced).strip()


def _mended(word: str, text: str, start: int) -> str:
    glued = start > 0 and text[start - 1].isdigit()
    if glued or word in {"st", "nd", "rd", "th", "h"}:
        return word
    if word in SHORT:
        return SHORT[word]
    return word if word in KNOWN or len(word) < 4 or not word.isascii() else _corrected(word)


def _corrected(word: str) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (only for words that nobody knows)

    near = process.extractOne(word, _MISSPELT, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return word if near is None else SHORT.get(near[0], near[0])
