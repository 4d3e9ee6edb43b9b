"""The notation in which content writes phrases to listen for, and its translation into regular expressions.

A phrase is a row of words. `word*` is the beginning of a word, `a|b` is either, `{a|b c|NAME}` is a word, several words
or one of a named set, `!{...}` is one word that is none of them, `x?` may be left out, `..` is up to two and `...` up
to five words in between (never a negation, never the end of a sentence). `^` in front means the beginning of a
sentence, `$` the end of one (or a comma). `a & b` asks for both, in any order, and `a & ~ b` for `a` without `b`.
The text it meets is what `library.wording` makes of a message: lower case, no apostrophes, ` , ` and ` . ` as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a set or a gap as a regular expression. Phrases that hold the same one share it: sets are long.

    One of `needs` must stand in a text, or a word with one of `needed_beginnings`; neither where it may be left out.
    """

    pattern: str
    words: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    needed_beginnings: frozenset[str] = frozenset()

    @property
    def is_needed(self) -> bool:
        """Tell whether a text cannot do without it."""
        return bool(self.needs or self.needed_beginnings)

    def may_stand(self, line: Line) -> bool:
        """Tell cheaply whether it can stand in a text at all."""
        return not self.needs.isdisjoint(line.words) or not self.needed_beginnings.isdisjoint(line.beginnings)


class Part:
    """One row of words. It is compiled when a text first holds one of the words it cannot do without.

    There are many hundred phrases, and most texts meet a handful: compiling all of them would take half of the start.
    """

    __slots__ = ("_needed", "_start", "tokens")

    def __init__(self, start: str, tokens: tuple[Token, ...]) -> None:
        """Take the expression for what stands before it, and its tokens; one of them must be needed."""
        self._start = start
        self.tokens = tokens
        needed = (token for token in tokens if token.is_needed)
        self._needed = tuple(sorted(needed, key=lambda token: len(token.needs) + len(token.needed_beginnings)))
        if not self._needed:
            raise PhraseError("the phrase has no word that must stand there")

    def finditer(self, line: Line) -> Iterator[re.Match[str]]:
        """Find all places where the part stands."""
        return self._compiled.finditer(line.text) if self.may_stand(line) else iter(())

    def stands(self, line: Line) -> bool:
        """Tell whether the part stands in a text."""
        return self.may_stand(line) and self._compiled.search(line.text) is not None

    @property
    def _compiled(self) -> re.Pattern[str]:
        return _expression(self._start, *(token.pattern for token in self.tokens))

    def may_stand(self, line: Line) -> bool:
        """Tell cheaply whether the part can stand in a text at all."""
        for token in self._needed:  # noqa: SIM110  (a plain loop: this runs a thousand times a message)
            if not token.may_stand(line):
                return False
        return True


@cache
def _expression(*pieces: str) -> re.Pattern[str]:
    """Compile a pattern once, however many phrases share it."""
    return re.compile("".join(pieces))


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
        return (word for part in (*self.parts, *self.without) for token in part.tokens for word in token.words)

    def stands(self, line: Line) -> bool:
        """Tell whether all parts stand in a text, and none that must not."""
        return all(part.stands(line) for part in self.parts) and not self.is_broken(line)

    def may_stand(self, line: Line) -> bool:
        """Tell cheaply whether the phrase can stand in a text at all."""
        return all(part.may_stand(line) for part in self.parts)

    def is_broken(self, line: Line) -> bool:
        """Tell whether a part stands in a text that must not."""
        return any(part.stands(line) for part in self.without)


class Notation:
    """Reads phrases with the named sets and the negations of one language; what they share is kept once."""

    def __init__(self, sets: Mapping[str, Sequence[str]], negations: Iterable[str]) -> None:
        """Take the words of each set, and the words that no gap runs over."""
        self._sets = sets
        self._stop = "|".join(re.escape(word) for word in negations)
        self._tokens: dict[str, Token] = {}
        self._parts: dict[str, Part] = {}

    def read(self, phrase: str) -> Phrase:
        """Make a phrase of its notation; raises `PhraseError` with the reason."""
        rows = [part.strip() for part in phrase.split(" & ")]
        return Phrase(
            parts=tuple(self._part(row) for row in rows if not row.startswith("~")),
            without=tuple(self._part(row[1:].strip()) for row in rows if row.startswith("~")),
        )

    def _part(self, row: str) -> Part:
        known = self._parts.get(row)
        if known is None:
            start, rest = (r"(?<= \. )", row[1:].strip()) if row.startswith("^") else ("(?<= )", row)
            known = self._parts[row] = Part(start, tuple(self._token(token) for token in _TOKENS.findall(rest)))
        return known

    def _token(self, token: str) -> Token:
        known = self._tokens.get(token)
        if known is None:
            known = self._tokens[token] = self._gap(token) if token in _GAPS else self._choices(token)
        return known

    def _gap(self, token: str) -> Token:
        return Token(f"(?:(?!(?:{self._stop}) )[^. ]+ ){{0,{_GAPS[token]}}}")

    def _choices(self, token: str) -> Token:
        found = _TOKEN.fullmatch(token)
        if found is None:
            raise PhraseError(f"{token!r} is no word, set or gap")
        other, inner, word, optional = found.groups()
        names = (inner or word).split("|")
        missing = next((name for name in names if inner and name.isupper() and name not in self._sets), "")
        if missing:
            raise PhraseError(f"there is no set {missing!r}")
        choices = [choice for name in names for choice in (self._sets.get(name, (name,)) if inner else (name,))]
        if not all(choices):
            raise PhraseError(f"{token!r} has an empty choice")
        any_of = f"(?:{'|'.join(_choice(choice) for choice in choices)})"
        if other:
            return Token(f"(?!{any_of})[^., ]+ ")
        needs = () if optional or "$" in choices else [choice.split()[0] for choice in choices]
        return Token(
            f"(?:{any_of}(?:, )?)" + optional,
            words=frozenset(word for choice in choices for word in choice.split()),
            needs=frozenset(word for word in needs if not word.endswith("*")),
            needed_beginnings=frozenset(word[:-1] for word in needs if word.endswith("*")),
        )


def _choice(choice: str) -> str:
    return "".join(_END if word == "$" else _word(word) for word in choice.split())


def _word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + ("[a-z0-9]*" if word.endswith("*") else "") + " "
