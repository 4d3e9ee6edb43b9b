"""Markdown to blocks: paragraphs, flat lists, headings, quotes, bold, italic, links by id. All else is refused.

It owns no content and follows no link: whoever calls says what `source:ID` means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tgbot.library.article import Claim
from tgbot.library.problems import Place, Problems
from tgbot.library.sources import Source
from tgbot.library.text import Block, Bold, Heading, Inline, Italic, Items, Line, Paragraph, Quote, Url

_PARSER: Final = MarkdownIt("commonmark").enable("table")
_REFUSED: Final = {
    "html_block": "raw HTML",
    "html_inline": "raw HTML",
    "image": "an image",
    "table_open": "a table",
    "fence": "a block of code",
    "code_block": "a block of code (a line that begins with four spaces)",
    "code_inline": "code",
    "hr": "a rule",
}
_IN_LISTS: Final = ("list_item_open", "paragraph_open")
_LINK: Final = re.compile(r"(source|section):([A-Za-z0-9_-]+)")


@dataclass(slots=True)
class Markdown:
    """What was read: blocks, claims with their sources, the ids linked to with their lines, and each block's line."""

    blocks: list[Block] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    sections: list[tuple[str, int]] = field(default_factory=list)
    sources: list[tuple[str, int]] = field(default_factory=list)


def read_markdown(
    text: str, file: str, where: str, sources: Mapping[str, Source], problems: Problems, *, before: int = 0
) -> Markdown:
    """Read Markdown; `before` counts the lines of the file above the text."""
    reader = _Reader(file, where, sources, problems, before)
    reader.read(_PARSER.parse(text))
    return reader.found


class _Reader:
    """One pass over the tokens of one text."""

    def __init__(self, file: str, where: str, sources: Mapping[str, Source], problems: Problems, before: int) -> None:
        self.found = Markdown()
        self._file, self._where, self._sources, self._problems = file, where, sources, problems
        self._before = before
        self._line = before + 1

    def _wrong(self, what: str, expected: str) -> None:
        self._problems.add(Place(self._file, self._line), self._where, what, expected)

    def read(self, tokens: Sequence[Token]) -> None:
        """Read the tokens of a whole text, one block after another."""
        at = 0
        while at < len(tokens):
            end = _end(tokens, at)
            self._at(tokens[at])
            self._block(tokens[at : end + 1])
            at = end + 1

    def _at(self, token: Token) -> None:
        if token.map:
            self._line = self._before + token.map[0] + 1

    def _block(self, tokens: Sequence[Token]) -> None:
        opening, line = tokens[0], self._line
        match opening.type:
            case "paragraph_open":
                block: Block = Paragraph(self._inline(tokens[1]))
            case "heading_open":
                block = Heading(
                    "".join(part if isinstance(part, str) else part.text for part in self._inline(tokens[1]))
                )
            case "bullet_list_open" | "ordered_list_open":
                block = Items(self._lines(tokens[1:-1]), numbered=opening.type == "ordered_list_open")
            case "blockquote_open":
                block = Quote(self._lines(tokens[1:-1]))
            case refused:
                self._wrong(
                    f"{_REFUSED.get(refused, refused)} is not allowed here", "paragraphs, lists and links by id"
                )
                return
        self.found.blocks.append(block)
        self.found.lines.append(line)

    def _lines(self, tokens: Sequence[Token]) -> tuple[Line, ...]:
        lines: list[Line] = []
        for token in tokens:
            self._at(token)
            if token.type == "inline":
                lines.append(self._inline(token))
            elif token.type not in _IN_LISTS and token.nesting >= 0:
                self._wrong("a list or a quote holds more than plain lines", "a flat list, one paragraph an item")
        return tuple(lines)

    def _inline(self, token: Token) -> Line:
        self._at(token)
        parts: list[Inline] = []
        claim, claim_line, cited = "", self._line, []
        children = token.children or []
        at = 0
        while at < len(children):
            child = children[at]
            if child.type == "link_open":
                end = next(i for i in range(at, len(children)) if children[i].type == "link_close")
                source = self._link(child, _words(children[at + 1 : end]), parts)
                if source:
                    cited.append(source)
                else:
                    claim += _words(children[at + 1 : end])
                at = end + 1
                continue
            if child.type in {"strong_open", "em_open"}:
                end = next(
                    i for i in range(at, len(children)) if children[i].type == child.type.replace("open", "close")
                )
                words = _words(children[at + 1 : end])
                if any(inner.nesting for inner in children[at + 1 : end]):
                    self._wrong(f"{words!r} is dressed twice", "bold, italic or a link, not one inside the other")
                parts.append(Bold(words) if child.type == "strong_open" else Italic(words))
                at = end + 1
            else:
                words = self._plain(child)
                parts.append(words)
                at += 1
            if cited and words.strip(" .,;:)"):
                self.found.claims.append(Claim(" ".join(claim.split()), tuple(cited), claim_line))
                claim, claim_line, cited = "", self._line, []
            claim += words
        if claim.strip(" .,;:)") or cited:
            self.found.claims.append(Claim(" ".join(claim.split()), tuple(cited), claim_line))
        return _joined(parts)

    def _plain(self, child: Token) -> str:
        if child.type == "text":
            return child.content
        if child.type in {"softbreak", "hardbreak"}:
            self._line += 1
            return " "
        self._wrong(
            f"{_REFUSED.get(child.type, child.type)} is not allowed here", "words, **bold**, *italic*, links by id"
        )
        return ""

    def _link(self, child: Token, words: str, parts: list[Inline]) -> str:
        target = str(child.attrs.get("href", ""))
        known = _LINK.fullmatch(target)
        if not words.strip():
            self._wrong(f"the link to {target!r} has no words", "[words](source:ID)")
        if known is None:
            self._wrong(f"a link to {target!r}", "source:ID or section:ID; an address belongs into sources.yaml")
            parts.append(words)
            return ""
        kind, name = known.groups()
        if kind == "section":
            self.found.sections.append((name, self._line))
            parts.append(Url(words, target))
            return ""
        self.found.sources.append((name, self._line))
        source = self._sources.get(name)
        if source is None:
            self._wrong(f"there is no source {name!r}", "an id of sources.yaml")
            parts.append(words)
        else:
            parts.append(Url(words, source.url))
        return name


def _end(tokens: Sequence[Token], start: int) -> int:
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1


def _words(children: Sequence[Token]) -> str:
    return "".join(" " if child.type in {"softbreak", "hardbreak"} else child.content for child in children)


def _joined(parts: Sequence[Inline]) -> Line:
    joined: list[Inline] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    return tuple(joined)
