"""What is kept about a chat: privacy, /mydata, /erase."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tgbot.checklist.code import Link
from tgbot.library.text import Heading, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Page, row


def privacy(book: Book, operator: str, contact: str) -> Page:
    """Say who keeps what, why, how long, and what one can do about it. Answers always, before any consent."""
    who = book.say("privacy-who", name=operator, contact=contact) if operator else book.say("privacy-who-missing")
    keys = ("nothing", "consent", "how-long", "rights", "telegram")
    return Page(
        blocks=(
            Heading(book.say("privacy-title")),
            paragraph(who),
            items([book.say(f"privacy-{key}") for key in keys]),
            paragraph(book.say("intended-purpose")),
        ),
        rows=row(book.button("erase-open", Link("erase")), book.button("to-start", Link("start"))),
    )


def mydata(
    book: Book, settings: Sequence[tuple[str, str]], consents: Sequence[tuple[str, date]], reminders: int
) -> Page:
    """List what is kept, or say "Nothing"."""
    lines = [book.say(f"mydata-{name}", value=value) for name, value in settings]
    lines += [book.say("mydata-consent", kind=kind, day=day.isoformat()) for kind, day in consents]
    lines += [book.say("mydata-reminders", count=reminders)] if reminders else []
    return Page(
        blocks=(Heading(book.say("mydata-title")), items(lines) if lines else paragraph(book.say("mydata-none"))),
        rows=row(book.button("erase-open", Link("erase")) if lines else None, book.button("to-start", Link("start"))),
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
