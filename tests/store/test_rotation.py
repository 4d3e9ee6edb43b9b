"""Another key: everything moves to it, step by step, whoever is at work meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from tests.store.people import ANNA, DAY, NOW, TODAY, agreed, consent, kept, reminded
from tgbot.store.rotation import Rotated, rotate
from tgbot.store.seal import Seal, new_key
from tgbot.store.store import Store
from tgbot.store.tables import chats, reminders, results

if TYPE_CHECKING:
    from tgbot.store.database import Database

OLD, NEW = new_key(), new_key()
PEOPLE = range(100, 110)


@pytest.fixture
async def before(database: Database) -> Store:
    """Keep something for ten people under the old key."""
    store = Store(database, Seal.from_setting(OLD))
    for chat_id in PEOPLE:
        chat = await agreed(store, chat_id)
        await reminded(store, chat, text=str(chat_id))
        await kept(store, chat)
    return store


async def opens_with(database: Database, keys: str, people: range = PEOPLE) -> bool:
    """Tell whether these keys find and open everything of all people."""
    store = Store(database, Seal.from_setting(keys))
    for chat_id in people:
        chat = await store.chats.find(chat_id)
        if chat is None or not await store.results.of(chat):
            return False
        if [each.plan["text"] for each in await store.reminders.of(chat)] != [str(chat_id)]:
            return False
    return True


async def test_everything_moves_to_the_newest_key(before: Store, database: Database) -> None:
    """Afterwards the old key is not needed; a second run finds nothing to do."""
    both = Seal.from_setting(f"{NEW},{OLD}")
    seen: list[tuple[int, int]] = []
    assert await rotate(database, both, lambda done, total: seen.append((done, total))) == Rotated(10, 30, ())
    assert seen == [(10, 10)]
    assert await opens_with(database, NEW)
    assert await rotate(database, both) == Rotated(10, 0, ())
    assert await rotate(database, Seal.from_setting(NEW)) == Rotated(10, 0, ())


async def test_a_rotation_that_is_cut_off_loses_nothing(before: Store, database: Database) -> None:
    """Cancelled at any moment: every row still opens with both keys, and the next run does the rest."""
    both = Seal.from_setting(f"{NEW},{OLD}")
    rewritten = 0
    for moment in (0.005, 0.02, 0.04):
        task = asyncio.create_task(rotate(database, both))
        await asyncio.sleep(moment)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert await opens_with(database, f"{NEW},{OLD}")
    rows = await database.fetch(select(chats.c.sealed))
    rewritten = sum(both.is_newest(row.sealed) for row in rows)
    left = await rotate(database, both)
    assert left.rows == 3 * (len(PEOPLE) - rewritten)
    assert await opens_with(database, NEW)


async def test_workers_with_old_and_new_settings_work_on_meanwhile(before: Store, database: Database) -> None:
    """One seals with the old key, one with the new one, both know both: nobody is lost, nobody is made twice."""
    old = Store(database, Seal.from_setting(f"{OLD},{NEW}"))
    new = Store(database, Seal.from_setting(f"{NEW},{OLD}"))

    async def busy(store: Store, first: int) -> None:
        for chat_id in range(first, 110, 2):
            await store.chats.consent(chat_id, consent("results", NOW + DAY), today=TODAY)
            (reminder,) = await store.reminders.of(await agreed(store, chat_id))
            await store.reminders.replan(reminder, reminder.plan, NOW + DAY)
        await agreed(store, ANNA + first)

    await asyncio.gather(rotate(database, new.seal), busy(old, 100), busy(new, 101))
    assert await opens_with(database, f"{OLD},{NEW}")
    await rotate(database, new.seal)
    assert await opens_with(database, NEW)
    assert len(await database.fetch(select(chats))) == len(PEOPLE) + 2


async def test_rows_that_no_key_opens_are_named_and_left(before: Store, database: Database) -> None:
    """A damaged row does not keep the rest from moving."""
    (first, *_) = await database.fetch(select(results))
    (other, *_) = [row for row in await database.fetch(select(chats)) if row.id != first.chat_id]
    async with database.write() as connection:
        await connection.execute(update(results).where(results.c.id == first.id).values(sealed=b"gone"))
        await connection.execute(update(chats).where(chats.c.id == other.id).values(sealed=b"gone"))
    rotated = await rotate(database, Seal.from_setting(f"{NEW},{OLD}"))
    assert rotated.rows == 28
    assert set(rotated.unopened) == {("results", first.id), ("chats", other.id)}


async def test_work_in_hand_is_not_disturbed(before: Store, database: Database) -> None:
    """A reminder that is being sent while its row is rewritten can still be finished."""
    got = await before.queue.claim(NOW, "w", 1)
    await rotate(database, Seal.from_setting(f"{NEW},{OLD}"))
    assert await before.queue.finish(got[0], "w", status="live", next_due=NOW + DAY)
    rows = await database.fetch(select(reminders).where(reminders.c.id == got[0].row_id))
    assert rows[0].due_at == NOW + DAY
