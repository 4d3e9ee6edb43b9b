"""Delivers updates to the bot's own address: in order within a lane, lanes side by side, until a 2xx comes."""

from __future__ import annotations

import asyncio
import contextlib
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from tgbot.playground.updates import Update
    from tgbot.playground.world import World

PATIENCE = 60.0
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 30.0


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go."""

    url: str
    secret: str
    connections: int


class Webhook:
    """The deliverer of one world; does nothing until it has a target."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._task: asyncio.Task[None] | None = None
        self._moved = asyncio.Event()
        self.target: Target | None = None
        self.last_error: tuple[int, str] | None = None
        self.set_at = float("-inf")

    def start(self, target: Target) -> None:
        """Deliver there from now on."""
        self.stop()
        self.target = target
        self._task = asyncio.get_running_loop().create_task(self._deliver_all(target))

    def stop(self) -> asyncio.Task[None] | None:
        """Deliver no more; what is not confirmed waits on. Tells the task that ends, for who wants to see its end."""
        self.target = self.last_error = None
        task, self._task = self._task, None
        if task:
            task.cancel()
        return task

    async def _deliver_all(self, target: Target) -> None:
        busy: set[str] = set()
        connector = aiohttp.TCPConnector(limit=target.connections)
        async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as deliveries:
            while True:
                self._world.updates.arrived.clear()
                for update in self._world.updates.pending():
                    if update.lane not in busy and len(busy) < target.connections:
                        busy.add(update.lane)
                        deliveries.create_task(self._deliver(session, target, update, busy))
                await self._world.updates.arrived.wait()

    async def _deliver(self, session: aiohttp.ClientSession, target: Target, update: Update, busy: set[str]) -> None:
        pause = FIRST_PAUSE
        try:
            while not await self._attempt(session, target, update):
                await asyncio.sleep(pause * random.uniform(0.8, 1.2))
                pause = min(2 * pause, LONGEST_PAUSE)
                if all(waiting.id != update.id for waiting in self._world.updates.pending()):
                    return
            self._world.updates.confirm(update.id)
        finally:
            busy.discard(update.lane)
            self._world.updates.arrived.set()

    async def _attempt(self, session: aiohttp.ClientSession, target: Target, update: Update) -> bool:
        headers = {"Content-Type": "application/json"}
        if target.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = target.secret
        try:
            timeout = aiohttp.ClientTimeout(total=PATIENCE)
            async with session.post(target.url, data=update.body, headers=headers, timeout=timeout) as response:
                with contextlib.suppress(aiohttp.ClientError):
                    await response.read()
                if 200 <= response.status < 300:
                    return True
                self.last_error = (
                    self._world.now(),
                    f"Wrong response from the webhook: {response.status} {response.reason}",
                )
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            what = (
                "Connection timed out"
                if isinstance(error, TimeoutError)
                else f"Connection failed: {type(error).__name__}"
            )
            self.last_error = (self._world.now(), what)
        return False
