"""Setting a reminder: what is offered after a result, which kind, the consent, the confirmation, and "it is set"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import Urgency
from tgbot.checklist.run import Run
from tgbot.checklist.triage import Outcome
from tgbot.library.text import Block, Clock, Heading, Italic, Quote, paragraph
from tgbot.pages import visit as visits
from tgbot.pages.book import Book
from tgbot.pages.consent import Offer, worded
from tgbot.pages.page import Button, Page, Row, column, grid, row
from tgbot.pages.wall import spoken
from tgbot.reminders.plan import Kind, Plan
from tgbot.reminders.walltime import wall_at
from tgbot.reminders.wish import LEADS, RHYTHMS, Wish

BEGAN_DAYS: Final = (1, 4, 8, 11)
"""How many days ago the twitch began at most, for each button of the page that asks."""

CHOSEN: Final = "● "
_TURNS: Final = 8


def offered(run: Run, said: Outcome) -> tuple[Kind, ...]:
    """Tell what is offered after a result: nothing where somebody should be seen today, nothing to a child."""
    if run.under_16 or said.urgency >= Urgency.URGENT:
        return ()
    match said.body:
        case Urgency.SELF_CARE:
            return ("recheck",)
        case Urgency.ROUTINE:
            return ("recheck", "book")
        case Urgency.SOON:
            return ("book",)
        case _:
            return ()


def is_edit(run: Run) -> bool:
    """Tell whether the way leads to a reminder that is set already."""
    return bool(run.row) and not run.answers


def to_change(run: Run, row_id: str, changes: int) -> Run:
    """Make the run of a way to change a reminder that was changed so often before; 3 bits of that ride along."""
    return replace(run.fresh(), row=row_id, turn=changes % _TURNS)


def began(book: Book, run: Run) -> Page:
    """Ask when the twitch began: the two weeks count from there."""
    choices = [
        Button(book.say(f"began-{number}"), Link("plan", run, "recheck", days))
        for number, days in enumerate(BEGAN_DAYS, start=1)
    ]
    return Page(
        blocks=(Heading(book.say("began-title")), paragraph(book.say("began-hint"))),
        rows=(*grid(choices, width=2), *row(book.button("to-result", Link("result", run)))),
    )


def kinds(book: Book, run: Run) -> Page:
    """Offer what can be set without a check."""
    return Page(
        blocks=(Heading(book.say("new-title")), paragraph(book.say("new-hint"))),
        rows=column(
            book.button("new-own", Link("plan", run, "own")),
            book.button("new-appointment", Link("plan", run, "appointment")),
            book.button("to-reminders", Link("reminders", run)),
        ),
    )


def consent(book: Book, link: Link, offer: Offer) -> Page:
    """Ask for consent before the first thing is stored. Nothing happens without the tap."""
    return Page(
        blocks=worded(book, offer),
        rows=(
            *row(Button(book.say("consent-agree"), replace(link, page="consent"), style="primary")),
            *row(no_thanks(book, link)),
        ),
    )


def confirm(book: Book, link: Link, plan: Plan, due: datetime, *, typed: str = "", ways: Sequence[int] = ()) -> Page:
    """Show the moment before anything is set. `ways`: the leads that still come in time, for an appointment."""
    wish = Wish.of(link.number)
    return Page(
        blocks=(
            Heading(book.say("plan-title")),
            *(() if is_edit(link.run) else noted(book, plan.text)),
            *((paragraph(book.say("when-you-wrote")), Quote(((typed,),))) if typed else ()),
            paragraph(Clock(due, spoken(book, wall_at(due, plan.zone)))),
            *_visit(book, plan),
            *_rhythm(book, plan),
            paragraph(book.say(f"plan-{plan.kind}")),
            *_remarks(book, plan, due),
        ),
        rows=(
            *row(book.button("plan-set", _setting(link, plan), style="primary")),
            *_rhythms(book, link, wish, plan),
            *_leads(book, link, wish, ways),
            *row(
                book.button("plan-time", replace(link, page="times", number=replace(wish, at=0, extra=0).number)),
                book.button("plan-zone", replace(link, page="zone", number=replace(wish, extra=0).number)),
            ),
            *row(no_thanks(book, link)),
        ),
    )


def is_set(book: Book, run: Run, row_id: str, plan: Plan, due: datetime) -> Page:
    """Say that it is set, and how to stop it."""
    return Page(
        blocks=(
            Heading(book.say("set-title")),
            paragraph(Clock(due, spoken(book, wall_at(due, plan.zone)))),
            paragraph(book.say("set-text")),
        ),
        rows=(
            *_helper(book, plan),
            *row(book.button("to-result", Link("result", run)) if run.answers else None),
            *row(
                book.button("reminder-stop", Link("stop_reminder", Run(row=row_id))),
                book.button("enough-open", Link("enough", run))
                if run.answers
                else book.button("to-reminders", Link("reminders", run.fresh())),
            ),
        ),
    )


def noted(book: Book, text: str) -> tuple[Block, ...]:
    """Show an own text on its way: the first quote of the message, from which the next tap reads it."""
    return (paragraph(book.say("own-lead")), Quote(tuple((line,) for line in text.split("\n")))) if text else ()


def no_thanks(book: Book, link: Link) -> Button:
    """Lead out without anything being set."""
    if link.run.answers:
        return book.button("consent-no", Link("result", link.run))
    if link.run.row:
        return book.button("consent-no", Link("reminder", link.run))
    return book.button("consent-no", Link("reminders", link.run.fresh()))


def _setting(link: Link, plan: Plan) -> Link:
    """Carry the very moment that is shown: what is set is what was read."""
    wish = Wish.of(link.number)
    at = plan.visit if plan.kind == "appointment" and plan.visit else plan.at
    return replace(link, page="remind", number=wish.on(at).number)


def _visit(book: Book, plan: Plan) -> tuple[Block, ...]:
    if plan.visit is None:
        return ()
    return (paragraph(book.say("plan-visit", when=spoken(book, plan.visit))),)


def _rhythm(book: Book, plan: Plan) -> tuple[Block, ...]:
    if plan.every == "once":
        return ()
    return (paragraph(book.say(f"plan-{plan.every}", count=plan.times_left)),)


def _remarks(book: Book, plan: Plan, due: datetime) -> tuple[Block, ...]:
    """Say what may surprise: moved out of the quiet hours, or a clock that knows no summer time."""
    remarks = []
    if wall_at(due, plan.zone) != plan.at and plan.quiet.covers(plan.at.time()):
        start, end = f"{plan.quiet.start:%H:%M}", f"{plan.quiet.end:%H:%M}"
        remarks.append(paragraph(Italic(book.say("plan-quiet", start=start, end=end))))
    if plan.zone.startswith("UTC"):
        remarks.append(paragraph(Italic(book.say("plan-fixed", zone=plan.zone))))
    return tuple(remarks)


def _rhythms(book: Book, link: Link, wish: Wish, plan: Plan) -> tuple[Row, ...]:
    if plan.kind != "own":
        return ()
    buttons = [
        Button(
            _marked(book.say(f"every-{every}"), chosen=every == plan.every),
            replace(link, page="plan", number=replace(wish, choice=place, extra=0).number),
        )
        for place, every in enumerate(RHYTHMS)
    ]
    return grid(buttons, width=2)


def _leads(book: Book, link: Link, wish: Wish, ways: Sequence[int]) -> tuple[Row, ...]:
    chosen = wish.choice if wish.choice in ways else next(iter(ways), 0)
    buttons = [
        Button(
            _marked(book.say(f"lead-{LEADS[place]}"), chosen=place == chosen),
            replace(link, page="plan", number=replace(wish, choice=place).number),
        )
        for place in ways
    ]
    return column(*buttons)


def _helper(book: Book, plan: Plan) -> tuple[Row, ...]:
    """Lead on to what to bring and to the calendar file, for an appointment."""
    if plan.kind != "appointment" or plan.visit is None:
        return ()
    return column(
        book.button("visit-open", Link("appointment")),
        book.button("visit-calendar", Link("visit_file", number=visits.minute(plan.visit))),
    )


def _marked(label: str, *, chosen: bool) -> str:
    return CHOSEN + label if chosen else label
