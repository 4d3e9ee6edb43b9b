"""Telegram's MarkdownV2, and the old Markdown: read into text and entities. Pure.

The words of the refusals are those of Telegram's own parser (tdlib, MessageEntity.cpp, parse_markdown_v2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tgbot.playground.botapi.entities import BadMarkup, Entity, Formatted, tidy, units
from tgbot.playground.botapi.values import link, moment

_LONG = ("```", "![", "||", "__")
RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_NAMES = {
    "*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler", "[": "text_link",
    "![": "custom_emoji", "`": "code", "```": "pre", ">": "blockquote",
}  # fmt: skip
_LINE_START = re.compile(r"(?:\A|\n)(?:\*\*)?\Z")
_LANGUAGE = re.compile(r"[^\s`]+(?=\n)")


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    at: int
    offset: int
    pieces: int
    language: str = ""


class _Reader:
    """One pass over MarkdownV2."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []
        self.quote: _Open | None = None

    def byte(self, index: int) -> int:
        return len(self.source[:index].encode("utf-8", "surrogatepass"))

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += units(text)

    def read(self) -> tuple[str, list[Entity]]:
        """Go through the source."""
        index = 0
        while index < len(self.source):
            index = self.step(index)
        self.no_open_mark()
        self.end_quote()
        return "".join(self.pieces), self.entities

    def step(self, index: int) -> int:
        """Read one character or mark; tell where it ends."""
        char = self.source[index]
        following = self.source[index + 1 : index + 2]
        if char == "\\" and following and 0 < ord(following) <= 126:
            self.write(following)
            return index + 2
        verbatim = self.open[-1].mark if self.open and self.open[-1].mark in ("`", "```") else ""
        if verbatim:
            if self.source.startswith(verbatim, index):
                return self.close(index, verbatim)
            self.write(char)
            return index + 1
        if char == "\n" and self.quote is not None and following != ">":
            self.no_open_mark()
            self.end_quote()
        if char == ">" and _LINE_START.search(self.source, 0, index):
            if self.quote is None:
                self.quote = _Open(">", index, self.offset, len(self.pieces))
            return index + 1
        if self.quote is not None and self.source.startswith("||", index) and self.ends_quote(index):
            self.end_quote(expandable=True)
            return index + 2
        return self.mark(index, char)

    def no_open_mark(self) -> None:
        """Refuse if a mark waits for its end."""
        if self.open:
            last = self.open[-1]
            raise BadMarkup(f"Can't find end of {_title(last.mark)} entity at byte offset {self.byte(last.at)}")

    def ends_quote(self, index: int) -> bool:
        """Tell whether the `||` here ends an expandable quote: at the end of its last line, closing no spoiler."""
        rest = self.source[index + 2 :]
        last_line = rest == "" or (rest.startswith("\n") and not rest.startswith("\n>"))
        return last_line and not any(opened.mark == "||" for opened in self.open)

    def end_quote(self, *, expandable: bool = False) -> None:
        """Close the quote that is open, if any."""
        if self.quote is None:
            return
        length = self.offset - self.quote.offset
        if length > 0:
            kind = "expandable_blockquote" if expandable else "blockquote"
            self.entities.append(Entity(kind, self.quote.offset, length))
        self.quote = None

    def mark(self, index: int, char: str) -> int:
        """Open or close what a special character stands for, or take it as text."""
        if char not in RESERVED:
            self.write(char)
            return index + 1
        top = self.open[-1].mark if self.open else ""
        mark = self.mark_at(index)
        if mark == "]" and top in ("[", "!["):
            return self.close_link(index, self.open.pop())
        if mark not in _NAMES or mark == ">":
            raise BadMarkup(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")
        if mark == top:
            return self.close(index, mark)
        language = ""
        end = index + len(mark)
        if mark == "```":
            match = _LANGUAGE.match(self.source, end)
            if match:
                language, end = match[0], match.end()
            if self.source[end : end + 1] == "\n":
                end += 1
        self.open.append(_Open(mark, index, self.offset, len(self.pieces), language))
        return end

    def mark_at(self, index: int) -> str:
        """Read the longest mark here."""
        return next((mark for mark in _LONG if self.source.startswith(mark, index)), self.source[index])

    def close(self, index: int, mark: str) -> int:
        """Close the innermost mark."""
        opened = self.open.pop()
        length = self.offset - opened.offset
        if length > 0:
            extra = (("language", opened.language),) if opened.language else ()
            self.entities.append(Entity(_NAMES[mark], opened.offset, length, extra))
        return index + len(mark)

    def close_link(self, index: int, opened: _Open) -> int:
        """Close a link, a custom emoji or a time with the address that follows in round brackets."""
        inner = "".join(self.pieces[opened.pieces :])
        url, end = inner, index + 1
        if self.source[end : end + 1] == "(":
            url, end = self.address(end)
        elif opened.mark == "![":
            raise BadMarkup("Custom emoji entity must contain a tg://emoji URL")
        length = self.offset - opened.offset
        if length > 0:
            made = _linked(opened, url, length)
            if made:
                self.entities.append(made)
        return end

    def address(self, index: int) -> tuple[str, int]:
        """Read `(address)`."""
        out: list[str] = []
        at = index = index + 1
        while index < len(self.source) and self.source[index] != ")":
            if self.source[index] == "\\" and index + 1 < len(self.source) and ord(self.source[index + 1]) <= 126:
                index += 1
            out.append(self.source[index])
            index += 1
        if index >= len(self.source):
            raise BadMarkup(f"Can't find end of a URL at byte offset {self.byte(at)}")
        return "".join(out), index + 1


def _title(mark: str) -> str:
    names = {"[": "TextUrl", "![": "CustomEmoji", "`": "Code", "```": "Pre"}
    return names.get(mark, _NAMES[mark].capitalize())


def _linked(opened: _Open, url: str, length: int) -> Entity | None:
    if opened.mark == "[":
        target = link(url)
        return Entity("text_link", opened.offset, length, (("url", target),)) if target else None
    parts = urlsplit(url)
    arguments = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme == "tg" and parts.netloc == "emoji" and arguments.get("id", "").isdigit():
        return Entity("custom_emoji", opened.offset, length, (("custom_emoji_id", arguments["id"]),))
    if parts.scheme == "tg" and parts.netloc == "time":
        extra: dict[str, Any] = moment(arguments.get("unix", ""), arguments.get("format", ""))
        return Entity("date_time", opened.offset, length, tuple(extra.items()))
    raise BadMarkup("Custom emoji entity must contain a tg://emoji URL")


def parse_markdown_v2(source: str) -> Formatted:
    """Read MarkdownV2. Raises BadMarkup."""
    return tidy(*_Reader(source).read())


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
