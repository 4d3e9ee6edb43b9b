"""Choosing when, and the words of an own note: the month, the hours of a day, and what was typed."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

from tgbot.chat.handlers import remind
from tgbot.chat.turn import Turn
from tgbot.checklist.code import Link
from tgbot.pages import when as pages
from tgbot.pages.page import Page
from tgbot.pages.reminders import is_edit
from tgbot.reminders import phrases
from tgbot.reminders.plan import LONGEST_TEXT, MOST_REPEATS, Every
from tgbot.reminders.walltime import Quiet, wall_at
from tgbot.reminders.wish import RHYTHMS, Wish, quiet_of
from tgbot.summary.words import clean, readable, shortened


async def month(turn: Turn) -> Page:
    """Show a month."""
    now_local, _ = await _here(turn)
    return pages.month(turn.book, turn.link, now_local.date(), remind.note_of(turn))


async def day(turn: Turn) -> Page:
    """Show the hours of the day that was tapped; a day that has passed meanwhile leads back to the month."""
    now_local, quiet = await _here(turn)
    wished = Wish.of(turn.link.number).wall
    if wished is None or wished.date() < now_local.date():
        return await month(turn)
    return pages.hours(turn.book, turn.link, wished.date(), now_local, quiet, note=remind.note_of(turn))


async def ask(turn: Turn) -> Page:
    """Ask to type when."""
    return pages.ask(turn.book, turn.link, remind.note_of(turn))


async def read(turn: Turn) -> Page:
    """Understand what was typed: show it back to be confirmed, or say in one sentence what is wrong and ask again."""
    now_local, _ = await _here(turn)
    found = await asyncio.to_thread(phrases.read, clean(turn.words), now_local, turn.book.language)
    typed = shortened(clean(turn.words), phrases.LONGEST)
    link = _with_rhythm(turn, found.every, found.times)
    if found.choices:
        # An own note is read from the first quote: where there is none yet, nothing else may stand in its place.
        noteless = turn.link.topic == "own" and not is_edit(turn.run) and not remind.note_of(turn)
        if noteless:
            return pages.choose(turn.book, link, "", found.choices, then="own_text")
        return pages.choose(turn.book, link, typed, found.choices, remind.note_of(turn))
    if found.at is None:
        return pages.ask(turn.book, turn.link, remind.note_of(turn), f"when-{found.problem}")
    if turn.link.topic != "own" and found.every != "once":
        return pages.ask(turn.book, turn.link, remind.note_of(turn), "when-once-only")
    wish = Wish.of(link.number).on(found.at)
    return await remind.propose(turn.to(replace(link, page="plan", number=wish.number)), typed)


async def ask_words(turn: Turn) -> Page:
    """Ask for the words of an own note."""
    return pages.own_text(turn.book, turn.link)


async def read_words(turn: Turn) -> Page:
    """Take the words of an own note; they live in the chat until the reminder is set."""
    words = clean(turn.words)
    if is_edit(turn.run) or not readable(words):
        return pages.own_text(turn.book, turn.link, "own-unread")
    note = shortened(words, LONGEST_TEXT)
    return pages.own_read(turn.book, turn.link, note, shortened=note != words)


def _with_rhythm(turn: Turn, every: Every, times: int | None) -> Link:
    wish = Wish.of(turn.link.number)
    if turn.link.topic == "own" and every != "once":
        wish = replace(wish, choice=RHYTHMS.index(every), extra=min(times or 0, MOST_REPEATS))
    return replace(turn.link, number=wish.number)


async def _here(turn: Turn) -> tuple[datetime, Quiet]:
    """Tell the wall time where the person is, and their quiet hours."""
    chat = await turn.deps.store.chats.find(turn.chat_id)
    return wall_at(turn.now, (chat.zone if chat else "") or "UTC"), quiet_of(chat.quiet if chat else None)
