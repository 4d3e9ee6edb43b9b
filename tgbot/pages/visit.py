"""Getting ready for the appointment: five questions, what an EMG is, what to bring; and its file for a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.text import Bold, Heading, Quote, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Prompt, column, row

_EPOCH = datetime(2026, 1, 1)  # noqa: DTZ001  (a wall time: an appointment has no zone)
_DAYS = tuple(f"day-{number}" for number in range(1, 8))


def minute(wall: datetime) -> int:
    """Pack a wall time into the number that a link carries: minutes since 2026 began, on that clock."""
    return int((wall - _EPOCH).total_seconds() // 60)


def wall_time(number: int) -> datetime:
    """Unpack the wall time that a link carries."""
    return _EPOCH + timedelta(minutes=number)


def appointment(book: Book, run: Run) -> Page:
    """Show how to get ready."""
    whose = "-other" if run.about_other else ""
    emg = book.article.by_id.get("emg")
    return Page(
        blocks=(
            Heading(book.say("visit-title")),
            paragraph(Bold(book.say("visit-bring"))),
            items([book.say(f"visit-bring-{number}{whose}") for number in range(1, 6)]),
            paragraph(Bold(book.say("visit-ask"))),
            items([book.say(f"visit-ask-{number}") for number in range(1, 6)], numbered=True),
            paragraph(book.say("visit-write")),
            paragraph(Bold(book.say("visit-emg-title")), " ", book.say("visit-emg")),
        ),
        rows=(
            *row(Button(book.say("read", title=emg.title), Link("section", run, emg.id)) if emg else None),
            *row(book.button("visit-calendar", Link("visit", run))),
            *row(*_back(book, run)),
        ),
    )


def ask(book: Book, run: Run, key: str = "visit-prompt") -> Page:
    """Ask for day and time of the appointment; another key says why it is asked again."""
    return Page(
        blocks=(paragraph(book.say(key)),),
        prompt=Prompt(Link("visit", run), book.say("visit-placeholder")),
    )


def read_back(book: Book, run: Run, typed: str, choices: Sequence[datetime]) -> Page:
    """Show what was typed and how it was understood: one moment to confirm, or a few to choose from."""
    if len(choices) == 1:
        understood = paragraph(book.say("visit-understood", when=spoken(book, choices[0])))
        buttons = [book.button("use-this", _file(run, choices[0]), style="primary")]
    else:
        understood = paragraph(book.say("visit-which"))
        buttons = [Button(spoken(book, choice), _file(run, choice)) for choice in choices]
    return Page(
        blocks=(Quote(((typed,),)), understood),
        rows=(*column(*buttons), *row(book.button("change-this", Link("visit", run)))),
    )


def spoken(book: Book, wall: datetime) -> str:
    """Write a wall time with its weekday and year, so that a misreading is seen."""
    weekday = book.say(_DAYS[wall.weekday()])
    return book.say("visit-when", weekday=weekday, day=f"{wall:%Y-%m-%d}", time=f"{wall:%H:%M}")


def _file(run: Run, wall: datetime) -> Link:
    return Link("visit_file", run, "", minute(wall))


def _back(book: Book, run: Run) -> tuple[Button, ...]:
    if not run.answers:
        return (book.button("to-start", Link("start", run)),)
    return (book.button("say-open", Link("say", run)), book.button("to-result", Link("result", run)))
