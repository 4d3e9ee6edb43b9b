"""The dispatcher: wakes when reminders are due, claims them, and lets so many at once be sent (`sending.py`).

Owns the loop, and when it looks again. Knows nothing of a message nor of a plan. One dispatcher runs at a time, in the
leader.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

import structlog

from tgbot.clock import Clock
from tgbot.delivery.leases import LEASE, Held, Leases
from tgbot.delivery.limiter import Limiter
from tgbot.delivery.sending import Send, Sending
from tgbot.delivery.waiting import first_of
from tgbot.store.chats import Chats
from tgbot.store.errors import StoreError
from tgbot.store.queue import Queue

_SHORTEST_NAP: Final = timedelta(seconds=0.5)
_LONGEST_NAP: Final = 30.0
"""In real seconds: another worker may have added a reminder, or the clock been put back."""
_GRACE: Final = 5.0
_SIP: Final = 16
"""Reminders claimed and begun in one go: opening more of them at once would keep the taps waiting."""

_log = structlog.get_logger()


class Dispatcher:
    """Sends due reminders, several side by side, until it is told to stop.

    `send` makes and sends one message. `woken` is set by whoever has added or moved a reminder. `on_beat` hears at
    least every 30 s that the loop lives.
    """

    def __init__(  # noqa: PLR0917  (its neighbours, in the order in which a reminder meets them)
        self,
        queue: Queue,
        chats: Chats,
        send: Send,
        limiter: Limiter,
        clock: Clock,
        worker: str,
        *,
        slots: int = 64,
        lease: timedelta = LEASE,
        woken: asyncio.Event | None = None,
        on_beat: Callable[[datetime], None] | None = None,
    ) -> None:
        self._leases = Leases(queue, clock, worker, lease)
        self._sending = Sending(self._leases, chats, send, limiter, clock, on_due=self._not_later_than)
        self._clock = clock
        self._slots = slots
        self._look = lease / 6
        self._on_beat = on_beat
        self._woken = woken or asyncio.Event()
        self._full = False
        self._until: datetime | None = None
        self._failures = 0
        self._inherited = False

    def wake(self) -> None:
        """Look again now: a reminder was added or moved."""
        self._woken.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set; then let what is being sent end, and give the rest back."""
        self._inherited = False
        renewing = asyncio.create_task(self._keep_leases(), name="reminder leases")
        try:
            while not stop.is_set():
                self._until = None
                self._until = await self._round()
                await self._nap(self._until, self._woken, stop)
        finally:
            await self._let_go()
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def _round(self) -> datetime | None:
        """Claim what there is room for; tell until when there is nothing to do (None: until woken)."""
        self._woken.clear()
        if self._on_beat is not None:
            self._on_beat(self._clock.now())
        self._full = (self._slots - len(self._leases)) * 2 < self._slots
        if self._full:
            return None
        try:
            if not self._inherited:
                await self._leases.inherit()
                self._inherited = True
            self._full = await self._fill()
            due = None if self._full else await self._leases.next_due()
        except StoreError as error:
            self._failures += 1
            _log.error("reminders_unavailable", error=type(error).__name__, failures=self._failures)
            return self._clock.now() + timedelta(seconds=min(2 ** min(self._failures, 6), _LONGEST_NAP))
        self._failures = 0
        # A due moment that has passed is one that could not be claimed just now; asking again at once would not help.
        return None if due is None else max(due, self._clock.now() + _SHORTEST_NAP)

    async def _fill(self) -> bool:
        """Claim and begin what is due, sip by sip; tell whether every place is taken, so that more may be due."""
        while (room := self._slots - len(self._leases)) > 0:
            wanted = min(room, _SIP)
            claimed = await self._leases.claim(wanted)
            for held in claimed:
                self._start(held)
            if len(claimed) < wanted:
                return False
        return True

    async def _nap(self, until: datetime | None, *events: asyncio.Event) -> None:
        """Wait for the clock or for one of the events, whichever comes first."""
        waits: list[Awaitable[object]] = [event.wait() for event in events]
        if until is not None:
            waits.append(self._sleep(until))
        await first_of(*waits, within=_LONGEST_NAP)

    async def _sleep(self, until: datetime) -> None:
        # Counted only here: the clock may have been moved since the moment was chosen.
        await self._clock.sleep((until - self._clock.now()).total_seconds())

    async def _keep_leases(self) -> None:
        while True:
            await self._nap(self._clock.now() + self._look)
            await self._leases.keep()

    def _start(self, held: Held) -> None:
        held.task = asyncio.create_task(self._sending.see_to(held), name="reminder")
        held.task.add_done_callback(lambda _: self._ended(held))

    def _ended(self, held: Held) -> None:
        self._leases.forget(held)
        if self._full and (self._slots - len(self._leases)) * 2 >= self._slots:
            self._woken.set()

    def _not_later_than(self, due: datetime) -> None:
        """Look again by then, if the loop meant to sleep longer or is about to decide."""
        if self._until is None or due < self._until:
            self.wake()

    async def _let_go(self) -> None:
        """Give back what only waits, let the others end for a while."""
        tasks = {held.task for held in self._leases if held.task}
        for held in self._leases:
            if held.in_queue and held.task:
                held.task.cancel()
                await self._leases.give_back(held)
        if tasks:
            _, slow = await asyncio.wait(tasks, timeout=_GRACE)
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)
