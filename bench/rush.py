"""Many reminders due in the same second, and people who tap before, meanwhile and afterwards."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.api.server import BotApi, serve
from bench.contenders import Contender, settings_for
from bench.conversation import Conversation
from bench.people import Crowd
from bench.processes import Running, run, stalled
from bench.stock import remember
from tgbot.store import Store

FIRST_REMINDED = 7_000_000_000
_PEOPLE = 8
_THINK = 2.0
_HEAD_START = 40.0
"""Seconds for storing them and for starting the bot."""


class TooSlow(Exception):
    """The measure could not be taken in the time it has."""


@dataclass(frozen=True, slots=True)
class Taps:
    """The taps of a while, in milliseconds until the page was seen.

    `undisturbed` leaves out the time in which the bot or this process was ready to go on and waited for a core: that is
    the machine's other work.
    """

    seen: tuple[float, ...]
    undisturbed: tuple[float, ...]

    def __add__(self, other: Taps) -> Taps:
        return Taps(self.seen + other.seen, self.undisturbed + other.undisturbed)


@dataclass(frozen=True, slots=True)
class Rush:
    """What came of it. `pace`: reminders and taps a second; `cpu`: ms of the bot for each reminder, less the taps'."""

    sent: int
    seconds: float
    pace: float
    cpu: float
    twice: int
    idle: Taps
    meanwhile: Taps


class Arrivals:
    """Counts the reminders that arrive, and passes on what people who tap see."""

    def __init__(self, crowd: Crowd, awaited: int) -> None:
        self._crowd = crowd
        self._awaited = awaited
        self.each: Counter[int] = Counter()
        self.first = asyncio.Event()
        self.all = asyncio.Event()

    def shown(self, chat_id: int, message: dict[str, Any], source: str) -> None:
        """See a message."""
        if chat_id < FIRST_REMINDED:
            self._crowd.shown(chat_id, message, source)
            return
        self.each[chat_id] += 1
        self.first.set()
        if len(self.each) == self._awaited:
            self.all.set()

    def answered(self, query: str) -> None:
        """See that a tap was answered."""
        self._crowd.answered(query)


async def rush(bot: Contender, conversation: Conversation, number: int, idle: float) -> Rush:
    """Let so many fall due at once; people tap for `idle` seconds before and after, and all the while."""
    crowd = Crowd(conversation, _PEOPLE, think=_THINK)
    arrivals = Arrivals(crowd, number)
    api = BotApi(arrivals)
    await _store(bot, number, datetime.now(UTC) + timedelta(seconds=idle + _HEAD_START))
    async with serve(api) as address, run(bot.command, settings_for(bot, address, Path()), api.ready) as running:
        crowd.stalls = lambda: running.stalled + stalled()
        crowd.start(api, _THINK)
        await asyncio.sleep(2 * _THINK)
        before, cost = await _idle(crowd, running, idle)
        if arrivals.each:
            raise TooSlow(f"reminders came before {idle:g} s of taps were over; the machine is too slow for this")
        await arrivals.first.wait()
        crowd.reset()
        began, cpu, early = time.monotonic(), running.cpu, len(arrivals.each)
        await arrivals.all.wait()
        seconds, cpu, meanwhile = time.monotonic() - began, running.cpu - cpu, _taps(crowd)
        await asyncio.sleep(2 * _THINK)
        after, _ = await _idle(crowd, running, idle)
        crowd.stop()
    sent, tapped = number - early, len(meanwhile.seen)
    return Rush(
        sent=sent,
        seconds=seconds,
        pace=(sent + tapped) / seconds,
        cpu=1000 * (cpu - cost * tapped) / sent,
        twice=sum(times > 1 for times in arrivals.each.values()),
        idle=before + after,
        meanwhile=meanwhile,
    )


async def _store(bot: Contender, number: int, due: datetime) -> None:
    store = await Store.open(bot.settings["DATABASE_URL"], bot.settings["DATA_KEYS"])
    await remember(store, range(FIRST_REMINDED, FIRST_REMINDED + number), 1, due, timedelta(seconds=1))
    await store.close()


async def _idle(crowd: Crowd, bot: Running, seconds: float) -> tuple[Taps, float]:
    """Let people tap while nothing else goes on; give the taps, and the bot's CPU seconds for each."""
    crowd.reset()
    cpu = bot.cpu
    await asyncio.sleep(seconds)
    taps = _taps(crowd)
    return taps, (bot.cpu - cpu) / max(1, len(taps.seen))


def _taps(crowd: Crowd) -> Taps:
    """Take down the taps so far."""
    seen = tuple(1000 * wait for wait in crowd.waits)
    undisturbed = (1000 * max(0.0, wait - lost) for wait, lost in zip(crowd.waits, crowd.stalled, strict=True))
    return Taps(seen, tuple(undisturbed))
