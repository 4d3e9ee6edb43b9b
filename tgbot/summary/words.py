"""A person's own words, made fit for a page: hidden characters out, one line, at most 500 characters. Never stored."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 500
"""UTF-16 code units, as Telegram counts characters, of each of the three texts."""

MORE: Final = "…"
_JOINERS: Final = "\u200c\u200d"
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Words:
    """What the person wrote: what troubles them most, what they fear, what they hope for. Each may be empty."""

    problem: str = ""
    fear: str = ""
    wish: str = ""


def clean(text: str) -> str:
    """Take out what cannot be seen (controls, zero-width marks, turned directions) and put it on one line.

    Joiners stay where they stand between two visible characters: Persian and joined emoji need them.
    """
    even = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    seen = "".join(character for character in even if _is_seen(character)).strip(_JOINERS + " ")
    return _SPACES.sub(" ", seen)


def shortened(text: str, limit: int = LONGEST) -> str:
    """Cut to at most `limit` UTF-16 units, at a word where there is one, with an ellipsis when something is missing."""
    if _units(text) <= limit:
        return text
    head, used = [], 0
    for character in text:
        used += 1 + (character > "\uffff")
        if used > limit - 1:
            break
        head.append(character)
    cut = "".join(head)
    at_word, space, _ = cut.rpartition(" ")
    return (at_word if space and len(at_word) > len(cut) // 2 else cut).rstrip(_JOINERS + " ") + MORE


def readable(text: str) -> bool:
    """Tell whether anything is left that can be read on a page: a letter, a digit, or a sign such as an emoji."""
    return any(unicodedata.category(character)[0] in "LNS" for character in text)


def _is_seen(character: str) -> bool:
    return character in _JOINERS or character == " " or unicodedata.category(character)[0] not in "CZ"


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
