"""Listens to any text for an emergency or for thoughts of dying, before anything else reads it.

General rules over phrases that content/<language>/screening.yaml lists; no phrase of a test stands here. In doubt it
alarms: a card read in vain costs a moment. It never stores or logs what it reads.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias

from tgbot.library.around import Context, Sentence, is_denied
from tgbot.library.phrases import Line, Part, Phrase
from tgbot.library.weighing import Scales
from tgbot.library.wording import Replacement, Spelling, plain_words

Kind: TypeAlias = Literal["emergency", "crisis", "gentle", "none"]

_SEVERITY: Final[tuple[Kind, ...]] = ("none", "gentle", "crisis", "emergency")


@dataclass(frozen=True, slots=True)
class Screened:
    """What was heard. `topic` names the card's first lines, such as `stroke` or `plan`; empty for `none`."""

    kind: Kind
    topic: str = ""


_NOTHING: Final = Screened("none")
_STOP: Final = re.compile(" [.](?= )")


@dataclass(frozen=True, slots=True)
class Topic:
    """Phrases that mean one danger. `slow` says that a long story ("for months") speaks against it: then it is asked.

    What comes and goes with effort or worry is passed over there.
    """

    id: str
    kind: Kind
    phrases: tuple[Phrase, ...]
    slow: bool = False


@dataclass(frozen=True)
class Screening:
    """The rules of one language, and those of English behind them."""

    topics: tuple[Topic, ...] = ()
    context: Context = field(default_factory=Context)
    same: Replacement = field(default_factory=lambda: Replacement({}))
    spelling: Spelling = field(default_factory=lambda: Spelling(()))
    scales: Scales = field(default_factory=Scales)
    fallback: Screening | None = None

    def with_fallback(self, english: Screening) -> Screening:
        """Listen with the English rules too; the graver answer counts."""
        return replace(self, fallback=english)

    def words(self, text: str) -> list[str]:
        """Tell the words of a text as they are heard: made even, mended, without marks."""
        return _Hearing(self, text).words

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
        self._line = Line(self._text)
        self._stops = [stop.start() for stop in _STOP.finditer(self._text)]
        self._idioms = self._spans(self._context.idioms)
        self._sentences: dict[tuple[int, int], Sentence] = {}
        self._places: dict[Part, list[re.Match[str]]] = {}
        self._covered = [*self._idioms, *self._spans(self._context.harmless)]

    def heard(self) -> Screened:
        """Weigh every phrase that was found."""
        found = {verdict for topic in self._rules.topics if topic.kind != "gentle" for verdict in self._topic(topic)}
        if not found:
            found = {
                verdict for topic in self._rules.topics if topic.kind == "gentle" for verdict in self._topic(topic)
            }
        # Somebody who took an overdose to die needs the crisis words; the emergency number stands on both cards.
        by_order = [topic.id for topic in self._rules.topics]
        alarms = sorted(found - {_NOTHING}, key=lambda v: (-_SEVERITY.index(v.kind), _place(v.topic, by_order)))
        crisis = next((verdict for verdict in alarms if verdict.kind == "crisis"), None)
        if crisis and alarms[0].topic in {"poison", crisis.topic}:
            return replace(crisis, topic="plan") if alarms[0].kind == "emergency" else crisis
        if alarms:
            return alarms[0]
        if self._idioms or any(phrase.stands(self._line) for phrase in self._context.gentle):
            return Screened("gentle", "idiom" if self._idioms else "fear")
        return Screened("gentle", "sense") if self._sounds_grave() else _NOTHING

    @property
    def words(self) -> list[str]:
        """The words, without marks."""
        return [word for word in self._text.split() if word not in ".,"]

    def _sounds_grave(self) -> bool:
        for text in self._text.split(" . "):
            words = [word for word in text.split() if word not in ".,"]
            sentence = Sentence(f" . {' '.join(words)} . ", self._context)
            if self._rules.scales.sounds_grave(words) and not sentence.is_calm:
                return True
        return False

    def _topic(self, topic: Topic) -> Iterator[Screened]:
        is_talk = is_slow = False
        for phrase in topic.phrases:
            parts = self._parts(phrase)
            if not parts:
                continue
            if self._is_told(topic, phrase, parts):
                yield Screened(topic.kind, topic.id)
                return
            is_talk = is_talk or (topic.kind == "crisis" and not phrase.is_broken(self._line))
            is_slow = is_slow or (topic.kind == "emergency" and self._is_told(topic, phrase, parts, patient=True))
        if is_talk or is_slow:
            yield Screened("gentle", "talk" if is_talk else "slow")

    def _is_told(
        self, topic: Topic, phrase: Phrase, parts: list[list[re.Match[str]]], *, patient: bool = False
    ) -> bool:
        """Tell whether every part is meant; the `patient` ear takes a long story too.

        What only makes a question must stand in one sentence.
        """
        own = [found.span() for part in parts for found in part]
        meant = [
            {bounds for bounds in map(self._bounds, part) if not phrase.is_broken(self._sentence(*bounds))}
            for part in parts
        ]
        if topic.kind == "gentle":
            together = set.intersection(*meant)
            meant = [together] * len(parts)
        return all(
            any(self._bounds(found) in bounds and self._stands(topic, found, own, patient) for found in part)
            for part, bounds in zip(parts, meant, strict=True)
        )

    def _bounds(self, found: re.Match[str]) -> tuple[int, int]:
        """Tell where the sentence begins and ends that a match stands in."""
        before = bisect_right(self._stops, found.start() - 2) - 1
        after = bisect_left(self._stops, found.end() - 1)
        end = self._stops[after] + 3 if after < len(self._stops) else len(self._text)
        return self._stops[before] if before >= 0 else 0, end

    def _parts(self, phrase: Phrase) -> list[list[re.Match[str]]]:
        """Find the places of every part of a phrase; none if a part is missing."""
        if not phrase.may_stand(self._line):
            return []
        places: list[list[re.Match[str]]] = []
        for part in phrase.parts:
            if part not in self._places:
                self._places[part] = [m for m in part.finditer(self._line) if not self._is_idiom(m)]
            found = self._places[part]
            if not found:
                return []
            places.append(found)
        return places

    def _stands(self, topic: Topic, found: re.Match[str], own: list[tuple[int, int]], patient: bool) -> bool:
        """Tell whether the phrase is meant: said of now, not denied, not merely asked about."""
        if is_denied(self._text, found, self._context, own):
            return False
        start, end = self._bounds(found)
        sentence = self._sentence(start, end)
        if self._is_question(topic, sentence, found.end() - start):
            return False
        if sentence.is_now:
            return True
        if sentence.is_past or (topic.kind != "crisis" and sentence.is_feared):
            return False
        return not (topic.slow and (sentence.is_passing or (sentence.is_slow and not patient)))

    def _sentence(self, start: int, end: int) -> Sentence:
        """Hand back a sentence; what has been asked about it once is kept."""
        if (start, end) not in self._sentences:
            self._sentences[start, end] = Sentence(self._text[start:end], self._context)
        return self._sentences[start, end]

    def _is_question(self, topic: Topic, sentence: Sentence, end: int) -> bool:
        """Tell whether the sentence asks about an illness rather than telling of one, before a place in it."""
        if sentence.asks_before(end):
            return True
        # "What is the point of living?" is no question about an illness, and "no reason to live with ALS" no headline.
        headline = sentence.is_general and not sentence.is_now
        return topic.kind != "crisis" and not sentence.names_somebody and (sentence.is_opened or headline)

    def _spans(self, phrases: tuple[Phrase, ...]) -> list[tuple[int, int]]:
        meant = (phrase for phrase in phrases if not phrase.is_broken(self._line))
        return [found.span() for phrase in meant for found in phrase.parts[0].finditer(self._line)]

    def _is_idiom(self, found: re.Match[str]) -> bool:
        """Tell whether an idiom takes the first or last words of it; what stands in a gap of it takes nothing away."""
        return any(
            start <= found.start() < end or (start < found.end() <= end) or (start, end) == found.span()
            for start, end in self._covered
        )


def _place(topic: str, order: list[str]) -> int:
    return order.index(topic) if topic in order else len(order)
