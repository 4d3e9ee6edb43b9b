"""Listens to any text for an emergency or for thoughts of dying, before anything else reads it.

General rules over phrases that content/<language>/screening.yaml lists; no phrase of a test stands here. In doubt it
alarms: a card read in vain costs a moment. It never stores or logs what it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias

from tgbot.library.phrases import Phrase
from tgbot.library.phrases import found as found_in
from tgbot.library.wording import Replacement, Spelling, plain_words

Kind: TypeAlias = Literal["emergency", "crisis", "gentle", "none"]

_SEVERITY: Final[tuple[Kind, ...]] = ("none", "gentle", "crisis", "emergency")
_LIST_REACH: Final = 60


@dataclass(frozen=True, slots=True)
class Screened:
    """What was heard. `topic` names the card's first lines, such as `stroke` or `plan`; empty for `none`."""

    kind: Kind
    topic: str = ""


_NOTHING: Final = Screened("none")


@dataclass(frozen=True, slots=True)
class Topic:
    """Phrases that mean one danger. `slow` says that a long story ("for months") speaks against it."""

    id: str
    kind: Kind
    phrases: tuple[Phrase, ...]
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What takes the alarm out of a phrase: idioms, questions about an illness, old stories, fears of what may come."""

    idioms: tuple[Phrase, ...] = ()
    asked: tuple[Phrase, ...] = ()
    past: tuple[Phrase, ...] = ()
    feared: tuple[Phrase, ...] = ()
    slow: tuple[Phrase, ...] = ()
    now: tuple[Phrase, ...] = ()
    gentle: tuple[Phrase, ...] = ()
    negations: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Screening:
    """The rules of one language, and those of English behind them."""

    topics: tuple[Topic, ...] = ()
    context: Context = field(default_factory=Context)
    same: Replacement = field(default_factory=lambda: Replacement({}))
    spelling: Spelling = field(default_factory=lambda: Spelling(()))
    fallback: Screening | None = None

    def with_fallback(self, english: Screening) -> Screening:
        """Listen with the English rules too; the graver answer counts."""
        return replace(self, fallback=english)

    def screen(self, text: str) -> Screened:
        """Tell what a text asks for: an emergency card, a crisis card, a gentle question, or nothing."""
        own = _Hearing(self, text).heard() if self.topics else _NOTHING
        if self.fallback is None:
            return own
        return max(own, self.fallback.screen(text), key=lambda heard: _SEVERITY.index(heard.kind))


class _Hearing:
    """One text, listened to once."""

    def __init__(self, rules: Screening, text: str) -> None:
        self._rules = rules
        self._context = rules.context
        plain = f" . {' '.join(plain_words(text))} . "
        even = rules.same.apply(plain)
        mended = " ".join(rules.spelling.mend(word) for word in even.split())
        self._text = rules.same.apply(f" {mended} ")
        self._idioms = [found.span() for phrase in self._context.idioms for found in _all(phrase, self._text)]

    def heard(self) -> Screened:
        """Weigh every phrase that was found."""
        found = {verdict for topic in self._rules.topics for verdict in self._topic(topic)}
        # Somebody who took an overdose to die needs the crisis words; the emergency number stands on both cards.
        by_order = [topic.id for topic in self._rules.topics]
        alarms = sorted(found - {_NOTHING}, key=lambda v: (-_SEVERITY.index(v.kind), _place(v.topic, by_order)))
        crisis = next((verdict for verdict in alarms if verdict.kind == "crisis"), None)
        if crisis and alarms[0].topic in {"poison", crisis.topic}:
            return replace(crisis, topic="plan") if alarms[0].kind == "emergency" else crisis
        if alarms:
            return alarms[0]
        if self._idioms or any(found_in(phrase, self._text) for phrase in self._context.gentle):
            return Screened("gentle", "idiom" if self._idioms else "fear")
        return _NOTHING

    def _topic(self, topic: Topic) -> Iterator[Screened]:
        for phrase in topic.phrases:
            parts = [
                [found for found in part.finditer(self._text) if not self._is_idiom(found)] for part in phrase.parts
            ]
            if not all(parts):
                continue
            kept = [[found for found in part if self._stands(topic, found)] for part in parts]
            if all(kept):
                yield Screened(topic.kind, topic.id)
            elif topic.kind == "crisis":
                yield Screened("gentle", "talk")

    def _stands(self, topic: Topic, found: re.Match[str]) -> bool:
        """Tell whether the phrase is meant: said of now, not denied, not merely asked about."""
        if self._denied(found):
            return False
        start = self._text.rfind(" . ", 0, found.start() + 1)
        end = self._text.find(" . ", max(found.end() - 1, 0))
        sentence = self._text[start : end + 3]
        at = found.start() - start
        before = [*self._context.asked, *self._context.feared] if topic.kind == "emergency" else [*self._context.asked]
        now = any(found_in(phrase, sentence) for phrase in self._context.now)
        if not now and any(hit.start() <= at for phrase in before for hit in _all(phrase, sentence)):
            return False
        if not now and any(found_in(phrase, sentence) for phrase in self._context.past):
            return False
        return now or not topic.slow or not any(found_in(phrase, sentence) for phrase in self._context.slow)

    def _denied(self, found: re.Match[str]) -> bool:
        before = self._text[max(0, found.start() - _LIST_REACH * 2) : found.start()].split()
        after = self._text[found.end() :].split(maxsplit=3)
        if after[:1] == [","]:
            after = after[1:]
        if len(after) > 1 and after[0] in self._context.negations and after[1] in {".", ","}:
            return True
        passed = 0
        for at in range(len(before) - 1, -1, -1):
            word = before[at]
            if word == ".":
                return False
            if word in self._context.negations:
                return True
            if word in self._context.joins or (word == "," and self._is_list(found, before[at:])):
                passed = 0
            elif word not in self._context.fillers:
                passed += 1
                # Between "no" and what it denies stand only fillers, or a list: "no numbness or droop".
                if passed > 3 or not self._is_list(found, before[at:]):
                    return False
        return False

    def _is_list(self, found: re.Match[str], between: list[str]) -> bool:
        rest = self._text[found.start() :].split(" . ")[0].split()
        return any(word in self._context.joins for word in [*between, *rest])

    def _is_idiom(self, found: re.Match[str]) -> bool:
        return any(start < found.end() and found.start() < end for start, end in self._idioms)


def _all(phrase: Phrase, text: str) -> Iterator[re.Match[str]]:
    return phrase.parts[0].finditer(text)


def _place(topic: str, order: list[str]) -> int:
    return order.index(topic) if topic in order else len(order)
