"""Telegram's HTML, read into text and entities. Pure; render.py writes it.

The words of the refusals are those of Telegram's own parser (tdlib, MessageEntity.cpp, parse_html).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tgbot.playground.botapi.entities import BadMarkup, Entity, Formatted, tidy, units
from tgbot.playground.botapi.values import link, moment

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


@dataclass(frozen=True, slots=True)
class _Open:
    """A start tag that waits for its end: where it stood in the source, and where its text begins."""

    tag: str
    attributes: dict[str, str]
    at: int
    offset: int
    pieces: int


class _Reader:
    """One pass over a source; holds the text so far and the open tags."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def byte(self, index: int) -> int:
        """Tell the byte offset of a place in the source, which the refusals name."""
        return len(self.source[:index].encode("utf-8", "surrogatepass"))

    def write(self, text: str) -> None:
        """Add text."""
        self.pieces.append(text)
        self.offset += units(text)

    def read(self) -> tuple[str, list[Entity]]:
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
        return "".join(self.pieces), self.entities

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
                if name != "expandable":
                    raise BadMarkup(
                        f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset '
                        f"{self.byte(at)}"
                    )
                found[name] = ""
                continue
            found[name], index = self.value(self.skip(index + 1), at)

    def value(self, index: int, at: int) -> tuple[str, int]:
        """Read an attribute's value, quoted or bare."""
        quote = self.source[index : index + 1]
        if quote not in ('"', "'") or not quote:
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
        return close + 1

    def close(self, opened: _Open) -> None:
        """Make the entity of a closed tag."""
        length = self.offset - opened.offset
        kind, extra = TAGS[opened.tag], dict[str, Any]()
        if kind == "text_link":
            inner = "".join(self.pieces[opened.pieces :])
            url = link(opened.attributes.get("href") or inner)
            if url is None:
                return
            extra["url"] = url
        elif kind == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        elif kind == "code":
            language = opened.attributes.get("class", "")
            inside_pre = bool(self.open) and self.open[-1].tag == "pre" and self.open[-1].offset == opened.offset
            if language.startswith("language-") and inside_pre:
                extra["language"] = language.removeprefix("language-")
        elif kind == "pre":
            extra = self.language_of(opened.offset, length)
        elif kind == "custom_emoji":
            emoji = opened.attributes.get("emoji-id", "")
            if not emoji.isascii() or not emoji.isdigit():
                raise BadMarkup("Invalid custom emoji identifier specified")
            extra["custom_emoji_id"] = emoji
        elif kind == "date_time":
            extra = moment(opened.attributes.get("unix", ""), opened.attributes.get("format", ""))
        self.entities.append(Entity(kind, opened.offset, length, tuple(extra.items())))

    def language_of(self, offset: int, length: int) -> dict[str, Any]:
        """Take over the language of a `<code>` that fills the `<pre>`, and take that entity away."""
        if self.entities:
            last = self.entities[-1]
            if (last.type, last.offset, last.length) == ("code", offset, length) and last.extra:
                self.entities.pop()
                return dict(last.extra)
        return {}

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
        if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000:
            return chr(code), match.end()
    return source[index], index + 1


def parse_html(source: str) -> Formatted:
    """Read Telegram's HTML. Raises BadMarkup."""
    return tidy(*_Reader(source).read())
