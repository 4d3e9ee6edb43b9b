"""The dispatcher: sends what is due, each occurrence at least once, and writes down what came of it.

Owns the order of things: wait, claim, send, settle. Knows nothing of what a message says (`send` does) nor of how a
plan repeats (`reminders/` does). One dispatcher runs at a time, in the leader.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import structlog
from telegram.error import RetryAfter

from tgbot.clock import Clock
from tgbot.delivery.leases import LEASE, Held, Leases
from tgbot.delivery.limiter import Limiter
from tgbot.delivery.trouble import seconds_of
from tgbot.delivery.verdict import Verdict, verdict
from tgbot.reminders.plan import Plan, UnreadablePlan
from tgbot.reminders.turn import Mark, Next, Turn, over, turn, unsure
from tgbot.store.chats import Chats
from tgbot.store.errors import StoreError
from tgbot.store.reminder import Reminder
from tgbot.store.reminders import Reminders

__all__ = ["Dispatcher", "Mark", "Reminder"]

_FIRST_WAIT: Final = 5
_LONGEST_WAIT: Final = 300
"""Seconds between tries of what was surely not sent; after six hours it counts as missed."""
_TOLD_FOR: Final = timedelta(hours=1)
_UNREADABLE_REST: Final = timedelta(hours=1)
_SHORTEST_NAP: Final = timedelta(seconds=0.5)
_LONGEST_NAP: Final = 30.0
"""In real seconds: another worker may have added a reminder, or the clock been put back."""
_GRACE: Final = 5.0
_SIP: Final = 16
"""Reminders claimed and begun in one go: opening more of them at once would keep the taps waiting."""

_log = structlog.get_logger()


class Dispatcher:
    """Sends due reminders, several side by side, until it is told to stop.

    `send` makes and sends one message: the reminder (its plan brought up to date) or the note that its mark asks for.
    `on_beat` hears at least every 30 s that the loop lives.
    """

    def __init__(  # noqa: PLR0917  (its neighbours, in the order in which a reminder meets them)
        self,
        reminders: Reminders,
        chats: Chats,
        send: Callable[[Reminder, Mark], Awaitable[None]],
        limiter: Limiter,
        clock: Clock,
        worker: str,
        *,
        slots: int = 64,
        lease: timedelta = LEASE,
        on_beat: Callable[[datetime], None] | None = None,
    ) -> None:
        self._leases = Leases(reminders, clock, worker, lease)
        self._chats = chats
        self._send = send
        self._limiter = limiter
        self._clock = clock
        self._slots = slots
        self._look = lease / 6
        self._on_beat = on_beat
        self._told: dict[int, tuple[bytes, datetime]] = {}
        self._woken = asyncio.Event()
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
        ends: list[asyncio.Task[object]] = [asyncio.create_task(event.wait()) for event in events]
        if until is not None:
            ends.append(asyncio.create_task(self._sleep(until)))
        try:
            await asyncio.wait(ends, timeout=_LONGEST_NAP, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for end in ends:
                end.cancel()
            await asyncio.gather(*ends, return_exceptions=True)

    async def _sleep(self, until: datetime) -> None:
        # Counted only here: the clock may have been moved since the moment was chosen.
        await self._clock.sleep((until - self._clock.now()).total_seconds())

    async def _keep_leases(self) -> None:
        while True:
            await self._nap(self._clock.now() + self._look)
            await self._leases.keep()

    def _start(self, held: Held) -> None:
        held.task = asyncio.create_task(self._see_to(held), name="reminder")
        held.task.add_done_callback(lambda _: self._ended(held))

    def _ended(self, held: Held) -> None:
        self._leases.forget(held)
        if self._full and (self._slots - len(self._leases)) * 2 >= self._slots:
            self._woken.set()

    async def _see_to(self, held: Held) -> None:
        row = held.reminder.row_id.hex()
        try:
            await self._try(held)
        except UnreadablePlan as error:
            _log.error("reminder_unreadable", row=row, part=str(error))
            await self._leases.put_off(held, self._clock.now() + _UNREADABLE_REST, 0)
        except Exception as error:  # noqa: BLE001  (a fault in one must not end the loop; its lease ends by itself)
            _log.error("reminder_failed", row=row, error=type(error).__name__)

    async def _try(self, held: Held) -> None:
        while True:
            asked = self._turn(held)
            if asked.mark is None or self._told_by_another(held, asked):
                await self._finish(held, over(asked, self._clock.now()))
                return
            await self._wait_for_place(held)
            if not await self._leases.still_ours(held):
                return
            # The wait may have been long.
            asked = self._turn(held)
            if asked.mark is None:
                continue
            outcome = await self._sent(held, asked, asked.mark)
            if outcome is not Verdict.TOO_MANY:
                await self._settle(held, asked, outcome)
                return

    def _turn(self, held: Held) -> Turn:
        return turn(Plan.from_json(held.reminder.plan), held.reminder.due_at, self._clock.now())

    def _told_by_another(self, held: Held, asked: Turn) -> bool:
        """Tell whether this chat hears of its missed reminders from another one already; else this one will say it."""
        if asked.mark is not Mark.SKIPPED:
            return False
        now = self._clock.now()
        while self._told and abs(now - self._told[first := next(iter(self._told))][1]) >= _TOLD_FOR:
            del self._told[first]
        speaker, _ = self._told.setdefault(held.reminder.chat_id, (held.reminder.row_id, now))
        return speaker != held.reminder.row_id

    async def _wait_for_place(self, held: Held) -> None:
        held.in_queue = True
        await self._limiter.bulk(held.reminder.chat_id)
        held.in_queue = False

    async def _sent(self, held: Held, asked: Turn, mark: Mark) -> Verdict:
        error: Exception | None = None
        try:
            await self._send(replace(held.reminder, plan=asked.plan.to_json()), mark)
        except RetryAfter as too_many:
            error = too_many
            self._limiter.too_many(seconds_of(too_many))
        except Exception as other:  # noqa: BLE001  (one reminder that can't be sent must not end the loop)
            error = other
            _log.warning("reminder_send_failed", row=held.reminder.row_id.hex(), error=type(other).__name__)
        return verdict(error)

    async def _settle(self, held: Held, asked: Turn, outcome: Verdict) -> None:
        now = self._clock.now()
        match outcome:
            case Verdict.SENT:
                await self._finish(held, over(asked, now))
            case Verdict.UNSURE:
                await self._finish(held, unsure(asked, now))
            case Verdict.GONE:
                chat_id = held.reminder.chat_id
                await self._leases.write(held, lambda: self._chats.block(chat_id, now.date()))
                # The block has put all reminders of the chat to rest; freeing this one does not wake it.
                await self._leases.give_back(held)
            case _:
                attempts = held.reminder.attempts + 1
                wait = min(_FIRST_WAIT * 2 ** min(attempts - 1, 6), _LONGEST_WAIT)
                again = now + timedelta(seconds=wait)
                await self._leases.put_off(held, again, attempts)
                self._not_later_than(again)

    async def _finish(self, held: Held, after: Next) -> None:
        await self._leases.finish(held, after)
        if after.due and after.status == "live":
            self._not_later_than(after.due)

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
