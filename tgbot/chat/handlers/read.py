"""Reading: the list, a section, and privacy."""

from __future__ import annotations

from tgbot.chat.turn import Turn
from tgbot.pages import data, notice, section
from tgbot.pages.page import Page


async def learn(turn: Turn) -> Page:
    """List the sections."""
    return section.learn(turn.book, turn.run, turn.link.topic.removeprefix("group-"))


async def read(turn: Turn) -> Page:
    """Show a section; one that is gone leads to the list."""
    if turn.link.topic not in turn.book.article.by_id:
        return section.learn(turn.book, turn.run)
    return section.section(turn.book, turn.run, turn.link.topic)


async def privacy(turn: Turn) -> Page:
    """Say who keeps what. Always answered."""
    return data.privacy(turn.book, turn.deps.operator.name, turn.deps.operator.contact)


async def outdated(turn: Turn) -> Page:
    """Answer a button that nobody can read any more."""
    return notice.outdated(turn.book)
