"""The page for the doctor as a value: rows of entries, each filled in, said to be absent, or left open for a hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tgbot.checklist.compare import Changes
from tgbot.checklist.questionnaire import Urgency
from tgbot.checklist.triage import Outcome


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing: `label: value`, or the value alone. Without a value it is a line to fill in by hand."""

    label: str
    value: str = ""
    finding: bool = False
    """Whether the eye should fall on it first."""
    quoted: bool = False
    """Whether these are the person's own words."""
    line: int = 1
    """How much room a hand needs to fill it in: 1 a word, 2 half a line, 3 a whole line."""

    @property
    def is_open(self) -> bool:
        """Tell whether it is left to be filled in."""
        return not self.value


@dataclass(frozen=True, slots=True)
class Row:
    """What belongs together, under one title."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What changed since an earlier check: when that was, and the two sets of answers compared."""

    on: date
    changes: Changes


@dataclass(frozen=True, slots=True)
class Document:
    """The whole page. `small` is the print at its foot: what the checklist said, and what this page is not."""

    language: str
    day: date
    title: str
    made: str
    rows: tuple[Row, ...]
    small: tuple[str, ...]
    cannot_print: str
    """What to add where a sign could not be printed."""


def is_offered(outcome: Outcome) -> bool:
    """Tell whether a page for the doctor is offered at all: not where no visit is needed."""
    return outcome.body > Urgency.SELF_CARE
