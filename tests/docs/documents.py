"""The documents that people read on the project's page, taken apart: headings, links, code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
_PARSER = MarkdownIt("commonmark").enable("table")
_SOURCE = re.compile(r"""\b(?:src|srcset|href)=["']([^"'\s]+)""")


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of code: where it is, its language ("" when none is named), its text; `block` when it stands alone."""

    where: str
    language: str
    text: str
    block: bool


@dataclass(frozen=True, slots=True)
class Document:
    """One Markdown file."""

    path: Path
    anchors: frozenset[str]
    links: tuple[str, ...]
    codes: tuple[Code, ...]

    @property
    def name(self) -> str:
        """Name it as seen from the project's root."""
        return str(self.path.relative_to(ROOT))


def read(path: Path) -> Document:
    """Take a file apart."""
    tokens = _PARSER.parse(path.read_text(encoding="utf-8"))
    return Document(path, _anchors(tokens), tuple(_links(tokens)), tuple(_codes(path.name, tokens)))


def _anchors(tokens: list[Token]) -> frozenset[str]:
    """Make the anchors that GitHub gives to headings: a second one of the same words gets a number."""
    found: list[str] = []
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            words = "".join(child.content for child in token.children or ())
            plain = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            found.append(f"{plain}-{found.count(plain)}" if plain in found else plain)
    return frozenset(found)


def _links(tokens: list[Token]) -> Iterator[str]:
    for token in _flat(tokens):
        for name in ("href", "src"):
            if (target := token.attrs.get(name)) is not None:
                yield str(target)
        if token.type in {"html_block", "html_inline"}:
            yield from _SOURCE.findall(token.content)


def _codes(name: str, tokens: list[Token]) -> Iterator[Code]:
    line = 0
    for token in _flat(tokens):
        line = token.map[0] + 1 if token.map else line
        if token.type in {"fence", "code_block"}:
            yield Code(f"{name}:{line}", token.info.strip(), token.content, block=True)
        elif token.type == "code_inline":
            yield Code(f"{name}:{line}", "", token.content, block=False)


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])
