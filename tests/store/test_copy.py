"""Moving to another database: everything, counted, and again if need be; never over a bot's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests.store.people import ANNA, BEN, NOW, TODAY, agreed, kept, reminded
from tgbot.store.copy import COPIED, copy
from tgbot.store.database import Database
from tgbot.store.errors import StoreError
from tgbot.store.seal import Seal
from tgbot.store.store import Store
from tgbot.store.tables import leader, metadata

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
async def source(file_store: Store) -> Store:
    """Keep something for two people in a SQLite file."""
    for chat_id in (ANNA, BEN):
        chat = await agreed(file_store, chat_id)
        await reminded(file_store, chat)
        await kept(file_store, chat)
    await file_store.counts.add("useful:nose", 7)
    await file_store.chats.block(BEN, TODAY)
    return file_store


async def rows(database: Database) -> dict[str, set[tuple[object, ...]]]:
    """Read all tables that move."""
    return {table.name: {tuple(row) for row in await database.fetch(select(table))} for table in COPIED}


@pytest.fixture
def target(database: Database) -> Database:
    """Give an empty database of each kind to move to; the source has a file of its own."""
    return database


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """Name the source's own file."""
    return f"sqlite:///{tmp_path}/source/bot.db"


def test_every_table_moves_but_the_leases() -> None:
    """A new table moves as well."""
    assert set(COPIED) == set(metadata.tables.values()) - {leader}


async def test_everything_arrives_and_opens(source: Store, target: Database, keys: str) -> None:
    """Row for row the same, told in numbers, with progress."""
    told: list[tuple[str, int, int]] = []
    counted = await copy(source.database, target, NOW, lambda *step: told.append(step))
    assert counted == {"chats": 2, "counts": 1, "erasures": 0, "reminders": 2, "results": 2}
    assert ("chats", 2, 2) in told
    assert await rows(target) == await rows(source.database)
    moved = Store(target, Seal.from_setting(keys))
    assert await moved.chats.export(ANNA) == await source.chats.export(ANNA)
    assert len(await moved.queue.claim(NOW, "w", 10)) == 1


async def test_it_may_be_run_again(source: Store, target: Database) -> None:
    """What changed in the source since then changes in the target; who was erased there is erased here."""
    await copy(source.database, target, NOW)
    await source.chats.erase(BEN, TODAY)
    await source.counts.add("useful:lid")
    assert (await copy(source.database, target, NOW))["chats"] == 1
    assert await rows(target) == await rows(source.database)


async def test_more_rows_than_a_page(source: Store, target: Database) -> None:
    """Nothing is lost or doubled between pages."""
    async with source.database.write() as connection:
        table = metadata.tables["counts"]
        await connection.execute(table.insert(), [{"name": f"n{number:05}", "value": number} for number in range(1234)])
    assert (await copy(source.database, target, NOW))["counts"] == 1235
    assert await rows(target) == await rows(source.database)


async def test_a_running_source_is_refused(source: Store, target: Database) -> None:
    """What it writes meanwhile would be lost."""
    await source.leader.take("reminders", "w", NOW, 15)
    with pytest.raises(StoreError, match="a bot is running on"):
        await copy(source.database, target, NOW)


async def test_a_target_that_a_bot_works_on_is_refused(source: Store, target: Database) -> None:
    """Its people are not overwritten."""
    await Store(target, source.seal).leader.take("reminders", "w", NOW, 15)
    with pytest.raises(StoreError, match="name an empty one with --to"):
        await copy(source.database, target, NOW)
    assert await rows(target) == {table.name: set() for table in COPIED}


async def test_an_interrupted_copy_leaves_the_target_as_it_was(source: Store, target: Database) -> None:
    """Cut off in the middle: nothing has arrived, and the next run does it all."""

    class CutOffError(Exception):
        pass

    def stop(*_step: object) -> None:
        raise CutOffError

    with pytest.raises(CutOffError):
        await copy(source.database, target, NOW, stop)
    assert await rows(target) == {table.name: set() for table in COPIED}
    await copy(source.database, target, NOW)
    assert await rows(target) == await rows(source.database)
