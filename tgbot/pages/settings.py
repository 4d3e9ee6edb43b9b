"""The settings of a chat: language, country, clock, quiet hours, print, and the two consents. Stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.text import Heading, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Row, column, grid, marked, row

QUIET: Final = (("20:00", "10:00"), ("21:00", "09:00"), ("22:00", "08:00"), ("23:00", "07:00"), ("00:00", "00:00"))
"""The quiet hours that can be chosen; the last pair means none."""
USUAL: Final = 1
"""The place of the quiet hours that hold where none were chosen."""

REMEMBER: Final = 1
FORGET: Final = 2
"""What a link to the language page asks for beside showing it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept for a chat, as settings show it. `consents` are the kinds that are live under today's text."""

    language: str = ""
    zone: str = ""
    country: str = ""
    quiet: tuple[str, str] | None = None
    large_print: bool = False
    consents: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    fence: int = 0
    """What a button that changes a setting carries, so that it does nothing once another one has."""


def settings(book: Book, run: Run, kept: Kept, note: str = "") -> Page:
    """List everything that can be set; what needs a consent is offered only with one."""
    agreed = bool(kept.consents or kept.outdated)
    return Page(
        blocks=(
            Heading(book.say("settings-title")),
            *((paragraph(book.say(note)),) if note else ()),
            items(_lines(book, run, kept, agreed=agreed)),
            *(() if agreed else (paragraph(book.say("settings-more-with-consent")),)),
        ),
        rows=(*_consents(book, run, kept), *_choices(book, run, kept, agreed=agreed), *_out(book, run)),
    )


def languages(book: Book, run: Run, names: Sequence[tuple[str, str]], *, remembered: bool) -> Page:
    """Choose a language: it rides in the links of this chat, and is remembered only when that is asked for."""
    listed = [
        Button(marked(name, code == book.language), Link("language", replace(run, language=code)))
        for code, name in names
    ]
    wish = ("language-forget", FORGET) if remembered else ("language-remember", REMEMBER)
    return Page(
        blocks=(
            Heading(book.say("language-title")),
            paragraph(book.say("language-kept" if remembered else "language-hint")),
        ),
        rows=(
            *grid(listed, width=2),
            *row(book.button(wish[0], Link("language", run, number=wish[1]))),
            *row(book.button("settings-back", Link("settings", run))),
        ),
    )


def country(book: Book, run: Run, chosen: str, region: str = "", fence: int = 0) -> Page:
    """Choose the country whose numbers are shown; a region in the language code only comes first in the list."""
    buttons = [
        Button(
            marked(each.name, each.code == chosen),
            Link("set_country", replace(run, country=each.code, turn=fence), number=1),
        )
        for each in book.countries_listed(region)
    ]
    none = book.button("country-none", Link("set_country", replace(run, country="", turn=fence), number=1))
    return Page(
        blocks=(Heading(book.say("country-title")), paragraph(book.say("country-hint"))),
        rows=(*row(none), *grid(buttons, width=2), *row(book.button("settings-back", Link("settings", run)))),
    )


def quiet(book: Book, run: Run, chosen: tuple[str, str] | None, fence: int = 0) -> Page:
    """Choose the hours in which no reminder comes."""
    now = chosen or QUIET[USUAL]
    hours = [
        Button(marked(_hours(book, pair), pair == now), Link("set_quiet", replace(run, turn=fence), number=place))
        for place, pair in enumerate(QUIET, start=1)
    ]
    return Page(
        blocks=(Heading(book.say("quiet-title")), paragraph(book.say("quiet-hint"))),
        rows=(*column(*hours), *row(book.button("settings-back", Link("settings", run)))),
    )


def _lines(book: Book, run: Run, kept: Kept, *, agreed: bool) -> list[str]:
    language = "settings-language-kept" if kept.language else "settings-language"
    lines = [book.say(language, name=book.say("language-name"))]
    chosen = book.countries.get(kept.country or run.country)
    country_name = chosen.name if chosen else book.say("settings-not-chosen")
    lines.append(book.say("settings-country", name=country_name))
    if agreed:
        lines += [
            book.say("settings-clock", zone=kept.zone or book.say("settings-not-chosen")),
            book.say("settings-quiet", hours=_hours(book, kept.quiet or QUIET[USUAL])),
            book.say("settings-print-large" if kept.large_print else "settings-print-usual"),
        ]
    for kind in ("results", "reminders"):
        state = "on" if kind in kept.consents else "changed" if kind in kept.outdated else "off"
        lines.append(book.say(f"settings-{kind}-{state}"))
    return lines


def _consents(book: Book, run: Run, kept: Kept) -> tuple[Row, ...]:
    given = {*kept.consents, *kept.outdated}
    ways = [
        book.button(f"withdraw-{kind}", Link("withdraw", run, kind))
        for kind in ("results", "reminders")
        if kind in given
    ]
    more = book.button("consent-open", Link("consents", run)) if len(kept.consents) < 2 else None
    return column(more, *ways)


def _choices(book: Book, run: Run, kept: Kept, *, agreed: bool) -> tuple[Row, ...]:
    always = (
        book.button("settings-set-language", Link("language", run)),
        book.button("settings-set-country", Link("set_country", run)),
    )
    if not agreed:
        return row(*always)
    larger = "settings-set-print-usual" if kept.large_print else "settings-set-print-large"
    return (
        *row(*always),
        *row(
            book.button("settings-set-clock", Link("zone", run.fresh())),
            book.button("settings-set-quiet", Link("set_quiet", run)),
        ),
        *row(
            book.button(larger, Link("set_print", replace(run, turn=kept.fence), number=0 if kept.large_print else 1))
        ),
    )


def _out(book: Book, run: Run) -> tuple[Row, ...]:
    return row(book.button("mydata-open", Link("mydata", run)), book.button("to-start", Link("start", run)))


def _hours(book: Book, pair: tuple[str, str]) -> str:
    if pair == QUIET[-1]:
        return book.say("quiet-none")
    return book.say("quiet-hours", start=pair[0], end=pair[1])
