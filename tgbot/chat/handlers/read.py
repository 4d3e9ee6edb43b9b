"""Reading: the list, a section, its sources, and whether it helped."""

from __future__ import annotations

from typing import Final

from tgbot.chat.turn import Turn
from tgbot.pages import notice, section
from tgbot.pages.page import Page

_SAID: Final = {section.HELPED: "yes", section.NOT_HELPED: "no"}


async def learn(turn: Turn) -> Page:
    """List the sections."""
    return section.learn(turn.book, turn.run, turn.link.topic.removeprefix("group-"))


async def read(turn: Turn) -> Page:
    """Show a section; one that is gone leads to the list."""
    if not _is_there(turn):
        return section.learn(turn.book, turn.run)
    return section.section(turn.book, turn.run, turn.link.topic)


async def sources(turn: Turn) -> Page:
    """Show the sources of a section."""
    if not _is_there(turn):
        return section.learn(turn.book, turn.run)
    return section.sources(turn.book, turn.run, turn.link.topic)


async def useful(turn: Turn) -> Page:
    """Count whether a section helped: a bare number, nothing about who said so or when."""
    said = _SAID.get(turn.link.number)
    if said is None or not _is_there(turn):
        return await read(turn)
    await turn.deps.store.counts.add(f"useful {turn.link.topic} {said}")
    return section.section(turn.book, turn.run, turn.link.topic, thanked=True)


async def outdated(turn: Turn) -> Page:
    """Answer a button that nobody can read any more."""
    return notice.outdated(turn.book)


def _is_there(turn: Turn) -> bool:
    return turn.link.topic in turn.book.article.by_id
