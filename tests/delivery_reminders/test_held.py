"""A reminder in work: held by one, given back at a stop, not sent once it was changed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tgbot.reminders.plan import Plan

if TYPE_CHECKING:
    from conftest import World


HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


async def test_stopped_while_it_waits_is_not_sent(world: World) -> None:
    """A reminder that its owner stops while it waits for its place does not go out."""
    reminder = await world.add(1, after=timedelta())
    chat = await world.store.chats.find(1)
    assert chat is not None
    world.limiter.open.clear()
    world.start()
    await world.until(lambda: world.limiter.queued == 1)
    await world.store.reminders.stop(reminder.row_id, chat)
    world.clock.move(timedelta(seconds=1))
    world.limiter.open.set()
    await world.settled()

    assert world.arrived == []


async def test_moved_while_it_waits_is_sent_at_its_new_time(world: World) -> None:
    """A plan that is edited while the old one waits for its place is sent at the new time only."""
    reminder = await world.add(1, "old", after=timedelta())
    world.limiter.open.clear()
    dispatcher = world.start()
    await world.until(lambda: world.limiter.queued == 1)
    new = Plan("own", datetime(2026, 12, 1, 12), "UTC", text="new")  # noqa: DTZ001
    await world.store.reminders.replan(reminder, new.to_json(), datetime(2026, 12, 1, 12, tzinfo=UTC))
    world.clock.move(timedelta(seconds=1))
    world.limiter.open.set()
    await asyncio.sleep(0.05)
    assert world.arrived == []

    dispatcher.wake()
    world.clock.move(3 * HOUR)
    await world.until(lambda: world.arrived == [(1, "new", "on_time")])


async def test_the_lease_is_kept_while_it_waits(world: World) -> None:
    """A reminder that waits for longer than a lease is not taken by another dispatcher, and arrives once."""
    await world.add(1, after=timedelta())
    world.limiter.open.clear()
    world.start("one")
    world.start("two")
    await world.until(lambda: world.limiter.queued == 1)
    for _ in range(10):
        world.clock.move(timedelta(seconds=50))
        await asyncio.sleep(0.05)
    world.limiter.open.set()
    await world.settled()

    assert len(world.arrived) == 1


async def test_stopping_gives_back_what_waits(world: World) -> None:
    """At a stop nothing that waits is sent, and the next process may take it at once."""
    await world.add(1, after=timedelta())
    world.limiter.open.clear()
    world.start("one")
    await world.until(lambda: world.limiter.queued == 1)
    await world.stop()
    assert world.arrived == []

    world.limiter.open.set()
    world.start("two")
    await world.until(lambda: world.marks() == ["on_time"])


async def test_stopping_lets_a_send_end(world: World) -> None:
    """What is on its way at a stop is finished and written down."""
    reminder = await world.add(1, after=timedelta())
    world.pace = 0.1
    world.start()
    await world.until(lambda: world.side_by_side == 1)
    await world.stop()

    assert len(world.arrived) == 1
    assert (await world.kept(reminder)).status == "done"


async def test_many_at_once_are_sent_side_by_side_once_each(world: World) -> None:
    """Three hundred due in one minute go out, a bounded number at a time, none twice."""
    for number in range(300):
        await world.add(number + 1, after=timedelta(seconds=number % 60))
    world.clock.move(timedelta(minutes=1))
    world.pace = 0.005
    world.start("one", slots=16)
    world.start("two", slots=16)
    await world.until(lambda: len(world.arrived) >= 300)
    await world.settled()

    assert sorted(chat for chat, _, _ in world.arrived) == list(range(1, 301))
    assert 8 < world.most_side_by_side <= 32
