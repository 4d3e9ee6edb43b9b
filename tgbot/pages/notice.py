"""Plain notices: a button that cannot be read, words that cannot be read, a group, and answers to typed words."""

from __future__ import annotations

from collections.abc import Sequence

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.article import Section
from tgbot.library.text import Heading, Quote, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, column, row


def outdated(book: Book) -> Page:
    """Answer a button that is forged, damaged or from other questions."""
    return Page(
        blocks=(paragraph(book.say("outdated")),),
        rows=row(book.button("outdated-start", Link("start"), style="primary")),
    )


def text_only(book: Book) -> Page:
    """Answer voice, photos and the like, and name the emergency numbers, since nobody can hear or see what was sent."""
    return Page(blocks=(paragraph(book.say("text-only")),), rows=row(book.button("to-start", Link("start"))))


def plain(book: Book, key: str) -> Page:
    """Say one sentence and offer the start."""
    return Page(blocks=(paragraph(book.say(key)),), rows=row(book.button("to-start", Link("start"))))


def group(book: Book) -> Page:
    """Offer the private chat; health questions are never asked in a group."""
    return Page(
        blocks=(paragraph(book.say("group-only")),),
        rows=row(Button(book.say("group-button"), url=book.deep_link("check"))),
    )


def found(book: Book, best: Section, quote: str, others: Sequence[Section]) -> Page:
    """Answer typed words: the sentence that fits, its section, two further ones, the sources and the check."""
    run = Run()
    cited = book.cited(best.sources[:3])
    return Page(
        blocks=(
            paragraph(book.say("found-lead")),
            Heading(best.title),
            Quote(((quote,),)),
            Quote(((book.say("sources-title"),), *cited), expandable=True),
        ),
        rows=(
            *column(
                *(Button(book.say("read", title=s.title), Link("section", run, s.id)) for s in (best, *others)),
            ),
            *row(book.button("start-check", Link("next", run), style="primary")),
        ),
    )


def nothing_found(book: Book) -> Page:
    """Say honestly that nothing fits."""
    return Page(
        blocks=(paragraph(book.say("found-none")), paragraph(book.say("found-check"))),
        rows=row(
            book.button("start-check", Link("next"), style="primary"),
            book.button("learn-open", Link("learn")),
        ),
    )


def verdict(book: Book) -> Page:
    """Answer "Do I have it?" with the one prepared, honest answer."""
    return Page(
        blocks=(Heading(book.say("verdict-title")), paragraph(book.say("verdict-text"))),
        rows=(
            *row(book.button("start-check", Link("next"), style="primary")),
            *row(book.button("learn-open", Link("learn"))),
        ),
    )


def gentle(book: Book) -> Page:
    """Ask, without alarm, about words that can mean danger but mostly do not."""
    return Page(
        blocks=(Heading(book.say("gentle-title")), paragraph(book.say("gentle-text"))),
        rows=column(
            book.button("gentle-emergency", Link("emergency"), style="danger"),
            book.button("gentle-crisis", Link("crisis")),
            book.button("gentle-fine", Link("start")),
        ),
    )
