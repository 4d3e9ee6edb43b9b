"""Formatted text as values: units of UTF-16, entities, and the tidying that Telegram does to both.

Pure: no world, no HTTP. Parsing of the two markups is in html.py and markdown.py, detection of links in detect.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_ENTITIES = 100
PLAIN_INSIDE = frozenset({"code", "pre"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_ORDER = (
    "blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "url", "date_time",
    "bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\u200e\u202a-\u202e]")


class BadMarkup(Exception):
    """The text's markup can't be read; the words are Telegram's, without "can't parse entities: "."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A formatted stretch; offset and length are in UTF-16 units, `extra` holds what its kind needs besides."""

    type: str
    offset: int
    length: int
    extra: tuple[tuple[str, Any], ...] = ()

    @property
    def end(self) -> int:
        """Tell where it ends."""
        return self.offset + self.length

    def json(self) -> dict[str, Any]:
        """Tell the Bot API's MessageEntity."""
        return {"type": self.type, "offset": self.offset, "length": self.length, **dict(self.extra)}


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities in Telegram's order."""

    text: str
    entities: tuple[Entity, ...] = ()


def units(text: str) -> int:
    """Count UTF-16 units, as every length and offset of the Bot API does."""
    return len(text) if text.isascii() else len(text) + sum(char > "\uffff" for char in text)


def positions(text: str) -> list[int]:
    """Map each UTF-16 offset, the end included, to an index into the text (the inside of a pair to its character)."""
    table: list[int] = []
    for index, char in enumerate(text):
        table.append(index)
        if char > "\uffff":
            table.append(index)
    table.append(len(text))
    return table


def order(entities: Iterable[Entity]) -> list[Entity]:
    """Sort as Telegram does: by start, the outer before the inner."""
    return sorted(entities, key=lambda entity: (entity.offset, -entity.length, _RANK.get(entity.type, len(_ORDER))))


def tidy(text: str, entities: Iterable[Entity]) -> Formatted:
    """Do what Telegram does before it stores a text.

    Control characters become spaces, ends are trimmed, entities are cut to what is left, what can't nest is dropped,
    and only the first hundred stay.
    """
    cleaned = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")) if _CONTROL.search(text) else text
    if len(cleaned) != len(text):
        entities = _without_returns(text, entities)
    stripped = cleaned.strip()
    start = units(cleaned[: len(cleaned) - len(cleaned.lstrip())])
    end = units(stripped)
    cut = [kept for entity in entities if (kept := _cut(entity, start, end))]
    return Formatted(stripped, tuple(_nested(order(cut))[:MOST_ENTITIES]))


def _without_returns(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """Shift entities to the left by the carriage returns that `tidy` takes out before and inside them."""
    gone = [0]
    for index, char in enumerate(text):
        lost = char == "\r" and text[index + 1 : index + 2] == "\n"
        gone.extend([gone[-1] + lost] * (2 if char > "\uffff" else 1))
    last = len(gone) - 1
    moved = []
    for entity in entities:
        start, end = min(entity.offset, last), min(entity.end, last)
        offset = start - gone[start]
        moved.append(replace(entity, offset=offset, length=end - gone[end] - offset))
    return moved


def _cut(entity: Entity, start: int, length: int) -> Entity | None:
    if start == 0 and entity.offset >= 0 and entity.length > 0 and entity.end <= length:
        return entity
    begin = max(entity.offset - start, 0)
    end = min(entity.end - start, length)
    return replace(entity, offset=begin, length=end - begin) if end > begin else None


def _nested(entities: list[Entity]) -> list[Entity]:
    """Drop what can't stand inside what is around it; the entities come in order."""
    kept: list[Entity] = []
    around: list[Entity] = []
    for entity in entities:
        around = [outer for outer in around if outer.end > entity.offset]
        if not any(_forbids(outer, entity) for outer in around):
            kept.append(entity)
            around.append(entity)
    return kept


def _forbids(outer: Entity, inner: Entity) -> bool:
    if outer.type in PLAIN_INSIDE:
        return True
    if inner.type in PLAIN_INSIDE:
        return outer.type not in QUOTES
    if outer.type in QUOTES and inner.type in QUOTES:
        return True
    return outer.type == inner.type or {outer.type, inner.type} <= {"text_link", "text_mention", "url", "mention"}
