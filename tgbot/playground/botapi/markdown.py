"""Telegram's MarkdownV2, read into text and entities. Pure; the old Markdown is in markdown_old.py.

The words of the refusals are those of Telegram's own parser (tdlib, MessageEntity.cpp, parse_markdown_v2).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tgbot.playground.botapi.entities import BadMarkup, Formatted
from tgbot.playground.botapi.reading import Reader
from tgbot.playground.botapi.values import custom_emoji, link, moment

_LONG = ("```", "![", "||", "__")
RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_NAMES = {
    "*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler", "[": "text_link",
    "![": "custom_emoji", "`": "code", "```": "pre",
}  # fmt: skip
_TITLES = {"[": "TextUrl", "![": "CustomEmoji"}
_LANGUAGE = re.compile(r"[^\s`]+(?=[^`])")
_LINE_END = re.compile(r"\r\n|\n\r|\r|\n")
_LAST_LINE = re.compile(r"\Z|\r?\n(?!>)|\r?\Z")


@dataclass(frozen=True, slots=True)
class _Open:
    """A mark that waits for its end: where it stood, where its text begins, and the language of code."""

    mark: str
    at: int
    offset: int
    pieces: int
    language: str = ""

    @property
    def title(self) -> str:
        """Tell the name that the refusals use."""
        return "PreCode" if self.language else _TITLES.get(self.mark, _NAMES[self.mark].capitalize())


@dataclass(frozen=True, slots=True)
class _Quote:
    """A quote that goes on: where its text begins, and how many marks were open before it."""

    offset: int
    around: int


class _Reader(Reader):
    """Holds the open marks, the quote that goes on, and whether a quote could begin here."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self.open: list[_Open] = []
        self.quote: _Quote | None = None
        self.fresh = True

    def read(self) -> None:
        """Go through the source."""
        index = 0
        while index < len(self.source):
            index = self.step(index)
        self.end_quote()
        self.no_open_mark(0)

    def step(self, index: int) -> int:
        """Read one character or mark; tell where it ends."""
        char = self.source[index]
        following = self.source[index + 1 : index + 2]
        if char == "\\" and following and 0 < ord(following) <= 126:
            self.fresh = False
            return self.take(following, index + 2)
        top = self.open[-1].mark if self.open else ""
        if top in ("`", "```"):
            if self.source.startswith(top, index):
                return self.close(index, top)
            return self.mark(index, char) if char == "`" else self.take(char, index + 1)
        if char in "\r\n":
            self.take(char, index + 1)
            self.fresh = True
            if char == "\n" and following != ">":
                self.end_quote()
            return index + 1
        return self.begin_quote(index) or self.finish_quote(index) or self.mark(index, char)

    def take(self, text: str, end: int) -> int:
        """Take something as text; tell where it ends."""
        self.write(text)
        return end

    def begin_quote(self, index: int) -> int:
        """Begin or go on with a quote, if one is here; `**` sets it apart from the one before. 0 if none is."""
        apart = self.source.startswith("**>", index) and self.quote is None
        if not self.fresh or not (apart or self.source[index] == ">"):
            return 0
        if self.quote is None:
            self.quote = _Quote(self.offset, len(self.open))
        return index + (3 if apart else 1)

    def finish_quote(self, index: int) -> int:
        """Take the `||` that ends an expandable quote: at the end of its last line, closing no spoiler. 0 if none."""
        if self.quote is None or not self.source.startswith("||", index):
            return 0
        line_end = _LAST_LINE.match(self.source, index + 2)
        if not line_end or any(opened.mark == "||" for opened in self.open):
            return 0
        self.write(line_end[0])
        self.fresh = bool(line_end[0])
        self.end_quote("expandable_blockquote")
        return line_end.end()

    def end_quote(self, kind: str = "blockquote") -> None:
        """Close the quote that goes on, if any."""
        if self.quote is not None:
            self.no_open_mark(self.quote.around)
            self.mark_since(self.quote.offset, kind)
            self.quote = None

    def no_open_mark(self, but: int) -> None:
        """Refuse if more marks than these wait for their end."""
        if len(self.open) > but:
            last = self.open[-1]
            raise BadMarkup(f"Can't find end of {last.title} entity at byte offset {self.byte(last.at)}")

    def mark(self, index: int, char: str) -> int:
        """Open or close what a special character stands for, or take it as text."""
        if char not in RESERVED:
            self.fresh = False
            return self.take(char, index + 1)
        top = self.open[-1].mark if self.open else ""
        mark = next((mark for mark in _LONG if self.source.startswith(mark, index)), char)
        if mark == "]" and top in ("[", "!["):
            return self.close_link(index, self.open.pop())
        if mark not in _NAMES:
            raise BadMarkup(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")
        if mark == top:
            return self.close(index, mark)
        end, language = index + len(mark), ""
        if mark == "```":
            if match := _LANGUAGE.match(self.source, end):
                language, end = match[0], match.end()
            if line_end := _LINE_END.match(self.source, end):
                end = line_end.end()
        self.open.append(_Open(mark, index, self.offset, len(self.pieces), language))
        return end

    def close(self, index: int, mark: str) -> int:
        """Close the innermost mark."""
        opened = self.open.pop()
        self.fresh = False
        self.mark_since(opened.offset, _NAMES[mark], {"language": opened.language} if opened.language else None)
        return index + len(mark)

    def close_link(self, index: int, opened: _Open) -> int:
        """Close a link, a custom emoji or a time with the address that follows in round brackets."""
        self.fresh = False
        inner, end = "".join(self.pieces[opened.pieces :]), index + 1
        if self.source[end : end + 1] == "(":
            inner, end = self.address(end + 1, "URL" if opened.mark == "[" else "custom emoji URL")
        elif opened.mark == "![":
            raise BadMarkup("Custom emoji entity must contain a tg://emoji URL")
        if opened.mark == "![":
            kind, extra = _special(inner)
            self.mark_since(opened.offset, kind, extra)
        elif url := link(inner):
            self.mark_since(opened.offset, "text_link", {"url": url})
        return end

    def address(self, index: int, what: str) -> tuple[str, int]:
        """Read `(address)`."""
        out: list[str] = []
        at = index
        while index < len(self.source) and self.source[index] != ")":
            if self.source[index] == "\\" and index + 1 < len(self.source) and ord(self.source[index + 1]) <= 126:
                index += 1
            out.append(self.source[index])
            index += 1
        if index >= len(self.source):
            raise BadMarkup(f"Can't find end of a {what} at byte offset {self.byte(at)}")
        return "".join(out), index + 1


def _special(url: str) -> tuple[str, dict[str, Any]]:
    """Read what a `![...](tg://...)` stands for: a custom emoji or a moment."""
    parts = urlsplit(url)
    host = (parts.netloc or parts.path.strip("/")).lower()
    arguments = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme != "tg":
        raise BadMarkup("Custom emoji URL must have scheme tg")
    if host == "time":
        return "date_time", moment(arguments.get("unix", ""), arguments.get("format", ""))
    if host != "emoji":
        raise BadMarkup('Custom emoji URL must have host "emoji"')
    if "id" not in arguments:
        raise BadMarkup("Custom emoji URL must have an emoji identifier")
    return "custom_emoji", {"custom_emoji_id": custom_emoji(arguments["id"])}


def parse_markdown_v2(source: str) -> Formatted:
    """Read MarkdownV2. Raises BadMarkup."""
    reader = _Reader(source)
    reader.read()
    return reader.result()
