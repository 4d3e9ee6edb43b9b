"""What Telegram does to every text before it stores it. Pure.

Returns and what would turn the line around are dropped, other control characters become spaces, both ends are trimmed.
Entities move along, give up the spaces that they begin with, and are made to nest; only the first hundred stay.
Source: tdlib, MessageEntity.cpp (fix_formatted_text).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from tgbot.playground.botapi.entities import Entity, Formatted, positions, units
from tgbot.playground.botapi.nesting import nest

MOST_ENTITIES = 100
_HIDING = frozenset({"text_link", "text_mention"})  # these keep what is not seen, so they may stand on spaces
_GONE = frozenset("\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u0333\u033f\u030a")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a]")


def tidy(text: str, entities: Iterable[Entity]) -> Formatted:
    """Do to a text what Telegram does before it stores it."""
    if _CONTROL.search(text):
        text, entities = _cleaned(text, entities)
    stripped = text.strip(" \n")
    start = units(text[: len(text) - len(text.lstrip(" \n"))])
    end = units(stripped)
    cut = [kept for entity in entities if (kept := _cut(entity, start, end))]
    return Formatted(stripped, tuple(nest(_unspaced(stripped, cut))[:MOST_ENTITIES]))


def _cleaned(text: str, entities: Iterable[Entity]) -> tuple[str, list[Entity]]:
    """Replace control characters, and shift entities to the left by those that are dropped before and inside them."""
    gone = [0]
    for char in text:
        gone.extend([gone[-1] + (char in _GONE)] * (2 if char > "\uffff" else 1))
    last = len(gone) - 1
    moved = []
    for entity in entities:
        start, end = min(entity.offset, last), min(entity.end, last)
        offset = start - gone[start]
        moved.append(replace(entity, offset=offset, length=end - gone[end] - offset))
    return _CONTROL.sub(lambda match: "" if match[0] in _GONE else " ", text), moved


def _cut(entity: Entity, start: int, length: int) -> Entity | None:
    if start == 0 and entity.offset >= 0 and entity.length > 0 and entity.end <= length:
        return entity
    begin = max(entity.offset - start, 0)
    end = min(entity.end - start, length)
    return replace(entity, offset=begin, length=end - begin) if end > begin else None


def _unspaced(text: str, entities: list[Entity]) -> list[Entity]:
    """Let entities begin with something that is seen, and drop those that hold only spaces."""
    if not entities:
        return entities
    table, kept = positions(text), []
    for entity in entities:
        begin = entity.offset
        while entity.type not in _HIDING and begin < entity.end and text[table[begin]] in " \n":
            begin += 1
        if begin < entity.end:
            kept.append(replace(entity, offset=begin, length=entity.end - begin) if begin > entity.offset else entity)
    return kept
