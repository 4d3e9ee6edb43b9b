"""The message that comes by itself, and what its buttons open. It is discreet: no word of it says what it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.text import Clock, Heading, Italic, Quote, paragraph
from tgbot.pages import visit as visits
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Row, column, grid, row
from tgbot.pages.wall import spoken
from tgbot.reminders.plan import Plan
from tgbot.reminders.snooze import Snooze
from tgbot.reminders.walltime import wall_at


def edition(plan: Plan) -> int:
    """Make a number of what a plan says and when: a button that was made for another edition does nothing."""
    said = repr((plan.kind, plan.at, plan.zone, plan.every, plan.text, plan.visit))
    return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=3).digest(), "big")


def choice(plan: Plan, changes: int) -> int:
    """Make the number of a way to put it off: it changes with each edit, so that a tap holds once."""
    return edition(plan) | changes % 256 << 24


def pushed(book: Book, run: Run, plan: Plan, mark: str = "on_time", *, ends: bool = False) -> Page:
    """Make the message that is pushed: discreet, with [Open] [Later] [Stop]; `ends`: ask whether to go on."""
    opening = row(book.button("pushed-open", Link("check_again", run), style="primary"))
    if mark == "paused":
        return Page(
            blocks=(paragraph(book.say("pushed-paused")),),
            rows=(*opening, *row(book.button("resume", Link("resume", run.fresh())))),
        )
    if mark == "skipped":
        return Page(blocks=(paragraph(book.say("pushed-skipped")),), rows=opening)
    note = () if mark == "on_time" else (paragraph(Italic(book.say(f"pushed-{mark}"))),)
    last = (paragraph(book.say("pushed-last")),) if ends else ()
    more = _more(book, run, plan) if ends else ()
    return Page(
        blocks=(paragraph(book.say("pushed-hello")), *note, *last),
        rows=(*opening, *more, *_beside(book, run, plan)),
    )


def own(book: Book, run: Run, plan: Plan) -> Page:
    """Show an own note, with the way to hide it again."""
    return Page(
        blocks=(
            paragraph(book.say("own-shown")),
            Quote(tuple((line,) for line in plan.text.split("\n"))),
        ),
        rows=(
            *row(book.button("own-hide", Link("hide", run))),
            *(_more(book, run, plan) if ended(plan) else ()),
            *_beside(book, run, plan),
            *row(book.button("wipe", Link("wipe", run.fresh()))),
        ),
    )


def wiped(book: Book) -> Page:
    """Say that the message is gone, where nothing of it is left to say it in."""
    return Page(blocks=(), toast=book.say("wiped"))


def emptied(book: Book) -> Page:
    """Leave nothing of what the message said, where Telegram keeps the message itself."""
    return Page(blocks=(paragraph(book.say("wiped-line")),), toast=book.say("wiped-too-old"))


def not_wiped(book: Book) -> Page:
    """Say that Telegram lets us touch that message no more."""
    return Page(blocks=(paragraph(book.say("wiped-not")),))


def to_book(book: Book, run: Run, plan: Plan) -> Page:
    """Remind of the visit that was to be booked."""
    saying = book.article.by_id.get("what-to-say")
    return Page(
        blocks=(Heading(book.say("book-title")), paragraph(book.say("book-text"))),
        rows=(
            *row(Button(book.say("read", title=saying.title), Link("section", Run(), saying.id)) if saying else None),
            *row(book.button("visit-open", Link("appointment"))),
            *row(book.button("new-appointment", Link("plan", run.fresh(), "appointment"))),
            *_beside(book, run, plan),
        ),
    )


def to_visit(book: Book, run: Run, plan: Plan) -> Page:
    """Show when the appointment is, and what helps there."""
    helper = visits.appointment(book, run.fresh())
    if plan.visit is None:
        return helper
    when = paragraph(book.say("plan-visit", when=spoken(book, plan.visit)))
    reading = tuple(buttons for buttons in helper.rows if buttons[0].link and buttons[0].link.page == "section")
    file = book.button("visit-calendar", Link("visit_file", number=visits.minute(plan.visit)))
    return replace(helper, blocks=(when, *helper.blocks), rows=(*row(file), *reading, *_beside(book, run, plan)))


def later(book: Book, run: Run, plan: Plan, ways: Sequence[Snooze], changes: int) -> Page:
    """Offer the ways to put it off that make sense now; the plan itself stays as it is."""
    number = choice(plan, changes)
    choices = [book.button(f"later-{how.replace('_', '-')}", Link("later", run, how, number)) for how in ways]
    return Page(
        blocks=(paragraph(book.say("later-title" if choices else "later-none")),),
        rows=(*grid(choices, width=2), *row(_stop(book, run))),
    )


def put_off(book: Book, run: Run, plan: Plan, due: datetime) -> Page:
    """Say when it comes back."""
    return Page(
        blocks=(paragraph(book.say("later-set"), " ", Clock(due, spoken(book, wall_at(due, plan.zone)))),),
        rows=row(_stop(book, run), book.button("to-reminders", Link("reminders", run.fresh()))),
    )


def going_on(book: Book, run: Run, plan: Plan, due: datetime) -> Page:
    """Say that it goes on, how often, and when next."""
    when = Clock(due, spoken(book, wall_at(due, plan.zone)))
    return Page(
        blocks=(paragraph(book.say("gone-on", count=plan.times_left), " ", when),),
        rows=row(_stop(book, run), book.button("to-reminders", Link("reminders", run.fresh()))),
    )


def gone(book: Book, key: str = "reminder-gone") -> Page:
    """Say that the reminder is not there any more, or was changed since."""
    return Page(
        blocks=(paragraph(book.say(key)),),
        rows=column(book.button("to-reminders", Link("reminders")), book.button("to-start", Link("start"))),
    )


def ended(plan: Plan) -> bool:
    """Tell whether a plan of several times has come for the last time, so that it can go on."""
    return plan.every != "once" and plan.times_left == 0


def _more(book: Book, run: Run, plan: Plan) -> tuple[Row, ...]:
    return row(book.button("go-on", Link("go_on", run, number=edition(plan))))


def _beside(book: Book, run: Run, plan: Plan) -> tuple[Row, ...]:
    return row(book.button("pushed-later", Link("later", run, number=edition(plan))), _stop(book, run))


def _stop(book: Book, run: Run) -> Button:
    return book.button("reminder-stop", Link("stop_reminder", run))
