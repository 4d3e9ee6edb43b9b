"""What helps the search of one language: words that mean the same, words that say nothing, questions for a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tgbot.library.marked import Value
from tgbot.library.notation import Notation, PhraseError
from tgbot.library.phrases import Phrase
from tgbot.library.wording import Replacement, plain_words


@dataclass(frozen=True)
class Hints:
    """`same` turns a phrase into the one that the article uses; `common` words hardly count.

    `other` words are well spelled and about something else: they are never taken for a typo.

    `wishes` turns whole texts, as plain words, into the name of what they wish for: a greeting, one's data, a stop.

    `verdict` are the ways to ask "Do I have ALS?"; `plain` are words that may stand beside them and change nothing.
    """

    same: Replacement = field(default_factory=lambda: Replacement({}))
    common: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()
    verdict: tuple[Phrase, ...] = ()
    verdict_alone: tuple[Phrase, ...] = ()
    plain: frozenset[str] = frozenset()
    wishes: Mapping[str, str] = field(default_factory=dict)


def read_hints(root: Value) -> Hints:
    """Read search.yaml: same (word -> the ways to say it), common, wishes, verdict."""
    top = root.fields((), ("same", "common", "other", "wishes", "verdict"))
    same: dict[str, str] = {}
    value = top.get("same")
    for key, ways in value.entries() if value else []:
        same |= {" ".join(way.raw().split()): key.raw() for way in ways.each()}
    wishes = top.get("wishes")
    wished = {
        " ".join(plain_words(way.text())): key.raw()
        for key, ways in (wishes.entries() if wishes else [])
        for way in ways.each()
    }
    verdict = top.get("verdict")
    fields = verdict.fields(("always",), ("alone", "plain", "sets")) if verdict else None
    sets: dict[str, list[str]] = {}
    named = fields.get("sets") if fields else None
    for key, words in named.entries() if named else []:
        sets[key.raw()] = [word.text() for word in words.each()]
    return Hints(
        same=Replacement(same),
        common=frozenset(word.raw() for word in top.each("common")),
        other=frozenset(word.raw() for word in top.each("other")),
        verdict=_phrases(fields.each("always") if fields else [], sets),
        verdict_alone=_phrases(fields.each("alone") if fields else [], sets),
        plain=frozenset(word.raw() for word in fields.each("plain")) if fields else frozenset(),
        wishes=wished,
    )


def _phrases(values: list[Value], sets: Mapping[str, list[str]]) -> tuple[Phrase, ...]:
    phrases: list[Phrase] = []
    notation = Notation(sets, ("not", "no"))
    for value in values:
        try:
            phrases.append(notation.read(value.text()))
        except PhraseError as error:
            value.wrong(str(error), "words, a|b, {set}, word*, x?, .. or ...")
    return tuple(phrases)
