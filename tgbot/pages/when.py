"""Choosing when: ready-made times, a month to tap a day in, the hours of that day, typed words. Sets nothing."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from tgbot.checklist.code import Link
from tgbot.library.text import Block, Heading, Quote, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Prompt, Row, column, grid, row
from tgbot.pages.reminders import no_thanks, noted
from tgbot.pages.wall import spoken, spoken_day, spoken_month
from tgbot.reminders.walltime import DAY, Quiet, month_later
from tgbot.reminders.wish import Wish

MONTHS_AHEAD: Final = 12
_HOURS: Final = tuple(time(hour) for hour in range(7, 23))
_VISITS: Final = tuple(time(hour, minute) for hour in range(8, 19) for minute in (0, 30))
_UNTAPPABLE: Final = "·"


def times(book: Book, link: Link, ready: Sequence[datetime], note: str = "", problem: str = "") -> Page:
    """Ask when, by button. `ready`: times that are offered at once; `problem`: why it is asked again."""
    wish = Wish.of(link.number)
    change = book.button("own-change", replace(link, page="own_text", number=0)) if note else None
    return Page(
        blocks=(
            *((paragraph(book.say(problem)),) if problem else ()),
            Heading(book.say("when-visit" if link.topic == "appointment" else "when-title")),
            *noted(book, note),
            paragraph(book.say("when-hint")),
        ),
        rows=(
            *column(*(Button(spoken(book, at), _to_plan(link, wish, at)) for at in ready)),
            *row(
                book.button("when-calendar", replace(link, page="calendar", number=replace(wish, at=0).number)),
                book.button("when-type", replace(link, page="typed_time", number=replace(wish, at=0).number)),
            ),
            *row(change),
            *row(no_thanks(book, link)),
        ),
    )


def month(book: Book, link: Link, today: date, note: str = "") -> Page:
    """Show a month to tap a day in, Monday first; weeks that are over are left out, and days that are do nothing."""
    wish = Wish.of(link.number)
    first = _first(wish, today)
    here = replace(link, page="calendar", number=wish.on(first).number)
    weekdays = [Button(book.say(f"weekday-{number}"), here) for number in range(1, 8)]
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    shown = [day for week in weeks if week[-1] >= today for day in week]
    days = [_day(link, wish, day, today, here) if day.month == first.month else None for day in shown]
    return Page(
        blocks=(Heading(spoken_month(book, first)), *noted(book, note), paragraph(book.say("calendar-hint"))),
        rows=(
            tuple(weekdays),
            *grid([day or Button(_UNTAPPABLE, here) for day in days], width=7),
            *_months(book, link, wish, first, today),
            *row(book.button("when-other", replace(link, page="times", number=replace(wish, at=0).number))),
        ),
    )


def hours(book: Book, link: Link, day: date, now_local: datetime, quiet: Quiet, *, note: str = "") -> Page:
    """Show the hours of a day: half hours for an appointment, else those that are not quiet; none that is over."""
    wish = Wish.of(link.number)
    possible = _VISITS if link.topic == "appointment" else tuple(at for at in _HOURS if not quiet.covers(at))
    there = [at for at in possible if datetime.combine(day, at) > now_local]
    buttons = [Button(f"{at:%H:%M}", _to_plan(link, wish, datetime.combine(day, at))) for at in there]
    hint = "hours-hint" if there else "hours-none"
    return Page(
        blocks=(Heading(spoken_day(book, day)), *noted(book, note), paragraph(book.say(hint))),
        rows=(
            *grid(buttons, width=4),
            *row(
                book.button("hours-back", replace(link, page="calendar", number=wish.on(day.replace(day=1)).number)),
                book.button("when-type", replace(link, page="typed_time", number=replace(wish, at=0).number)),
            ),
        ),
    )


def ask(book: Book, link: Link, note: str = "", problem: str = "") -> Page:
    """Ask to type when; `problem` says why it is asked again."""
    asked: tuple[Block, ...] = (paragraph(book.say(problem or "when-prompt"), " ", book.say("when-example")),)
    return Page(
        blocks=(*noted(book, note), *asked),
        prompt=Prompt(replace(link, page="typed_time"), book.say("when-placeholder")),
    )


def choose(
    book: Book, link: Link, typed: str, choices: Sequence[datetime], note: str = "", *, then: str = "plan"
) -> Page:
    """Show what was typed, and the moments that it may mean; `then`: the page that the chosen one leads to."""
    wish = Wish.of(link.number)
    return Page(
        blocks=(
            *noted(book, note),
            *((paragraph(book.say("when-you-wrote")), Quote(((typed,),))) if typed else ()),
            paragraph(book.say("when-which")),
        ),
        rows=(
            *column(*(Button(spoken(book, at), replace(_to_plan(link, wish, at), page=then)) for at in choices)),
            *row(book.button("change-this", replace(link, page="typed_time"))),
        ),
    )


def own_text(book: Book, link: Link, problem: str = "") -> Page:
    """Ask for the words of an own note."""
    return Page(
        blocks=(paragraph(book.say(problem or "own-prompt")),),
        prompt=Prompt(replace(link, page="own_text"), book.say("own-placeholder")),
    )


def own_read(book: Book, link: Link, note: str, *, shortened: bool) -> Page:
    """Show the note back before it is used; a long one is cut where everybody can see it."""
    return Page(
        blocks=(*noted(book, note), *((paragraph(book.say("own-shortened")),) if shortened else ())),
        rows=row(
            book.button("use-this", replace(link, page="plan"), style="primary"),
            book.button("change-this", replace(link, page="own_text")),
        ),
    )


def _to_plan(link: Link, wish: Wish, at: datetime) -> Link:
    return replace(link, page="plan", number=wish.on(at).number)


def _first(wish: Wish, today: date) -> date:
    wished = wish.wall.date() if wish.wall else today
    first, last = today.replace(day=1), _last_month(today)
    return min(max(wished.replace(day=1), first), last)


def _last_month(today: date) -> date:
    return month_later(datetime.combine(today.replace(day=1), time()), MONTHS_AHEAD).date()


def _day(link: Link, wish: Wish, day: date, today: date, here: Link) -> Button:
    if not today <= day <= today + timedelta(days=365):
        return Button(_UNTAPPABLE, here)
    return Button(str(day.day), replace(link, page="day", number=wish.on(day).number))


def _months(book: Book, link: Link, wish: Wish, first: date, today: date) -> tuple[Row, ...]:
    def turned(to: date, key: str) -> Button:
        return book.button(key, replace(link, page="calendar", number=wish.on(to).number), month=spoken_month(book, to))

    before = turned((first - DAY).replace(day=1), "calendar-before") if first > today.replace(day=1) else None
    after = turned((first + 31 * DAY).replace(day=1), "calendar-after") if first < _last_month(today) else None
    return row(before, after)
