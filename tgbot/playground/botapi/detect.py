"""Finds what Telegram marks by itself in any text: links, commands, mentions, hashtags, addresses. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tgbot.playground.botapi.entities import Entity, Formatted, units
from tgbot.playground.botapi.nesting import QUOTES, crosses, nest
from tgbot.playground.botapi.tidying import MOST_ENTITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENDINGS = (
    "com|org|net|edu|gov|info|io|me|dev|app|uk|de|fr|es|it|eu|us|ca|au|nz|ie|ch|at|nl|se|no|dk|fi|pl|ru|in|jp|cn|br"
)
_PATTERNS = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("url", re.compile(rf"(?i)(?<![\w@.])(?:https?://[^\s<>\"'«»]+|(?:[\w-]+\.)+(?:{_ENDINGS})(?![\w.-]*\w)(?:[/?#][^\s<>\"'«»]*)?)")),
    ("bot_command", re.compile(r"(?<![\w/@<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)  # fmt: skip
_TRAILING = ".,:;!?)]}…"
_CLOSED_TO_LINKS = frozenset({"code", "pre", "text_link", "text_mention", "url", "email", "mention", "bot_command"})
_QUICK = re.compile(r"[./@#]")


def detect(formatted: Formatted) -> Formatted:
    """Add the entities that Telegram finds by itself, where the text is not already something that excludes them.

    All are made to nest, and only the first hundred stay.
    """
    return Formatted(formatted.text, tuple(nest([*formatted.entities, *_found(formatted)])[:MOST_ENTITIES]))


def _found(formatted: Formatted) -> list[Entity]:
    if not _QUICK.search(formatted.text):
        return []
    taken = [entity for entity in formatted.entities if entity.type in _CLOSED_TO_LINKS]
    quotes = [entity for entity in formatted.entities if entity.type in QUOTES]
    found: list[Entity] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(formatted.text):
            words = match[0].rstrip(_TRAILING) if kind == "url" else match[0]
            entity = Entity(kind, units(formatted.text[: match.start()]), units(words))
            if not _overlaps(entity, [*taken, *found]) and not any(crosses(entity, quote) for quote in quotes):
                found.append(entity)
    return found


def _overlaps(entity: Entity, others: Iterable[Entity]) -> bool:
    return any(entity.offset < other.end and other.offset < entity.end for other in others)
