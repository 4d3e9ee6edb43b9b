"""The pace of the network: seconds that really pass, which a test may let run ahead instead of waiting.

Ages of messages follow the world's movable clock; this is for what Telegram does between two calls of a bot.
"""

from __future__ import annotations

import asyncio
import contextlib
import time


class Pace:
    """A stopwatch that can be pushed forward; whoever sleeps by it wakes then."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._pushed = asyncio.Event()

    def now(self) -> float:
        """Tell the seconds of the stopwatch."""
        return time.monotonic() + self._ahead

    def push(self, seconds: float) -> None:
        """Let seconds pass at once."""
        self._ahead += seconds
        self._pushed.set()
        self._pushed = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Wait so many seconds of the stopwatch."""
        until = self.now() + seconds
        while (left := until - self.now()) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._pushed.wait()
