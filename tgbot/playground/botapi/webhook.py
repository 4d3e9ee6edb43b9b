"""Delivers updates to the bot's own address: in order within a lane, lanes side by side, until a 2xx comes.

Source: telegram-bot-api, WebhookActor.cpp: the first repetition comes at once, later ones after twice the pause of the
one before, or when the answer's Retry-After says; what has grown too old on the way is dropped.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tgbot.playground.updates import Update
    from tgbot.playground.world import World

PATIENCE = 60.0
LONGEST_PAUSE, LONGEST_RETRY_AFTER = 60, 3600


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go."""

    url: str
    secret: str
    connections: int


class Webhook:
    """The deliverer of one world; does nothing until it has a target. `answered` gets what a bot answers with."""

    def __init__(self, world: World, answered: Callable[[str, bytes], Awaitable[None]]) -> None:
        self._world = world
        self._answered = answered
        self._task: asyncio.Task[None] | None = None
        self.target: Target | None = None
        self.last_error: tuple[int, str] | None = None
        self.settable_at = float("-inf")

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
        pause, fails = 1, 0
        try:
            while (retry_after := await self._attempt(session, target, update)) is not None:
                if not retry_after and fails:
                    pause = min(2 * pause, random.randint(LONGEST_PAUSE, 2 * LONGEST_PAUSE))
                await self._world.pace.sleep(retry_after or (pause if fails else 0))
                fails += 1
                if all(waiting.id != update.id for waiting in self._world.updates.pending()):
                    return
            self._world.updates.confirm(update.id)
        finally:
            busy.discard(update.lane)
            self._world.updates.arrived.set()

    async def _attempt(self, session: aiohttp.ClientSession, target: Target, update: Update) -> int | None:
        """Deliver once; None when it was taken, else the seconds that the receiver asks for (0: none)."""
        headers = {"Content-Type": "application/json"}
        if target.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = target.secret
        try:
            timeout = aiohttp.ClientTimeout(total=PATIENCE)
            async with session.post(target.url, data=update.body, headers=headers, timeout=timeout) as response:
                body = b""
                with contextlib.suppress(aiohttp.ClientError):
                    body = await response.read()
                if 200 <= response.status < 300:
                    await self._answered(response.headers.get("Content-Type", ""), body)
                    return None
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                wanted = response.headers.get("Retry-After", "")
                return min(int(wanted), LONGEST_RETRY_AFTER) if wanted.isdecimal() else 0
        except TimeoutError:
            self._failed("Connection timed out")
        except (aiohttp.ClientError, OSError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
        return 0

    def _failed(self, words: str) -> None:
        self.last_error = (self._world.now(), words)
