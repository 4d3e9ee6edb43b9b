"""What earlier checks say beside a new result: the same and the changed, and a kind word about checking again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tgbot.checklist.code import Link
from tgbot.checklist.compare import Changes
from tgbot.checklist.run import Run
from tgbot.library.text import Block, Bold, Heading, Line, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Page, column, row
from tgbot.pages.start import needs_crisis_line


@dataclass(frozen=True, slots=True)
class Earlier:
    """What is known of earlier checks. `made_on` and `changes` are about the last kept one.

    `kept`: this very result is kept as well. `repeated`: it is the third in a week with the same answers.
    """

    made_on: date | None = None
    changes: Changes | None = None
    kept: bool = False
    repeated: bool = False


def compared(book: Book, earlier: Earlier) -> tuple[Block, ...]:
    """Tell the last check against this one. Twitches are never counted."""
    if earlier.changes is None or earlier.made_on is None:
        return ()
    changes = earlier.changes
    lines: list[Line] = []
    if changes.same:
        lines.append((book.say("compare-same", titles=book.say("list-joint").join(changes.same)),))
    lines += [
        (book.say("compare-changed", title=title, before=before, now=now),) for title, before, now in changes.changed
    ]
    worse: Line = (Bold(book.say("compare-worse")),)
    if not lines and not changes.worse:
        return ()
    return (
        Heading(book.say("compare-title", day=_spoken(earlier.made_on))),
        items([*lines, *((worse,) if changes.worse else ())]),
    )


def kind_note(book: Book, earlier: Earlier) -> tuple[Block, ...]:
    """Say kindly that nothing changed, where it is the third time in a week."""
    return (paragraph(book.say("loop-note")), paragraph(book.say("loop-question"))) if earlier.repeated else ()


def once_more(book: Book, run: Run) -> Page:
    """Answer [Check again] after two same checks in a week: what changed, wait until tomorrow, or all of it anyway."""
    crisis = book.button("crisis-open", Link("crisis", run)) if needs_crisis_line(run) else None
    return Page(
        blocks=(
            Heading(book.say("loop-title")),
            paragraph(book.say("loop-note")),
            paragraph(book.say("loop-question")),
            paragraph(Bold(book.say("loop-emergency"))),
        ),
        rows=column(
            book.button("loop-changed", Link("what_changed", run), style="primary"),
            book.button("loop-wait", Link("tomorrow", run)),
            book.button("loop-anyway", Link("again", run, number=1)),
            crisis,
        ),
    )


def tomorrow(book: Book, run: Run) -> Page:
    """End for today, with the way back open."""
    return Page(
        blocks=(
            Heading(book.say("tomorrow-title")),
            paragraph(book.say("tomorrow-text")),
            items([book.say("enough-1"), book.say("enough-2"), book.say("enough-3")]),
            paragraph(book.say("loop-emergency")),
        ),
        rows=row(book.button("crisis-open", Link("crisis", run)) if needs_crisis_line(run) else None),
    )


def _spoken(day: date) -> str:
    return f"{day.day} {day:%B}"
