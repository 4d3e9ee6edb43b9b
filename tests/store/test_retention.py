"""Forgetting in time: each term to the day, nothing else touched, the terms as an operator sets them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests.store.people import ANNA, BEN, DAY, NOW, TODAY, agreed, kept, reminded
from tgbot.store.limits import Limits
from tgbot.store.retention import Swept, sweep
from tgbot.store.tables import chats, erasures, reminders, results

if TYPE_CHECKING:
    from tgbot.store.database import Database
    from tgbot.store.store import Store

NOTHING = Swept(0, 0, 0, 0, 0, 0)


async def test_nothing_to_forget_is_nothing(database: Database) -> None:
    """An empty database stays empty."""
    assert await sweep(database, NOW) == NOTHING


async def test_results_go_ninety_days_after_the_last_one(store: Store, database: Database) -> None:
    """All of a chat's results stay together until the newest is too old; the chat stays."""
    chat = await agreed(store, ANNA)
    await kept(store, chat, NOW - 80 * DAY)
    await kept(store, chat, NOW)
    await kept(store, await agreed(store, BEN), NOW + DAY)
    assert await sweep(database, NOW + 90 * DAY) == NOTHING
    assert await sweep(database, NOW + 91 * DAY) == Swept(2, 0, 0, 0, 0, 0)
    assert await store.results.of(chat) == []
    assert await store.chats.find(ANNA) == chat
    assert len(await database.fetch(select(results))) == 1


async def test_inactive_chats_go_after_a_year_with_all_they_had(store: Store, database: Database) -> None:
    """Whoever is heard of in between stays."""
    chat = await agreed(store, ANNA)
    await reminded(store, chat)
    await agreed(store, BEN)
    await store.chats.seen(BEN, TODAY + DAY)
    assert await sweep(database, NOW + 365 * DAY) == NOTHING
    assert (await sweep(database, NOW + 366 * DAY)).inactive == 1
    assert await store.chats.find(ANNA) is None
    assert await store.chats.find(BEN)
    assert await database.fetch(select(reminders)) == []


async def test_blocked_chats_go_after_thirty_days(store: Store, database: Database) -> None:
    """Whoever comes back before that keeps what they had."""
    for chat_id in (ANNA, BEN):
        await reminded(store, await agreed(store, chat_id))
        await store.chats.block(chat_id, TODAY)
    assert await sweep(database, NOW + 30 * DAY) == NOTHING
    await store.chats.seen(BEN, TODAY + 30 * DAY)
    assert (await sweep(database, NOW + 31 * DAY)).blocked == 1
    assert await store.chats.find(ANNA) is None
    assert await store.chats.find(BEN)


async def test_the_note_of_an_erasure_goes_after_thirty_five_days(store: Store, database: Database) -> None:
    """Then nothing at all is left."""
    await agreed(store, ANNA)
    await store.chats.erase(ANNA, TODAY)
    assert await sweep(database, NOW + 35 * DAY) == NOTHING
    assert await sweep(database, NOW + 36 * DAY) == Swept(0, 0, 0, 1, 0, 0)
    assert await database.fetch(select(erasures)) == []


async def test_reminders_that_are_over_go(store: Store, database: Database) -> None:
    """Stopped ones at the next sweep, done ones after thirty days, live ones never on their own."""
    chat = await agreed(store, ANNA)
    await reminded(store, chat)
    (done,) = await store.queue.claim(NOW, "w", 10)
    await store.queue.finish(done, "w", status="done", next_due=None)
    stopped = await reminded(store, chat)
    await store.reminders.stop(stopped.row_id, chat)
    live = await reminded(store, chat)
    assert (await sweep(database, NOW + 30 * DAY)).reminders == 1
    assert (await sweep(database, NOW + 30 * DAY + timedelta(seconds=1))).reminders == 1
    assert [row.id for row in await database.fetch(select(reminders))] == [live.row_id]


@pytest.mark.parametrize("number", [499, 500, 1001])
async def test_many_go_in_one_sweep(store: Store, database: Database, number: int) -> None:
    """The small transactions add up to all of them."""
    rows = [{"id": n.to_bytes(16), "lookup": n.to_bytes(16), "sealed": b"", "seen_on": TODAY} for n in range(number)]
    async with database.write() as connection:
        await connection.execute(chats.insert(), rows)
    await agreed(store, ANNA)
    await store.chats.seen(ANNA, TODAY + DAY)
    assert (await sweep(database, NOW + 366 * DAY)).inactive == number
    assert len(await database.fetch(select(chats))) == 1


async def test_an_operator_may_set_other_terms(store: Store, database: Database) -> None:
    """Shorter terms are kept to the day as well."""
    await agreed(store, ANNA)
    limits = Limits(inactive=timedelta(days=10))
    assert await sweep(database, NOW + 10 * DAY, limits) == NOTHING
    assert (await sweep(database, NOW + 11 * DAY, limits)).inactive == 1


async def test_a_killed_workers_row_goes_after_a_day(store: Store, database: Database) -> None:
    """What it told of its pace is swept; what a living worker told stays, and so do leases."""
    await store.leader.take("reminders", "killed", NOW, 15)
    await store.leader.share("killed", NOW, 15, 3.0)
    await store.leader.share("alive", NOW + DAY, 15, 4.0)
    assert (await sweep(database, NOW + DAY + timedelta(seconds=16))).workers == 1
    assert (await sweep(database, NOW + DAY + timedelta(seconds=16))).workers == 0
    assert await store.leader.share("new", NOW + DAY, 15, 0.0) == 4.0
    assert await store.leader.until("reminders") is not None
