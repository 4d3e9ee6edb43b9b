"""The way to the doctor's page: own words in quotes of their own, the page itself, and its files.

Own words live in the chat alone. Each given text is one quote in the message; which of the three it is, the number in
the message's links tells. So the words come back with every tap, and nothing is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.text import Block, Bold, Heading, Italic, Quote, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Prompt, column, row

SLOTS: Final = ("problem", "fear", "wish")
"""What can be said in own words, in the order of the page."""

Given: TypeAlias = tuple[str, str, str]
"""The words for each slot, empty where there are none."""

NOTHING: Final[Given] = ("", "", "")

_ASKED: Final = 8
"""From here on the number names the slot that is asked for: 1, 2, 3 times this."""
_LARGE: Final = 32


def number_of(given: Given, *, asked: str = "", large: bool = False) -> int:
    """Pack into a link's number which quotes stand in the message, which slot is asked for, and large print."""
    present = sum(1 << place for place, words in enumerate(given) if words)
    return present + (_ASKED * (SLOTS.index(asked) + 1) if asked else 0) + (_LARGE if large else 0)


def given_by(number: int, quotes: Sequence[str]) -> Given:
    """Tell which quote belongs to which slot; quotes that do not fit the number are not used at all."""
    present = [place for place in range(len(SLOTS)) if number >> place & 1]
    if len(quotes) != len(present):
        return NOTHING
    words = dict(zip(present, quotes, strict=True))
    return words.get(0, ""), words.get(1, ""), words.get(2, "")


def asked_in(number: int) -> str:
    """Tell the slot that a link asks for; nothing when it asks for none."""
    place = number // _ASKED % 4
    return SLOTS[place - 1] if place else ""


def is_large(number: int) -> bool:
    """Tell whether large print is wanted."""
    return bool(number & _LARGE)


def own_words(book: Book, run: Run, given: Given, *, shortened: bool = False) -> Page:
    """Offer the page, and the three things that can be said in own words. Each can be left out."""
    whose = _whose(run)
    return Page(
        blocks=(
            Heading(book.say("doctor-title")),
            paragraph(book.say(f"doctor-hello{whose}")),
            paragraph(book.say("doctor-own")),
            *_quoted(book, run, given),
            *((paragraph(Italic(book.say("doctor-shortened"))),) if shortened else ()),
        ),
        rows=(
            *row(book.button("doctor-make", Link("document", run, "", number_of(given)), style="primary")),
            *column(*(_asking(book, run, given, slot) for slot in SLOTS)),
            *row(book.button("doctor-no-words", Link("words", run)) if any(given) else None),
            *row(book.button("to-result", Link("result", run))),
        ),
    )


def ask(book: Book, run: Run, given: Given, slot: str, *, unread: bool = False) -> Page:
    """Ask for words. What was given for the other slots is quoted in the prompt, so that it comes back too."""
    others: Given = _without(given, slot)
    key = "doctor-unread" if unread else f"doctor-prompt-{slot}{_whose(run)}"
    return Page(
        blocks=(*_quoted(book, run, others), paragraph(book.say(key))),
        prompt=Prompt(
            Link("words_typed", run, "", number_of(others, asked=slot)),
            book.say("doctor-placeholder"),
        ),
    )


def with_words(given: Given, slot: str, words: str) -> Given:
    """Put words into a slot."""
    problem, fear, wish = (words if name == slot else old for name, old in zip(SLOTS, given, strict=True))
    return problem, fear, wish


def document(book: Book, run: Run, given: Given, blocks: Sequence[Block]) -> Page:
    """Show the page as a message to read and copy, with its files."""
    number = number_of(given)
    return Page(
        blocks=tuple(blocks),
        rows=(
            *row(book.button("doctor-file", Link("document_file", run, "", number), style="primary")),
            *row(book.button("doctor-file-large", Link("document_file", run, "", number_of(given, large=True)))),
            *row(
                book.button("doctor-change-words", Link("words", run, "", number)),
                book.button("to-result", Link("result", run)),
            ),
        ),
    )


def _whose(run: Run) -> str:
    return "-other" if run.about_other else ""


def _without(given: Given, slot: str) -> Given:
    return with_words(given, slot, "")


def _quoted(book: Book, run: Run, given: Given) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for slot, words in zip(SLOTS, given, strict=True):
        if words:
            blocks += [paragraph(Bold(book.say(f"doc-{slot}{_whose(run)}") + ":")), Quote(((words,),))]
    return tuple(blocks)


def _asking(book: Book, run: Run, given: Given, slot: str) -> Button:
    there = given[SLOTS.index(slot)]
    key = f"doctor-{'change' if there else 'add'}-{slot}{_whose(run)}"
    return book.button(key, Link("words_typed", run, "", number_of(given, asked=slot)))
