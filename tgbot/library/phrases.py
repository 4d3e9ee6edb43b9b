"""The notation in which content writes phrases to listen for, and its translation into regular expressions.

A phrase is a row of words. `word*` is the beginning of a word, `a|b` is either, `{name}` one of a named set (of one or
more words each), `x?` may be left out, `..` is up to two and `...` up to five words in between (never a negation,
never the end of a sentence). `^` in front means the beginning of a sentence. `a & b` asks for both, in any order.
The text it meets is what `library.wording` makes of a message: lower case, no apostrophes, ` , ` and ` . ` as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

_TOKEN: Final = re.compile(r"\{([a-z_]+)\}(\??)|(\.{2,3})|([a-z0-9|*']+)(\??)")
_GAPS: Final = {"..": 2, "...": 5}


class PhraseError(ValueError):
    """A phrase is not written in the notation."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One compiled phrase: all parts must be found. `words` are its literal words, for the correction of typos."""

    parts: tuple[re.Pattern[str], ...]
    words: frozenset[str]


def found(phrase: Phrase, text: str) -> bool:
    """Tell whether all parts of a phrase stand in a text."""
    return all(part.search(text) for part in phrase.parts)


def compile_phrase(phrase: str, sets: Mapping[str, Iterable[str]], negations: Iterable[str]) -> Phrase:
    """Compile one phrase; raises `PhraseError` with the reason."""
    stop = "|".join(re.escape(word) for word in negations)
    parts = [_part(part.strip(), sets, stop) for part in phrase.split(" & ")]
    return Phrase(
        parts=tuple(re.compile(pattern) for pattern, _ in parts),
        words=reduce(or_, (words for _, words in parts), frozenset()),
    )


def _part(part: str, sets: Mapping[str, Iterable[str]], stop: str) -> tuple[str, frozenset[str]]:
    start = "(?<= )"
    if part.startswith("^"):
        start, part = r"(?<= \. )", part[1:].strip()
    pattern, words = start, set[str]()
    for token in part.split():
        found = _TOKEN.fullmatch(token)
        if found is None:
            raise PhraseError(f"{token!r} is no word, set or gap")
        name, name_optional, gap, word, word_optional = found.groups()
        if gap:
            pattern += f"(?:(?!(?:{stop}) )[^. ]+ ){{0,{_GAPS[gap]}}}"
            continue
        if name is not None and name not in sets:
            raise PhraseError(f"there is no set {name!r}")
        choices = list(sets[name]) if name is not None else word.split("|")
        if not all(choices):
            raise PhraseError(f"{token!r} has an empty choice")
        words.update(part for choice in choices for part in choice.split() if "*" not in part)
        pattern += f"(?:{'|'.join(_choice(choice) for choice in choices)})(?:, )?"
        pattern = pattern if not (name_optional or word_optional) else _optional(pattern, choices)
    if not words and "*" not in part:
        raise PhraseError("the phrase has no words")
    return pattern, frozenset(words)


def _optional(pattern: str, choices: list[str]) -> str:
    last = f"(?:{'|'.join(_choice(choice) for choice in choices)})(?:, )?"
    return f"{pattern.removesuffix(last)}(?:{last})?"


def _choice(choice: str) -> str:
    return "".join(
        re.escape(word.removesuffix("*")) + ("[a-z]*" if word.endswith("*") else "") + " " for word in choice.split()
    )
