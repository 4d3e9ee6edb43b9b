"""The scripted Bot API, and the library's bot on our client against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from telegram.ext import ExtBot

from tests.delivery.bench import Bench
from tests.support.wire import TOKEN, Wire, wire
from tgbot.delivery.client import AiohttpRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest_asyncio.fixture
async def api() -> AsyncIterator[Wire]:
    """Serve the scripted Bot API."""
    async with wire() as state:
        yield state


@pytest_asyncio.fixture
async def updates_request() -> AsyncIterator[AiohttpRequest]:
    """Open the client that asks for updates."""
    async with AiohttpRequest(1) as request:
        yield request


@pytest_asyncio.fixture
async def bot(api: Wire, updates_request: AiohttpRequest) -> AsyncIterator[ExtBot[None]]:
    """Log the library's bot in."""
    async with ExtBot(
        TOKEN,
        base_url=f"{api.url}/bot",
        request=AiohttpRequest(),
        get_updates_request=updates_request,
    ) as bot:
        yield bot


@pytest.fixture
def bench(api: Wire, bot: ExtBot[None], updates_request: AiohttpRequest) -> Bench:
    """Set everything up; nothing runs yet."""
    return Bench(api, bot, updates_request)
