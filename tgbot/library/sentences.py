"""The sentences of a section that can answer a question by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tgbot.library.text import Block, Heading, Items, Line, Paragraph, Url, plain

_END: Final = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")
_FEWEST_WORDS: Final = 4


def sentences(blocks: Iterable[Block]) -> Iterator[str]:
    """Tell the sentences in order, without headings, questions and the names of sources.

    What leads into a list stands before each item of it: "a headache" alone says nothing, "call at once for" does.
    """
    lead = ""
    for block in blocks:
        before, lead = (lead if isinstance(block, Items) else ""), ""
        for line in _lines(block):
            for at, sentence in enumerate(_END.split(_without_sources(line))):
                words = " ".join(sentence.split())
                if words.endswith(":"):
                    lead = words
                    continue
                words = f"{before} {words}" if before and not at else words
                if len(words.split()) >= _FEWEST_WORDS and not words.endswith("?"):
                    yield words


def _without_sources(line: Line) -> str:
    return plain(tuple(part for part in line if not isinstance(part, Url) or part.url.startswith("section:")))


def _lines(block: Block) -> tuple[Line, ...]:
    if isinstance(block, Heading):
        return ()
    return (block.line,) if isinstance(block, Paragraph) else block.lines
