"""Reminders: when it began, consent, clock, confirmation, the list, and the buttons of the message itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, get_args

from telegram import Bot
from telegram.constants import ParseMode

from tgbot.chat.deps import Deps
from tgbot.chat.handlers import check
from tgbot.chat.render import html, keyboard
from tgbot.chat.turn import Turn
from tgbot.checklist.code import Link
from tgbot.library.consents import ConsentText
from tgbot.pages import notice
from tgbot.pages import reminders as pages
from tgbot.pages.page import Page
from tgbot.pages.reminders import spoken
from tgbot.reminders import moments, plan, zones
from tgbot.reminders.clocktime import read_time
from tgbot.reminders.plan import Kind as PlanKind
from tgbot.reminders.plan import Plan
from tgbot.reminders.turn import Mark
from tgbot.reminders.walltime import moment, wall_at
from tgbot.reminders.zones import zone_of_clock
from tgbot.store.chat import Chat, Consent, Kind
from tgbot.store.errors import TooMany
from tgbot.store.reminder import Reminder

KIND: Final[Kind] = "reminders"
_KINDS: Final[dict[str, PlanKind]] = {kind: kind for kind in get_args(PlanKind)}


async def began(turn: Turn) -> Page:
    """Ask when it began."""
    return pages.began(turn.book, turn.run)


async def propose(turn: Turn) -> Page:
    """Walk to the confirmation; what is still missing (consent, clock) is asked on the way."""
    chat = await turn.deps.store.chats.find(turn.chat_id)
    if chat is None or not _agreed(turn, chat):
        return pages.consent(turn.book, replace(turn.link, page="consent"), _text(turn))
    if not chat.zone:
        return pages.zone(turn.book, turn.link, turn.now)
    own, _ = pages.split_offset(turn.link.number)
    local = moments.recheck_at(own, wall_at(turn.now, chat.zone), chat.zone)
    return pages.confirm(turn.book, turn.link, moment(local, chat.zone), spoken(local))


async def agree(turn: Turn) -> Page:
    """Keep the consent that was just given, then go on."""
    text = _text(turn)
    given = Consent(KIND, text.hash, text.version, text.language, turn.now)
    await turn.deps.store.chats.consent(turn.chat_id, given, today=turn.now.date(), language=turn.book.language)
    return await propose(turn)


async def set_zone(turn: Turn) -> Page:
    """Keep the clock that was chosen; the page itself comes when none is chosen yet."""
    own, offset = pages.split_offset(turn.link.number)
    if turn.link.number == own:
        return pages.zone(turn.book, turn.link, turn.now)
    await turn.deps.store.chats.change(turn.chat_id, zone=zones.fixed(offset))
    return await propose(turn.to(replace(turn.link, number=own)))


async def ask_zone(turn: Turn) -> Page:
    """Ask to type the time."""
    return pages.zone_prompt(turn.book, turn.link)


async def read_zone(turn: Turn) -> Page:
    """Understand a typed time as a clock, and show it back."""
    said = read_time(turn.words)
    if said is None:
        return pages.zone_unread(turn.book, turn.link)
    return pages.zone_read(turn.book, turn.link, turn.words[:40], zone_of_clock(turn.now, said)[0])


async def confirm(turn: Turn) -> Page:
    """Set the reminder. The same button twice sets one."""
    chat = await turn.deps.store.chats.find(turn.chat_id)
    if chat is None or not chat.zone or not _agreed(turn, chat):
        return await propose(turn)
    due = pages.moment(turn.link.number)
    if due <= turn.now:
        return notice.plain(turn.book, "plan-past")
    local = wall_at(due, chat.zone)
    wish = Plan(kind=_KINDS[turn.link.topic], at=local, zone=chat.zone)
    try:
        kept = await turn.deps.store.reminders.add(chat, wish.to_json(), due, turn.made_by)
    except TooMany:
        return notice.plain(turn.book, "too-many-reminders")
    turn.deps.wake_reminders()
    return pages.is_set(turn.book, turn.run, kept.row_id.hex(), due, spoken(local))


async def listed(turn: Turn) -> Page:
    """List what is set."""
    return pages.listed(turn.book, await _shown(turn))


async def stop(turn: Turn) -> Page:
    """Stop one reminder; another chat's is never found."""
    chat = await turn.deps.store.chats.find(turn.chat_id)
    if chat is None or not await turn.deps.store.reminders.stop(_row(turn), chat):
        return pages.gone(turn.book)
    return pages.listed(turn.book, await _shown(turn), stopped=True)


async def check_again(turn: Turn) -> Page:
    """Open the short form from a reminder."""
    return await check.short(turn.to(Link("short")))


async def later(turn: Turn) -> Page:
    """Put a reminder off; the plan itself stays as it is."""
    chat = await turn.deps.store.chats.find(turn.chat_id)
    kept = await turn.deps.store.reminders.find(_row(turn), chat) if chat else None
    if kept is None:
        return pages.gone(turn.book)
    wish = Plan.from_json(kept.plan)
    ways = plan.snoozes(wish, turn.now)
    how = next((way for way in ways if way == turn.link.topic), None)
    if how is None:
        return pages.later(turn.book, turn.run, ways)
    wish = plan.snooze(wish, turn.now, how)
    due = plan.next_due(wish, turn.now)
    if due is None:
        return pages.gone(turn.book)
    await turn.deps.store.reminders.replan(kept, wish.to_json(), due)
    turn.deps.wake_reminders()
    return pages.put_off(turn.book, turn.run, due, spoken(wall_at(due, wish.zone)))


async def push(deps: Deps, bot: Bot, reminder: Reminder, mark: Mark) -> None:
    """Send the message of a reminder that is due. Who gets it is in the reminder; what it is about is not in the text."""
    chat = await deps.store.chats.find(reminder.chat_id)
    page = pages.pushed(deps.book(chat.language if chat else ""), reminder.row_id.hex(), mark)
    await bot.send_message(
        reminder.chat_id, html(page.blocks), parse_mode=ParseMode.HTML, reply_markup=keyboard(page, deps.codec)
    )


def _agreed(turn: Turn, chat: Chat) -> bool:
    """Tell whether a consent to the text of today is there; a changed text asks again."""
    given = chat.consented(KIND)
    agreed = turn.deps.content.consents.by_hash(given.text_hash) if given else None
    newest = turn.deps.content.consents.newest(KIND)
    return agreed is not None and newest is not None and agreed.version == newest.version


def _text(turn: Turn) -> ConsentText:
    text = turn.deps.content.consents.newest(KIND, turn.book.language)
    if text is None:
        raise LookupError(f"no consent text of kind {KIND}")
    return text


async def _shown(turn: Turn) -> list[pages.Shown]:
    chat = await turn.deps.store.chats.find(turn.chat_id)
    kept = await turn.deps.store.reminders.of(chat) if chat else []
    zone = (chat.zone if chat else "") or "UTC"
    return [
        pages.Shown(row.row_id.hex(), Plan.from_json(row.plan).kind, row.due_at, spoken(wall_at(row.due_at, zone)))
        for row in kept
        if row.status in {"live", "paused"}
    ]


def _row(turn: Turn) -> bytes:
    return bytes.fromhex(turn.run.row)
