"""Chooses one of several workers for a task, by a row with a lease. Each step is one statement: poolers may cut in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from tgbot.store.tables import leader

if TYPE_CHECKING:
    from tgbot.store.database import Database


class Leader:
    """The table of leases, one for each task."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, worker: str, now: datetime, seconds: float, *, seize: bool = False) -> bool:
        """Take or renew a task's lease; False while it is another worker's, unless it is to be seized."""
        row = self._database.insert(leader).values(name=name, worker=worker, until=now + timedelta(seconds=seconds))
        taken = row.on_conflict_do_update(
            index_elements=["name"],
            set_={"worker": row.excluded.worker, "until": row.excluded.until},
            where=None if seize else (leader.c.worker == worker) | (leader.c.until <= now),
        ).returning(leader.c.worker)
        async with self._database.write() as connection:
            return (await connection.execute(taken)).first() is not None

    async def until(self, name: str) -> datetime | None:
        """Tell when a task's lease ends or ended; None when nobody has it."""
        rows = await self._database.fetch(select(leader.c.until).where(leader.c.name == name))
        return rows[0].until if rows else None

    async def leave(self, name: str, worker: str) -> None:
        """Give a lease back at once, so that the next worker need not wait for its end."""
        async with self._database.write() as connection:
            own = (leader.c.name == name) & (leader.c.worker == worker)
            await connection.execute(delete(leader).where(own))
