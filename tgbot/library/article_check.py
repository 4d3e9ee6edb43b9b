"""What makes a section fit to be read: its length, a source for every claim, a review that names its reviewer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tgbot.library.article import Article, Section
from tgbot.library.problems import Place, Problems
from tgbot.library.questions_check import Lint
from tgbot.library.text import Block, Heading, Items, Line, Paragraph, Quote, Url, plain
from tgbot.library.wording_check import claims

_FEWEST: Final = 60
_MOST: Final = 220


def check_article(article: Article, lint: Lint, notes: Problems) -> None:
    """Check every section of one language that is written in it."""
    for section in article.sections:
        if section.language == lint.language:
            _check_section(section, lint, notes)


def prose(line: Line) -> str:
    """Tell the words of a line without its source links, which are names and not sentences."""
    return plain(tuple(part for part in line if not is_source(part))).strip()


def is_source(part: object) -> bool:
    """Tell whether a part of a line is a link to a source."""
    return isinstance(part, Url) and not part.url.startswith("section:")


def block_lines(block: Block) -> tuple[Line, ...]:
    """Tell the lines of a block."""
    match block:
        case Heading(text):
            return ((text,),)
        case Paragraph(line):
            return (line,)
        case Items(lines) | Quote(lines):
            return lines


def block_prose(block: Block) -> str:
    """Tell the sentences of a block, a list item ending like one."""
    lines = [prose(line) for line in block_lines(block)]
    return " ".join(line if line.endswith((".", "!", "?", ":")) else f"{line}." for line in lines if line)


def _check_section(section: Section, lint: Lint, notes: Problems) -> None:
    thing = f"section:{section.id}"
    words = sum(len(block_prose(block).split()) for block in section.blocks)
    if not _FEWEST <= words <= _MOST:
        lint.add(thing, f"{words} words", f"{_FEWEST} to {_MOST}")
    if not section.sources:
        lint.add(thing, "no sources", "at least one")
    if bool(section.reviewed) != bool(section.reviewer):
        lint.add(thing, "a review needs a day and a name", "both reviewed and reviewer, or null for both")
    if not section.questions:
        lint.add(thing, "no questions for the search", "what people would type")
    for place, text, what in _unsourced(section, lint):
        target = lint.problems if what == "claim" else notes
        note = "a claim without a source" if what == "claim" else "words after the last source: should they have one?"
        target.add(place, section.id, f"{note}: {text!r}", "[words](source:ID) at the end")


def _unsourced(section: Section, lint: Lint) -> Iterator[tuple[Place, str, str]]:
    """Tell the claims without a source: lines with no link at all, and the ends of lines after their last link."""
    file = lint.places.get(f"{lint.language}:section:{section.id}", Place(lint.language)).file
    lines = [line for block in section.blocks for line in block_lines(block)]
    bare = {prose(line) for line in lines if not any(isinstance(part, Url) for part in line)}
    for claim in section.claims:
        if not claim.sources and claims(claim.text):
            yield Place(file, claim.line), claim.text, "claim" if claim.text in bare else "end"
