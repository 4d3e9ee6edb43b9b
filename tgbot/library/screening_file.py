"""Reads screening.yaml: sets of words, phrases by topic, and the contexts that take the alarm out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from tgbot.library.around import Context
from tgbot.library.marked import Fields, Value
from tgbot.library.notation import Notation, PhraseError
from tgbot.library.phrases import Phrase
from tgbot.library.screening import Kind, Screening, Topic
from tgbot.library.weighing import Scales
from tgbot.library.wording import Replacement, Spelling

_CONTEXTS: Final = ("idioms", "harmless", "asked", "general", "past", "feared", "slow", "passing", "now", "gentle")
_TENTHS: Final = re.compile(r"-?[0-9]{1,4}")
_LONG: Final = 8
"""Letters of a word of a phrase that one typo is mended towards without being told: few other words are so near."""
_KINDS: Final[dict[str, Kind]] = {"emergency": "emergency", "crisis": "crisis", "gentle": "gentle"}
_WORDS: Final = ("negations", "fillers", "joins", "persons", "openers", "polite")


def read_screening(root: Value) -> Screening:
    """Read one language's rules."""
    top = root.fields(("negations", "topics"), ("sets", "same", "typos", "leave", "scales", *_WORDS[1:], *_CONTEXTS))
    words = {key: frozenset(top.texts(key)) for key in _WORDS}
    reader = _Phrases(_sets(top), words["negations"])
    contexts = {key: reader.read(top.each(key)) for key in _CONTEXTS}
    topics = tuple(_topic(value, reader) for value in top.each("topics"))
    fields: dict[str, Any] = {**contexts, **words}
    known = frozenset[str]().union(top.texts("leave"), *words.values())
    return Screening(
        topics=topics,
        context=Context(**fields),
        same=_same(top),
        spelling=Spelling(
            top.texts("typos"),
            known | reader.words,
            beginnings=reader.beginnings,
            close=(word for word in reader.words if len(word) >= _LONG),
        ),
        scales=_scales(top),
    )


class _Phrases:
    """Compiles phrases and gathers their literal words."""

    def __init__(self, sets: dict[str, tuple[str, ...]], negations: Iterable[str]) -> None:
        self._notation = Notation(sets, negations)
        self.words: set[str] = set()
        self.beginnings: set[str] = set()

    def read(self, values: list[Value]) -> tuple[Phrase, ...]:
        """Compile a list of phrases; one that is not in the notation is a problem."""
        phrases: list[Phrase] = []
        for value in values:
            try:
                phrases.append(self._notation.read(value.text()))
            except PhraseError as error:
                value.wrong(str(error), "words, a|b, {set}, word*, x?, .. or ...")
        for phrase in phrases:
            self.words |= phrase.words
            self.beginnings |= phrase.beginnings
        return tuple(phrases)


def _sets(top: Fields) -> dict[str, tuple[str, ...]]:
    value = top.get("sets")
    return {key.raw(): tuple(word.text() for word in words.each()) for key, words in value.entries()} if value else {}


def _same(top: Fields) -> Replacement:
    value = top.get("same")
    found: dict[str, str] = {}
    for key, words in value.entries() if value else []:
        for word in words.each():
            found[word.text()] = key.raw()
    return Replacement(found)


def _scales(top: Fields) -> Scales:
    value = top.get("scales")
    if value is None:
        return Scales()
    fields = value.fields(("start", "threshold", "words"))
    words = fields.get("words")
    weights: dict[str, int] = {}
    for key, signs in words.entries() if words else []:
        weights.update(dict.fromkeys(signs.text().split(), int(key.raw()) if _TENTHS.fullmatch(key.raw()) else 0))
    return Scales(weights, fields.number("start"), fields.number("threshold"))


def _topic(value: Value, reader: _Phrases) -> Topic:
    fields = value.fields(("id", "kind", "phrases"), ("slow",))
    kind = fields.text("kind")
    if kind not in _KINDS:
        fields.owner.wrong(f"unknown kind {kind!r}", ", ".join(_KINDS))
    phrases = reader.read(fields.each("phrases"))
    return Topic(fields.text("id"), _KINDS.get(kind, "emergency"), phrases, slow=fields.flag("slow"))
