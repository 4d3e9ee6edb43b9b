"""The dispatcher: what is sent, when, how often, and what is written down afterwards."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from tgbot.delivery.client import NotSent
from tgbot.reminders.plan import Plan
from tgbot.store.errors import Unavailable

if TYPE_CHECKING:
    from conftest import World

    from tgbot.store.reminder import Reminder

HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


def lost_answer() -> TimedOut:
    """Make an error that leaves open whether the message arrived; here it has."""
    error = TimedOut("no answer")
    error.arrived = True  # type: ignore[attr-defined]
    return error


async def test_sends_when_due_and_not_before(world: World) -> None:
    """A reminder goes out when its moment comes, unmarked, and a single one is done then."""
    reminder = await world.add(1, "tea")
    world.start()
    world.clock.move(HOUR - timedelta(seconds=2))
    await asyncio.sleep(0.05)
    assert world.arrived == []

    world.clock.move(timedelta(seconds=2))
    await world.until(lambda: world.arrived == [(1, "tea", "on_time")])
    await world.settled()
    assert (await world.kept(reminder)).status == "done"


async def test_waking_finds_a_new_reminder(world: World) -> None:
    """A reminder that is added while the loop sleeps is sent without waiting for the next look."""
    dispatcher = world.start()
    await asyncio.sleep(0.02)
    await world.add(1, after=timedelta())
    dispatcher.wake()

    await world.until(lambda: len(world.arrived) == 1)


async def test_repeats_on_the_wall_clock_and_ends(world: World) -> None:
    """A weekly plan comes as often as planned, each time a tap keeps it going, and then it is done."""
    reminder = await world.add(1, every="weekly", times_left=3)
    world.start()
    for number in range(1, 4):
        world.clock.move(HOUR if number == 1 else WEEK)
        await world.until(lambda number=number: len(world.arrived) == number)
        await world.settled()

    kept = await world.kept(reminder)
    assert (kept.status, Plan.from_json(kept.plan).times_left) == ("done", 0)
    world.clock.move(WEEK)
    await asyncio.sleep(0.05)
    assert world.marks() == ["on_time"] * 3


@pytest.mark.parametrize(("away", "mark"), [(2 * HOUR, "late"), (6.9 * HOUR, "late"), (8 * HOUR, "skipped")])
async def test_what_fell_due_while_away(world: World, away: timedelta, mark: str) -> None:
    """Up to six hours late is sent as late; what is older is only mentioned."""
    await world.add(1)
    world.clock.move(away)
    world.start()

    await world.until(lambda: world.marks() == [mark])
    await world.settled()
    assert len(world.arrived) == 1


async def test_a_hundred_missed_make_one_message_a_chat(world: World) -> None:
    """Twenty reminders that each missed five weeks are mentioned once to their chat, and once to another chat."""
    reminders = [await world.add(1, every="weekly", times_left=9, after=n * HOUR) for n in range(20)]
    await world.add(2)
    world.clock.move(4 * WEEK + timedelta(days=3))
    world.start(slots=4)
    await world.settled()

    assert sorted((chat, mark) for chat, _, mark in world.arrived) == [(1, "skipped"), (2, "skipped")]
    kept = [await world.kept(reminder) for reminder in reminders]
    assert {(each.status, Plan.from_json(each.plan).times_left) for each in kept} == {("live", 4)}
    assert all(each.due_at > world.clock.now() for each in kept)


async def test_an_overtaken_occurrence_does_not_hide_the_newest(world: World) -> None:
    """After two weeks away, the occurrence of an hour ago is sent late and the older one is passed over."""
    await world.add(1, every="weekly", times_left=5)
    world.clock.move(WEEK + 2 * HOUR)
    world.start()
    await world.settled()

    assert world.marks() == ["late"]


async def test_three_unanswered_pause_with_one_note(world: World) -> None:
    """The fourth time there is a note instead, the reminder rests, and nothing more comes."""
    reminder = await world.add(1, every="weekly", times_left=9)
    world.start()
    for number in range(1, 5):
        world.clock.move(HOUR if number == 1 else WEEK)
        await world.until(lambda number=number: len(world.arrived) == number)
        await world.settled()
    world.clock.move(WEEK)
    await asyncio.sleep(0.05)

    assert world.marks() == ["on_time", "on_time", "on_time", "paused"]
    kept = await world.kept(reminder)
    assert (kept.status, Plan.from_json(kept.plan).times_left) == ("paused", 6)


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


async def test_nothing_is_sent_once_the_consent_is_withdrawn(world: World) -> None:
    """Without a live consent no reminder goes out, however much was planned."""
    for number in range(5):
        await world.add(1, after=number * HOUR, every="weekly", times_left=4)
    await world.store.chats.withdraw(1, "reminders", datetime(2026, 12, 1, tzinfo=UTC).date())
    world.start()
    for _ in range(4):
        world.clock.move(WEEK)
        await asyncio.sleep(0.02)

    assert world.arrived == []


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


async def test_the_clock_moved_back_and_forth(world: World) -> None:
    """Going back in time sends nothing twice, and what is due in the new present is sent."""
    await world.add(1, "first", after=HOUR)
    dispatcher = world.start()
    world.clock.move(2 * WEEK)
    await world.until(lambda: world.marks() == ["skipped"])
    await world.settled()
    world.clock.move(-2 * WEEK)
    await world.add(1, "second", after=HOUR)
    dispatcher.wake()
    await asyncio.sleep(0.05)
    assert len(world.arrived) == 1

    world.clock.move(HOUR)
    await world.until(lambda: world.arrived[1:] == [(1, "second", "on_time")])
    world.clock.move(-HOUR)
    world.clock.move(HOUR)
    await asyncio.sleep(0.05)
    assert len(world.arrived) == 2


class Counting:
    """The store's reminders, counted, and failing for as long as it is told to."""

    def __init__(self, reminders: object) -> None:
        self._reminders = reminders
        self.claims = 0
        self.down = False

    def __getattr__(self, name: str) -> object:
        if self.down:
            raise Unavailable("away")
        self.claims += name == "claim"
        return getattr(self._reminders, name)


async def test_idle_means_idle(world: World) -> None:
    """While nothing is due the database is asked once, and the health check hears that the loop lives."""
    world.reminders = counting = Counting(world.store.reminders)
    await world.add(1)
    world.start()
    await asyncio.sleep(0.3)

    assert counting.claims == 1
    assert len(world.beats) == 1


async def test_a_database_that_comes_back_is_used_again(world: World) -> None:
    """While the database is away the loop waits; then it sends what is due."""
    world.reminders = counting = Counting(world.store.reminders)
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
    world.reminders = counting = Counting(world.store.reminders)
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
