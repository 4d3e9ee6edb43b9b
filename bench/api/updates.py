"""What waits for a bot that asks: handed out by offset, a hundred at most. Knows no method and no person."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

MOST = 100
REPEAT_WINDOW = 0.5
"""Telegram answers the same offset within so many seconds with one update only."""


@dataclass(frozen=True, slots=True)
class _Poll:
    """A long poll that waits: where its answer goes, and its end."""

    give: Callable[[list[bytes]], None]
    turn_away: Callable[[], None]
    limit: int
    end: asyncio.TimerHandle


class Updates:
    """The queue of one bot."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[tuple[int, bytes]] = deque()
        self._poll: _Poll | None = None
        self._asked = (-1, 0.0)

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, number: int, update: bytes) -> None:
        """Queue an update; a poll that waits gets it with whatever else comes in the same turn of the loop."""
        self._waiting.append((number, update))
        if self._poll is not None and len(self._waiting) == 1:
            self._loop.call_soon(self._end_poll)

    def poll(
        self,
        offset: int,
        limit: int,
        seconds: float,
        give: Callable[[list[bytes]], None],
        turn_away: Callable[[], None],
    ) -> None:
        """Forget what the offset confirms; give what waits, at the latest after so many seconds."""
        if self._poll is not None:
            self._poll.end.cancel()
            self._poll.turn_away()
            self._poll = None
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
        now = self._loop.time()
        again = offset == self._asked[0] and now - self._asked[1] < REPEAT_WINDOW
        self._asked = (offset, now)
        limit = 1 if again else max(1, min(MOST, limit))
        self._poll = _Poll(give, turn_away, limit, self._loop.call_later(seconds, self._end_poll))
        if self._waiting:
            self._end_poll()

    def drain(self) -> list[bytes]:
        """Take everything that waits: it goes another way from now on."""
        taken = [update for _, update in self._waiting]
        self._waiting.clear()
        return taken

    def _end_poll(self) -> None:
        poll, self._poll = self._poll, None
        if poll is not None:
            poll.end.cancel()
            poll.give([update for _, update in itertools.islice(self._waiting, poll.limit)])
