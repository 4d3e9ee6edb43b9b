"""The world of all conversations about reminders."""

from __future__ import annotations

import pytest

from tests.support.reminding import START
from tests.support.running import TOKEN
from tgbot.clock import MovableClock
from tgbot.playground.world import World
from tgbot.reminders.gazetteer import gazetteer


@pytest.fixture
def world() -> World:
    """Make a world in which it is Tuesday 1 December 2026, 10:00 in Greenwich."""
    return World(MovableClock(START), token=TOKEN)


@pytest.fixture(scope="session", autouse=True)
def cities() -> None:
    """Read the list of cities before anybody waits for it: on a busy machine that takes longer than a chat waits."""
    gazetteer()
