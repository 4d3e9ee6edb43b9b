"""Typed words: screened before anything else, then a prompt's answer, then a question to the article."""

from __future__ import annotations

from tgbot.chat.turn import Turn
from tgbot.pages import card, notice
from tgbot.pages.page import Page

LONGEST = 1000
"""Characters of a question that are still read; screening reads all of them."""


def screened(turn: Turn) -> Page | None:
    """Find the card or the gentle question that the words call for; None when they call for none."""
    said = turn.deps.content.language(turn.book.language).screening.screen(turn.words)
    match said.kind:
        case "emergency":
            return card.emergency(turn.book, turn.run)
        case "crisis":
            return card.crisis(turn.book, turn.run)
        case "gentle":
            return notice.gentle(turn.book)
        case _:
            return None


async def question(turn: Turn) -> Page:
    """Answer with the sections that fit, the one prepared answer, or an honest "nothing"."""
    return notice.nothing_found(turn.book)
