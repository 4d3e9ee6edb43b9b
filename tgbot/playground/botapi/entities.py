"""Formatted text as values: units of UTF-16, entities, and their order.

Pure: no world, no HTTP. The two markups are read in html.py and markdown.py, links found in detect.py, and what
Telegram makes of any text is in tidying.py and nesting.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_ORDER = (
    "blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "mention", "hashtag", "cashtag",
    "bot_command", "url", "email", "phone_number", "date_time", "bold", "italic", "underline", "strikethrough",
    "spoiler", "custom_emoji",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_ORDER)}


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
