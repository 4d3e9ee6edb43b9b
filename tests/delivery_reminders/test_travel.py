"""A journey through time meets every reminder on its way, however slowly the messages go out."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from tgbot.playground.travel import travel

if TYPE_CHECKING:
    from conftest import World


async def test_forty_days_skip_nothing_while_a_message_waits_for_its_place(world: World) -> None:
    """A reminder in work is waited for: the end of its lease is not taken for its having been dealt with."""
    await world.add(1, every="weekly", times_left=9)
    world.limiter.open.clear()
    asyncio.get_running_loop().call_later(0.3, world.limiter.open.set)
    world.start()
    await travel(world.clock, world.store.queue, timedelta(days=40))
    await world.settled()

    assert world.marks() == ["on_time", "on_time", "on_time", "paused"]


async def test_a_journey_waits_for_what_is_in_work_when_it_begins(world: World) -> None:
    """What was due before the first step is sent as on time, and so is what comes after."""
    await world.add(1, after=timedelta())
    await world.add(2, after=timedelta(days=20))
    world.pace = 0.2
    world.start()
    await world.until(lambda: world.side_by_side == 1)
    await travel(world.clock, world.store.queue, timedelta(days=40))

    assert world.marks() == ["on_time", "on_time"]
