"""One section as the search keeps it: how strongly it speaks of each stem, and what it is asked. Decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tgbot.library.article import Section
from tgbot.library.sentences import sentences
from tgbot.library.words import Words

FIELDS: Final = {"question": 1.0, "word": 1.5, "title": 2.0, "body": 0.35}
"""What a mention counts, by where it stands."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one section: how strongly it speaks of each stem, its questions and its sentences as stems.

    `keywords` are stems, `phrases` the stems of each many-word keyword, `single` the words of the others as they stand.
    """

    section: Section
    strength: Mapping[str, float]
    questions: tuple[frozenset[str], ...]
    sentences: tuple[tuple[str, frozenset[str]], ...]
    keywords: frozenset[str]
    phrases: tuple[frozenset[str], ...]
    single: frozenset[str]

    def said(self, asked: Mapping[str, float]) -> frozenset[str]:
        """Tell the stems of many-word keywords that were asked for whole: "bell's palsy", not "one side" for "one"."""
        return frozenset[str]().union(*(phrase for phrase in self.phrases if phrase <= asked.keys()))

    def sure(self, asked: Mapping[str, float]) -> frozenset[str]:
        """Tell the stems that are keywords here, those of many-word ones only where they were asked for whole."""
        return self.keywords | self.said(asked)


def indexed(section: Section, words: Words) -> Entry:
    """Index one section; its words become vocabulary."""
    strength: Counter[str] = Counter()
    told = [(text, words.stems(words.split(text))) for text in sentences(section.blocks)]
    asked = [words.split(text) for text in (section.title, *section.questions)]
    spelled = [words.split(text) for text in section.words]
    keywords = [words.stems(keyword) for keyword in spelled]
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
                strength[stem] += FIELDS[field] / share  # type: ignore[assignment]
    questions = tuple(words.likeness(question) for question in asked)
    single = (stems for stems in keywords if len(stems) == 1)
    return Entry(
        section,
        strength,
        questions,
        tuple(told),
        fields["title"][0].union(*single),
        tuple(stems for stems in keywords if len(stems) > 1),
        frozenset(asked[0]).union(*(keyword for keyword in spelled if len(keyword) == 1)),
    )
