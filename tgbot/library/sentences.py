"""The sentences of a section that can answer a question by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tgbot.library.text import Block, Heading, Line, Paragraph, Url, plain

_END: Final = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")
_FEWEST_WORDS: Final = 4


def sentences(blocks: Iterable[Block]) -> Iterator[str]:
    """Tell the sentences in order, without headings, questions, lead-ins and the names of sources."""
    for block in blocks:
        for line in _lines(block):
            told = plain(tuple(part for part in line if not isinstance(part, Url) or part.url.startswith("section:")))
            for sentence in _END.split(told):
                words = " ".join(sentence.split())
                if len(words.split()) >= _FEWEST_WORDS and not words.endswith(("?", ":")):
                    yield words


def _lines(block: Block) -> tuple[Line, ...]:
    if isinstance(block, Heading):
        return ()
    return (block.line,) if isinstance(block, Paragraph) else block.lines
