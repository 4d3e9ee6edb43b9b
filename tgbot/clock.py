"""Time as an argument: the edges hold a Clock, the pure folders get `now`. Nobody else asks the system."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What the edges need of time."""

    def now(self) -> datetime:
        """Tell the present moment, aware, in UTC."""

    async def sleep(self, seconds: float) -> None:
        """Wait until this many seconds of *this clock's* time have passed."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Tell the present moment, aware, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait for real."""
        await asyncio.sleep(max(0.0, seconds))


class MovableClock:
    """Runs with the machine's clock, plus an offset that can be moved; moving it wakes everybody who sleeps on it."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = start - datetime.now(UTC) if start else timedelta()
        self._moved = asyncio.Event()

    def now(self) -> datetime:
        """Tell the moved moment, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    @property
    def offset(self) -> timedelta:
        """Tell how far it stands from the machine's clock."""
        return self._offset

    def move(self, by: timedelta) -> datetime:
        """Jump by a span (backwards too), wake the sleepers, and tell the new moment."""
        self._offset += by
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()
        return self.now()

    async def sleep(self, seconds: float) -> None:
        """Wait until the moved clock has passed the moment."""
        until = self.now() + timedelta(seconds=seconds)
        while (left := (until - self.now()).total_seconds()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), left)
