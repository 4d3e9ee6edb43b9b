"""A polling at work against the scripted Bot API, and what it handled."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

from tests.support.wire import Wire
from tgbot.delivery.lanes import Lanes
from tgbot.delivery.polling import Polling

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ExtBot

    from tgbot.delivery.client import AiohttpRequest


STUCK = 1
"""The chat whose updates are not finished until the gate opens."""


class Bench:
    """A polling at work, and what it handled."""

    def __init__(self, api: Wire, bot: ExtBot[None], request: AiohttpRequest) -> None:
        self.api = api
        self.bot = bot
        self.request = request
        self.lanes = Lanes()
        self.gate = asyncio.Event()
        self.stop = asyncio.Event()
        self.began: list[int] = []
        self.handled: list[int] = []
        self.at: dict[int, float] = {}
        self.stuck = frozenset({STUCK})
        self.all_stuck = False

    async def handle(self, update: Update) -> None:
        """Handle at once, except in the stuck chats."""
        self.began.append(update.update_id)
        self.at[update.update_id] = asyncio.get_running_loop().time()
        chat = update.effective_user
        if self.all_stuck or (chat and chat.id in self.stuck):
            await self.gate.wait()
        self.handled.append(update.update_id)

    def make(self, **settings: Any) -> Polling:
        """Make a polling that does not run yet."""
        usual: dict[str, Any] = {"allowed": ["message"], "grace": 1.0}
        return Polling(self.bot, self.request, self.lanes, self.handle, **(usual | settings))

    @contextlib.asynccontextmanager
    async def polling(self, **settings: Any) -> AsyncIterator[Polling]:
        """Run a polling for the time of the block; whatever it raises is raised."""
        polling = self.make(**settings)
        task = asyncio.create_task(polling.run(self.stop))
        try:
            yield polling
        finally:
            self.stop.set()
            await task

    async def until(self, true: Callable[[], object], within: float = 5.0) -> None:
        """Wait until something has become true."""
        async with asyncio.timeout(within):
            while not true():  # noqa: ASYNC110  - what is waited for has no event
                await asyncio.sleep(0.005)
