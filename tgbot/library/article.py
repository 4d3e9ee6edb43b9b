"""The article as a value: sections in order. It knows nothing of files, search or Telegram."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from tgbot.library.hints import Hints
from tgbot.library.text import Block

GROUPS: Final = ("basics", "twitches", "causes", "signs", "doctor", "worry", "help")


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of a section up to (and with) the source links that support them; `sources` is empty where none follows."""

    text: str
    sources: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the article. `language` is the language its words are in (English where a translation is missing)."""

    id: str
    title: str
    group: str
    order: int
    blocks: tuple[Block, ...]
    sources: tuple[str, ...]
    reviewed: date | None
    reviewer: str
    questions: tuple[str, ...]
    words: tuple[str, ...]
    related: tuple[str, ...]
    language: str = "en"
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Article:
    """All sections, in the order of /learn, and what helps to search them."""

    sections: tuple[Section, ...]
    hints: Hints = field(default_factory=Hints)

    @cached_property
    def by_id(self) -> Mapping[str, Section]:
        """Find sections by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def groups(self) -> Mapping[str, tuple[Section, ...]]:
        """Tell the sections of each group, groups in their fixed order, empty ones left out."""
        grouped = {group: tuple(s for s in self.sections if s.group == group) for group in GROUPS}
        return {group: sections for group, sections in grouped.items() if sections}
