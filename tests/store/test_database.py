"""The database itself: transactions, side by side, cut off in the middle, migrated by several at once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from tests.support.postgres import empty_postgres
from tgbot.store.counts import Counts
from tgbot.store.database import Database
from tgbot.store.errors import StoreError
from tgbot.store.migrations.upgrade import config, upgrade
from tgbot.store.tables import SCHEMA, counts, leader, metadata, reminders

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection


async def test_a_failed_block_leaves_nothing(database: Database) -> None:
    """All of a transaction, or none of it; errors of the caller pass through unchanged."""

    async def broken() -> None:
        async with database.write() as connection:
            await connection.execute(counts.insert().values(name="a", value=1))
            raise KeyError

    with pytest.raises(KeyError):
        await broken()
    assert await database.fetch(select(counts)) == []


async def test_writers_side_by_side_all_get_their_turn(database: Database) -> None:
    """Fifty counts at once are fifty."""
    counter = Counts(database)
    await asyncio.gather(*(counter.add("tap") for _ in range(50)))
    assert await counter.all() == {"tap": 50}


async def test_a_second_process_may_write_too(database: Database, url: str) -> None:
    """Two open databases, as of two processes: writes wait for each other and none is lost."""
    other = await Database.open(url)
    await asyncio.gather(*(Counts(each).add("tap") for each in (database, other) * 20))
    await other.close()
    assert await Counts(database).all() == {"tap": 40}


async def test_reading_does_not_wait_for_a_writer(database: Database) -> None:
    """While something is being written, others still read what was there before."""
    counter = Counts(database)
    await counter.add("tap")
    async with database.write() as connection:
        await connection.execute(counts.update().values(value=2))
        async with asyncio.timeout(2):
            assert await counter.all() == {"tap": 1}
    assert await counter.all() == {"tap": 2}


async def test_a_reading_block_sees_one_state(database: Database) -> None:
    """What is written meanwhile does not show within a block."""
    counter = Counts(database)
    await counter.add("tap")
    async with database.read() as connection:
        assert (await connection.execute(select(counts.c.value))).scalar() == 1
        await counter.add("tap")
        assert (await connection.execute(select(counts.c.value))).scalar() == 1


async def test_a_reading_block_cannot_write(database: Database) -> None:
    """A mistake in the code shows at once."""
    with pytest.raises(StoreError):
        async with database.read() as connection:
            await connection.execute(counts.insert().values(name="a", value=1))
    assert await database.fetch(select(counts)) == []


async def test_a_writer_that_is_cut_off_blocks_nobody(database: Database) -> None:
    """A cancelled handler's transaction is undone, and the next one goes on."""
    inside = asyncio.Event()

    async def stuck() -> None:
        async with database.write() as connection:
            await connection.execute(counts.insert().values(name="a", value=1))
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(stuck())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(3):
        await Counts(database).add("b")
    assert await Counts(database).all() == {"b": 1}


async def test_cancelling_at_any_moment_blocks_nobody(database: Database) -> None:
    """Wherever a cancellation meets a reader or a writer, the next writer gets its turn at once."""
    counter = Counts(database)

    async def twice() -> None:
        async with database.write() as connection:
            await connection.execute(counts.insert().values(name="x", value=1))
            await connection.execute(counts.delete().where(counts.c.name == "x"))

    for number in range(60):
        task = asyncio.create_task((twice, counter.all)[number % 2]())
        await asyncio.sleep(0.0001 * number)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with asyncio.timeout(2):
            await counter.add("turn")
    assert await counter.all() == {"turn": 60}


def differences(connection: Connection) -> list[object]:
    """Compare the tables that are there with those that the code names."""
    found: list[object] = compare_metadata(MigrationContext.configure(connection), metadata)
    return found


async def test_the_migrations_make_the_tables_that_the_code_names(empty_url: str) -> None:
    """Nothing is missing, nothing is left over, and the constant names the newest step."""
    database = await Database.open(empty_url)
    async with database.write() as connection:
        await connection.run_sync(upgrade)
        assert await connection.run_sync(differences) == []
        script = await connection.run_sync(lambda each: ScriptDirectory.from_config(config(each)))
    assert script.get_heads() == [SCHEMA]
    await database.close()


async def test_a_new_file_is_what_the_migrations_would_make_of_it(file_url: str, tmp_path: Path) -> None:
    """An empty SQLite file gets its tables without Alembic: the same, down to the last column and constraint."""
    made, migrated = await Database.open(file_url), await Database.open(f"sqlite:///{tmp_path}/migrated.db")
    await made.migrate()
    async with migrated.write() as connection:
        await connection.run_sync(upgrade)
    assert await laid_out(made) == await laid_out(migrated) != {}
    await made.close()
    await migrated.close()


async def laid_out(database: Database) -> dict[str, set[str]]:
    """Tell what SQLite keeps of each table and index: the clauses of its CREATE, in whatever order."""
    rows = await database.fetch(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {name: {" ".join(clause.split()) for clause in sql.split(",")} for name, sql in rows}


async def test_migrating_from_every_revision_keeps_the_data(empty_url: str) -> None:
    """Each released schema, with a row in it, comes up to the newest one."""
    database = await Database.open(empty_url)
    async with database.read() as connection:
        script = await connection.run_sync(lambda each: ScriptDirectory.from_config(config(each)))
    for step in reversed(list(script.walk_revisions())):
        async with database.write() as connection:
            await connection.run_sync(upgrade, step.revision)
            await connection.execute(counts.insert().values(name=step.revision, value=1))
        await database.migrate()
        assert step.revision in await Counts(database).all()
    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_several_workers_may_migrate_at_once(empty_url: str) -> None:
    """Workers that start together find the tables made once."""
    workers = [await Database.open(empty_url) for _ in range(4)]
    await asyncio.gather(*(worker.migrate() for worker in workers))
    assert await workers[0].fetch(select(counts)) == []
    for worker in workers:
        await worker.close()


async def test_a_newer_database_is_refused_with_both_revisions(empty_url: str) -> None:
    """An older version does not touch what it does not know."""
    database = await Database.open(empty_url)
    await database.migrate()
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9042'"))
    with pytest.raises(StoreError, match=f"schema 9042, this version knows up to {SCHEMA}"):
        await database.migrate()
    await database.close()


async def test_a_half_made_database_is_refused(empty_url: str) -> None:
    """Tables that nobody migrated are not built upon; nothing of the migration is kept."""
    database = await Database.open(empty_url)
    async with database.write() as connection:
        await connection.run_sync(leader.create)
    with pytest.raises(StoreError, match="half made"):
        await database.migrate()
    with pytest.raises(StoreError, match="half made"):
        await database.fetch(select(counts))
    await database.close()


async def test_a_database_that_lost_a_table_is_refused(empty_url: str) -> None:
    """Its version says that all is there; without a look it would fail only when somebody is to be reminded."""
    database = await Database.open(empty_url)
    await database.migrate()
    async with database.write() as connection:
        await connection.run_sync(reminders.drop)
    with pytest.raises(StoreError, match=r"\(DATABASE_URL\) has tables that are missing"):
        await database.migrate()
    await database.close()


async def test_sqlite_is_opened_for_safety_and_speed(file_url: str, tmp_path: Path) -> None:
    """Write-ahead log, foreign keys, wiping of what is deleted; made in a directory that was not there."""
    database = await Database.open(file_url)
    assert (tmp_path / "kept" / "bot.db").exists()
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1, "secure_delete": 1, "busy_timeout": 5000}
    async with database.write() as connection:
        for name, value in wanted.items():
            assert (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar() == value
    await database.close()


async def test_the_file_is_for_its_owner_only(file_url: str, tmp_path: Path) -> None:
    """Other users of the machine can't read the database."""
    database = await Database.open(file_url)
    assert (tmp_path / "kept" / "bot.db").stat().st_mode & 0o077 == 0
    await database.close()


async def test_nothing_is_prepared_for_later_on_postgresql(postgres: str) -> None:
    """A pooler may hand every transaction another connection: no statement has a name that the next would miss."""
    database = await Database.open(await empty_postgres(postgres))
    await database.migrate()
    for _ in range(3):
        await Counts(database).add("tap")
        assert await Counts(database).all()
    async with database.read() as connection:
        assert (await connection.exec_driver_sql("SELECT name FROM pg_prepared_statements")).all() == []
    await database.close()
