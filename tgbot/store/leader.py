"""Chooses one of several workers for a task, by a row with a lease, and lets workers tell each other their pace.

Each step is one transaction: poolers may cut in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, select

from tgbot.store.tables import leader

if TYPE_CHECKING:
    from tgbot.store.database import Database


_FAR: Final = 10
"""A lease that ends more of its lengths ahead than this was taken by a clock that has been put back since."""


class Leader:
    """The table of leases, one for each task."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, worker: str, now: datetime, seconds: float, *, seize: bool = False) -> bool:
        """Take or renew a task's lease; False while it is another worker's, unless it is to be seized."""
        ended = (leader.c.until <= now) | (leader.c.until > now + _FAR * timedelta(seconds=seconds))
        row = self._database.insert(leader).values(name=name, worker=worker, until=now + timedelta(seconds=seconds))
        taken = row.on_conflict_do_update(
            index_elements=["name"],
            set_={"worker": row.excluded.worker, "until": row.excluded.until},
            where=None if seize else (leader.c.worker == worker) | ended,
        ).returning(leader.c.worker)
        async with self._database.write() as connection:
            return (await connection.execute(taken)).first() is not None

    async def until(self, name: str) -> datetime | None:
        """Tell when a task's lease ends or ended; None when nobody has it."""
        rows = await self._database.fetch(select(leader.c.until).where(leader.c.name == name))
        return rows[0].until if rows else None

    async def share(self, worker: str, now: datetime, seconds: float, rate: float) -> float:
        """Tell the others what this worker's taps take (messages a second); give the sum of what theirs take.

        What is told counts for `seconds`.
        """
        own = self._database.insert(leader).values(
            name=worker, worker=worker, until=now + timedelta(seconds=seconds), rate=rate
        )
        told = own.on_conflict_do_update(
            index_elements=["name"], set_={"until": own.excluded.until, "rate": own.excluded.rate}
        )
        others = select(func.coalesce(func.sum(leader.c.rate), 0.0))
        others = others.where(leader.c.worker != worker, leader.c.until > now)
        async with self._database.write() as connection:
            await connection.execute(told)
            return float((await connection.execute(others)).scalar_one())

    async def leave(self, worker: str) -> None:
        """Give back at once all that a worker holds, so that the next one need not wait for its end."""
        async with self._database.write() as connection:
            await connection.execute(delete(leader).where(leader.c.worker == worker))
