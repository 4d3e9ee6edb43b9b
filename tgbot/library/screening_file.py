"""Reads screening.yaml: sets of words, phrases by topic, and the contexts that take the alarm out of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from tgbot.library.marked import Fields, Value
from tgbot.library.phrases import Phrase, PhraseError, compile_phrase
from tgbot.library.screening import Context, Screening, Topic
from tgbot.library.wording import Replacement, Spelling

_CONTEXTS: Final = ("idioms", "asked", "past", "feared", "slow", "now", "gentle")


def read_screening(root: Value) -> Screening:
    """Read one language's rules."""
    top = root.fields(("negations", "topics"), ("sets", "same", "leave", "fillers", "joins", *_CONTEXTS))
    negations, fillers, joins = (frozenset(top.texts(key)) for key in ("negations", "fillers", "joins"))
    reader = _Phrases(_sets(top), negations)
    contexts: dict[str, Any] = {key: reader.read(top.each(key)) for key in _CONTEXTS}
    topics = tuple(_topic(value, reader) for value in top.each("topics"))
    return Screening(
        topics=topics,
        context=Context(negations=negations, fillers=fillers, joins=joins, **contexts),
        same=_same(top),
        spelling=Spelling(reader.words, {*top.texts("leave"), *negations, *fillers, *joins}),
    )


class _Phrases:
    """Compiles phrases and gathers their literal words."""

    def __init__(self, sets: dict[str, tuple[str, ...]], negations: Iterable[str]) -> None:
        self._sets = sets
        self._negations = tuple(negations)
        self.words: set[str] = set()

    def read(self, values: list[Value]) -> tuple[Phrase, ...]:
        """Compile a list of phrases; one that is not in the notation is a problem."""
        phrases: list[Phrase] = []
        for value in values:
            try:
                phrases.append(compile_phrase(value.text(), self._sets, self._negations))
            except PhraseError as error:
                value.wrong(str(error), "words, a|b, {set}, word*, x?, .. or ...")
        self.words.update(word for phrase in phrases for word in phrase.words)
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


def _topic(value: Value, reader: _Phrases) -> Topic:
    fields = value.fields(("id", "kind", "phrases"), ("slow",))
    kind = fields.text("kind")
    if kind not in {"emergency", "crisis"}:
        fields.owner.wrong(f"unknown kind {kind!r}", "emergency or crisis")
    phrases = reader.read(fields.each("phrases"))
    return Topic(fields.text("id"), "crisis" if kind == "crisis" else "emergency", phrases, slow=fields.flag("slow"))
