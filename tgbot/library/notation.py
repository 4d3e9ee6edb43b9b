"""The notation in which content writes phrases to listen for, and its translation into regular expressions.

A phrase is a row of words. `word*` is the beginning of a word, `a|b` is either, `{a|b c|NAME}` is a word, several words
or one of a named set, `!{...}` is one word that is none of them, `x?` may be left out, `..` is up to three and `...` up
to six words in between (never a negation, never the end of a sentence). `^` in front means the beginning of a
sentence, `$` the end of one (or a comma). `a & b` asks for both, in any order, and `a & ~ b` for `a`
without `b` in its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from sys import intern
from typing import Final

from tgbot.library.phrases import Choices, Part, Phrase, Token

_TOKEN: Final = re.compile(r"(!?)(?:\{([A-Za-z0-9|*'$ ]+)\}|([a-z0-9|*'$]+))(\??)")
_TOKENS: Final = re.compile(r"!?\{[^}]*\}\??|\S+")
_GAPS: Final = {"..": 3, "...": 6}


class PhraseError(ValueError):
    """A phrase is not written in the notation."""


class Notation:
    """Reads phrases with the named sets and the negations of one language; what they share is kept once."""

    def __init__(self, sets: Mapping[str, Sequence[str]], negations: Iterable[str]) -> None:
        """Take the words of each set, and the words that no gap runs over."""
        self._sets = sets
        self._stop = "|".join(re.escape(word) for word in negations)
        self._chosen: dict[str, Choices] = {}
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
            tokens = tuple(self._token(token) for token in _TOKENS.findall(rest))
            if not any(token.needed for token in tokens):
                raise PhraseError("the phrase has no word that must stand there")
            known = self._parts[row] = Part(start, tokens)
        return known

    def _token(self, token: str) -> Token:
        known = self._tokens.get(token)
        if known is None:
            known = self._tokens[token] = self._gap(token) if token in _GAPS else self._place(token)
        return known

    def _gap(self, token: str) -> Token:
        return Token(f"(?:(?!(?:{self._stop}) )[^. ]+ ){{0,{_GAPS[token]}}}")

    def _place(self, token: str) -> Token:
        found = _TOKEN.fullmatch(token)
        if found is None:
            raise PhraseError(f"{token!r} is no word, set or gap")
        other, inner, word, optional = found.groups()
        names = (inner or word).split("|")
        missing = next((name for name in names if inner and name.isupper() and name not in self._sets), "")
        if missing:
            raise PhraseError(f"there is no set {missing!r}")
        named = tuple(self._named(name) for name in names if inner and name in self._sets)
        plain = tuple(name for name in names if not inner or name not in self._sets)
        if not all(choice.strip() for choice in (*plain, *(choice for each in named for choice in each.written))):
            raise PhraseError(f"{token!r} has an empty choice")
        choices = (_choices(plain), *named) if plain else named
        if other:
            return Token("(?!(?:", choices, "))[^., ]+ ")
        needed = not optional and not any(each.ends for each in choices)
        return Token("(?:(?:", choices, ")(?:, )?)" + optional, needed=needed, spelled=True)

    def _named(self, name: str) -> Choices:
        if name not in self._chosen:
            chosen = _choices(self._sets[name])
            self._chosen[name] = Choices(chosen.written, frozenset(chosen.firsts), frozenset(chosen.beginnings))
        return self._chosen[name]


def _choices(written: Iterable[str]) -> Choices:
    """Take choices as they are written; what is plain in all of them is kept once."""
    every = tuple(intern(choice) for choice in written)
    starts = [choice.split(maxsplit=1)[0] for choice in every if choice != "$"]
    firsts = tuple(intern(word) for word in starts if not word.endswith("*"))
    return Choices(
        every, every if every == firsts else firsts, tuple(word[:-1] for word in starts if word.endswith("*"))
    )
