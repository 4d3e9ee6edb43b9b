"""Typed words: screened before anything else, then a prompt's answer, then a question to the article."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tgbot.chat.handlers import check, data, listed
from tgbot.chat.render import cut
from tgbot.chat.turn import Handler, Turn
from tgbot.checklist.code import Link
from tgbot.pages import card, notice
from tgbot.pages.page import Page
from tgbot.pages.section import opening

LONGEST: Final = 1000
"""Characters of a question that are still read; screening reads all of them."""
NEAREST: Final = 3
"""Sections that an answer names: the best one and two further."""


async def _thanked(turn: Turn) -> Page:
    return notice.plain(turn.book, "thanks-text")


async def _to_tap(turn: Turn) -> Page:
    return notice.plain(turn.book, "meant-hint")


_WISHES: Final[Mapping[str, Handler]] = MappingProxyType(
    {
        "hello": check.begin,
        "thanks": _thanked,
        "erase": data.erase,
        "mydata": data.mydata,
        "privacy": data.privacy,
        "reminders": listed.listed,
        "tap": _to_tap,
        "about": check.about,
    }
)
"""What answers words that are no question; search.yaml lists them."""


def screened(turn: Turn, asked: Link | None = None) -> Page | None:
    """Find the card or the gentle question that the words call for; None when they call for none.

    `asked` is the prompt that the words answer: [No, go on] then takes them as that answer.
    """
    said = turn.deps.content.language(turn.book.language).screening.screen(turn.words)
    match said.kind:
        case "emergency":
            return card.emergency(turn.book, turn.run, card.rule_about(turn.book.questionnaire, said.topic))
        case "crisis":
            return card.crisis(turn.book, turn.run)
        case "gentle":
            way_back = turn.book.deep_link(turn.deps.codec.encode(asked)) if asked else ""
            return notice.gentle(turn.book, turn.run, cut(turn.words, LONGEST), turn.quotes if asked else (), way_back)
        case _:
            return None


def unknown(turn: Turn) -> bool:
    """Tell whether the article has nothing about the words."""
    return not any(search.search(turn.words[:LONGEST], limit=1) for search in turn.deps.searches.values())


async def question(turn: Turn) -> Page:
    """Answer with the sections that fit, the one prepared answer, or an honest "nothing"."""
    words = turn.words[:LONGEST]
    # People ask in English under any language of their app; the answer comes in the language of the book.
    for language in dict.fromkeys((turn.book.language, "en")):
        search = turn.deps.searches[language]
        if wished := _WISHES.get(search.wish(words)):
            return await wished(turn)
        if search.asks_for_verdict(words):
            return notice.verdict(turn.book, turn.run)
        hits = search.search(words, limit=NEAREST)
        if hits:
            best, *others = (turn.book.article.by_id[hit.section_id] for hit in hits)
            quote = hits[0].quote if best.language == language else opening(best)
            return notice.found(turn.book, turn.run, best, quote, others)
    return notice.too_long(turn.book) if len(turn.words) > LONGEST else notice.nothing_found(turn.book, turn.run)
