"""Bare counters that belong to nobody: how often something happened, never to whom or when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tgbot.store.tables import counts

if TYPE_CHECKING:
    from tgbot.store.database import Database


class Counts:
    """The table of counters, each with a name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, name: str, by: int = 1) -> None:
        """Count something; a name that is new begins at nought."""
        row = self._database.insert(counts).values(name=name, value=by)
        counted = row.on_conflict_do_update(
            index_elements=["name"], set_={"value": counts.c.value + row.excluded.value}
        )
        async with self._database.write() as connection:
            await connection.execute(counted)

    async def all(self) -> dict[str, int]:
        """Give every counter by its name."""
        return {row.name: row.value for row in await self._database.fetch(select(counts).order_by(counts.c.name))}
