"""The dispatcher: what is sent, when, how often, and what is written down afterwards."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tgbot.reminders.plan import Plan

if TYPE_CHECKING:
    from conftest import World


HOUR = timedelta(hours=1)
WEEK = timedelta(weeks=1)


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
