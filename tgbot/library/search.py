"""Finds the sections that answer what a person typed, with the sentence that answers best; or honestly nothing.

Everything is in memory. It knows no question by heart: it weighs words (rare ones more), the
questions that editors noted for each section, and how much of what was typed a section covers at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final

from tgbot.library.article import Article
from tgbot.library.indexed import FIELDS, Entry, indexed
from tgbot.library.phrases import Line
from tgbot.library.wording import plain_words
from tgbot.library.words import Words

# The weights here and in indexed.py were chosen on questions left out of the index one by one, and change little around
# these values.
# How soon more mentions count no more: early when asking whether a section speaks of a word, late when ranking.
_SATURATION: Final = 0.35
_RANKING_SATURATION: Final = 2.0
# Words of the subject itself ("twitch") stand everywhere, yet a section that speaks of them fits better than another.
_CORE: Final = 0.3
_LIGHTEST: Final = 1.4
# A word that no editor made a keyword says less ("leave", "behind").
_PASSING: Final = 0.7
_WEAK: Final = 0.7
# What a word that nobody knows weighs against the rarest known one: alone, beside a core word, and of another subject.
_UNKNOWN: Final = 0.8
_UNKNOWN_BESIDE_CORE: Final = 0.3
_OTHER: Final = 1.5
# The likeness of two questions counts most when it is great; common words count there: "when do I" is not "what do I".
_LIKENESS: Final = 0.35
_LIKENESS_POWER: Final = 2
_COMMON: Final = 0.8
_SURE: Final = 0.15
# Below this part of the question told, there is no answer; further hits score at least this part of the best one.
_THRESHOLD: Final = 0.34
_TOGETHER: Final = 0.7
_WORST: Final = 0.21
_NEAR: Final = 0.5
# Who tells a story asks in one part of it: parts of so many words are searched, each begun so many words further on.
# A part is believed when so many of its words are keywords of the section. What comes after so many words is left out.
_PART: Final = 10
_STEP: Final = 3
_BELIEVED: Final = 2
_MOST_WORDS: Final = 120


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that answers, its score (0 to 1), and the sentence of it that fits the question best."""

    section_id: str
    score: float
    quote: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as weights: its known stems, its common words, and the weight of what nobody knows."""

    stems: Mapping[str, float]
    common: frozenset[str]
    unknown: float

    @property
    def total(self) -> float:
        return sum(self.stems.values()) + self.unknown

    @property
    def norm(self) -> float:
        return sqrt(sum(weight**2 for weight in self.stems.values()) + _COMMON**2 * len(self.common) + self.unknown**2)


class Search:
    """The index over one article. Made once at start; a search changes nothing."""

    def __init__(self, entries: Sequence[Entry], words: Words) -> None:
        """Take what `build` made."""
        self._entries = list(entries)
        self._words = words
        count = len(entries)
        spread = Counter(stem for entry in entries for stem, weight in entry.strength.items() if weight >= 1)
        known = {stem for entry in entries for stem in entry.strength}
        self._keywords = frozenset[str]().union(*(entry.keywords.union(*entry.phrases) for entry in entries))
        self._single = frozenset[str]().union(*(entry.single for entry in entries))
        self._phrases = frozenset(phrase for entry in entries for phrase in entry.phrases)
        self._weight = {
            stem: max(_LIGHTEST, log(1 + (count - spread[stem] + 0.5) / (spread[stem] + 0.5)))
            * (1.0 if stem in self._keywords else _PASSING)
            for stem in known
        }
        self._rarest = max(self._weight.values(), default=1.0)
        self._core = frozenset(stem for stem in known if spread[stem] >= _CORE * count)
        self._norms = [[self._norm(question) for question in entry.questions] for entry in entries]

    @classmethod
    def build(cls, article: Article) -> Search:
        """Index an article with its hints."""
        languages = Counter(section.language for section in article.sections)
        words = Words([language for language, _ in languages.most_common()] or ["en"], article.hints)
        return cls([indexed(section, words) for section in article.sections], words)

    def search(self, text: str, limit: int = 3) -> list[Hit]:
        """Find at most `limit` sections, the best first; nothing when none fits well enough."""
        words = self._words.typed(text)
        asked = self._asked(words)
        found = self._fitting(asked) or self._fitting_in_parts(words[:_MOST_WORDS])
        kept = [(score, entry) for score, entry in found[:limit] if score >= found[0][0] * _NEAR]
        return [Hit(entry.section.id, round(score, 3), self._quote(entry, asked)) for score, entry in kept]

    def asks_for_verdict(self, text: str) -> bool:
        """Tell whether a text is one of the many ways to ask "Do I have ALS?", which gets one prepared answer."""
        words = self._words.typed(text)
        line = Line(f" . {' '.join(words)} . ")
        hints = self._words.hints
        if any(phrase.stands(line) for phrase in hints.verdict):
            return True
        if not any(phrase.stands(line) for phrase in hints.verdict_alone):
            return False
        return all(self._words.is_common(word) or word in hints.plain or word.isdigit() for word in words)

    def wish(self, text: str) -> str:
        """Name what a text wishes for that is no question ("hello", "delete my data"); empty for any other text."""
        return self._words.hints.wishes.get(" ".join(word for word in plain_words(text) if word not in ".,"), "")

    def _fitting(self, asked: _Asked) -> list[tuple[float, Entry]]:
        """Tell all sections with their scores, the best first; nothing when not enough of the question is told."""
        if not asked.stems:
            return []
        scored = [(self._score(at, asked), entry) for at, entry in enumerate(self._entries)]
        scored.sort(key=lambda pair: (-pair[0], pair[1].section.order))
        first = [entry for _, entry in scored[:3]]
        # A question about two things ("all over, and anxious") may be told by no section alone, but by some together.
        alone, together = self._confidence(first[:1], asked), self._confidence(first, asked)
        return scored if scored[0][0] >= _WORST and (alone >= _THRESHOLD or together >= _TOGETHER) else []

    def _fitting_in_parts(self, words: Sequence[str]) -> list[tuple[float, Entry]]:
        """Search the parts of a long story; what several parts speak of comes first."""
        if len(words) <= _PART:
            return []
        starts = range(0, len(words) - _PART + _STEP, _STEP)
        sums: Counter[str] = Counter()
        for start in starts:
            asked = self._asked(words[start : start + _PART])
            found = self._fitting(asked)[:3]
            if found and len(found[0][1].sure(asked.stems) & asked.stems.keys()) >= _BELIEVED:
                sums.update({entry.section.id: score for score, entry in found})
        scored = [(sums[e.section.id] / len(starts), e) for e in self._entries if e.section.id in sums]
        return sorted(scored, key=lambda pair: (-pair[0], pair[1].section.order))

    def _of_another_subject(self, words: Sequence[str]) -> frozenset[str]:
        """Tell the words of another subject, unless a keyword is made of them ("ball in the throat")."""
        others = {word: self._words.stem(word) for word in words if self._words.is_other(word)}
        if not others:
            return frozenset()
        stems = {self._words.stem(word) for word in words}
        said = frozenset[str]().union(*(phrase for phrase in self._phrases if phrase <= stems))
        return frozenset(word for word, stem in others.items() if word not in self._single and stem not in said)

    def _asked(self, words: Sequence[str]) -> _Asked:
        stems: dict[str, float] = {}
        common: set[str] = set()
        strange = 0.0
        other = 0.0
        others = self._of_another_subject(words)
        for word in words:
            stem = self._words.stem(word)
            if self._words.is_common(word):
                common.add(word)
            elif word in others:
                other += 1
            elif stem in self._weight:
                stems[stem] = self._weight[stem]
            else:
                strange += 1
        beside = _UNKNOWN_BESIDE_CORE if stems.keys() & self._core else _UNKNOWN
        return _Asked(stems, frozenset(common), self._rarest * (strange * beside + other * _OTHER))

    def _score(self, at: int, asked: _Asked) -> float:
        entry = self._entries[at]
        covered = 0.0
        said = entry.said(asked.stems)
        for stem, weight in asked.stems.items():
            strength = entry.strength.get(stem, 0.0) + (FIELDS["word"] if stem in said else 0.0)
            covered += weight * strength / (strength + _RANKING_SATURATION)
        alike = max(
            (
                self._shared(question, asked) / norm
                for question, norm in zip(entry.questions, self._norms[at], strict=True)
            ),
            default=0.0,
        )
        rank = (1 - _LIKENESS) * covered / asked.total + _LIKENESS * (alike / asked.norm) ** _LIKENESS_POWER
        return (1 - _SURE) * rank + _SURE * self._confidence([entry], asked)

    def _confidence(self, entries: Sequence[Entry], asked: _Asked) -> float:
        """Tell which part of what was asked some sections speak of; words of the subject itself count in full."""
        told = total = 0.0
        sure = [entry.sure(asked.stems) for entry in entries]
        for stem, weight in asked.stems.items():
            counts = self._rarest if stem in self._core else weight
            total += counts
            told += counts * max(
                strength / (strength + _SATURATION) * (1.0 if stem in certain else _WEAK)
                for strength, certain in ((e.strength.get(stem, 0.0), s) for e, s in zip(entries, sure, strict=True))
            )
        return told / (total + asked.unknown)

    def _shared(self, question: frozenset[str], asked: _Asked) -> float:
        return sum(weight**2 for stem, weight in asked.stems.items() if stem in question) + _COMMON**2 * len(
            asked.common & question
        )

    def _norm(self, question: frozenset[str]) -> float:
        return sqrt(sum(self._weight.get(stem, _COMMON) ** 2 for stem in question)) or 1.0

    def _quote(self, entry: Entry, asked: _Asked) -> str:
        # A word of the subject itself chooses no sentence: then the section's first one answers best.
        telling = {stem: weight for stem, weight in asked.stems.items() if stem not in self._core}

        def fit(stems: frozenset[str]) -> float:
            return sum(weight for stem, weight in telling.items() if stem in stems) / sqrt(len(stems) + 4)

        return max(entry.sentences, key=lambda sentence: fit(sentence[1]), default=("", frozenset()))[0]
