"""Did you mean a time, or a city? Asked about words that came without a reply, so that nobody knows what they answer.

The words stand quoted, so that the next tap reads them from the chat.
"""

from __future__ import annotations

from typing import Final

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.text import Heading, Quote, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Page, column

A_CLOCK: Final = 1
"""The number of the link that takes the words as a city or a clock; without it they are a time."""


def a_time(book: Book, run: Run, words: str) -> Page:
    """Ask whether a moment for a reminder was meant."""
    return _asked(book, "meant-time", Link("meant", run), words)


def a_clock(book: Book, run: Run, words: str) -> Page:
    """Ask whether the person's own clock was meant."""
    return _asked(book, "meant-clock", Link("meant", run, number=A_CLOCK), words)


def what_for(book: Book, run: Run, words: str) -> Page:
    """Ask what comes at that time; the words stay on the way."""
    return Page(
        blocks=(Heading(book.say("new-title")), Quote(((words,),)), paragraph(book.say("meant-change"))),
        rows=column(
            book.button("new-own", Link("meant", run, "own")),
            book.button("new-appointment", Link("meant", run, "appointment")),
            book.button("to-reminders", Link("reminders", run)),
        ),
    )


def _asked(book: Book, key: str, yes: Link, words: str) -> Page:
    return Page(
        blocks=(Heading(book.say(key)), Quote(((words,),)), paragraph(book.say("meant-hint"))),
        rows=column(
            book.button("meant-yes", yes, style="primary"),
            book.button("meant-no", Link("not_meant", yes.run)),
        ),
    )
