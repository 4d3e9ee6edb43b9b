"""Whose clock: tapped, typed (a city, a time, a zone), or shared as a place. Keeps the zone, never the place."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Final

from tgbot.chat import kept
from tgbot.chat.handlers import remind
from tgbot.chat.handlers.listed import listed as listed_all
from tgbot.chat.kept import Kept
from tgbot.chat.turn import Turn
from tgbot.checklist.code import Link
from tgbot.pages import listed, pushed
from tgbot.pages import zone as pages
from tgbot.pages.page import Page
from tgbot.pages.reminders import is_edit
from tgbot.reminders import plan as plans
from tgbot.reminders import zones
from tgbot.reminders.clocks import read_clock
from tgbot.reminders.wish import Wish
from tgbot.store.errors import Gone
from tgbot.summary.words import clean

_LONGEST_NAME: Final = 3
"""Words of a city's name."""


async def choose(turn: Turn) -> Page:
    """Keep the clock that was chosen; the page itself comes when none is chosen yet."""
    wish = Wish.of(turn.link.number)
    zone = pages.chosen(turn.link.number, turn.quotes)
    if zone is None:
        unread = "zone-unread" if wish.extra else ""
        link = await _fenced(turn, replace(turn.link, number=replace(wish, extra=0).number))
        return pages.zone(turn.book, link, turn.now, _note(turn), unread)
    turn = replace(turn, quotes=tuple(filter(None, (_note(turn),))))
    turn = turn.to(replace(turn.link, number=replace(wish, extra=0).number))
    if is_edit(turn.run):
        return await _rezoned(turn, zone)
    if turn.link.topic:
        await turn.deps.store.chats.change(turn.chat_id, zone=zone)
        return await remind.propose(turn.to(replace(turn.link, page="plan")))
    return await _set(turn, zone)


async def move_all(turn: Turn) -> Page:
    """Move the reminders that go by another clock to the one that holds now; only ever because somebody asked for it.

    A tap that was made for others, or that arrives again after one of them was changed, moves nothing: it asks anew.
    """
    chat = await turn.deps.store.chats.find(turn.chat_id)
    if chat is None or not chat.zone:
        return await listed_all(turn)
    elsewhere = await _elsewhere(turn, chat.zone)
    if elsewhere and turn.link.number != kept.mark(elsewhere):
        return await _moved(turn, chat.zone)
    for each in elsewhere:
        plan = replace(each.plan, zone=chat.zone)
        due = plans.next_due(plan, turn.now) or each.row.due_at
        with suppress(Gone):
            await turn.deps.store.reminders.replan(each.row, plan.to_json(), due, wake=False)
    turn.deps.wake_reminders()
    return await listed_all(turn, "zone-moved")


async def ask(turn: Turn) -> Page:
    """Ask to type a city or a time."""
    return pages.ask(turn.book, turn.link, _note(turn))


async def read(turn: Turn) -> Page:
    """Understand what was typed as a clock, a zone or a city, and show it back."""
    found = await places(turn, clean(turn.words)[:100])
    if not found:
        return pages.ask(turn.book, turn.link, _note(turn), "zone-unread")
    return pages.found(turn.book, await _fenced(turn, turn.link), found, turn.now, note=_note(turn))


async def places(turn: Turn, words: str) -> tuple[tuple[str, str], ...]:
    """Find what words may mean as a clock, a zone or a city: pairs of label and zone."""
    return _by_clock(turn, words) or _by_name(words) or await _by_city(words)


async def is_place(words: str) -> bool:
    """Tell whether words are a city's very name, without any typing error."""
    if not all(word.isalpha() for word in words.split()) or not 1 <= len(words.split()) <= _LONGEST_NAME:
        return False
    found = await _by_city(words)
    return any(label.partition(",")[0].casefold() == words.casefold() for label, _ in found)


async def shared(turn: Turn, latitude: float, longitude: float) -> Page:
    """Take the zone of a place that was shared; the place itself goes nowhere."""
    link = await _fenced(turn, turn.link if turn.link.page == "zone_typed" else Link("zone", turn.run))
    zone = await asyncio.to_thread(zones.zone_of_place, latitude, longitude)
    if zone is None:
        return pages.zone(turn.book, replace(link, page="zone"), turn.now, _note(turn), "zone-no-place")
    return pages.found(turn.book, link, (("", zone),), turn.now, note=_note(turn), lead="zone-of-place")


def _by_clock(turn: Turn, words: str) -> tuple[tuple[str, str], ...]:
    """Find the clocks that show a typed time now: morning or evening, and sometimes two days, may be open."""
    found = [zone for said in read_clock(words) for zone in zones.zone_of_clock(turn.now, said)]
    return tuple(("", zone) for zone in dict.fromkeys(found))


def _by_name(words: str) -> tuple[tuple[str, str], ...]:
    zone = zones.zone_named(words)
    return (("", zone),) if zone else ()


async def _by_city(words: str) -> tuple[tuple[str, str], ...]:
    """Find cities; what looks like a zone ("Mars/Phobos") and is none must not become a city that sounds alike."""
    return () if "/" in words else await asyncio.to_thread(zones.cities, words)


async def _rezoned(turn: Turn, zone: str) -> Page:
    found = await kept.kept(turn)
    if found is None:
        return pushed.gone(turn.book)
    if found.plan.zone == zone:
        return listed.one(turn.book, turn.run, found.shown)
    if not found.unchanged(turn.run):
        return pushed.gone(turn.book, "reminder-changed")
    moved = await kept.replanned(turn, found, replace(found.plan, zone=zone))
    return listed.one(turn.book, turn.run, (moved or found).shown)


async def _set(turn: Turn, zone: str) -> Page:
    """Keep the chat's clock, unless the tap is from before its last change; without a consent that is asked for."""
    chat = await turn.deps.store.chats.change(turn.chat_id, fence=turn.run.turn, zone=zone)
    if chat is None or not chat.consents or not chat.zone:
        return await remind.propose(turn)
    return await _moved(turn, chat.zone, "" if chat.zone == zone else "settings-changed-since")


async def _moved(turn: Turn, zone: str, note: str = "") -> Page:
    elsewhere = await _elsewhere(turn, zone)
    return pages.moved(turn.book, turn.run.fresh(), zone, others=len(elsewhere), which=kept.mark(elsewhere), note=note)


async def _fenced(turn: Turn, link: Link) -> Link:
    """Let a way to the chat's clock carry the chat's fence; a way to a reminder, or to change one, carries none."""
    if link.topic or is_edit(link.run):
        return link
    chat = await turn.deps.store.chats.find(turn.chat_id)
    return replace(link, run=replace(link.run, turn=chat.fence if chat else 0))


async def _elsewhere(turn: Turn, zone: str) -> list[Kept]:
    return [each for each in await kept.all_kept(turn) if each.plan.zone != zone]


def _note(turn: Turn) -> str:
    """Read the own note on its way; before a time was chosen there is none yet, only what these pages quote."""
    return remind.note_of(turn) if Wish.of(turn.link.number).wall is not None else ""
