"""Everything about reminders that a person sees: when, consent, clock, confirmation, the list, and the message itself.

What is pushed is discreet: no word of it says what it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.consents import ConsentText
from tgbot.library.text import Block, Clock, Heading, Italic, Quote, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Prompt, column, grid, row
from tgbot.reminders.plan import Snooze
from tgbot.reminders.walltime import tz

BEGAN_DAYS = (1, 4, 8, 11)
"""How many days ago the twitch began at most, for each button of the page that asks."""

_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
_OFFSETS = (-600, -480, -420, -360, -300, -240, -180, 0, 60, 120, 180, 210, 240, 300, 330, 345, 420, 480, 540, 600, 720)
"""Minutes east of Greenwich, of the clocks that most people have; any other is typed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A reminder as the list shows it."""

    row: str
    kind: str
    due_at: datetime
    local: str


def minute(moment: datetime) -> int:
    """Pack a moment into the number that a link carries: minutes since 2026 began, in UTC."""
    return int((moment - _EPOCH).total_seconds() // 60)


def moment(number: int) -> datetime:
    """Unpack the moment that a link carries."""
    return _EPOCH + timedelta(minutes=number)


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


def consent(book: Book, link: Link, text: ConsentText) -> Page:
    """Ask for consent before the first thing is stored. Nothing happens without the tap."""
    return Page(
        blocks=(Heading(text.title), *text.text),
        rows=(
            *row(Button(book.say("consent-agree"), replace(link, page="consent"), style="primary")),
            *row(book.button("consent-no", _no_thanks(link))),
        ),
    )


def zone(book: Book, link: Link, now: datetime) -> Page:
    """Ask what time it is for the person now; each button is a clock."""
    clocks = [
        Button((now + timedelta(minutes=offset)).strftime("%H:%M"), _on_clock(link, offset)) for offset in _OFFSETS
    ]
    return Page(
        blocks=(Heading(book.say("zone-title")), paragraph(book.say("zone-hint"))),
        rows=(
            *grid(clocks, width=3),
            *row(book.button("zone-type", replace(link, page="zone_typed"))),
            *row(book.button("consent-no", _no_thanks(link))),
        ),
    )


def zone_prompt(book: Book, link: Link) -> Page:
    """Ask to type the time."""
    return Page(
        blocks=(paragraph(book.say("zone-prompt")),),
        prompt=Prompt(replace(link, page="zone_typed"), book.say("zone-placeholder")),
    )


def zone_read(book: Book, link: Link, typed: str, zone: str) -> Page:
    """Show what was typed and how it was understood."""
    offset = tz(zone).utcoffset(None) or timedelta()
    return Page(
        blocks=(Quote(((typed,),)), paragraph(book.say("zone-understood", offset=zone))),
        rows=(
            *row(book.button("use-this", _on_clock(link, offset // timedelta(minutes=1)), style="primary")),
            *row(book.button("change-this", replace(link, page="zone_typed"))),
        ),
    )


def zone_unread(book: Book, link: Link) -> Page:
    """Say that it was no time, and let them try again at once."""
    return replace(zone_prompt(book, link), blocks=(paragraph(book.say("zone-unread")),))


def split_offset(number: int) -> tuple[int, int]:
    """Undo what `zone` packed: the page's own number, and the minutes east of Greenwich."""
    return number & _OWN, ((number >> _OWN_BITS) - 1) * 15 - 12 * 60


def confirm(book: Book, link: Link, due: datetime, local: str) -> Page:
    """Show the moment before anything is set."""
    return Page(
        blocks=(
            Heading(book.say("plan-title")),
            paragraph(Clock(due, local)),
            paragraph(book.say(f"plan-{link.topic}")),
        ),
        rows=(
            *row(book.button("plan-set", replace(link, page="remind", number=minute(due)), style="primary")),
            *row(
                book.button("plan-zone", replace(link, page="zone", number=link.number & _OWN)),
                book.button("consent-no", _no_thanks(link)),
            ),
        ),
    )


def is_set(book: Book, run: Run, row_id: str, due: datetime, local: str) -> Page:
    """Say that it is set, and how to stop it."""
    return Page(
        blocks=(Heading(book.say("set-title")), paragraph(Clock(due, local)), paragraph(book.say("set-text"))),
        rows=(
            *row(book.button("to-result", Link("result", run)) if run.answers else None),
            *row(
                book.button("reminder-stop", Link("stop_reminder", Run(row=row_id))),
                book.button("enough-open", Link("enough", run)),
            ),
        ),
    )


def listed(book: Book, reminders: Sequence[Shown], stopped: bool = False) -> Page:
    """List what is set; each is stopped with one more tap."""
    lines = [(Clock(shown.due_at, shown.local), " – ", book.say(f"kind-{shown.kind}")) for shown in reminders]
    blocks: tuple[Block, ...] = (items(lines),) if lines else (paragraph(book.say("reminders-none")),)
    return Page(
        blocks=(
            Heading(book.say("reminders-title")),
            *((paragraph(book.say("reminder-stopped")),) if stopped else ()),
            *blocks,
        ),
        rows=(
            *column(
                *(
                    book.button("reminder-stop-one", Link("stop_reminder", Run(row=shown.row)), when=shown.local)
                    for shown in reminders
                )
            ),
            *row(book.button("to-start", Link("start"))),
        ),
    )


def pushed(book: Book, row_id: str, mark: str = "on_time") -> Page:
    """Make the message that is pushed: discreet, with [Open] [Later] [Stop]."""
    about = Run(row=row_id)
    if mark in {"skipped", "paused"}:
        return Page(
            blocks=(paragraph(book.say(f"pushed-{mark}")),),
            rows=row(book.button("pushed-check", Link("check_again", about), style="primary")),
        )
    note = () if mark == "on_time" else (paragraph(Italic(book.say(f"pushed-{mark}"))),)
    return Page(
        blocks=(paragraph(book.say("pushed-hello")), *note),
        rows=(
            *row(book.button("pushed-check", Link("check_again", about), style="primary")),
            *row(
                book.button("pushed-later", Link("later", about)),
                book.button("reminder-stop", Link("stop_reminder", about)),
            ),
        ),
    )


def later(book: Book, run: Run, ways: Sequence[Snooze]) -> Page:
    """Offer the ways to put it off that make sense now; the plan itself stays as it is."""
    choices = [book.button(f"later-{how.replace('_', '-')}", Link("later", run, how)) for how in ways]
    return Page(
        blocks=(paragraph(book.say("later-title")),),
        rows=(*grid(choices, width=2), *row(book.button("reminder-stop", Link("stop_reminder", run)))),
    )


def put_off(book: Book, run: Run, due: datetime, local: str) -> Page:
    """Say when it comes back."""
    return Page(
        blocks=(paragraph(book.say("later-set"), " ", Clock(due, local)),),
        rows=row(book.button("reminder-stop", Link("stop_reminder", run))),
    )


def gone(book: Book) -> Page:
    """Say that the reminder is not there any more."""
    return Page(
        blocks=(paragraph(book.say("reminder-gone")),),
        rows=row(book.button("to-start", Link("start"))),
    )


def stopped(book: Book) -> Page:
    """Say that nothing more will come."""
    return Page(
        blocks=(paragraph(book.say("reminder-stopped")),),
        rows=row(book.button("to-start", Link("start"))),
    )


_OWN_BITS = 24
_OWN = (1 << _OWN_BITS) - 1


def _on_clock(link: Link, offset: int) -> Link:
    return replace(link, page="zone", number=(link.number & _OWN) | (((offset + 12 * 60) // 15 + 1) << _OWN_BITS))


def _no_thanks(link: Link) -> Link:
    return Link("result" if link.run.answers else "start", link.run)


def spoken(local: datetime) -> str:
    """Write a wall time for clients that cannot show `<tg-time>`, and for buttons."""
    return f"{local:%A} {local.day} {local:%B}, {local:%H:%M}"
