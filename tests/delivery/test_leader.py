"""Who leads: one at a time, for as long as the lease can be renewed, and another one soon after."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tgbot.clock import SystemClock
from tgbot.delivery.leader import LEADING, WELL, Leadership
from tgbot.store.database import Database
from tgbot.store.errors import Unavailable
from tgbot.store.leader import Leader

LEASE, EVERY = 0.6, 0.1


class Flaky:
    """A table of leases that can be cut off."""

    def __init__(self, leader: Leader) -> None:
        self._leader = leader
        self.cut_off = False

    async def take(self, *args: Any, **more: Any) -> bool:
        """Take a lease, unless cut off."""
        if self.cut_off:
            raise Unavailable("gone")
        return await self._leader.take(*args, **more)

    async def leave(self, worker: str) -> None:
        """Give everything back, unless cut off."""
        if self.cut_off:
            raise Unavailable("gone")
        await self._leader.leave(worker)

    async def until(self, name: str) -> datetime | None:
        """Tell a lease's end."""
        return await self._leader.until(name)


class Team:
    """Some who would lead, and what the one who does is doing."""

    def __init__(self, leader: Leader) -> None:
        self.leader = leader
        self.at_work: list[str] = []
        self.began: list[str] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.stops: dict[str, asyncio.Event] = {}

    def join(self, name: str, table: Any = None, **more: Any) -> Leadership:
        """Let one more try to lead."""

        async def job(ending: asyncio.Event) -> None:
            self.began.append(name)
            self.at_work.append(name)
            await ending.wait()
            self.at_work.remove(name)

        one = Leadership(table or self.leader, name, SystemClock(), (job,), **({"lease": LEASE, "every": EVERY} | more))
        self.stops[name] = asyncio.Event()
        self.tasks.append(asyncio.create_task(one.run(self.stops[name])))
        return one

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait for something to become so."""
        async with asyncio.timeout(seconds):
            while not condition():  # noqa: ASYNC110  (what is waited for has no event)
                await asyncio.sleep(0.01)


@pytest_asyncio.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    """Make a team on a table of its own."""
    database = await Database.open(f"sqlite:///{tmp_path}/bot.db")
    await database.migrate()
    made = Team(Leader(database))
    yield made
    for stop in made.stops.values():
        stop.set()
    await asyncio.gather(*made.tasks, return_exceptions=True)
    await database.close()


async def test_one_leads_and_the_others_wait(team: Team) -> None:
    """Three who would lead: one does, for longer than a lease lasts."""
    for name in ("one", "two", "three"):
        team.join(name)
    await team.until(lambda: bool(team.at_work))
    await asyncio.sleep(2 * LEASE)
    assert len(team.at_work) == 1
    assert len(team.began) == 1


async def test_a_stop_hands_over_at_once(team: Team) -> None:
    """The lease is given back: the next one leads before it would have ended."""
    team.join("one", lease=60.0)
    await team.until(lambda: team.at_work == ["one"])
    team.join("two", lease=60.0)
    team.stops["one"].set()
    await team.until(lambda: team.at_work == ["two"], 2)


async def test_the_dead_are_replaced_when_the_lease_ends(team: Team) -> None:
    """Whoever dies gives nothing back; the next one leads when the lease is over, not before."""
    await team.leader.take(LEADING, "dead", SystemClock().now(), LEASE)
    team.join("two")
    await asyncio.sleep(LEASE / 2)
    assert not team.at_work
    await team.until(lambda: team.at_work == ["two"], 2)


async def test_one_who_can_seize_need_not_wait(team: Team) -> None:
    """Where one process receives at a time, a lease left behind by a dead one is taken at once."""
    await team.leader.take(LEADING, "dead", SystemClock().now(), 60)
    team.join("next", seize=True)
    await team.until(lambda: team.at_work == ["next"], 1)


async def test_without_a_database_the_work_ends_with_the_lease(team: Team) -> None:
    """Cut off, a leader works on while the lease lasts, then stops; it leads again when the database is back."""
    table = Flaky(team.leader)
    one = team.join("one", table)
    await team.until(lambda: team.at_work == ["one"])
    table.cut_off = True
    await asyncio.sleep(LEASE / 3)
    assert team.at_work == ["one"]
    await team.until(lambda: not team.at_work, 2)
    assert not one.leads
    table.cut_off = False
    await team.until(lambda: team.at_work == ["one"], 2)
    assert team.began == ["one", "one"]


async def test_a_sign_of_life_is_left_only_while_all_is_well(team: Team) -> None:
    """The second lease, which `tgbot health` reads, is renewed only by a healthy leader."""
    well = True
    team.join("one", is_well=lambda: well)
    await team.until(lambda: team.at_work == ["one"])
    first = await team.leader.until(WELL)
    assert first is not None
    well = False
    await asyncio.sleep(3 * EVERY)
    stayed = await team.leader.until(WELL)
    await asyncio.sleep(3 * EVERY)
    assert await team.leader.until(WELL) == stayed


async def test_work_that_fails_ends_the_worker(team: Team) -> None:
    """A job that raises is not hidden: the leadership ends with it."""

    async def broken(_ending: asyncio.Event) -> None:
        raise LookupError("broken")

    one = Leadership(team.leader, "one", SystemClock(), (broken,), lease=LEASE, every=EVERY)
    with pytest.raises(ExceptionGroup) as told:
        await one.run(asyncio.Event())
    assert told.value.subgroup(LookupError)


async def test_whoever_leads_or_waits_shares(team: Team) -> None:
    """At each renewal, in every worker; one that stops takes its word back."""
    heard: dict[str, float] = {}

    def sharing(name: str, rate: float) -> Any:
        async def share(now: datetime) -> None:
            heard[name] = await team.leader.share(name, now, LEASE, rate)

        return share

    team.join("one", share=sharing("one", 2.0))
    team.join("two", share=sharing("two", 5.0))
    await team.until(lambda: heard == {"one": 5.0, "two": 2.0})
    team.stops["two"].set()
    await team.until(lambda: heard["one"] == 0.0, LEASE / 2)
