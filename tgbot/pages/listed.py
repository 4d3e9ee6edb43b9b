"""What is set: the list behind /remind, and one reminder with everything that can be changed about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.text import Block, Clock, Heading, Line, Quote, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, column, row
from tgbot.pages.reminders import to_change
from tgbot.pages.wall import spoken
from tgbot.reminders.plan import Plan
from tgbot.reminders.walltime import wall_at
from tgbot.reminders.wish import wish_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A reminder as the list shows it."""

    row: str
    plan: Plan
    due_at: datetime
    paused: bool = False
    changes: int = 0
    """How often it was changed so far: a way to change it that was opened before the last change leads nowhere."""


def listed(book: Book, run: Run, reminders: Sequence[Shown], note: str = "") -> Page:
    """List what is set; each opens with one tap, and is stopped with one more."""
    lines: list[Line] = [_line(book, shown) for shown in reminders]
    blocks: tuple[Block, ...] = (items(lines, numbered=True),) if lines else (paragraph(book.say("reminders-none")),)
    opening = [
        Button(f"{number}. {_name(book, shown)}", Link("reminder", replace(run.fresh(), row=shown.row)))
        for number, shown in enumerate(reminders, start=1)
    ]
    resting = any(shown.paused for shown in reminders)
    return Page(
        blocks=(Heading(book.say("reminders-title")), *((paragraph(book.say(note)),) if note else ()), *blocks),
        rows=(
            *column(*opening),
            *row(book.button("resume", Link("resume", run.fresh())) if resting else None),
            *row(
                book.button("new-open", Link("reminder_new", run.fresh())),
                book.button("zone-open", Link("zone", run.fresh())) if reminders else None,
            ),
            *row(book.button("to-start", Link("start", run.fresh()))),
        ),
    )


def one(book: Book, run: Run, shown: Shown, *, open_note: bool = False) -> Page:
    """Show one reminder: its next moment, its clock, and what can be changed. An own note only when asked."""
    plan = shown.plan
    own = plan.kind == "own"
    about = replace(run.fresh(), row=shown.row)
    change = to_change(run, shown.row, shown.changes)
    return Page(
        blocks=(
            Heading(book.say(f"kind-{plan.kind}")),
            paragraph(*_moment(book, shown)),
            *((paragraph(book.say("plan-visit", when=spoken(book, plan.visit))),) if plan.visit else ()),
            *(() if plan.every == "once" else (paragraph(book.say(f"plan-{plan.every}", count=plan.times_left)),)),
            paragraph(book.say("one-zone", zone=plan.zone)),
            *((Quote(tuple((line,) for line in plan.text.split("\n"))),) if own and open_note else ()),
        ),
        rows=(
            *row(
                book.button("one-time", Link("times", change, plan.kind, wish_of(plan).number)),
                book.button("one-zone-change", Link("zone", change, plan.kind)),
            ),
            *row(book.button("own-show", Link("reminder", about, number=1)) if own and not open_note else None),
            *row(book.button("own-hide", Link("reminder", about)) if own and open_note else None),
            *row(book.button("wipe", Link("wipe", run.fresh())) if own and open_note else None),
            *row(book.button("resume", Link("resume", run.fresh())) if shown.paused else None),
            *row(
                book.button("reminder-stop", Link("stop_reminder", about)),
                book.button("to-reminders", Link("reminders", run.fresh())),
            ),
        ),
    )


def _line(book: Book, shown: Shown) -> Line:
    rhythm = () if shown.plan.every == "once" else (", ", book.say(f"every-{shown.plan.every}"))
    return (*_moment(book, shown), " – ", book.say(f"kind-{shown.plan.kind}"), *rhythm)


def _moment(book: Book, shown: Shown) -> Line:
    if shown.paused:
        return (book.say("reminder-paused"),)
    return (Clock(shown.due_at, spoken(book, wall_at(shown.due_at, shown.plan.zone))),)


def _name(book: Book, shown: Shown) -> str:
    if shown.paused:
        return book.say(f"kind-{shown.plan.kind}")
    return spoken(book, wall_at(shown.due_at, shown.plan.zone))


def full(book: Book, run: Run) -> Page:
    """Say that there are as many as there may be, and lead to where one can be stopped."""
    return Page(
        blocks=(paragraph(book.say("too-many-reminders")),),
        rows=row(book.button("to-reminders", Link("reminders", run.fresh()))),
    )
