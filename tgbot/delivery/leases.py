"""The reminders that this worker holds: taken by a lease, held for as long as it takes, written down or given back.

Owns the talk with the table of reminders, through short troubles of the database too. Decides and sends nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog

from tgbot.clock import Clock
from tgbot.reminders.turn import Next
from tgbot.store.errors import StoreError
from tgbot.store.queue import Queue
from tgbot.store.reminder import Reminder

LEASE: Final = timedelta(seconds=120)
_HEIR_WAITS: Final = timedelta(seconds=5)
"""For a leader that lives but lost the lead: what it sends just then is given so long to end and be written down."""
_FRESH: Final = timedelta(seconds=0.5)
"""After so long the row is looked at again before it is sent: somebody may have stopped the reminder meanwhile."""
_TRIES: Final = (0.2, 1.0, 5.0, 15.0)

_log = structlog.get_logger()


@dataclass(slots=True, eq=False)
class Held:
    """A claimed reminder in work; `seen` is when it was last known to be ours."""

    reminder: Reminder
    seen: datetime
    in_queue: bool = False
    """It waits for its place: nothing was sent, so it may be given back at once."""
    task: asyncio.Task[None] | None = field(default=None, repr=False)


class Leases:
    """What one worker holds of the table of reminders.

    Every call of the database is shielded: cancelled half-way it could leave a transaction open.
    """

    def __init__(self, queue: Queue, clock: Clock, worker: str, lease: timedelta) -> None:
        self._queue = queue
        self._clock = clock
        self._worker = worker
        self._lease = lease
        self._held: dict[bytes, Held] = {}

    def __len__(self) -> int:
        return len(self._held)

    def __iter__(self) -> Iterator[Held]:
        return iter(list(self._held.values()))

    async def inherit(self) -> None:
        """Take over, in a moment, what earlier leaders died over; only whoever leads may do so."""
        until = self._clock.now() + _HEIR_WAITS
        if held := await asyncio.shield(self._queue.inherit(self._worker, until)):
            _log.info("reminders_inherited", number=held)

    async def claim(self, limit: int) -> list[Held]:
        """Take so many due reminders at most."""
        now = self._clock.now()
        claimed = await asyncio.shield(self._queue.claim(now, self._worker, limit, self._lease))
        # One that is held already was claimed again because the clock jumped past our lease: its try is under way.
        new = [Held(reminder, now) for reminder in claimed if reminder.row_id not in self._held]
        self._held.update((held.reminder.row_id, held) for held in new)
        return new

    async def next_due(self) -> datetime | None:
        """Tell when there may next be something to claim."""
        return await asyncio.shield(self._queue.next_due())

    async def still_ours(self, held: Held) -> bool:
        """Tell whether a reminder may be sent: nobody stopped or changed it, and nobody else took it."""
        now = self._clock.now()
        return abs(now - held.seen) < _FRESH or await self._renew(held, now)

    async def finish(self, held: Held, after: Next) -> None:
        """Write down what came of a reminder and what follows."""
        await self.write(
            held,
            lambda: self._queue.finish(
                held.reminder, self._worker, status=after.status, next_due=after.due, plan=after.plan.to_json()
            ),
        )

    async def put_off(self, held: Held, until: datetime, attempts: int) -> None:
        """Give a reminder back for another try."""
        await self.write(held, lambda: self._queue.release(held.reminder, self._worker, until, attempts))

    async def give_back(self, held: Held) -> None:
        """Give a reminder back as it was; without a database its lease ends by itself."""
        row = held.reminder
        with contextlib.suppress(StoreError):
            await asyncio.shield(self._queue.release(row, self._worker, row.due_at, row.attempts))

    def forget(self, held: Held) -> None:
        """Stop holding a reminder here, whatever the table says."""
        self._held.pop(held.reminder.row_id, None)

    async def keep(self) -> None:
        """Renew the leases of what is in work, where a third of the time has gone."""
        third = self._lease / 3
        for held in self:
            now = self._clock.now()
            if abs(now - held.seen) >= third:
                with contextlib.suppress(StoreError):
                    await self._renew(held, now)

    async def write(self, held: Held, what: Callable[[], Awaitable[object]]) -> None:
        """Write an outcome, several times if need be: what is sent and not written is sent again."""
        for pause in _TRIES:
            try:
                await asyncio.shield(what())
            except StoreError as error:
                _log.warning("reminder_write_failed", row=held.reminder.row_id.hex(), error=type(error).__name__)
                await asyncio.sleep(pause)
            else:
                return
        await asyncio.shield(what())

    async def _renew(self, held: Held, now: datetime) -> bool:
        ours = await asyncio.shield(self._queue.renew(held.reminder, self._worker, now + self._lease))
        if ours:
            held.seen = now
        return ours
