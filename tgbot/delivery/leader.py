"""One of several workers leads: it alone sends the reminders and sweeps, as long as it holds the lease in the database.

Owns taking, renewing and losing the lease; knows nothing of the work. A worker that dies is replaced when its lease
ends. Each step is one statement, so a transaction pooler may stand before the database.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final

import structlog

from tgbot.clock import Clock
from tgbot.delivery.waiting import first_of
from tgbot.store.errors import StoreError
from tgbot.store.leader import Leader

LEASE: Final = 15.0
"""Seconds that the lease lasts without being renewed."""
EVERY: Final = 5.0
"""Seconds between two renewals, and between two looks of those who would lead."""
LEADING: Final = "reminders"
WELL: Final = "well"
"""A second lease, renewed by the leader only while its process is healthy: `tgbot health` reads it."""

Job = Callable[[asyncio.Event], Awaitable[None]]
"""Work that runs until its event is set; it may be begun again."""
Share = Callable[[datetime], Awaitable[None]]
"""What workers tell each other at each renewal, beside who leads."""

_log = structlog.get_logger()


class Leadership:
    """Runs the jobs while this worker leads.

    `seize`: take the lease at the start from whoever holds it. Right where one process receives at a time (polling): a
    holder other than this one has died or is about to stop. `share`: what else is done at each renewal, leading or not.
    `is_well` tells whether the process is healthy. `on_beat` hears of each turn of the loop, and whether it leads.
    """

    def __init__(
        self,
        leader: Leader,
        worker: str,
        clock: Clock,
        jobs: Sequence[Job],
        *,
        seize: bool = False,
        share: Share | None = None,
        is_well: Callable[[], bool] = lambda: True,
        on_beat: Callable[[bool], None] = lambda _leads: None,
        lease: float = LEASE,
        every: float = EVERY,
    ) -> None:
        self._leader = leader
        self._worker = worker
        self._clock = clock
        self._jobs = jobs
        self._seize = seize
        self._share = share
        self._is_well = is_well
        self._on_beat = on_beat
        self._lease = lease
        self._every = every
        self._ours_until = 0.0
        self._in_trouble = False

    @property
    def leads(self) -> bool:
        """Tell whether the lease is surely still ours."""
        return time.monotonic() < self._ours_until

    async def run(self, stop: asyncio.Event) -> None:
        """Try to lead until `stop` is set; then end the jobs and give the lease back."""
        working: asyncio.Task[None] | None = None
        ending = asyncio.Event()
        try:
            while not stop.is_set():
                await self._take()
                self._on_beat(self.leads)
                if self.leads and (working is None or working.done()):
                    if working is not None:
                        await working
                    ending = asyncio.Event()
                    working = asyncio.create_task(self._work(ending), name="leading")
                elif not self.leads and working is not None:
                    _log.warning("leadership_lost")
                    ending.set()
                    await working
                    working = None
                # Shielded: the wait for it is broken off, not the work.
                ends = (stop.wait(),) if working is None else (stop.wait(), asyncio.shield(working))
                await first_of(*ends, within=self._pause())
        finally:
            ending.set()
            if working is not None:
                await _ended(working)
            await self._leave()

    async def _work(self, ending: asyncio.Event) -> None:
        _log.info("leading")
        async with asyncio.TaskGroup() as group:
            for job in self._jobs:
                group.create_task(_until(job, ending))

    async def _take(self) -> None:
        """Take or renew the lease. Without an answer it stays ours until it has ended, and no longer."""
        asked = time.monotonic()
        try:
            async with asyncio.timeout(self._every):
                now = self._clock.now()
                ours = await self._leader.take(LEADING, self._worker, now, self._lease, seize=self._seize)
                if ours and self._is_well():
                    await self._leader.take(WELL, self._worker, now, self._lease, seize=True)
                if self._share is not None:
                    await self._share(now)
        except (StoreError, TimeoutError) as error:
            if not self._in_trouble:
                _log.warning("lease_not_renewed", error=type(error).__name__, then="trying on")
            self._in_trouble = True
            return
        self._in_trouble = self._seize = False
        self._ours_until = asked + self._lease if ours else 0.0

    def _pause(self) -> float:
        """Give the time until the next try: never past the end of a lease that could not be renewed."""
        left = self._ours_until - time.monotonic()
        return min(self._every, left) if left > 0 else self._every

    async def _leave(self) -> None:
        self._ours_until = 0.0
        if self._in_trouble:
            return
        with contextlib.suppress(StoreError, TimeoutError):
            async with asyncio.timeout(self._every):
                await self._leader.leave(self._worker)


async def _until(job: Job, ending: asyncio.Event) -> None:
    """Run a job; when it ends by itself, so do the others."""
    try:
        await job(ending)
    finally:
        ending.set()


async def _ended(working: asyncio.Task[None]) -> None:
    """Wait for the end of the work, also while we are being cancelled ourselves: then it is cancelled too."""
    try:
        await working
    except asyncio.CancelledError:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        raise
