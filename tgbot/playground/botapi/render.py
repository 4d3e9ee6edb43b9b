"""Writes formatted text as HTML: Telegram's own dialect, or safe HTML for a web page. Pure."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tgbot.playground.botapi.entities import Entity, positions
from tgbot.playground.botapi.values import link

Tagger = Callable[[Entity, str, list[int]], tuple[str, str]]


def to_html(text: str, entities: tuple[Entity, ...]) -> str:
    """Write a formatted text as Telegram's HTML; reading it again gives the same text and entities."""
    return render(text, entities, _tags)


def to_page(text: str, entities: tuple[Entity, ...]) -> str:
    """Write a formatted text as safe HTML for a web page: links open outside, commands can be found by their class."""
    return render(text, entities, _page_tags)


def render(text: str, entities: tuple[Entity, ...], tags: Tagger) -> str:
    """Escape the text and put tags around its entities; those that overlap are closed and opened again."""
    table = positions(text)
    marks = sorted({0, len(table) - 1} | {min(edge, len(table) - 1) for e in entities for edge in (e.offset, e.end)})
    out: list[str] = []
    inside: list[Entity] = []
    for here, there in zip(marks, [*marks[1:], None], strict=True):
        keep = next((n for n, entity in enumerate(inside) if entity.end <= here), len(inside))
        again = [entity for entity in inside[keep:] if entity.end > here]
        out.extend(tags(entity, text, table)[1] for entity in reversed(inside[keep:]))
        begin = again + [entity for entity in entities if entity.offset == here and entity.length]
        inside = inside[:keep] + begin
        out.extend(tags(entity, text, table)[0] for entity in begin)
        if there is not None:
            out.append(escape(text[table[here] : table[there]]))
    return "".join(out)


_SIMPLE = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "blockquote": "blockquote",
}  # fmt: skip


def _tags(  # noqa: PLR0911 - one line per kind
    entity: Entity, text: str, table: list[int]
) -> tuple[str, str]:
    extra = dict(entity.extra)
    match entity.type:
        case "spoiler":
            return "<tg-spoiler>", "</tg-spoiler>"
        case "expandable_blockquote":
            return "<blockquote expandable>", "</blockquote>"
        case "text_link":
            return f'<a href="{escape(extra["url"])}">', "</a>"
        case "pre" if extra.get("language"):
            return f'<pre><code class="language-{escape(extra["language"])}">', "</code></pre>"
        case "pre":
            return "<pre>", "</pre>"
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{escape(extra["custom_emoji_id"])}">', "</tg-emoji>"
        case "date_time":
            form = f' format="{extra["date_time_format"]}"' if "date_time_format" in extra else ""
            return f'<tg-time unix="{extra["unix_time"]}"{form}>', "</tg-time>"
        case simple if simple in _SIMPLE:
            return f"<{_SIMPLE[simple]}>", f"</{_SIMPLE[simple]}>"
        case _:
            return "", ""


def _page_tags(entity: Entity, text: str, table: list[int]) -> tuple[str, str]:
    words = text[table[min(entity.offset, len(table) - 1)] : table[min(entity.end, len(table) - 1)]]
    match entity.type:
        case "text_link" | "url" | "email":
            href = dict(entity.extra).get("url", f"mailto:{words}" if entity.type == "email" else link(words) or "#")
            return f'<a href="{escape(href)}" target="_blank" rel="noopener noreferrer">', "</a>"
        case "spoiler":
            return '<span class="tg-spoiler">', "</span>"
        case "bot_command":
            return f'<a href="#" class="bot-command" data-command="{escape(words)}">', "</a>"
        case "mention" | "hashtag":
            return f'<span class="{entity.type}">', "</span>"
        case "expandable_blockquote":
            return '<blockquote class="expandable">', "</blockquote>"
        case _:
            return _tags(entity, text, table)
