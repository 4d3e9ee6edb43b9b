"""The real bot against the playground's server, in the test's own loop: real library, real HTTP, real SQLite."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import SecretStr

from tgbot.app import Bot, make_bot
from tgbot.library.content import Content
from tgbot.playground.server import Served
from tgbot.settings import Settings
from tgbot.store import Store

TOKEN = "111111:playground"


@asynccontextmanager
async def running(server: Served, content: Content, store: Store, **changes: object) -> AsyncIterator[Bot]:
    """Start a bot on the server's Bot API; it has set its profile and is polling when this hands it over."""
    settings = Settings(
        _env_file=None,
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=server.url,
        messages_per_second=0,
        operator_name="The test's operator",
        operator_contact="operator@example.org",
    ).model_copy(update=changes)
    stop = asyncio.Event()
    async with make_bot(settings, content, store, server.world.clock) as bot:
        work = asyncio.create_task(bot.run(stop))
        try:
            yield bot
        finally:
            stop.set()
            await work
