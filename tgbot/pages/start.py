"""The first page, what the bot is and is not, and the calm last one."""

from __future__ import annotations

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.text import Bold, Heading, Italic, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Page, column, row


def start(book: Book, run: Run) -> Page:
    """Say hello, say what this is and is not, and offer the check."""
    fresh = run.fresh()
    checks = column(
        book.button("start-check", Link("next", fresh), style="primary"),
        book.button("start-other", Link("for_other", fresh)),
        book.button("start-again", Link("short", fresh)),
    )
    return Page(
        blocks=(
            Heading(book.say("start-title")),
            paragraph(book.say("start-hello")),
            items([book.say("start-does-1"), book.say("start-does-2"), book.say("start-does-3")]),
            paragraph(book.say("start-not")),
            paragraph(Bold(book.say("start-emergency"))),
            *(() if book.checklist_enabled else (paragraph(book.say("checklist-off")),)),
        ),
        rows=(
            *(checks if book.checklist_enabled else ()),
            *row(book.button("learn-open", Link("learn", fresh)), book.button("about-open", Link("about", fresh))),
        ),
    )


def about(book: Book, run: Run) -> Page:
    """Say who is behind this, what it is for, and what it does not do."""
    return Page(
        blocks=(
            Heading(book.say("about-title")),
            paragraph(book.say("intended-purpose")),
            paragraph(book.say("about-how")),
            paragraph(book.say("not-reviewed-whole")),
            paragraph(book.say("about-privacy")),
        ),
        rows=(
            *row(book.button("privacy-open", Link("privacy", run)), book.button("crisis-open", Link("crisis", run))),
            *row(book.button("to-start", Link("start", run))),
        ),
    )


def enough(book: Book, run: Run, *, call_first: bool = False) -> Page:
    """End for today: a short, calm page without further things to read. A call that cannot wait is named first."""
    whose = "-other" if run.about_other else ""
    return Page(
        blocks=(
            Heading(book.say("enough-title")),
            *((paragraph(Bold(book.say(f"enough-call{whose}"))),) if call_first else ()),
            paragraph(book.say("enough-done")),
            items([book.say("enough-1"), book.say("enough-2"), book.say("enough-3")]),
            paragraph(Italic(book.say("enough-back"))),
        ),
        rows=column(
            book.button("crisis-open", Link("crisis", run)) if needs_crisis_line(run) else None,
            book.button("say-open", Link("say", run)) if call_first else None,
        ),
    )


def needs_crisis_line(run: Run) -> bool:
    """Tell whether the way to the crisis page must stay on every later page of this run."""
    return run.answers.get("coping") == "dark" or run.answers.get("harm") in {"plan", "thoughts", "not_sure"}  # type: ignore[call-overload]
