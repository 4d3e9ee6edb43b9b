"""The dispatcher and its database: idle, away, and back."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from tgbot.store.errors import Unavailable

if TYPE_CHECKING:
    from conftest import World

    from tgbot.store.reminder import Reminder

HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


class Counting:
    """The queue, counted, and failing for as long as it is told to."""

    def __init__(self, queue: object) -> None:
        self._queue = queue
        self.claims = 0
        self.down = False

    def __getattr__(self, name: str) -> object:
        if self.down:
            raise Unavailable("away")
        self.claims += name == "claim"
        return getattr(self._queue, name)


async def test_idle_means_idle(world: World) -> None:
    """While nothing is due the database is asked once, and the health check hears that the loop lives."""
    world.queue = counting = Counting(world.store.queue)
    await world.add(1)
    world.start()
    await asyncio.sleep(0.3)

    assert counting.claims == 1
    assert len(world.beats) == 1


async def test_a_database_that_comes_back_is_used_again(world: World) -> None:
    """While the database is away the loop waits; then it sends what is due."""
    world.queue = counting = Counting(world.store.queue)
    counting.down = True
    await world.add(1, after=timedelta())
    world.start()
    await asyncio.sleep(0.05)
    assert world.is_running()

    counting.down = False
    world.clock.move(timedelta(seconds=3))
    await world.until(lambda: len(world.arrived) == 1)


async def test_a_short_trouble_after_the_send_repeats_nothing(world: World) -> None:
    """When the outcome can't be written at once it is written a moment later, and the reminder is not sent again."""
    world.queue = counting = Counting(world.store.queue)
    reminder = await world.add(1, after=timedelta())
    send = world.send

    async def send_and_lose_the_database(which: Reminder, mark: object) -> None:
        await send(which, mark)  # type: ignore[arg-type]
        counting.down = True

    world.send = send_and_lose_the_database  # type: ignore[method-assign]
    world.start()
    await world.until(lambda: len(world.arrived) == 1)
    await asyncio.sleep(0.05)
    counting.down = False
    await world.until_free()

    assert (await world.kept(reminder)).status == "done"
    assert len(world.arrived) == 1
