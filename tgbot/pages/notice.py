"""Plain notices: a button that cannot be read, words that cannot be read, a group, and answers to typed words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.article import Section
from tgbot.library.text import Block, Bold, Heading, Line, Quote, Url, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Row, column, row

VERDICT_SECTIONS = ("nose-and-als", "when-to-worry", "when-to-see-a-doctor")
"""What to read instead of a verdict, where it is there."""


def outdated(book: Book) -> Page:
    """Answer a button that is forged, damaged or from other questions."""
    return Page(
        blocks=(paragraph(book.say("outdated")),),
        rows=row(book.button("outdated-start", Link("start"), style="primary")),
    )


def text_only(book: Book) -> Page:
    """Answer voice, photos and the like, and name the emergency numbers, since nobody can hear or see what was sent."""
    return Page(blocks=(paragraph(book.say("text-only")),), rows=row(book.button("to-start", Link("start"))))


def too_long(book: Book) -> Page:
    """Ask for fewer words, where so many of them fit no section."""
    return Page(
        blocks=(
            paragraph(book.say("text-too-long")),
            paragraph(Bold(book.say("found-none-emergency"))),
            *_instead(book),
        ),
        rows=(*_check(book, Run()), *row(book.button("learn-open", Link("learn")))),
    )


def plain(book: Book, key: str) -> Page:
    """Say one sentence and offer the start."""
    return Page(blocks=(paragraph(book.say(key)),), rows=row(book.button("to-start", Link("start"))))


def before(page: Page, words: str) -> Page:
    """Say one sentence above another page."""
    return replace(page, blocks=(paragraph(words), *page.blocks))


def group(book: Book) -> Page:
    """Offer the private chat; health questions are never asked in a group."""
    return Page(
        blocks=(paragraph(book.say("group-only")), paragraph(book.say("group-emergency"))),
        rows=row(Button(book.say("group-button"), url=book.deep_link("start"))),
    )


def found(book: Book, run: Run, best: Section, quote: str, others: Sequence[Section]) -> Page:
    """Answer typed words: the sentence that fits, its section, two further ones, the sources and the check."""
    cited = book.cited(best.sources[:3])
    return Page(
        blocks=(
            paragraph(book.say("found-lead")),
            Heading(best.title),
            *((Quote(((quote,),)),) if quote else ()),
            Quote(((Bold(book.say("sources-title")),), *cited), expandable=True),
        ),
        rows=(*_readings(book, run, (best, *others)), *_check(book, run)),
    )


def nothing_found(book: Book, run: Run) -> Page:
    """Say honestly that nothing fits. The words may be in a language that is not heard: help is named in numbers."""
    return Page(
        blocks=(paragraph(book.say("found-none")), paragraph(Bold(book.say("found-none-emergency"))), *_instead(book)),
        rows=(
            *_check(book, run),
            *row(book.button("learn-open", Link("learn", run)), book.button("crisis-open", Link("crisis", run))),
        ),
    )


def verdict(book: Book, run: Run) -> Page:
    """Answer "Do I have it?" with the one prepared, honest answer."""
    there = [book.article.by_id[name] for name in VERDICT_SECTIONS if name in book.article.by_id]
    return Page(
        blocks=(Heading(book.say("verdict-title")), paragraph(book.say("verdict-text"))),
        rows=(*_check(book, run), *_readings(book, run, there)),
    )


def gentle(book: Book, run: Run, words: str, beside: Sequence[str] = (), way_back: str = "") -> Page:
    """Ask, without alarm, about words that can mean danger but mostly do not.

    The words stand quoted, so that [No, go on] reads them from the chat; so do those that stood `beside` in the prompt
    they answer, and `way_back` is the address that leads to that prompt.
    """
    again: Line = (" ", Url(book.say("gentle-way-back"), way_back)) if way_back else ()
    return Page(
        blocks=(
            Heading(book.say("gentle-title")),
            Quote(((words,),)),
            *(Quote(((other,),)) for other in beside),
            paragraph(book.say("gentle-text"), *again),
        ),
        rows=column(
            book.button("gentle-emergency", Link("emergency", run), style="danger"),
            book.button("gentle-crisis", Link("crisis", run)),
            book.button("gentle-fine", Link("not_meant", run)),
        ),
    )


def _instead(book: Book) -> tuple[Block, ...]:
    return (paragraph(book.say("found-check")),) if book.checklist_enabled else ()


def _check(book: Book, run: Run) -> tuple[Row, ...]:
    return row(book.button("start-check", Link("next", run), style="primary") if book.checklist_enabled else None)


def _readings(book: Book, run: Run, sections: Sequence[Section]) -> tuple[Row, ...]:
    return column(*(Button(book.say("read", title=one.title), Link("section", run, one.id)) for one in sections))
