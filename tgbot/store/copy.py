"""Moves everything from one database to another, whatever kind each is: all of it, counted, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select

from tgbot.store.errors import StoreError
from tgbot.store.tables import leader, metadata

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Table

    from tgbot.store.database import Database
    from tgbot.store.transaction import Transaction

    Progress = Callable[[str, int, int], None]

_PAGE = 500
COPIED = tuple(table for table in metadata.sorted_tables if table is not leader)
"""All tables but the leases, which belong to the workers of one database."""


async def copy(source: Database, target: Database, now: datetime, progress: Progress | None = None) -> dict[str, int]:
    """Make the target the same as the source; may be run again until a bot has worked on the target.

    Both are migrated. `progress` gets a table's name, its rows done and all its rows. Gives the rows of each table.
    """
    await refuse_running(source, now)
    async with source.read() as reading, target.write() as writing:
        if (await writing.execute(select(leader.c.name))).first():
            raise StoreError("a bot has already worked on the database to copy to: name an empty one with --to")
        return await replace_all(reading, writing, progress)


async def refuse_running(database: Database, now: datetime) -> None:
    """Raise while a worker holds a lease: what it writes during a copy or a restore would be lost."""
    if await database.fetch(select(leader.c.name).where(leader.c.until > now)):
        raise StoreError(f"a bot is running on {database.address.shown} (DATABASE_URL): stop it and try again")


async def replace_all(source: Transaction, target: Transaction, progress: Progress | None = None) -> dict[str, int]:
    """Replace all rows of the target by those of the source, within the target's transaction, and count them."""
    for table in reversed(COPIED):
        await target.execute(delete(table))
    counted: dict[str, int] = {}
    for table in COPIED:
        total, done = await count(source, table), 0
        async for rows in pages(source, table):
            await target.execute(insert(table), rows)
            done += len(rows)
            if progress:
                progress(table.name, done, total)
        if not total == done == (there := await count(target, table)):
            raise StoreError(f"table {table.name} has {total} rows but {there} arrived: nothing was kept, try again")
        counted[table.name] = total
    return counted


async def pages(connection: Transaction, table: Table) -> AsyncIterator[list[dict[str, Any]]]:
    """Read a whole table in the order of its key, some rows at a time."""
    (key,) = table.primary_key.columns
    question = select(table).order_by(key).limit(_PAGE)
    rows = (await connection.execute(question)).all()
    while rows:
        yield [dict(row._mapping) for row in rows]
        rows = (await connection.execute(question.where(key > rows[-1]._mapping[key.name]))).all()


async def count(connection: Transaction, table: Table) -> int:
    """Count a table's rows."""
    counted: int = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
    return counted
