"""Order: one chat's updates one after the other, chats side by side, at most so many at once.

Owns who runs when. Knows nothing of Telegram, and keeps nothing about a chat that has nothing to do.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from functools import partial

import structlog

_log = structlog.get_logger()

Work = Callable[[], Awaitable[None]]


@dataclass(slots=True, eq=False)
class _Item:
    """One update's work and the future that says when it is over."""

    update_id: int
    work: Work
    end: asyncio.Future[None]


class Lanes:
    """Runs work in the order of its lane.

    `limit`: how many places there are to run in. Work that waits for its own lane takes none of them, and what has run
    for `slow_after` seconds gives its own up and runs on, at most `most_slow` at once: chats that hang, even many, keep
    the others waiting once and not for long.
    """

    def __init__(self, limit: int = 128, *, slow_after: float = 1.0, most_slow: int = 256) -> None:
        self._limit = limit
        self._slow_after = slow_after
        self._most_slow = most_slow
        self._known: dict[int, asyncio.Future[None]] = {}
        self._lanes: dict[Hashable, deque[_Item]] = {}
        self._ready: deque[Hashable] = deque()
        # What has a place, in the order in which it began, and since when (the loop's time).
        self._running: dict[asyncio.Task[None], float] = {}
        self._slow: set[asyncio.Task[None]] = set()
        self._look: asyncio.TimerHandle | None = None
        # Each work starts from this, so that nothing one update binds (a log field) is seen by the next.
        self._context = contextvars.copy_context()

    def __len__(self) -> int:
        """Count what is in work or waits for its turn."""
        return len(self._known)

    @property
    def idle(self) -> bool:
        """Whether nothing is kept about any chat."""
        return not (self._known or self._lanes or self._ready or self._running or self._slow)

    def pressing(self) -> int:
        """Count what has a place or waits for one. What has run for long does not count, nor what waits behind it."""
        self._let_aside(asyncio.get_running_loop().time())
        return len(self._running) + len(self._ready)

    def submit(self, update_id: int, key: Hashable | None, work: Work) -> asyncio.Future[None]:
        """Take work into its lane; the future ends when the work has, also when it failed (that is logged, not raised).

        An `update_id` already in work is joined: its future is given back and `work` is not run. `key` None: a lane of
        its own. The future is cancelled when the work was given up at a stop: then it was not handled.
        """
        if (known := self._known.get(update_id)) is not None:
            return known
        end = asyncio.get_running_loop().create_future()
        self._known[update_id] = end
        item = _Item(update_id, work, end)
        if key is None:
            key = item
        waiting = self._lanes.get(key)
        if waiting is not None:
            waiting.append(item)
        else:
            self._lanes[key] = deque((item,))
            self._ready.append(key)
            self._start()
        return end

    async def drain(self, timeout: float) -> int:  # noqa: ASYNC109  - the grace of a stop, not a deadline of the caller
        """Wait until all work is done, at most `timeout` seconds; then cancel what is left and tell how much it was."""
        loop = asyncio.get_running_loop()
        until = loop.time() + timeout
        while self._known and (left := until - loop.time()) > 0:
            await asyncio.wait(list(self._known.values()), timeout=left)
        given_up = len(self._known)
        self._give_up_waiting()
        working = [*self._running, *self._slow]
        for task in working:
            task.cancel()
        if working:
            await asyncio.wait(working, timeout=1)
        return given_up

    def _give_up_waiting(self) -> None:
        for waiting in self._lanes.values():
            for item in waiting:
                self._forget(item, handled=False)
            waiting.clear()
        while self._ready:
            del self._lanes[self._ready.popleft()]
        if self._look is not None:
            self._look.cancel()
            self._look = None

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        while self._ready and (len(self._running) < self._limit or self._let_aside(loop.time())):
            key = self._ready.popleft()
            item = self._lanes[key].popleft()
            task = loop.create_task(_run(item.work), context=self._context.copy())
            self._running[task] = loop.time()
            task.add_done_callback(partial(self._ended, key, item))
        if self._ready and self._look is None and len(self._slow) < self._most_slow:
            # Looked at only while somebody waits for a place, so that it costs nothing otherwise.
            oldest = next(iter(self._running.values()))
            self._look = loop.call_at(oldest + self._slow_after, self._look_again)

    def _look_again(self) -> None:
        self._look = None
        self._start()

    def _let_aside(self, now: float) -> bool:
        """Take their places from those that have run for long; tell whether there is a place now."""
        while self._running and len(self._slow) < self._most_slow:
            task, since = next(iter(self._running.items()))
            if now - since < self._slow_after:
                break
            del self._running[task]
            self._slow.add(task)
        return len(self._running) < self._limit

    def _ended(self, key: Hashable, item: _Item, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        self._slow.discard(task)
        self._forget(item, handled=not task.cancelled())
        if self._lanes[key]:
            self._ready.append(key)
        else:
            del self._lanes[key]
        self._start()

    def _forget(self, item: _Item, *, handled: bool) -> None:
        del self._known[item.update_id]
        if item.end.done():
            return
        if handled:
            item.end.set_result(None)
        else:
            item.end.cancel()


async def _run(work: Work) -> None:
    try:
        await work()
    except Exception as error:  # noqa: BLE001  - whatever one update does, the others go on
        _log.error("work_failed", error=type(error).__name__)  # no traceback: it could show what was typed
