"""The daily sweep: what has been kept long enough is forgotten. The leader runs it; the terms are the store's.

Once soon after the start (a host may restart its programs every day), then every day on the clock that it is given.
"""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from typing import Final

import structlog

from tgbot.clock import Clock
from tgbot.delivery.waiting import first_of
from tgbot.store.database import Database
from tgbot.store.errors import StoreError
from tgbot.store.limits import Limits
from tgbot.store.retention import sweep

FIRST: Final = 60.0
"""Seconds after the start: receiving comes first."""
DAILY: Final = 24 * 3600.0
AGAIN: Final = 3600.0
"""Seconds until another try where the database could not be asked."""

_log = structlog.get_logger()


class Housekeeping:
    """Sweeps every day until it is told to stop."""

    def __init__(self, database: Database, limits: Limits, clock: Clock) -> None:
        self._database = database
        self._limits = limits
        self._clock = clock

    async def run(self, stop: asyncio.Event) -> None:
        """Sweep, wait for a day, and so on."""
        wait = FIRST
        while True:
            await first_of(stop.wait(), self._clock.sleep(wait))
            if stop.is_set():
                return
            wait = await self._swept()

    async def _swept(self) -> float:
        """Sweep once; tell how many seconds to wait for the next time."""
        try:
            swept = await sweep(self._database, self._clock.now(), self._limits)
        except StoreError as problem:
            _log.warning("sweep_failed", error=type(problem).__name__)
            return AGAIN
        _log.info("swept", **asdict(swept))
        return DAILY
