"""Telegram's old Markdown, which knows no nesting: read into text and entities. Pure."""

from __future__ import annotations

import re

from tgbot.playground.botapi.entities import BadMarkup, Entity, Formatted, units
from tgbot.playground.botapi.tidying import tidy
from tgbot.playground.botapi.values import link

_OLD = re.compile(
    r"\\(?P<escaped>[_*`\[])|```(?:(?P<language>[^\s`]+)\n|\n)?(?P<pre>[\s\S]*?)```|`(?P<code>[^`]*)`"
    r"|\*(?P<bold>[^*]*)\*|_(?P<italic>[^_]*)_|\[(?P<words>[^\]]*)\](?:\((?P<url>[^)]*)\))?|(?P<open>[_*`\[])"
)


def parse_markdown(source: str) -> Formatted:
    """Read the old Markdown, which knows no nesting. Raises BadMarkup."""
    pieces: list[str] = []
    entities: list[Entity] = []
    offset = last = 0
    for match in _OLD.finditer(source):
        before = source[last : match.start()]
        last = match.end()
        pieces.append(before)
        offset += units(before)
        kind = match.lastgroup
        if kind == "open":
            at = len(source[: match.start()].encode())
            raise BadMarkup(f"Can't find end of the entity starting at byte offset {at}")
        inner = match["words"] if kind == "url" else match[kind or "escaped"]
        pieces.append(inner)
        if inner and kind != "escaped":
            entities.extend(_old_entity(match, offset, units(inner)))
        offset += units(inner)
    pieces.append(source[last:])
    return tidy("".join(pieces), entities)


def _old_entity(match: re.Match[str], offset: int, length: int) -> list[Entity]:
    if match.lastgroup in ("url", "words"):
        target = link(match["url"] or match["words"])
        return [Entity("text_link", offset, length, (("url", target),))] if target else []
    extra = (("language", match["language"]),) if match["language"] else ()
    return [Entity(match.lastgroup or "", offset, length, extra)]
