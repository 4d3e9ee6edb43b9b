"""Phrases to listen for: rows of words that are found in a text. `library.notation` reads how they are written down.

The text they meet is what `library.wording` makes of a message: lower case, no apostrophes, ` , ` and ` . ` as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_END: Final = r"(?=[.,] )"


class Line:
    """A text in the form that phrases meet, with its words."""

    def __init__(self, text: str) -> None:
        """Take a text of words, each with a space before and after it."""
        self.text = text
        self.words = frozenset(text.split())

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """All beginnings of its words."""
        return frozenset(self.begun)

    @cached_property
    def begun(self) -> dict[str, list[str]]:
        """Its words by each of their beginnings."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            for end in range(1, len(word) + 1):
                found.setdefault(word[:end], []).append(word)
        return found

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands."""
        found: dict[str, list[int]] = {}
        at = 0
        for word in self.text.split(" "):
            found.setdefault(word, []).append(at)
            at += len(word) + 1
        return found


@dataclass(frozen=True, slots=True)
class Choices:
    """Words of which one must stand in a place: as they are written, and what they begin with.

    A named set is one of these, however many phrases hold it: sets are long.
    """

    written: tuple[str, ...]
    firsts: frozenset[str] | tuple[str, ...]
    """The words that one of the choices begins with; where a choice begins with the beginning of a word:"""
    beginnings: frozenset[str] | tuple[str, ...]

    @property
    def ends(self) -> bool:
        """Tell whether the end of a sentence is one of them."""
        return "$" in self.written

    @property
    def pattern(self) -> str:
        """Tell the expression for any of them."""
        return "|".join(_choice(choice) for choice in self.written)

    def may_stand(self, line: Line) -> bool:
        """Tell cheaply whether one of them can stand in a text at all."""
        return not line.words.isdisjoint(self.firsts) or (
            bool(self.beginnings) and not line.beginnings.isdisjoint(self.beginnings)
        )

    def places(self, line: Line) -> Iterator[int]:
        """Tell where in a text one of them may begin."""
        for word in line.words.intersection(self.firsts):
            yield from line.places[word]
        for beginning in line.beginnings.intersection(self.beginnings):
            for word in line.begun[beginning]:
                yield from line.places[word]


@dataclass(frozen=True, slots=True)
class Token:
    """One place of a phrase: choices between two pieces of an expression, or a gap, which has no choices.

    `needed`: the phrase cannot do without it. `spelled`: its words are words of the phrase.
    """

    before: str
    choices: tuple[Choices, ...] = ()
    after: str = ""
    needed: bool = False
    spelled: bool = False

    @property
    def pattern(self) -> str:
        """Tell the whole expression."""
        return f"{self.before}{'|'.join(each.pattern for each in self.choices)}{self.after}"

    def may_stand(self, line: Line) -> bool:
        """Tell cheaply whether it can stand in a text at all."""
        for each in self.choices:  # noqa: SIM110  (a plain loop: this runs a thousand times a message)
            if each.may_stand(line):
                return True
        return False

    def places(self, line: Line) -> list[int]:
        """Tell where in a text it may begin, in order."""
        return sorted({at for each in self.choices for at in each.places(line)})


class Part:
    """One row of words. It is compiled when a text first holds one of the words it cannot do without.

    There are many hundred phrases, and most texts meet a handful: compiling all of them would take half of the start.
    """

    __slots__ = ("_expression", "_needed", "_start", "tokens")

    def __init__(self, start: str, tokens: tuple[Token, ...]) -> None:
        """Take the expression for what stands before it, and its tokens; one of them is needed."""
        self._start = start
        self._expression: re.Pattern[str] | None = None
        self.tokens = tokens
        needed = (token for token in tokens if token.needed)
        self._needed = tuple(sorted(needed, key=lambda token: sum(len(each.written) for each in token.choices)))

    def finditer(self, line: Line) -> Iterator[re.Match[str]]:
        """Find all places where the part stands, none of them inside another."""
        if not self.may_stand(line):
            return
        if not self.tokens[0].needed:
            yield from self._compiled.finditer(line.text)
            return
        # Where its first word stands nowhere near, nothing is tried: a long text would take many times as long.
        match, end = self._compiled.match, 0
        for at in self.tokens[0].places(line):
            if at >= end and (found := match(line.text, at)):
                end = found.end()
                yield found

    def fits(self, line: Line, start: int, end: int) -> bool:
        """Tell whether the part stands at a place, even if it must be shorter than it could be."""
        return self._compiled.match(line.text, start, end) is not None

    def stands(self, line: Line) -> bool:
        """Tell whether the part stands in a text."""
        return next(self.finditer(line), None) is not None

    @property
    def _compiled(self) -> re.Pattern[str]:
        if self._expression is None:
            self._expression = re.compile(self._start + "".join(token.pattern for token in self.tokens))
        return self._expression

    def may_stand(self, line: Line) -> bool:
        """Tell cheaply whether the part can stand in a text at all."""
        for token in self._needed:  # noqa: SIM110  (as above)
            if not token.may_stand(line):
                return False
        return True


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase: all its parts must be found. Its words and beginnings of words are what typos are mended by."""

    parts: tuple[Part, ...]
    without: tuple[Part, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        """Tell the whole words in it."""
        return frozenset(word for word in self._words() if word.isalpha())

    @property
    def beginnings(self) -> frozenset[str]:
        """Tell the beginnings of words in it."""
        return frozenset(word[:-1] for word in self._words() if word[:-1].isalpha() and word.endswith("*"))

    def _words(self) -> Iterator[str]:
        tokens = (token for part in (*self.parts, *self.without) for token in part.tokens if token.spelled)
        return (
            word for token in tokens for choices in token.choices for each in choices.written for word in each.split()
        )

    def stands(self, line: Line) -> bool:
        """Tell whether all parts stand in a text, and none that must not."""
        return all(part.stands(line) for part in self.parts) and not self.is_broken(line)

    def may_stand(self, line: Line) -> bool:
        """Tell cheaply whether the phrase can stand in a text at all."""
        return all(part.may_stand(line) for part in self.parts)

    def is_broken(self, line: Line) -> bool:
        """Tell whether a part stands in a text that must not."""
        return any(part.stands(line) for part in self.without)


def _choice(choice: str) -> str:
    return "".join(_END if word == "$" else _word(word) for word in choice.split())


def _word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + ("[a-z0-9]*" if word.endswith("*") else "") + " "
