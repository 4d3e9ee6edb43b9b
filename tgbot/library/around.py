"""What stands around a phrase and takes the alarm out of it: questions, fears, the past, idioms, a "no" before it.

The words themselves are listed in content/<language>/screening.yaml; which of them counts when, is decided in
`library.screening`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tgbot.library.phrases import Line, Part, Phrase

_REACH: Final = 120
"""Characters before and after a phrase in which a "no" may stand that takes it back."""
_FAR: Final = 3
"""Words that may stand between the "no" and a phrase of its list."""


@dataclass(frozen=True, slots=True)
class Context:
    """What takes the alarm out of a phrase. In an emergency and in a crisis different parts of it do; see `_stands`."""

    idioms: tuple[Phrase, ...] = ()
    """Words of dying that mean something else; the person is asked gently how they are."""
    harmless: tuple[Phrase, ...] = ()
    """Words of danger that mean something else altogether: "a stroke of luck"."""
    asked: tuple[Phrase, ...] = ()
    """Questions about an illness, whoever they name: "how do I know if ..."."""
    general: tuple[Phrase, ...] = ()
    """Headlines, if the sentence names nobody: "slurred speech in ALS"."""
    past: tuple[Phrase, ...] = ()
    feared: tuple[Phrase, ...] = ()
    slow: tuple[Phrase, ...] = ()
    """Weeks and months, "a bit"; and what comes with effort or worry and goes again:"""
    passing: tuple[Phrase, ...] = ()
    now: tuple[Phrase, ...] = ()
    gentle: tuple[Phrase, ...] = ()
    negations: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    """Words that begin a question. If it names nobody, it asks about the illness and not for help."""
    polite: frozenset[str] = frozenset()


class Sentence(Line):
    """One sentence, and what of its context is known; each is asked at most once."""

    def __init__(self, text: str, context: Context) -> None:
        """Take the sentence, a space before and after each word, and the words of its language."""
        super().__init__(text)
        self._context = context

    def _says(self, phrases: tuple[Phrase, ...]) -> bool:
        return any(phrase.stands(self) for phrase in phrases)

    @cached_property
    def is_now(self) -> bool:
        """Tell whether it speaks of this hour."""
        return self._says(self._context.now)

    @cached_property
    def is_past(self) -> bool:
        """Tell whether it speaks of long ago."""
        return self._says(self._context.past)

    @cached_property
    def is_feared(self) -> bool:
        """Tell whether it speaks of what might come."""
        return self._says(self._context.feared)

    @cached_property
    def is_slow(self) -> bool:
        """Tell whether it speaks of weeks and months."""
        return self._says(self._context.slow)

    @cached_property
    def is_passing(self) -> bool:
        """Tell whether it speaks of what comes with effort or worry."""
        return self._says(self._context.passing)

    @cached_property
    def asked(self) -> list[tuple[int, int, Part]]:
        """Tell where it asks about an illness: where each such place ends and begins, and what stands there."""
        parts = (phrase.parts[0] for phrase in self._context.asked if phrase.stands(self))
        found = ((match.end(), match.start(), part) for part in parts for match in part.finditer(self))
        return sorted(found, key=lambda at: at[:2])

    def asks_before(self, end: int) -> bool:
        """Tell whether it has asked about an illness before a place in it."""
        if not self.asked or self.asked[0][0] <= end:
            return bool(self.asked)
        return any(part.fits(self, start, end) for _, start, part in self.asked if start < end)

    @cached_property
    def is_general(self) -> bool:
        """Tell whether it reads like a headline."""
        return self._says(self._context.general)

    @cached_property
    def names_somebody(self) -> bool:
        """Tell whether it speaks of a person."""
        return not self._context.persons.isdisjoint(self.words)

    @cached_property
    def is_calm(self) -> bool:
        """Tell whether anything in it speaks against an alarm."""
        asks = not self.names_somebody and (self.is_opened or self.is_general)
        return bool(self.asked) or self.is_past or self.is_feared or asks

    @cached_property
    def is_opened(self) -> bool:
        """Tell whether it begins like a question."""
        words = (word for word in self.text.split() if word not in ".," and word not in self._context.polite)
        return next(words, "") in self._context.openers


def is_denied(text: str, found: re.Match[str], context: Context, own: Collection[tuple[int, int]] = ()) -> bool:
    """Tell whether a "no" takes back what was found: "no numbness or droop".

    A "no" inside one of the `own` spans belongs to the danger itself, as in "she is on the floor and does not answer".
    """
    after = text[found.end() :].split(maxsplit=3)
    after = after[1:] if after[:1] == [","] else after
    if len(after) > 1 and after[0] in context.negations and after[1] in {".", ","}:
        return True
    passed, between = 0, list[str]()
    for start, word in _backwards(text, found.start()):
        between.append(word)
        if word == ".":
            return False
        if word in context.negations:
            if not any(begin <= start < end for begin, end in own):
                return True
        elif word in context.joins or (word == "," and _is_list(text, found, between, context)):
            passed = 0
        elif word not in context.fillers:
            passed += 1
            # Between "no" and what it denies stand only fillers, or a list: "no numbness or droop".
            if passed > _FAR or not _is_list(text, found, between, context):
                return False
    return False


def _backwards(text: str, end: int) -> list[tuple[int, str]]:
    """List the words before a place with where they begin, the nearest first."""
    start = max(0, end - _REACH)
    return [(start + word.start(), word.group()) for word in re.finditer(r"\S+", text[start:end])][::-1]


def _is_list(text: str, found: re.Match[str], between: list[str], context: Context) -> bool:
    if not context.joins.isdisjoint(between):
        return True
    rest = text[found.start() : found.end() + _REACH].split(" . ", 1)[0]
    return not context.joins.isdisjoint(rest.split())
