"""Ways to a reminder that many tests walk, at a moment that they all share: Tuesday 1 December 2026, 10:00 UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.support.chat import Chat
from tests.support.walks import NOSE_3_DAYS, walk
from tgbot.app import Bot
from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import OptionId, QuestionId
from tgbot.checklist.run import Run
from tgbot.playground.travel import travel
from tgbot.reminders.plan import Plan
from tgbot.store import Store
from tgbot.store.reminder import Reminder

START = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
RECHECK = (*NOSE_3_DAYS, "Remind me to look again", "Today or yesterday")
AGREE = "I am 16 or over and agree"
DISCREET = ("ALS", "twitch", "symptom", "nose", "check")
"""What no pushed message may say."""


async def greenwich(chat: Chat) -> None:
    """Tap the clock of Greenwich."""
    await chat.tap_at(3, 1)


async def set_recheck(chat: Chat) -> None:
    """Walk to a set look back, on a clock in Greenwich."""
    await walk(chat, *RECHECK, AGREE)
    await greenwich(chat)
    await chat.tap("Yes, write to me then")
    chat.shows("It is set")


async def begin(chat: Chat, kind: str = "My own note", zone: str = "") -> None:
    """Go from /remind to a kind, over the consent and the clock: Greenwich, or a city that is typed."""
    await chat.send("/remind")
    await chat.tap("New reminder")
    await chat.tap(kind)
    if "May we keep" in chat.screen:
        await chat.tap(AGREE)
        if zone:
            await chat.tap("Type my city or my time")
            await chat.reply(zone)
            await chat.tap_at(0, 0)
        else:
            await greenwich(chat)


async def note(chat: Chat, words: str, when: str, zone: str = "") -> None:
    """Walk to the confirmation of an own note at a typed time."""
    await begin(chat, zone=zone)
    await chat.reply(words)
    await chat.tap("Use this")
    await chat.tap("Type it")
    await chat.reply(when)


async def set_note(chat: Chat, words: str = "Water the plants", when: str = "tomorrow 11am", rhythm: str = "") -> None:
    """Set an own note."""
    await note(chat, words, when)
    if rhythm:
        await chat.tap(rhythm)
    await chat.tap("Yes, write to me then")
    chat.shows("It is set")


async def open_first(chat: Chat, way: str) -> None:
    """Open the first reminder of the list, and a way to change it."""
    await chat.send("/remind")
    await chat.tap("1. ")
    await chat.tap(way)


async def pass_time(chat: Chat, store: Store, **span: float) -> None:
    """Let time pass as if it had been lived through."""
    await travel(chat.world.clock, store.queue, timedelta(**span))
    await chat.quiet()


async def silent(chat: Chat, store: Store) -> bool:
    """Tell whether nothing comes within a year."""
    before = len(chat.said)
    await pass_time(chat, store, days=365)
    return len(chat.said) == before


async def rows_of(chat: Chat, store: Store) -> list[Reminder]:
    """Read what is live or paused."""
    kept = await store.chats.find(chat.person.id)
    return await store.reminders.of(kept) if kept else []


async def plan_of(chat: Chat, store: Store) -> Plan:
    """Read the one plan that is kept."""
    [row] = await rows_of(chat, store)
    return Plan.from_json(row.plan)


def answered(**answers: str) -> Run:
    """Make a run of these answers."""
    return Run({QuestionId(question): OptionId(option) for question, option in answers.items()})


_QUIET = {"gate_now": "none", "gate_body": "none", "coping": "worried", "who_age": "me_40", "background": "none"}
_CALM = {"body": "none", "mouth": "none", "signs": "none", "triggers": "none", "seen": "no"}
SELF_CARE = answered(**_QUIET, place="nose", duration="d14", pattern_face="flicker", **(_CALM | {"triggers": "coffee"}))
ROUTINE = answered(**_QUIET, place="lid", duration="m3", pattern_face="flicker", **_CALM)


async def tap_link(chat: Chat, bot: Bot, link: Link) -> None:
    """Press a button that carries this link, whether or not one is on the screen."""
    await chat.tap_data(bot.deps.codec.encode(link))
