"""People who tap their way through the checklist while something goes wrong, and a model that knows what they must see.

Each of them taps a random button of the page, waits until it is answered and the page is there, reads, taps again. What
stands in the message is compared with what the tapped button's link says, after every tap and at the end.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Any

from tests.support.chat import Chat
from tests.support.expected import Expected, Shown, shown
from tgbot.playground.queries import Query
from tgbot.playground.world import World

READING = 0.75
"""Seconds: a process lives by the machine's clock, and a faster tap counts as a double one."""
_OPEN = frozenset(
    {"start", "about", "for_other", "short", "next", "question", "why", "review", "result", "emergency", "crisis"}
    | {"safe", "countries", "learn", "section", "sources"}
)
"""Pages that only read: what they show follows from the link."""
_FOR_EVER = 300
"""Seconds. While one process after the other dies Telegram waits up to 30 s before it brings a tap again."""
_GLANCE = 0.02
_ON_THE_WIRE = 0.3


@dataclass(eq=False)
class Tap:
    """One press: what it opens, what stood there before, and whether Telegram still had it when a process died."""

    data: str
    query: Query
    update_id: int
    before: Shown
    wanted: Shown
    said: int
    at: float = field(default_factory=time.monotonic)
    restarted: float | None = None
    forgotten: bool = False


@dataclass
class Figures:
    """What happened to a crowd. Times in seconds."""

    taps: int = 0
    again: int = 0
    lost: int = 0
    spinner_only: int = 0
    across: list[float] = field(default_factory=list)
    """For taps that a process died over: from the next one's start until they were answered."""
    waits: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        across = f"longest {max(self.across):.1f} s after the start" if self.across else "none"
        return (
            f"{self.taps} taps, slowest {max(self.waits, default=0):.1f} s; open at a kill and answered by the next "
            f"process {len(self.across)} ({across}); lost, tapped again {self.lost}; page there but sign of the tap "
            f"lost {self.spinner_only}; tapped again after an apology or silence {self.again}"
        )


class Walker:
    """One person. `patience`: seconds without an answer after which they tap again; None: an answer must come."""

    def __init__(self, chat: Chat, expected: Expected, chance: random.Random, figures: Figures) -> None:
        self.chat = chat
        self.patience: float | None = None
        self._expected = expected
        self._chance = chance
        self._figures = figures
        self._message_id = 0
        self.open: Tap | None = None
        self.stands: Shown | None = None
        self.served = 0.0
        self._recent: deque[Tap] = deque(maxlen=10)
        self._replayed: set[Shown] = set()
        self._died = 0.0

    async def start(self) -> None:
        """Press Start and remember the message that all happens in."""
        await self.chat.send("/start")
        self._message_id = self.chat.newest["message_id"]
        self.stands = self.now

    @property
    def now(self) -> Shown:
        """Tell what the message shows."""
        return shown(self._message)

    @property
    def _message(self) -> dict[str, Any]:
        return self.chat.room.messages[self._message_id].view()

    async def walk(self, stop: asyncio.Event) -> None:
        """Tap until told to stop; the tap that is open then is waited for."""
        while not stop.is_set():
            await asyncio.sleep(READING + self._chance.random() * 0.4)
            await self.tap(self._chosen())

    def _chosen(self) -> str:
        rows = self._message.get("reply_markup", {}).get("inline_keyboard", [])
        data = [button["callback_data"] for row in rows for button in row if "callback_data" in button]
        choice = [each for each in data if self._expected.page(each) in _OPEN]
        assert choice, self._message
        return self._chance.choice(choice)

    async def tap(self, data: str) -> None:
        """Tap a button until the page is there; every try and every wrong page is noticed."""
        while not await self._tapped(data):  # noqa: ASYNC110  (a person who waits a moment)
            await asyncio.sleep(READING)

    async def _tapped(self, data: str) -> bool:
        """Tap once; tell whether it opened its page."""
        world = self.chat.world
        wanted, before = await self._expected.after(data), self.now
        query = world.taps(self.chat.person, self.chat.room.id, self._message_id, data)
        tap = Tap(data, query, world.updates.pending()[-1].id, before, wanted, len(self.chat.said))
        self.open = tap
        self._recent.append(tap)
        self._figures.taps += 1
        try:
            return await self._answered(tap)
        finally:
            self.open = None

    async def _answered(self, tap: Tap) -> bool:
        while not (tap.query.answer is not None and self.now == tap.wanted):
            self._see_no_wrong_page(tap)
            if tap.query.answer is not None and tap.query.answer.get("text"):
                return False  # too fast after the page before: the person is told so
            waited = time.monotonic() - tap.at
            apology = len(self.chat.said) > tap.said
            if tap.forgotten or apology or (self.patience is not None and waited > self.patience):
                return await self._given_up(tap)
            assert waited < _FOR_EVER, f"not answered within {waited:.0f} s\n{self.chat.transcript()}"
            await asyncio.sleep(_GLANCE)
        self.stands = tap.wanted
        if tap.at > self._died:
            # Every tap that came again was before this one; what a process sent in its last moment proves less.
            self._replayed.clear()
        self.served = time.monotonic()
        self._figures.waits.append(time.monotonic() - tap.at)
        if tap.restarted is not None:
            self._figures.across.append(time.monotonic() - tap.restarted)
        return True

    async def _given_up(self, tap: Tap) -> bool:
        await asyncio.sleep(_ON_THE_WIRE)
        self._see_no_wrong_page(tap)
        there = self.now == tap.wanted
        if there:
            self._figures.spinner_only += tap.query.answer is None
            self.stands = tap.wanted
        elif tap.forgotten:
            self._figures.lost += 1
        else:
            self._figures.again += 1
        return there

    def _see_no_wrong_page(self, tap: Tap) -> None:
        seen = self.now
        right = seen in (tap.before, tap.wanted) or seen in self._replayed
        assert right, f"a wrong page\nnow {seen}\nbefore {tap.before}\nwanted {tap.wanted}"

    def died(self, kept: Set[int]) -> None:
        """Note which taps Telegram still has after a process died: those come again, in order, and no others do.

        The message goes once more through the pages of the taps that come again before it shows the last one's.
        """
        self._died = time.monotonic()
        if self.open is not None:
            self.open.forgotten = self.open.update_id not in kept
        self._replayed |= {tap.wanted for tap in self._recent if tap.update_id in kept}


class Crowd:
    """Some people with one bot."""

    def __init__(self, world: World, expected: Expected, number: int, seed: int) -> None:
        self.world = world
        self.figures = Figures()
        self.walkers = [
            Walker(
                Chat(world, world.add_person(f"P{each}"), pace=0), expected, random.Random(seed + each), self.figures
            )
            for each in range(number)
        ]
        self._stop = asyncio.Event()
        self._walks: list[asyncio.Task[None]] = []

    async def begin(self) -> None:
        """Let everybody press Start and go on tapping."""
        await asyncio.gather(*(each.start() for each in self.walkers))
        self._stop.clear()
        self._walks = [asyncio.create_task(each.walk(self._stop)) for each in self.walkers]

    def patience(self, seconds: float) -> None:
        """Let everybody tap again after so long without an answer."""
        for each in self.walkers:
            each.patience = seconds

    async def served_since(self, since: float, within: float) -> float:
        """Wait until each has had a tap answered that was made after a moment; tell how long after it that was."""
        async with asyncio.timeout(within):
            while not all(each.served > since for each in self.walkers):
                self.see()
                await asyncio.sleep(_GLANCE)
        return time.monotonic() - since

    def see(self) -> None:
        """Raise what somebody has noticed so far."""
        for walk in self._walks:
            if walk.done() and (failure := walk.exception()) is not None:
                raise failure

    def died(self) -> None:
        """Note which open taps Telegram no longer has: nobody will bring them again."""
        kept = {update.id for update in self.world.updates.pending()}
        for walker in self.walkers:
            walker.died(kept)

    def restarted(self) -> None:
        """Note that another process has begun with what the dead one left."""
        for tap in self.taps:
            tap.restarted = time.monotonic()

    @property
    def taps(self) -> Iterable[Tap]:
        """Tell the taps that are under way."""
        return [each.open for each in self.walkers if each.open is not None]

    async def end(self) -> None:
        """Let everybody finish; then each message must show what its last link says."""
        self._stop.set()
        async with asyncio.timeout(90):
            await asyncio.gather(*self._walks)
        await asyncio.sleep(_ON_THE_WIRE)
        assert [each.now for each in self.walkers] == [each.stands for each in self.walkers]
