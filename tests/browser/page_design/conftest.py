"""The chat page before the real emulator, with a bot that says what the test tells it to say."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.browser.conftest import OpenPage
from tests.browser.page_design.puppet import Puppet
from tgbot.clock import MovableClock
from tgbot.playground.people import Person
from tgbot.playground.server import Served
from tgbot.playground.world import World

__all__ = ["OpenPage"]


@pytest.fixture
def world() -> World:
    """Make a world of its own."""
    return World(MovableClock())


@pytest.fixture
def anna(world: World) -> Person:
    """Somebody whose chat is empty, but whom the bot may write to."""
    person = world.add_person("Anna")
    world.private_chat(person).started = True
    return person


@pytest.fixture(autouse=True)
async def puppet(server: Served, world: World) -> AsyncIterator[Puppet]:
    """Bring in a bot that speaks only as told."""
    async with Puppet(server.url, world.token) as bot:
        yield bot
