"""kill -9 of the real process at random moments while it sends: nothing is lost, and a kill repeats little."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.support.nursery import nursery
from tests.support.process import bot_process
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.reminders.plan import Plan
from tgbot.reminders.walltime import NEVER_QUIET
from tgbot.store import Store
from tgbot.store.chat import Consent
from tgbot.store.seal import new_key
from tgbot.store.tables import LIVE, reminders

A_SECOND = 40
"""Messages; so one life of a process sends some and never all."""


async def fill(store: Store, world: World, number: int) -> list[int]:
    """Give so many people one reminder each, due this minute."""
    now = datetime.now(UTC)  # the process lives by the machine's clock
    at = now.replace(tzinfo=None, second=0, microsecond=0)
    plan = Plan("own", at, "UTC", text="x", quiet=NEVER_QUIET).to_json()
    people = []
    for count in range(number):
        person = world.add_person(f"P{count}")
        world.private_chat(person).started = True
        consent = Consent("reminders", "hash", "1", "en", now)
        chat = await store.chats.consent(person.id, consent, today=now.date())
        await store.reminders.add(chat, plan, at.replace(tzinfo=UTC), (count.to_bytes(32),))
        people.append(person.id)
    return people


async def leases_end(store: Store) -> None:
    """Let the two minutes pass after which another process may take what the dead one held."""
    async with store.database.write() as connection:
        ended = datetime.now(UTC) - timedelta(seconds=1)
        held = reminders.c.lease_until.is_not(None)
        await connection.execute(update(reminders).where(held).values(lease_until=ended))


async def left(store: Store) -> bool:
    """Tell whether anything is still to be sent."""
    return await store.queue.next_due() is not None


async def killed_again_and_again(server: Served, world: World, folder: Path, kills: int) -> None:
    """Kill so many processes while they send, let a last one finish, and count what arrived in each life."""
    chance, keys = random.Random(kills), new_key()
    store = await Store.open(f"sqlite+aiosqlite:///{folder / 'bot.db'}", keys)
    people = await fill(store, world, kills * 16)
    lives = [arrived(world, people)]
    rate = {"MESSAGES_PER_SECOND": str(A_SECOND)}
    async with nursery() as forks, bot_process(server.url, folder, keys, nursery=forks, **rate) as process:
        for _ in range(kills):
            goal = lives[-1].total() + chance.randrange(1, 20)
            patience = time.monotonic() + 60
            while arrived(world, people).total() < goal and await left(store):
                assert time.monotonic() < patience, process.log
                await asyncio.sleep(0.01)
            await asyncio.sleep(chance.random() * 0.05)
            await process.kill()
            await asyncio.sleep(0.05)  # what was on the wire arrives
            lives.append(arrived(world, people))
            await leases_end(store)
            await process.start()
        async with asyncio.timeout(10 + kills):
            while await left(store):  # noqa: ASYNC110  (another process)
                await asyncio.sleep(0.2)
    lives.append(arrived(world, people))
    async with store.database.read() as connection:
        assert (await connection.execute(reminders.select().where(LIVE))).all() == []
    await store.close()
    assert set(lives[-1]) == set(people), "some were lost"
    assert all(max((after - before).values(), default=0) <= 1 for before, after in pairwise(lives)), "twice in a life"
    sent_twice = lives[-1].total() - len(people)
    print(f"{kills} kills, {len(people)} reminders, {sent_twice} came twice")  # noqa: T201  (a figure for the docs)
    assert sent_twice <= kills * 4, "a kill repeats only what was on its way"


def arrived(world: World, people: list[int]) -> Counter[int]:
    """Count the messages of each person."""
    return Counter({person: said for person in people if (said := len(world.chats[person].messages))})


async def test_ten_kills_lose_nothing(server: Served, world: World, tmp_path: Path) -> None:
    """Ten kill -9 while reminders go out: each arrives, and there is at most one repeat a kill."""
    await killed_again_and_again(server, world, tmp_path, 10)


@pytest.mark.slow
@pytest.mark.timeout(3000)
async def test_two_hundred_kills_lose_nothing(server: Served, world: World, tmp_path: Path) -> None:
    """The same with two hundred."""
    await killed_again_and_again(server, world, tmp_path, 200)
