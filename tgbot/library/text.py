"""Blocks of text: what a page or a section is made of, before anybody knows of HTML.

Every string is plain text; whoever renders it escapes it. So no text of a person or of a translator can become markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Italic:
    """Words in a quieter or foreign voice."""

    text: str


@dataclass(frozen=True, slots=True)
class Url:
    """Words that open a page of the web (or a `t.me` deep link)."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A moment, shown by the reader's own client in the reader's own zone; `text` is what older clients show."""

    at: datetime
    text: str


Inline: TypeAlias = str | Bold | Italic | Url | Clock
Line: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what follows; a close one stands right above its list."""

    text: str
    close: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together."""

    line: Line


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered when the order matters."""

    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words or small print; an expandable one is folded away until it is tapped."""

    lines: tuple[Line, ...]
    expandable: bool = False


Block: TypeAlias = Heading | Paragraph | Items | Quote


def paragraph(*parts: Inline) -> Paragraph:
    """Make a paragraph of its parts."""
    return Paragraph(tuple(parts))


def items(lines: Sequence[Inline | Line], *, numbered: bool = False) -> Items:
    """Make a list; a line may be given as one part."""
    return Items(tuple(line if isinstance(line, tuple) else (line,) for line in lines), numbered)


def plain(line: Line) -> str:
    """Tell the words of a line without their dress."""
    return "".join(part if isinstance(part, str) else part.text for part in line)


def plain_text(blocks: Sequence[Block]) -> str:
    """Tell the words of some blocks, a paragraph or item a line."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(text, _):
                lines.append(text)
            case Paragraph(line):
                lines.append(plain(line))
            case Items(many) | Quote(many):
                lines.extend(plain(line) for line in many)
    return "\n".join(lines)
