"""A page as a value: blocks of text and rows of buttons. And the fixed number that each page has in a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tgbot.checklist.code import Link
from tgbot.library.text import Block

PAGES: Mapping[str, int] = MappingProxyType(
    {
        "start": 1,
        "question": 2,
        "next": 3,
        "review": 4,
        "result": 5,
        "emergency": 6,
        "crisis": 7,
        "why": 8,
        "section": 9,
        "sources": 10,
        "learn": 11,
        "countries": 12,
        "enough": 13,
        "about": 14,
        "privacy": 15,
        "began": 16,
        "consent": 17,
        "zone": 18,
        "zone_typed": 19,
        "plan": 20,
        "remind": 21,
        "reminders": 22,
        "reminder": 23,
        "stop_reminder": 24,
        "check_again": 25,
        "later": 26,
        "erase": 27,
        "erased": 28,
        "mydata": 29,
        "useful": 30,
        "safe": 31,
        "short": 32,
        "language": 34,
        "settings": 35,
        "withdraw": 36,
        "words": 37,
        "words_typed": 38,
        "say": 39,
        "document": 40,
        "appointment": 41,
        "keep": 42,
        "own_text": 43,
        "typed_time": 44,
        "calendar": 45,
        "for_other": 49,
        "consents": 50,
        "agree": 51,
        "again": 52,
        "what_changed": 53,
        "tomorrow": 54,
        "withdrawn": 55,
        "set_country": 56,
        "set_quiet": 58,
        "set_print": 59,
        "export": 60,
        "document_file": 61,
        "visit": 62,
        "visit_file": 63,
        "times": 80,
        "day": 81,
        "reminder_new": 82,
        "move_all": 84,
        "go_on": 85,
        "resume": 86,
        "hide": 87,
        "wipe": 88,
        "meant": 89,
        "not_meant": 64,
    }
)
"""Numbers in links: never reused, never changed. Gone, and not to be given again: 33, 46, 47, 48."""

_CHOSEN: Final = "● "


@dataclass(frozen=True, slots=True)
class Button:
    """One button: it opens a link, a URL or copies a text. `style` is primary, success, danger or nothing."""

    label: str
    link: Link | None = None
    url: str = ""
    copy: str = ""
    style: str = ""


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A page that asks for typed words: the person's client opens a reply; `link` comes back with it."""

    link: Link
    placeholder: str


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown. A page with a prompt is always a new message; others replace the one that was tapped.

    Without blocks there is nothing to show: the tap is answered by the toast alone.
    """

    blocks: tuple[Block, ...]
    rows: tuple[Row, ...] = ()
    prompt: Prompt | None = None
    toast: str = ""
    common: bool = False
    """The text is the same for everybody, so it may be kept ready; never true where a person's own words stand."""


def marked(label: str, chosen: bool) -> str:
    """Write a label with a dot before it where it is the one that holds now."""
    return _CHOSEN + label if chosen else label


def row(*buttons: Button | None) -> tuple[Row, ...]:
    """Make a row of the buttons that are there; no row when none is."""
    there = tuple(button for button in buttons if button)
    return (there,) if there else ()


def column(*buttons: Button | None) -> tuple[Row, ...]:
    """Give each button that is there a row of its own."""
    return tuple((button,) for button in buttons if button)


def grid(buttons: Sequence[Button], width: int) -> tuple[Row, ...]:
    """Lay buttons out in rows of the same width."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
