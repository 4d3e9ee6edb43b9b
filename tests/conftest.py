"""What most tests stand on: the real content, a world with a clock, a server, a store, a bot, Ada's chat with it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.chat import Chat
from tests.support.running import TOKEN, running
from tgbot.app import Bot
from tgbot.clock import MovableClock
from tgbot.library.content import Content
from tgbot.library.loader import load
from tgbot.playground.server import Served, serve
from tgbot.playground.world import World
from tgbot.store import Store
from tgbot.store.seal import new_key

settings.register_profile("everyday", max_examples=40, deadline=None)
settings.register_profile("long", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))

CONTENT = Path(__file__).parent.parent / "content"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the switch that writes the golden transcripts anew."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/*.txt anew, then read the diff")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Tell whether the golden transcripts are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def content() -> Content:
    """Load the project's own content, strictly: a message without its arguments is an error here."""
    return load(CONTENT, strict=True)


@pytest.fixture
def world() -> World:
    """Make a world of its own."""
    return World(MovableClock(), token=TOKEN)


@pytest.fixture
async def server(world: World) -> AsyncIterator[Served]:
    """Serve the world on a free port."""
    async with serve(world) as served:
        yield served


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Open a fresh SQLite store."""
    opened = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", new_key())
    yield opened
    await opened.close()


@pytest.fixture
async def bot(server: Served, content: Content, store: Store) -> AsyncIterator[Bot]:
    """Run the bot."""
    async with running(server, content, store) as running_bot:
        yield running_bot


@pytest.fixture
def chat(bot: Bot, world: World) -> Chat:
    """Give Ada's private chat with the running bot."""
    return Chat(world, world.add_person("Ada"))
