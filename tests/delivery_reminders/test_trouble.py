"""What Telegram may do to a reminder on its way: tried again, once more, or left in peace; never in another's way."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from tgbot.delivery.client import NotSent
from tgbot.delivery.leases import Held, Leases
from tgbot.delivery.sending import Sending
from tgbot.store.errors import Unavailable

if TYPE_CHECKING:
    from conftest import World


HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


def lost_answer() -> TimedOut:
    """Make an error that leaves open whether the message arrived; here it has."""
    error = TimedOut("no answer")
    error.arrived = True  # type: ignore[attr-defined]
    return error


async def test_not_sent_is_tried_again_unmarked(world: World) -> None:
    """While Telegram can't be reached the reminder is tried again, ever more slowly, and arrives once."""
    await world.add(1, after=timedelta())
    world.outcomes.extend([NotSent("no address"), NotSent("no connection"), None])
    world.start()
    for wait, left in ((5, 2), (10, 1)):
        await world.until(lambda left=left: len(world.outcomes) == left and not world.side_by_side)
        await world.until_free()
        assert world.arrived == []
        world.clock.move(timedelta(seconds=wait))

    await world.until(lambda: world.marks() == ["on_time"])


async def test_without_an_answer_it_comes_once_more_marked(world: World) -> None:
    """A message that may have arrived is sent once more after ten minutes, saying so, and never a third time."""
    reminder = await world.add(1, after=timedelta())
    world.outcomes.extend([lost_answer(), lost_answer()])
    world.start()
    await world.until(lambda: world.marks() == ["on_time"])
    await world.until_free()
    world.clock.move(timedelta(minutes=9, seconds=50))
    await asyncio.sleep(0.05)
    assert len(world.arrived) == 1

    world.clock.move(timedelta(seconds=15))
    await world.until(lambda: world.marks() == ["on_time", "repeated"])
    await world.settled()
    world.clock.move(2 * HOUR)
    await asyncio.sleep(0.05)
    assert len(world.arrived) == 2
    assert (await world.kept(reminder)).status == "done"


async def test_without_an_answer_a_repeating_plan_goes_on(world: World) -> None:
    """After the one repeat, the next occurrence comes unmarked at its own time."""
    await world.add(1, every="weekly", times_left=3, after=timedelta())
    world.outcomes.extend([NetworkError("bad gateway"), None])
    world.start()
    await world.until(lambda: not world.side_by_side and len(world.outcomes) == 1)
    await world.until_free()
    world.clock.move(timedelta(minutes=11))
    await world.until(lambda: world.marks() == ["repeated"])
    await world.settled()
    world.clock.move(WEEK - timedelta(minutes=11))

    await world.until(lambda: world.marks() == ["repeated", "on_time"])


async def test_too_many_waits_and_sends_that_one_again(world: World) -> None:
    """A 429 pauses the bulk lane for as long as it says; the same reminder then arrives once, unmarked."""
    await world.add(1, after=timedelta())
    world.outcomes.append(RetryAfter(timedelta(seconds=7)))
    world.start()

    await world.until(lambda: world.marks() == ["on_time"])
    await world.settled()
    assert world.limiter.pauses == [7.0]


@pytest.mark.parametrize("error", [Forbidden("bot was blocked by the user"), BadRequest("Chat not found")])
async def test_a_chat_that_is_gone_is_left_in_peace_and_others_go_on(world: World, error: Exception) -> None:
    """A block ends the chat's reminders until it comes back; the other chats get theirs."""
    gone = await world.add(1, every="weekly", times_left=4, after=timedelta())
    also = await world.add(1, after=HOUR)
    world.outcomes.append(error)
    world.start()
    await world.until(lambda: not world.outcomes)
    await world.add(2, after=HOUR)
    await world.settled()
    world.clock.move(WEEK)
    await world.until(lambda: len(world.arrived) == 1)
    await world.settled()

    assert [chat for chat, _, _ in world.arrived] == [2]
    chat = await world.store.chats.find(1)
    assert chat is not None
    assert chat.blocked_on == datetime(2026, 12, 1, tzinfo=UTC).date()
    assert {(await world.kept(each)).status for each in (gone, also)} == {"paused"}


async def test_one_that_cannot_be_sent_stops_nobody(world: World) -> None:
    """Whatever a send raises, the loop goes on with the others."""
    await world.add(1, after=timedelta())
    await world.add(2, after=timedelta(seconds=1))
    world.outcomes.append(KeyError("a fault of ours"))
    world.start()
    world.clock.move(timedelta(seconds=2))

    await world.until(lambda: world.arrived == [(2, "note", "on_time")])
    assert world.is_running()


async def test_an_unreadable_plan_stops_nobody(world: World) -> None:
    """A row whose plan can't be read rests; the others are sent."""
    broken = await world.add(1, after=timedelta())
    await world.store.reminders.replan(broken, {"at": "someday"}, broken.due_at)
    await world.add(2, after=timedelta())
    world.start()

    await world.until(lambda: world.arrived == [(2, "note", "on_time")])
    await world.until_free()
    assert (await world.kept(broken)).due_at > world.clock.now()


class Away(Leases):
    """What a worker holds while its database is away for longer than it is waited for."""

    async def put_off(self, held: Held, until: datetime, attempts: int) -> None:
        """Reach nobody."""
        raise Unavailable("away")


async def test_an_unreadable_plan_and_no_database_end_in_the_log(world: World) -> None:
    """Nobody waits for what one reminder raises, so it says by itself what went wrong."""
    broken = await world.add(1, after=timedelta())
    broken = await world.store.reminders.replan(broken, {"at": "someday"}, broken.due_at)
    leases = Away(world.store.queue, world.clock, "one", HOUR)
    sending = Sending(leases, world.store.chats, world.send, world.limiter, world.clock, on_due=lambda _due: None)
    with capture_logs() as logs:
        await sending.see_to(Held(broken, world.clock.now()))
    assert [line["event"] for line in logs] == ["reminder_unreadable", "reminder_failed"]
