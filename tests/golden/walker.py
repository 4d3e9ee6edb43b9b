"""Walks the real handlers tap by tap, without Telegram, and writes down what a person would see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from telegram import Bot

from tests.support.running import TOKEN
from tgbot.chat.deps import Deps, make_books, make_codec, make_searches
from tgbot.chat.routes import PAGES
from tgbot.chat.turn import Turn
from tgbot.checklist.code import Link
from tgbot.library.content import Content
from tgbot.library.text import Block, Heading, Items, Paragraph, Quote, plain
from tgbot.pages.page import Page
from tgbot.store import Store


class StillClock:
    """A clock that stands still, so that a transcript is the same every day."""

    def now(self) -> datetime:
        """Tell the one moment."""
        return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        """Never called here."""
        raise AssertionError(f"nothing here waits, not even {timedelta(seconds=seconds)}")


@dataclass(frozen=True, slots=True)
class Walker:
    """A person in front of the bot."""

    turn: Turn

    @classmethod
    def make(cls, content: Content, store: Store) -> Walker:
        """Put what the handlers need together; the bot object is never asked to send anything."""
        deps = Deps(
            content=content,
            books=make_books(content, "the_bot"),
            searches=make_searches(content),
            codec=make_codec(content),
            store=store,
            clock=StillClock(),
        )
        return cls(Turn(deps=deps, bot=Bot(TOKEN), chat_id=7, language_code="en", link=Link("start")))

    async def transcript(self, taps: str) -> str:
        """Start, do the taps one after the other, and write down every page.

        A tap is `question=option`, or a page that a button opens (`result`), or a page with its topic
        (`section:emergencies`, `countries`), or `country=GB`.
        """
        page = await self._open(Link("start"))
        lines = [*_told(page)]
        for tap in taps.split():
            label, link = self._find(page, tap)
            lines += ["", f"    >>> {label}", ""]
            page = await self._open(link)
            lines += _told(page)
        return "\n".join(lines) + "\n"

    async def _open(self, link: Link) -> Page:
        """Open a page as a tap does, with the handler that the routes name for it."""
        return await PAGES[link.page](replace(self.turn, link=link))

    def _find(self, page: Page, tap: str) -> tuple[str, Link]:
        """Find the button that does it, and what its code says once it is tapped."""
        codec = self.turn.deps.codec
        buttons = [
            (button.label, codec.decode(codec.encode(button.link)))
            for row in page.rows
            for button in row
            if button.link is not None
        ]
        found = next((button for button in buttons if _does(button[1], tap)), None)
        if found is None:
            there = ", ".join(f"{label!r}" for label, _ in buttons)
            raise AssertionError(f"no button does {tap!r}; there are {there}")
        return found


def _does(link: Link, tap: str) -> bool:
    name, equals, value = tap.partition("=")
    if name == "country" and equals:
        return link.run.country == value
    if equals:
        given = {str(question): str(option) for question, option in link.run.answers.items()}
        return link.page == "next" and link.topic == name and given.get(name) == value
    page, _, topic = tap.partition(":")
    return link.page == page and (not topic or link.topic == topic)


def _told(page: Page) -> Iterator[str]:
    for at, block in enumerate(page.blocks):
        if at:
            yield ""
        yield from _written(block)
    if page.rows:
        yield ""
    for row in page.rows:
        yield " ".join(f"[{button.label}]" for button in row)


def _written(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"# {text}"
        case Paragraph(line):
            yield plain(line)
        case Items(lines, numbered):
            yield from (f"{f'{at}.' if numbered else '-'} {plain(line)}" for at, line in enumerate(lines, 1))
        case Quote(lines):
            yield from (f"| {plain(line)}" for line in lines)
