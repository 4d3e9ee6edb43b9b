"""Breaks one row of the printed page into lines: words in two weights, and rules for a hand that share the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from tgbot.summary.document import Entry

Measure: TypeAlias = Callable[[str, bool], float]
"""Tells the width of a text in millimetres; the second argument is whether it is bold."""

RULES: Final = {1: 16.0, 2: 26.0, 3: 80.0}
"""The least room for a hand, in millimetres: a word, half a line, a whole line."""

_SEPARATOR: Final = "·  "
_WORD: Final = re.compile(r"\S+\s*")


@dataclass(slots=True)
class Piece:
    """A word with the space after it; or, with a `rule`, a label and a rule to write on after it."""

    text: str
    width: float
    bold: bool = False
    rule: float = 0.0


@dataclass(slots=True)
class PrintedLine:
    """One line. Only a line with a rule needs the height of handwriting."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def width(self) -> float:
        """Tell how much of the room is taken."""
        return sum(piece.width + piece.rule for piece in self.pieces)

    @property
    def to_fill(self) -> bool:
        """Tell whether somebody will write on it."""
        return any(piece.rule for piece in self.pieces)


def broken(entries: Sequence[Entry], room: float, measure: Measure) -> list[PrintedLine]:
    """Lay the entries out one after the other. A rule stays with its label and takes its share of the rest."""
    lines = [PrintedLine()]
    dot = measure(_SEPARATOR, False)
    after_words = False
    for entry in entries:
        separator = after_words
        for piece in _pieces(entry, room, measure):
            line = lines[-1]
            if line.pieces and line.width + dot * separator + piece.width + piece.rule > room:
                lines.append(PrintedLine([piece]))
            else:
                line.pieces += [Piece(_SEPARATOR, dot), piece] if separator else [piece]
            separator = False
        after_words = not entry.is_open
    for line in lines:
        _share(line, room)
    return [line for line in lines if line.pieces]


def _pieces(entry: Entry, room: float, measure: Measure) -> Iterator[Piece]:
    label = f"{entry.label}: " if entry.label else ""
    if entry.is_open:
        width = measure(label, False)
        yield Piece(label, width, rule=max(10.0, min(RULES[entry.line], room - width)))
        return
    for text, bold in ((label, False), (f"{entry.value} ", entry.finding)):
        for word in _WORD.findall(text):
            yield from (Piece(part, measure(part, bold), bold) for part in _fitting(word, room, measure, bold=bold))


def _fitting(word: str, room: float, measure: Measure, *, bold: bool) -> Iterator[str]:
    """Chop a word that is wider than a whole line."""
    while measure(word, bold) > room and len(word) > 1:
        size = max(1, int(len(word) * room / measure(word, bold)))
        while size > 1 and measure(word[:size], bold) > room:
            size -= 1
        yield word[:size]
        word = word[size:]
    yield word


def _share(line: PrintedLine, room: float) -> None:
    ruled = [piece for piece in line.pieces if piece.rule]
    left = max(0.0, room - line.width)
    for piece in ruled:
        piece.rule += left / len(ruled)
