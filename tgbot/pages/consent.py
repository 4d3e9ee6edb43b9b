"""Consent: two separate switches, one agreement. The switches ride in the link: nothing is stored before the tap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.consents import ConsentText
from tgbot.library.text import Block, Heading, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Page, column, row

SWITCHES: Final[Mapping[str, int]] = {"results": 1, "reminders": 2}
"""The bit of each kind of consent in the link's number."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of consent that can be given now: the text of today, and whether an older text had been agreed to."""

    text: ConsentText
    changed: bool = False


def switched_on(number: int) -> tuple[str, ...]:
    """Tell which kinds a link's number asks for."""
    return tuple(kind for kind, bit in SWITCHES.items() if number & bit)


def consents(book: Book, link: Link, offers: Sequence[Offer]) -> Page:
    """Show what can be agreed to. Nothing is switched on beforehand, and agreeing appears with the first switch."""
    number = link.number
    switches = [
        book.button(
            f"consent-switch-{offer.text.kind}-{'on' if number & SWITCHES[offer.text.kind] else 'off'}",
            replace(link, page="consents", number=number ^ SWITCHES[offer.text.kind]),
        )
        for offer in offers
    ]
    agree = book.button("consent-agree", replace(link, page="agree"), style="primary") if switched_on(number) else None
    return Page(
        blocks=(
            Heading(book.say("consent-title")),
            paragraph(book.say("consent-hint")),
            *(block for offer in offers for block in worded(book, offer)),
            *_about_whom(book, link.run),
        ),
        rows=(*column(*switches), *row(agree), *row(book.button("consent-no", _back(link)))),
    )


def given(book: Book, link: Link) -> Page:
    """Say that it is noted, and how to take it back."""
    return Page(
        blocks=(Heading(book.say("consent-given-title")), paragraph(book.say("consent-given"))),
        rows=row(
            book.button("settings-open", Link("settings", link.run.fresh())),
            book.button("to-start", Link("start", link.run.fresh())),
        ),
    )


def kept(book: Book, run: Run) -> Page:
    """Say that the result is kept, and where to see and delete it."""
    return Page(
        blocks=(Heading(book.say("kept-title")), paragraph(book.say("kept-text"))),
        rows=(
            *row(book.button("to-result", Link("result", run)), book.button("enough-open", Link("enough", run))),
            *row(book.button("settings-open", Link("settings", run.fresh()))),
        ),
    )


def withdraw(book: Book, kind: str) -> Page:
    """Ask once before a consent is taken back: what was kept under it goes with it."""
    return Page(
        blocks=(Heading(book.say(f"withdraw-{kind}-title")), paragraph(book.say(f"withdraw-{kind}-text"))),
        rows=(
            *row(book.button(f"withdraw-{kind}-yes", Link("withdrawn", topic=kind), style="danger")),
            *row(book.button("erase-no", Link("settings"))),
        ),
    )


def worded(book: Book, offer: Offer) -> tuple[Block, ...]:
    """Give the text to agree to; who agreed to an older one reads first that nothing of theirs is lost."""
    again = (paragraph(book.say("consent-changed")),) if offer.changed else ()
    return (Heading(offer.text.title), *again, *offer.text.text)


def _about_whom(book: Book, run: Run) -> tuple[Block, ...]:
    if not run.about_other:
        return ()
    child = run.answers.get("age_other") in {"baby", "u16"}  # type: ignore[call-overload]
    return (paragraph(book.say("consent-child" if child else "consent-other")),)


def _back(link: Link) -> Link:
    return Link("result", link.run) if link.run.answers else Link("settings", link.run)
