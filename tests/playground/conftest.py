"""A world that is served, and a bot of the real library to talk through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import pytest_asyncio
from telegram import Bot
from telegram.request import HTTPXRequest

from tgbot.clock import MovableClock
from tgbot.playground.server import Served, serve
from tgbot.playground.world import World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tgbot.playground.people import Person

pytest.register_assert_rewrite("tests.playground.conformance")


class Raw:
    """Calls methods with nothing between, to see the answer itself."""

    def __init__(self, session: aiohttp.ClientSession, url: str, token: str) -> None:
        self.session = session
        self.url = url
        self.token = token

    async def __call__(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call with JSON; tells the answer's JSON."""
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", json=arguments) as response:
            answer: dict[str, Any] = await response.json()
            assert answer["ok"] or answer["error_code"] == response.status
            return answer

    async def refusal(self, method: str, **arguments: Any) -> str:
        """Call with JSON and tell in what words it was refused."""
        answer = await self(method, **arguments)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"


@pytest.fixture
def world() -> World:
    """Make an empty world."""
    return World(MovableClock())


@pytest_asyncio.fixture
async def served(world: World) -> AsyncIterator[Served]:
    """Serve the world on a free port."""
    async with serve(world) as server:
        yield server


@pytest_asyncio.fixture
async def bot(served: Served) -> AsyncIterator[Bot]:
    """Log the real library in."""
    bot = Bot(
        served.world.token,
        base_url=f"{served.url}/bot",
        base_file_url=f"{served.url}/file/bot",
        request=HTTPXRequest(connection_pool_size=8),
        get_updates_request=HTTPXRequest(connection_pool_size=4),
    )
    async with bot:
        yield bot


@pytest_asyncio.fixture
async def raw(served: Served) -> AsyncIterator[Raw]:
    """Call the server without a library."""
    async with aiohttp.ClientSession() as session:
        yield Raw(session, served.url, served.world.token)


@pytest.fixture
def ann(world: World) -> Person:
    """Let Ann in; she has pressed Start, and the bot has seen it."""
    person = world.add_person("Ann")
    world.person_sends(person, "/start")
    world.updates.clear()
    return person
