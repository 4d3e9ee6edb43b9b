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

from tgbot.library.article import Article, Section
from tgbot.library.phrases import Line
from tgbot.library.sentences import sentences
from tgbot.library.words import Words

# The weights below were chosen on questions left out of the index one by one, and change little around these values.
_FIELDS: Final = {"question": 1.0, "word": 1.5, "title": 2.0, "body": 0.35}
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
_THRESHOLD: Final = 0.37
_TOGETHER: Final = 0.7
_WORST: Final = 0.21
_NEAR: Final = 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that answers, its score (0 to 1), and the sentence of it that fits the question best."""

    section_id: str
    score: float
    quote: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is kept of one section: how strongly it speaks of each stem, its questions and its sentences as stems."""

    section: Section
    strength: Mapping[str, float]
    questions: tuple[frozenset[str], ...]
    sentences: tuple[tuple[str, frozenset[str]], ...]
    keywords: frozenset[str]
    phrases: tuple[frozenset[str], ...]

    def said(self, asked: Mapping[str, float]) -> frozenset[str]:
        """Tell the stems of many-word keywords that were asked for whole: "bell's palsy", not "one side" for "one"."""
        return frozenset[str]().union(*(phrase for phrase in self.phrases if phrase <= asked.keys()))


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

    def __init__(self, entries: Sequence[_Entry], words: Words) -> None:
        """Take what `build` made."""
        self._entries = list(entries)
        self._words = words
        count = len(entries)
        spread = Counter(stem for entry in entries for stem, weight in entry.strength.items() if weight >= 1)
        known = {stem for entry in entries for stem in entry.strength}
        self._keywords = frozenset[str]().union(*(entry.keywords.union(*entry.phrases) for entry in entries))
        self._single = frozenset[str]().union(*(entry.keywords for entry in entries))
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
        return cls([_entry(section, words) for section in article.sections], words)

    def search(self, text: str, limit: int = 3) -> list[Hit]:
        """Find at most `limit` sections, the best first; nothing when none fits well enough."""
        asked = self._asked(text)
        if not asked.stems:
            return []
        scored = [(self._score(at, asked), entry) for at, entry in enumerate(self._entries)]
        scored.sort(key=lambda pair: (-pair[0], pair[1].section.order))
        best = scored[0][0]
        first = [entry for _, entry in scored[:3]]
        # A question about two things ("all over, and anxious") may be told by no section alone, but by some together.
        alone, together = self._confidence(first[:1], asked), self._confidence(first, asked)
        if best < _WORST or (alone < _THRESHOLD and together < _TOGETHER):
            return []
        kept = [(score, entry) for score, entry in scored[:limit] if score >= best * _NEAR]
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

    def _asked(self, text: str) -> _Asked:
        stems: dict[str, float] = {}
        common: set[str] = set()
        strange = 0.0
        other = 0.0
        for word in self._words.typed(text):
            stem = self._words.stem(word)
            if self._words.is_common(word):
                common.add(word)
            elif self._words.is_other(word) and stem not in self._single:
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
            strength = entry.strength.get(stem, 0.0) + (_FIELDS["word"] if stem in said else 0.0)
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

    def _confidence(self, entries: Sequence[_Entry], asked: _Asked) -> float:
        """Tell which part of what was asked some sections speak of; words of the subject itself count in full."""
        told = total = 0.0
        sure = [entry.keywords | entry.said(asked.stems) for entry in entries]
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

    def _quote(self, entry: _Entry, asked: _Asked) -> str:
        def fit(stems: frozenset[str]) -> float:
            return sum(weight for stem, weight in asked.stems.items() if stem in stems) / sqrt(len(stems) + 4)

        return max(entry.sentences, key=lambda sentence: fit(sentence[1]), default=("", frozenset()))[0]


def _entry(section: Section, words: Words) -> _Entry:
    strength: Counter[str] = Counter()
    told = [(text, words.stems(words.split(text))) for text in sentences(section.blocks)]
    asked = [words.split(text) for text in (section.title, *section.questions)]
    keywords = [words.stems(words.split(text)) for text in section.words]
    fields = {
        "title": [words.stems(asked[0])],
        "question": [words.stems(question) for question in asked[1:]],
        "word": keywords,
        "body": [stems for _, stems in told],
    }
    for field, texts in fields.items():
        for stems in texts:
            # One word of a many-word keyword ("loved one") says less than a keyword by itself.
            share = len(stems) if field == "word" else 1
            for stem in stems:
                strength[stem] += _FIELDS[field] / share  # type: ignore[assignment]
    questions = tuple(words.likeness(question) for question in asked)
    single = (stems for stems in keywords if len(stems) == 1)
    return _Entry(
        section,
        strength,
        questions,
        tuple(told),
        fields["title"][0].union(*single),
        tuple(stems for stems in keywords if len(stems) > 1),
    )
