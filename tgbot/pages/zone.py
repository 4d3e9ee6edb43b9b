"""Whose clock: by what it shows now, by city, or by a shared place. No place is shown or carried, only its zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.text import Block, Heading, Quote, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Prompt, Row, column, grid, row
from tgbot.pages.reminders import no_thanks, noted
from tgbot.pages.wall import spoken
from tgbot.reminders import zones
from tgbot.reminders.walltime import UnknownZone, tz, wall_at
from tgbot.reminders.wish import Wish

OFFSETS: Final = (
    *(-600, -480, -420, -360, -300, -240, -180, 0, 60, 120, 180),
    *(210, 240, 300, 330, 345, 420, 480, 540, 600, 720),
)
"""Minutes east of Greenwich, of the clocks that most people have; any other is typed."""

SEPARATOR: Final = " – "
_WEST: Final = -12 * 60
_STEP: Final = 15
_LINES: Final = 106
"""From here on the number names a line of the quote that lists zones; below, a clock."""


def zone(book: Book, link: Link, now: datetime, note: str = "", problem: str = "") -> Page:
    """Ask what time it is for the person now; each button is a clock."""
    clocks = [
        Button((now + timedelta(minutes=offset)).strftime("%H:%M"), _on_clock(link, offset)) for offset in OFFSETS
    ]
    return Page(
        blocks=(
            *((paragraph(book.say(problem)),) if problem else ()),
            Heading(book.say("zone-title")),
            *noted(book, note),
            paragraph(book.say("zone-ask")),
        ),
        rows=(
            *row(book.button("zone-type", replace(link, page="zone_typed"), style="primary")),
            *grid(clocks, width=3),
            *row(no_thanks(book, link)),
        ),
    )


def ask(book: Book, link: Link, note: str = "", problem: str = "") -> Page:
    """Ask to type a city, or what the clock shows; `problem` says why it is asked again."""
    return Page(
        blocks=(*noted(book, note), paragraph(book.say(problem or "zone-prompt"))),
        prompt=Prompt(replace(link, page="zone_typed"), book.say("zone-placeholder")),
    )


def found(
    book: Book, link: Link, places: Sequence[tuple[str, str]], now: datetime, *, note: str = "", lead: str = ""
) -> Page:
    """Show the zones that may be meant, one line each; the button of a line chooses it. `places`: label and zone."""
    several = len(places) > 1
    buttons = [
        Button(_label(book, label, zone_name, now), _on_line(link, place))
        for place, (label, zone_name) in enumerate(places)
    ]
    return Page(
        blocks=(
            *noted(book, note),
            paragraph(book.say(lead or ("zone-which" if several else "zone-understood"))),
            Quote(tuple((f"{label}{SEPARATOR}{zone_name}" if label else zone_name,) for label, zone_name in places)),
        ),
        rows=(*column(*buttons), *row(book.button("change-this", replace(link, page="zone_typed")))),
    )


def moved(book: Book, run: Run, zone_name: str, *, others: int, which: int, note: str = "") -> Page:
    """Say which clock holds now, and offer to move what goes by another one. Nothing moves unless that is asked.

    `others`: how many reminders go by another clock; `which`: the number that names them. `note`: what to say first.
    """
    more: tuple[Block, ...] = (paragraph(book.say("zone-others", count=others)),) if others else ()
    rows: tuple[Row, ...] = column(
        book.button("zone-move", Link("move_all", run, number=which)) if others else None,
        book.button("zone-leave" if others else "to-reminders", Link("reminders", run)),
    )
    first: tuple[Block, ...] = (paragraph(book.say(note)),) if note else ()
    return Page(blocks=(*first, paragraph(book.say("zone-kept", zone=zone_name)), *more), rows=rows)


def chosen(number: int, quotes: Sequence[str]) -> str | None:
    """Tell the zone that a link's wish asks for: a clock, or a line of the last quote; None where there is none."""
    extra = Wish.of(number).extra
    if 0 < extra < _LINES:
        return zones.fixed((extra - 1) * _STEP + _WEST)
    lines = quotes[-1].splitlines() if quotes and extra else []
    if not 0 <= extra - _LINES < len(lines):
        return None
    name = lines[extra - _LINES].rpartition(SEPARATOR)[2].strip()
    try:
        tz(name)
    except UnknownZone:
        return None
    return name


def _label(book: Book, label: str, zone_name: str, now: datetime) -> str:
    local = wall_at(now, zone_name)
    return f"{label} ({local:%H:%M})" if label else spoken(book, local)


def _on_clock(link: Link, offset: int) -> Link:
    return _with_extra(link, (offset - _WEST) // _STEP + 1)


def _on_line(link: Link, place: int) -> Link:
    return _with_extra(link, _LINES + place)


def _with_extra(link: Link, extra: int) -> Link:
    return replace(link, page="zone", number=replace(Wish.of(link.number), extra=extra).number)
