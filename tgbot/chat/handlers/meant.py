"""Words that came without a reply to any prompt: a time or a clock, where they sound like one, else a question.

Whoever calls has screened them already. Nothing is remembered: each tap reads the words from the message it sits on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tgbot.chat import agreed
from tgbot.chat.handlers import remind, typed, when, zone
from tgbot.chat.turn import Turn
from tgbot.checklist.code import Link
from tgbot.pages import meant as pages
from tgbot.pages.page import Page
from tgbot.reminders import phrases
from tgbot.reminders.walltime import wall_at
from tgbot.store.chat import Chat
from tgbot.store.errors import StoreError
from tgbot.summary.words import clean

_LONGEST: Final = 60
"""Characters; whoever writes more tells or asks something."""
_KINDS: Final = frozenset({"own", "appointment"})


async def offered(turn: Turn) -> Page:
    """Ask whether a time or a clock was meant, where the words sound like one; else answer them as a question."""
    words = clean(turn.words)
    if not words or len(words) > _LONGEST or "?" in words:
        return await typed.question(turn)
    try:
        chat = await turn.deps.store.chats.find(turn.chat_id)
    except StoreError:
        return await typed.question(turn)
    reminded = chat if agreed.agreed(turn, chat, "reminders") else None
    if reminded and not reminded.zone and await zone.places(turn, words):
        return pages.a_clock(turn.book, turn.run, words)
    if phrases.sounds(words, wall_at(turn.now, (chat and chat.zone) or "UTC")):
        return pages.a_time(turn.book, turn.run, words)
    if reminded and typed.unknown(turn) and await zone.is_place(words):
        return pages.a_clock(turn.book, turn.run, words)
    return await typed.question(turn)


async def meant(turn: Turn) -> Page:
    """Take the quoted words as what they were meant to be."""
    if not turn.words:
        return await remind.kinds(turn)
    if turn.link.number == pages.A_CLOCK:
        return await zone.read(replace(turn, quotes=()).to(Link("zone_typed", turn.run.fresh())))
    if turn.link.topic not in _KINDS:
        return pages.what_for(turn.book, turn.run.fresh(), turn.words)
    wanted = replace(turn, quotes=()).to(Link("typed_time", turn.run.fresh(), turn.link.topic))
    if await _clock_known(turn):
        return await when.read(wanted)
    # "In an hour" means nothing yet: the clock comes first, and then the time is asked for.
    return await remind.propose(wanted.to(replace(wanted.link, page="plan")))


async def _clock_known(turn: Turn) -> bool:
    chat: Chat | None = await turn.deps.store.chats.find(turn.chat_id)
    return chat is not None and bool(chat.zone) and agreed.agreed(turn, chat, "reminders")
