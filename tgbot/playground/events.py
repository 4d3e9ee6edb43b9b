"""What happens in the world, told to whoever watches: the page, the tests. A slow watcher loses the oldest."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tgbot.playground.people import JSON


class Events:
    """A fan-out without memory: only those who listen at the moment hear it."""

    def __init__(self, backlog: int = 1000) -> None:
        self._backlog = backlog
        self._listeners: set[asyncio.Queue[JSON | None]] = set()

    def publish(self, kind: str, **details: object) -> None:
        """Tell everybody who listens."""
        event: JSON = {"type": kind, **details}
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(event)

    def close(self) -> None:
        """End every `watch` that is under way."""
        for queue in self._listeners:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)

    @contextlib.contextmanager
    def listen(self) -> Iterator[asyncio.Queue[JSON | None]]:
        """Hear everything from now until the block ends; None means that the world closes."""
        queue: asyncio.Queue[JSON | None] = asyncio.Queue(self._backlog)
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    async def watch(self) -> AsyncIterator[JSON]:
        """Iterate over what happens until the world closes."""
        with self.listen() as queue:
            while (event := await queue.get()) is not None:
                yield event
