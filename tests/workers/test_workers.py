"""Four workers behind one address: any of them may die at any time, and nobody who taps or waits notices for long."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.chat import Chat
from tests.workers.crew import Crew, crew, walk
from tgbot.playground.botapi.rates import Rates
from tgbot.playground.server import Served, serve
from tgbot.playground.world import World

TAKE_OVER = 15.0 + 5.0
"""Seconds: the lease's length, and the longest pause before the next worker looks."""


@pytest.mark.slow
async def test_any_of_four_may_be_killed(server: Served, world: World, database: str, tmp_path: Path) -> None:
    """A bystander and the leader are killed while people tap: all of them end with their result, reminders go on."""
    async with crew(server, database, tmp_path) as four:
        await four.agreed(20, timedelta(seconds=30), datetime.now(UTC))
        chats = await four.people(6)
        walks = [asyncio.create_task(walk(chat)) for chat in chats]
        leading = await four.until_led()
        await asyncio.sleep(3)
        await four.kill(next(each for each in four.workers if each is not leading))
        await asyncio.sleep(1)
        await four.kill(leading)
        began = time.monotonic()
        await asyncio.gather(*walks)
        assert await four.until_led(TAKE_OVER - (time.monotonic() - began) + 1) is not leading
        assert len([port for port, times in four.balancer.served.items() if times]) == 4
        await _until_all_sent(four, 40, but=await _held_by_the_dead(four))
        assert all(times <= 1 + four.kills for times in four.arrived().values())
        codes = await asyncio.gather(*(each.stop(signal.SIGTERM) for each in four.workers if each.alive))
        assert codes == [0, 0]


async def test_a_leader_that_stops_hands_over_at_once(
    server: Served, world: World, database: str, tmp_path: Path
) -> None:
    """SIGTERM gives the lease back: the next worker need not wait for its end, and no reminder comes twice."""
    async with crew(server, database, tmp_path, 2) as two:
        first = await two.until_led()
        await two.agreed(10, timedelta(seconds=8), datetime.now(UTC))
        await asyncio.sleep(2)
        assert await first.stop(signal.SIGTERM) == 0
        second = await two.until_led(6)
        assert second is not first
        await _until_all_sent(two, 40)
        assert set(two.arrived().values()) == {1}


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_kills_at_random_moments(server: Served, world: World, database: str, tmp_path: Path) -> None:
    """Twelve kills, every third of the leader, each followed by a new start: 0 taps unanswered, 0 reminders lost."""
    chance = random.Random(9)
    async with crew(server, database, tmp_path) as four:
        await four.agreed(150, timedelta(seconds=90), datetime.now(UTC))
        crowd = asyncio.create_task(_walk_again_and_again(four, 20, 90))
        for number in range(12):
            await asyncio.sleep(chance.uniform(2, 6))
            leading = await four.leading()
            victim = leading if number % 3 == 0 and leading else chance.choice(four.workers)
            await four.kill(victim)
            await victim.start()
        walks = await crowd
        # What a killed leader held is free again when the lease of its row ends, after 120 s.
        await _until_all_sent(four, 160)
        arrived = four.arrived()
        repeats = sum(arrived.values()) - len(arrived)
        print(f"kills {four.kills}, walks {walks}, reminders {len(arrived)}, repeats {repeats}")  # noqa: T201
        print(f"requests {dict(four.balancer.served)}, broken by a kill {four.balancer.broken}")  # noqa: T201
        assert all(times <= 1 + four.kills for times in arrived.values())


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_bulk_and_taps_keep_to_the_rate(world: World, database: str, tmp_path: Path) -> None:
    """A crowd of reminders goes out beside 16 answers a second by two workers: all of it together keeps to 25.

    Half of the answers are the other worker's: unless the leader heard of them, it would be 33.
    """
    told = Told()
    async with serve(world, rates=told) as server, crew(server, database, tmp_path, 2) as two:
        await two.until_led()
        # The leader looks every 30 s for what other processes have added.
        due = datetime.now(UTC) + timedelta(seconds=32)
        await two.agreed(200, timedelta(), due)
        chats = [Chat(world, world.add_person(f"P{each}"), pace=0) for each in range(16)]
        stop = asyncio.Event()
        talking = [asyncio.create_task(_talk(chat, each / 16, stop)) for each, chat in enumerate(chats)]
        await _until_sent(two, 1, 90)
        began = time.monotonic()
        await _until_sent(two, len(two.reminded), 120)
        ended = time.monotonic()
        stop.set()
        await asyncio.gather(*talking)
        sent = [moment for moment in told.at if began <= moment < ended]
        rate = len(sent) / (ended - began)
        above = sum(bisect_left(sent, moment + 1) - each > 30 for each, moment in enumerate(sent))
        print(f"{len(sent)} in {ended - began:.0f} s, {rate:.1f}/s; {above} seconds' worth began with more than 30")  # noqa: T201
        assert set(two.arrived().values()) == {1}
        assert rate < 28


async def _talk(chat: Chat, first: float, stop: asyncio.Event) -> None:
    """Write once a second, whatever is answered."""
    await asyncio.sleep(first)
    while not stop.is_set():
        chat.world.person_sends(chat.person, "/start")
        await asyncio.sleep(1)


class Told(Rates):
    """Refuses nothing, and writes down when each message came."""

    def __init__(self) -> None:
        super().__init__()
        self.at: list[float] = []

    def count(self, chat_id: int) -> None:
        """Note one message."""
        self.at.append(time.monotonic())


async def _walk_again_and_again(four: Crew, people: int, seconds: float) -> int:
    """Let people take the check until the time is over; a tap that is not answered fails."""
    until = time.monotonic() + seconds

    async def one() -> int:
        walks = 0
        while time.monotonic() < until:
            [chat] = await four.people(1)
            await walk(chat)
            walks += 1
        return walks

    return sum(await asyncio.gather(*(one() for _ in range(people))))


async def _until_all_sent(four: Crew, seconds: float, but: int = 0) -> None:
    """Wait until everybody got a reminder, but for some that a dead worker's lease still holds."""
    await _until_sent(four, len(four.reminded) - but, seconds)


async def _until_sent(four: Crew, number: int, seconds: float) -> None:
    """Wait until so many people got a reminder."""
    async with asyncio.timeout(seconds):
        while sum(times > 0 for times in four.arrived().values()) < number:  # noqa: ASYNC110
            await asyncio.sleep(0.2)


async def _held_by_the_dead(four: Crew) -> int:
    """Count the reminders under a lease of a worker that is no more: they come when it ends, which takes 120 s."""
    from tgbot.store.tables import reminders  # noqa: PLC0415

    rows = await four.store.database.fetch(reminders.select().where(reminders.c.lease_owner.is_not(None)))
    alive = [f"-{each.pid}-" for each in four.workers if each.alive]
    return sum(not any(name in row.lease_owner for name in alive) for row in rows)
