"""Reads a text or caption with its `parse_mode` or its explicit entities, as strictly as Telegram does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tgbot.playground.botapi.detect import detect
from tgbot.playground.botapi.entities import BadMarkup, Entity, Formatted, order, positions, units
from tgbot.playground.botapi.html import parse_html
from tgbot.playground.botapi.markdown import parse_markdown_v2
from tgbot.playground.botapi.markdown_old import parse_markdown
from tgbot.playground.botapi.refusal import Refusal, bad
from tgbot.playground.botapi.tidying import tidy
from tgbot.playground.botapi.values import link, moment

if TYPE_CHECKING:
    from tgbot.playground.botapi.call import Call
    from tgbot.playground.people import JSON

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024
_PARSERS = {"html": parse_html, "markdownv2": parse_markdown_v2, "markdown": parse_markdown}
_FOUND = ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number")
_PLAIN = ("bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote")


def read_text(call: Call, too_long: str) -> JSON:
    """Read a message's text; {"text": ..., "entities": [...]}. Raises Refusal."""
    formatted = _read(call, "text", "entities")
    if not formatted.text:
        raise bad("text must be non-empty" if call.text("text") else "message text is empty")
    if units(formatted.text) > LONGEST_TEXT:
        raise bad(too_long)
    return _told(formatted, "text", "entities")


def read_caption(call: Call) -> JSON:
    """Read a caption, which may be missing; {} then. Raises Refusal."""
    formatted = _read(call, "caption", "caption_entities")
    if units(formatted.text) > LONGEST_CAPTION:
        raise bad("message caption is too long")
    return _told(formatted, "caption", "caption_entities") if formatted.text else {}


def _told(formatted: Formatted, text: str, entities: str) -> JSON:
    told: JSON = {text: formatted.text}
    if formatted.entities:
        told[entities] = [entity.json() for entity in formatted.entities]
    return told


def _read(call: Call, text: str, entities: str) -> Formatted:
    return format_text(call.text(text), call.text("parse_mode"), _entities(call, entities))


def _entities(call: Call, name: str) -> list[Any] | None:
    """Read the explicit entities; what is no array counts as none, as Telegram has it."""
    try:
        given = call.parsed(name)
    except Refusal:
        return None
    return given if isinstance(given, list) else None


def format_text(source: str, parse_mode: str, entities: list[Any] | None) -> Formatted:
    """Turn a text as a bot gives it into a formatted one, with what Telegram finds by itself. Raises Refusal."""
    if not parse_mode or parse_mode.lower() == "none":
        given = [entity for one in entities or () if (entity := _explicit(one))]
        _check_bounds(source, given)
        return detect(tidy(source, given))
    parser = _PARSERS.get(parse_mode.lower())
    if parser is None:
        raise bad("unsupported parse_mode")
    try:
        return detect(parser(source))
    except BadMarkup as error:
        raise bad(f"can't parse entities: {error}") from error


def _check_bounds(source: str, entities: list[Entity]) -> None:
    """Refuse entities that begin or end beyond the text, or in the middle of a pair of UTF-16 units."""
    table = positions(source)
    last = len(table) - 1
    for entity in order(entities):
        if entity.offset > last:
            raise bad(f"entity begins after the end of the text at UTF-16 offset {entity.offset}")
        if entity.end > last:
            raise bad(f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text at UTF-16 "
                      f"offset {entity.end}")  # fmt: skip
        for edge, words in (
            (entity.offset, "entity begins in a middle of a UTF-16 symbol"),
            (entity.end, f"entity beginning at UTF-16 offset {entity.offset} ends in a middle of a UTF-16 symbol"),
        ):
            if edge and table[edge] == table[edge - 1]:
                raise bad(f"{words} at byte offset {len(source[: table[edge] + 1].encode('utf-8', 'surrogatepass'))}")


def _explicit(given: object) -> Entity | None:
    """Read one entity that the bot gave; kinds that Telegram finds by itself are passed over, unknown ones refused."""
    if not isinstance(given, dict):
        raise bad("can't parse MessageEntity: expected an Object")
    kind, offset, size = given.get("type"), given.get("offset"), given.get("length")
    if not isinstance(kind, str) or type(offset) is not int or type(size) is not int:
        raise bad('can\'t parse MessageEntity: Can\'t find field "type", "offset" or "length"')
    if offset < 0 or size < 0:
        raise bad(f"receive an entity with incorrect {'offset' if offset < 0 else 'length'} {min(offset, size)}")
    extra = _extra(kind, given)
    return None if extra is None or not size else Entity(kind, offset, size, tuple(extra.items()))


def _extra(kind: str, given: JSON) -> JSON | None:  # noqa: PLR0911 - one case per kind
    match kind:
        case "text_link":
            url = link(str(given.get("url", "")))
            if url is None:
                raise bad(f"entity URL '{given.get('url', '')}' is invalid: Wrong HTTP URL")
            return {"url": url}
        case "pre":
            return {"language": str(given["language"])} if given.get("language") else {}
        case "custom_emoji":
            return {"custom_emoji_id": str(given.get("custom_emoji_id", ""))}
        case "date_time":
            try:
                return moment(str(given.get("unix_time", "")), str(given.get("date_time_format") or ""))
            except BadMarkup as error:
                raise bad(f"can't parse MessageEntity: {error}") from error
        case "text_mention":
            user = given.get("user")
            return {"user": user} if isinstance(user, dict) else None
        case _ if kind in _PLAIN:
            return {}
        case _ if kind in _FOUND:
            return None
        case _:
            raise bad("can't parse MessageEntity: Unsupported type specified")
