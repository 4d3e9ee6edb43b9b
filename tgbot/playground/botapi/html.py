"""Telegram's HTML, read into text and entities. Pure; render.py writes it.

The words of the refusals are those of Telegram's own parser (tdlib, MessageEntity.cpp, parse_html).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from tgbot.playground.botapi.entities import BadMarkup, Entity, Formatted
from tgbot.playground.botapi.reading import Reader
from tgbot.playground.botapi.values import custom_emoji, link, moment

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler", "tg-spoiler": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji", "tg-time": "date_time",
}  # fmt: skip
_REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,8})|#([0-9]{1,8})|(lt|gt|amp|quot)(?![a-z]));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_BARE_VALUE = re.compile(r"[A-Za-z0-9.-]*")
_SPACES = re.compile(r"\s*")
_SPECIAL = re.compile(r"[<&]")
_LANGUAGE = re.compile(r"language-(.+)")
_UNPAIRED = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


@dataclass(frozen=True, slots=True)
class _Open:
    """A start tag that waits for its end: where it stood in the source, and where its text begins."""

    tag: str
    attributes: dict[str, str]
    at: int
    offset: int
    pieces: int


class _Reader(Reader):
    """Holds the open tags besides."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.open: list[_Open] = []

    def read(self) -> None:
        """Go through the source."""
        index = 0
        while index < len(self.source):
            special = _SPECIAL.search(self.source, index)
            stop = special.start() if special else len(self.source)
            if stop > index:
                self.write(self.source[index:stop])
            if stop == len(self.source):
                break
            if self.source[stop] == "&":
                char, index = reference(self.source, stop)
                self.write(char)
            elif self.source.startswith("/", stop + 1):
                index = self.end_tag(stop)
            else:
                index = self.start_tag(stop)
        if self.open:
            raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        if any("\ud800" <= char <= "\udfff" for piece in self.pieces for char in piece):
            raise BadMarkup(_UNPAIRED)

    def start_tag(self, at: int) -> int:
        """Read `<name attribute="value">`; tell where it ends."""
        name_end = self.until(at + 1, " \t\n\r\f\v>")
        if name_end >= len(self.source):
            raise BadMarkup(f"Unclosed start tag at byte offset {self.byte(at)}")
        tag = self.source[at + 1 : name_end].lower()
        if tag not in TAGS:
            raise BadMarkup(f'Unsupported start tag "{tag}" at byte offset {self.byte(at)}')
        attributes, index = self.attributes(tag, name_end, at)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise BadMarkup(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(at)}')
        self.open.append(_Open(tag, attributes, at, self.offset, len(self.pieces)))
        return index

    def attributes(self, tag: str, index: int, at: int) -> tuple[dict[str, str], int]:
        """Read the attributes up to and with the `>`."""
        found: dict[str, str] = {}
        while True:
            index = self.skip(index)
            if index >= len(self.source):
                raise BadMarkup(f"Unclosed start tag at byte offset {self.byte(at)}")
            if self.source[index] == ">":
                return found, index + 1
            name_end = self.until(index, " \t\n\r\f\v=>")
            name = self.source[index:name_end].lower()
            if not name:
                raise BadMarkup(f'Empty attribute name in the tag "{tag}" at byte offset {self.byte(at)}')
            index = self.skip(name_end)
            if self.source[index : index + 1] != "=":
                found[name] = ""
                continue
            found[name], index = self.value(tag, self.skip(index + 1), at)

    def value(self, tag: str, index: int, at: int) -> tuple[str, int]:
        """Read an attribute's value, quoted or bare."""
        quote = self.source[index : index + 1]
        if not quote:
            raise BadMarkup(f'Unclosed start tag "{tag}" at byte offset {self.byte(at)}')
        if quote not in ('"', "'"):
            match = _BARE_VALUE.match(self.source, index)
            end = match.end() if match else index
            if end >= len(self.source) or (self.source[end] != ">" and not self.source[end].isspace()):
                raise BadMarkup(f"Unexpected end of name token at byte offset {self.byte(index)}")
            return self.source[index:end].lower(), end
        out: list[str] = []
        index += 1
        while index < len(self.source) and self.source[index] != quote:
            char, index = reference(self.source, index)
            out.append(char)
        if index >= len(self.source):
            raise BadMarkup(f"Unclosed start tag at byte offset {self.byte(at)}")
        return "".join(out), index + 1

    def end_tag(self, at: int) -> int:
        """Read `</name>` and close what it closes; tell where it ends."""
        if not self.open:
            raise BadMarkup(f"Unexpected end tag at byte offset {self.byte(at)}")
        name_end = self.until(at + 2, " \t\n\r\f\v>")
        close = self.skip(name_end)
        if self.source[close : close + 1] != ">":
            raise BadMarkup(f"Unclosed end tag at byte offset {self.byte(at)}")
        name = self.source[at + 2 : name_end].lower()
        opened = self.open.pop()
        if name and name != opened.tag:
            raise BadMarkup(
                f'Unmatched end tag at byte offset {self.byte(at)}, expected "</{opened.tag}>", found "</{name}>"'
            )
        if self.offset > opened.offset:
            self.close(opened)
            self.join_code(opened.offset)
        return close + 1

    def close(self, opened: _Open) -> None:
        """Make the entity of a closed tag."""
        kind, attributes, extra = TAGS[opened.tag], opened.attributes, dict[str, Any]()
        if kind == "text_link":
            inner = "".join(self.pieces[opened.pieces :])
            url = link(attributes.get("href") or ("" if re.search(r"\s", inner) else inner))
            if url is None:
                return
            extra["url"] = url
        elif kind == "blockquote" and "expandable" in attributes:
            kind = "expandable_blockquote"
        elif kind == "code":
            extra = {"language": language[1]} if (language := _LANGUAGE.fullmatch(attributes.get("class", ""))) else {}
        elif kind == "custom_emoji":
            extra["custom_emoji_id"] = custom_emoji(attributes.get("emoji-id", ""))
        elif kind == "date_time":
            extra = moment(attributes.get("unix", ""), attributes.get("format", ""))
        self.mark_since(opened.offset, kind, extra)

    def join_code(self, offset: int) -> None:
        """Make a `<code>` with a language and a `<pre>` of the same extent one; alone, the language is lost."""
        pair = self.entities[-2:]
        kinds = {entity.type for entity in pair}
        same = len({(entity.offset, entity.length) for entity in pair}) == 1
        if len(pair) == 2 and kinds == {"pre", "code"} and same:
            language = next(entity.extra for entity in pair if entity.type == "code")
            if language:
                self.entities[-2:] = [Entity("pre", offset, pair[0].length, language)]

    def until(self, index: int, stops: str) -> int:
        """Find the next of these characters, or the end."""
        while index < len(self.source) and self.source[index] not in stops:
            index += 1
        return index

    def skip(self, index: int) -> int:
        """Pass over spaces."""
        match = _SPACES.match(self.source, index)
        return match.end() if match else index


def reference(source: str, index: int) -> tuple[str, int]:
    """Read one character, or the one that `&lt;` and its like stand for; tell where it ends."""
    match = _REFERENCE.match(source, index)
    if match:
        if match[3]:
            return _NAMED[match[3]], match.end()
        code = int(match[1], 16) if match[1] else int(match[2])
        if 0 < code < 0x110000:
            return chr(code), match.end()
    return source[index], index + 1


def parse_html(source: str) -> Formatted:
    """Read Telegram's HTML. Raises BadMarkup."""
    reader = _Reader(source)
    reader.read()
    reader.entities = [replace(one, extra=()) if one.type == "code" else one for one in reader.entities]
    return reader.result()
