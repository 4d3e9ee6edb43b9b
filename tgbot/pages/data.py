"""What is kept about a chat: privacy, /mydata, /erase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tgbot.checklist.code import Link
from tgbot.library.text import Heading, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, column, row


@dataclass(frozen=True, slots=True)
class Terms:
    """Who runs the bot, and for how many days it keeps what."""

    operator: str = ""
    contact: str = ""
    results: int = 90
    inactive: int = 365
    blocked: int = 30
    erasures: int = 35


@dataclass(frozen=True, slots=True)
class Mine:
    """What is kept about one chat: settings and consents as (name, value), results and reminders as counts."""

    settings: Sequence[tuple[str, str]] = ()
    consents: Sequence[tuple[str, date]] = ()
    results: int = 0
    last_result: date | None = None
    reminders: int = 0
    unopened: int = 0


def privacy(book: Book, terms: Terms, *, private: bool = True) -> Page:
    """Say who keeps what, why, how long, and what one can do about it. Answers always, before any consent."""
    who = book.say("privacy-who-missing")
    if terms.operator:
        who = book.say("privacy-who", name=terms.operator, contact=terms.contact)
    terms_kept = (("results", terms.results), ("inactive", terms.inactive), ("blocked", terms.blocked))
    how_long = [book.say(f"privacy-long-{name}", days=days) for name, days in (*terms_kept, ("now", terms.erasures))]
    here = row(book.button("settings-open", Link("settings")), book.button("erase-open", Link("erase")))
    back = row(book.button("to-start", Link("start")))
    return Page(
        blocks=(
            Heading(book.say("privacy-title")),
            paragraph(who),
            paragraph(book.say("privacy-nothing")),
            Heading(book.say("privacy-what-title")),
            items([book.say(f"privacy-{key}") for key in ("results", "reminders", "chat", "sealed", "log")]),
            paragraph(book.say("privacy-basis")),
            Heading(book.say("privacy-long-title")),
            items(how_long),
            Heading(book.say("privacy-rights-title")),
            paragraph(book.say("privacy-rights")),
            Heading(book.say("privacy-telegram-title")),
            paragraph(book.say("privacy-telegram")),
            paragraph(book.say("intended-purpose")),
        ),
        rows=(*here, *back) if private else row(Button(book.say("group-button"), url=book.deep_link("privacy"))),
    )


def mydata(book: Book, mine: Mine) -> Page:
    """List what is kept, or say "Nothing"."""
    lines = [book.say(f"mydata-{name}", value=value) for name, value in mine.settings]
    lines += [book.say(f"mydata-consent-{kind}", day=day.isoformat()) for kind, day in mine.consents]
    if mine.results:
        day = mine.last_result.isoformat() if mine.last_result else ""
        lines.append(book.say("mydata-results", count=mine.results, day=day))
    lines += [book.say("mydata-reminders", count=mine.reminders)] if mine.reminders else []
    lines += [book.say("mydata-unopened", count=mine.unopened)] if mine.unopened else []
    ways = (
        book.button("mydata-file", Link("export")),
        book.button("settings-open", Link("settings")),
        book.button("erase-open", Link("erase")),
    )
    return Page(
        blocks=(Heading(book.say("mydata-title")), items(lines) if lines else paragraph(book.say("mydata-none"))),
        rows=(*(column(*ways) if lines else ()), *row(book.button("to-start", Link("start")))),
    )


def erase(book: Book) -> Page:
    """Ask once before everything goes."""
    return Page(
        blocks=(Heading(book.say("erase-title")), paragraph(book.say("erase-text"))),
        rows=row(
            book.button("erase-yes", Link("erased"), style="danger"),
            book.button("erase-no", Link("start")),
        ),
    )


def erased(book: Book, *, anything: bool) -> Page:
    """Say what is gone and what Telegram still holds."""
    return Page(
        blocks=(
            Heading(book.say("erased-title")),
            paragraph(book.say("erased-text" if anything else "erased-nothing")),
        ),
        rows=row(book.button("to-start", Link("start"))),
    )
