"""The page as a message to read and copy. The person's own words stand in quotes of their own, in order."""

from __future__ import annotations

from typing import Final

from tgbot.library.text import Block, Bold, Heading, Italic, Line, Quote, items, paragraph
from tgbot.summary.document import Document, Entry, Row

BLANK: Final = "____"
JOINT: Final = " · "


def as_blocks(document: Document) -> tuple[Block, ...]:
    """Write the page as blocks of a message; it holds all that the printed page holds."""
    blocks: list[Block] = [Heading(document.title), paragraph(Italic(document.made))]
    lines: list[Line] = []
    for row in document.rows:
        if not any(entry.quoted for entry in row.entries):
            lines.append(_line(row))
            continue
        blocks += [items(lines)] if lines else []
        lines = []
        for entry in row.entries:
            blocks += _own(entry)
    blocks += [items(lines)] if lines else []
    return (*blocks, *(paragraph(Italic(line)) for line in document.small))


def words(entry: Entry) -> str:
    """Write one entry; what is to be filled in by hand has a blank."""
    value = entry.value or BLANK
    return f"{entry.label}: {value}" if entry.label else value


def _line(row: Row) -> Line:
    return (Bold(f"{row.title}:"), " ", JOINT.join(words(entry) for entry in row.entries))


def _own(entry: Entry) -> list[Block]:
    if entry.quoted:
        return [paragraph(Bold(f"{entry.label}:")), Quote(((entry.value,),))]
    return [paragraph(Bold(f"{entry.label}:"), f" {BLANK}")]
