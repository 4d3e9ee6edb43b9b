"""How entities may stand in one another: Telegram joins, cuts and drops them until they nest. Pure.

Styles (bold and its like) can be cut; links, code and their like can't, and hold nothing but styles; quotes hold all.
Source: tdlib, MessageEntity.cpp (fix_entities, split_entities) and its tests.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace

from tgbot.playground.botapi.entities import Entity, order

STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
PLAIN_INSIDE = frozenset({"code", "pre"})


def nest(entities: Iterable[Entity]) -> list[Entity]:
    """Make any entities well nested, in Telegram's order; later ones give way to earlier ones."""
    ordered = order(entities)
    quotes = _apart(entity for entity in ordered if entity.type in QUOTES)
    solid = _apart(entity for entity in ordered if entity.type not in QUOTES | STYLES)
    solid = [entity for entity in solid if not any(crosses(entity, quote) for quote in quotes)]
    edges = sorted({edge for entity in (*quotes, *solid) for edge in (entity.offset, entity.end)})
    plain = [entity for entity in solid if entity.type in PLAIN_INSIDE]
    styles = [entity for entity in ordered if entity.type in STYLES]
    cut = [piece for style in _joined(styles) for piece in _cut_at(style, edges + _begins(styles, style))]
    kept = [piece for piece in cut if not any(one.offset <= piece.offset < one.end for one in plain)]
    return order([*quotes, *solid, *kept])


def _apart(entities: Iterable[Entity]) -> list[Entity]:
    """Keep those that begin after the end of the one kept before."""
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def crosses(entity: Entity, quote: Entity) -> bool:
    """Tell whether an entity lies partly in and partly out of a quote."""
    overlaps = entity.offset < quote.end and quote.offset < entity.end
    return overlaps and not (quote.offset <= entity.offset and entity.end <= quote.end)


def _joined(styles: list[Entity]) -> list[Entity]:
    """Make one of those of a kind that touch or overlap."""
    joined: list[Entity] = []
    for kind in sorted({style.type for style in styles}):
        last: Entity | None = None
        for style in (style for style in styles if style.type == kind):
            if last and style.offset <= last.end:
                last = replace(last, length=max(last.end, style.end) - last.offset)
                joined[-1] = last
            else:
                last = style
                joined.append(last)
    return joined


def _begins(styles: list[Entity], style: Entity) -> list[int]:
    """Tell where other styles begin inside this one: it is cut there."""
    return [other.offset for other in _joined(styles) if other.type != style.type]


def _cut_at(entity: Entity, places: list[int]) -> list[Entity]:
    inside = sorted({place for place in places if entity.offset < place < entity.end})
    edges = [entity.offset, *inside, entity.end]
    return [replace(entity, offset=a, length=b - a) for a, b in itertools.pairwise(edges)]
