"""The notation in which content writes phrases to listen for, and its translation into regular expressions.

A phrase is a row of words. `word*` is the beginning of a word, `a|b` is either, `{a|b c|NAME}` is a word, several words
or one of a named set, `!{...}` is one word that is none of them, `x?` may be left out, `..` is up to two and `...` up
to five words in between (never a negation, never the end of a sentence). `^` in front means the beginning of a
sentence, `$` the end of one (or a comma). `a & b` asks for both, in any order, and `a & ~ b` for `a` without `b`.
The text it meets is what `library.wording` makes of a message: lower case, no apostrophes, ` , ` and ` . ` as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

_TOKEN: Final = re.compile(r"(!?)(?:\{([A-Za-z0-9|*'$ ]+)\}|([a-z0-9|*'$]+))(\??)")
_TOKENS: Final = re.compile(r"!?\{[^}]*\}\??|\S+")
_END: Final = r"(?=[.,] )"
_GAPS: Final = {"..": 3, "...": 6}


class PhraseError(ValueError):
    """A phrase is not written in the notation."""


class Line:
    """A text in the form that phrases meet, with its words."""

    def __init__(self, text: str) -> None:
        """Take a text of words, each with a space before and after it."""
        self.text = text
        self.words = frozenset(text.split())

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """All beginnings of its words."""
        return frozenset(word[:end] for word in self.words for end in range(1, len(word) + 1))


class Part:
    """One row of words. It is compiled when a text first holds one of the words it cannot do without.

    There are many hundred phrases, and most texts meet a handful: compiling all of them would take half of the start.
    """

    def __init__(self, pattern: str, needs: Iterable[Iterable[str]]) -> None:
        """Take the expression, and rows of words (or beginnings, `slur*`): one of each row must stand in the text."""
        self.pattern = pattern
        rows = sorted((tuple(row) for row in needs), key=len)
        self._needs = tuple(
            (
                frozenset(word for word in row if not word.endswith("*")),
                frozenset(word[:-1] for word in row if word.endswith("*")),
            )
            for row in rows
        )

    def finditer(self, line: Line) -> Iterator[re.Match[str]]:
        """Find all places where the part stands."""
        return self._compiled.finditer(line.text) if self.may_stand(line) else iter(())

    def stands(self, line: Line) -> bool:
        """Tell whether the part stands in a text."""
        return self.may_stand(line) and self._compiled.search(line.text) is not None

    @property
    def _compiled(self) -> re.Pattern[str]:
        return _expression(self.pattern)

    def may_stand(self, line: Line) -> bool:
        """Tell cheaply whether the part can stand in a text at all."""
        return all(
            not words.isdisjoint(line.words) or not beginnings.isdisjoint(line.beginnings)
            for words, beginnings in self._needs
        )


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """Compile a pattern once, however many phrases share it."""
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase: all its parts must be found. Its words and beginnings of words are what typos are mended by."""

    parts: tuple[Part, ...]
    words: frozenset[str]
    beginnings: frozenset[str]
    without: tuple[Part, ...] = ()

    def stands(self, line: Line) -> bool:
        """Tell whether all parts stand in a text, and none that must not."""
        return all(part.stands(line) for part in self.parts) and not self.is_broken(line)

    def may_stand(self, line: Line) -> bool:
        """Tell cheaply whether the phrase can stand in a text at all."""
        return all(part.may_stand(line) for part in self.parts)

    def is_broken(self, line: Line) -> bool:
        """Tell whether a part stands in a text that must not."""
        return any(part.stands(line) for part in self.without)


def compile_phrase(phrase: str, sets: Mapping[str, Iterable[str]], negations: Iterable[str]) -> Phrase:
    """Make a phrase of its notation; raises `PhraseError` with the reason."""
    stop = "|".join(re.escape(word) for word in negations)
    rows = [part.strip() for part in phrase.split(" & ")]
    parts = [_part(row, sets, stop) for row in rows if not row.startswith("~")]
    without = [_part(row[1:].strip(), sets, stop) for row in rows if row.startswith("~")]
    words = {word for _, found in [*parts, *without] for word in found}
    return Phrase(
        parts=tuple(part for part, _ in parts),
        without=tuple(part for part, _ in without),
        words=frozenset(word for word in words if word.isalpha()),
        beginnings=frozenset(word[:-1] for word in words if word[:-1].isalpha() and word.endswith("*")),
    )


def _part(part: str, sets: Mapping[str, Iterable[str]], stop: str) -> tuple[Part, frozenset[str]]:
    start = "(?<= )"
    if part.startswith("^"):
        start, part = r"(?<= \. )", part[1:].strip()
    pattern, words = start, set[str]()
    needs: list[list[str]] = []
    for token in _TOKENS.findall(part):
        if token in _GAPS:
            pattern += f"(?:(?!(?:{stop}) )[^. ]+ ){{0,{_GAPS[token]}}}"
            continue
        found = _TOKEN.fullmatch(token)
        if found is None:
            raise PhraseError(f"{token!r} is no word, set or gap")
        other, inner, word, optional = found.groups()
        missing = next((name for name in (inner or "").split("|") if name.isupper() and name not in sets), "")
        if missing:
            raise PhraseError(f"there is no set {missing!r}")
        choices = [
            choice for name in (inner or word).split("|") for choice in (sets.get(name, [name]) if inner else [name])
        ]
        if not all(choices):
            raise PhraseError(f"{token!r} has an empty choice")
        any_of = f"(?:{'|'.join(_choice(choice) for choice in choices)})"
        if other:
            pattern += f"(?!{any_of})[^., ]+ "
            continue
        words.update(part for choice in choices for part in choice.split())
        if not optional and "$" not in choices:
            needs.append([choice.split()[0] for choice in choices])
        pattern += f"(?:{any_of}(?:, )?)" + optional
    if not needs:
        raise PhraseError("the phrase has no word that must stand there")
    return Part(pattern, needs), frozenset(words)


def _choice(choice: str) -> str:
    return "".join(_END if word == "$" else _word(word) for word in choice.split())


def _word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + ("[a-z0-9]*" if word.endswith("*") else "") + " "
