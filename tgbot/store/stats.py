"""How much is kept, in totals; a number so small that it might point at somebody is not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tgbot.store.copy import count
from tgbot.store.tables import chats, erasures, reminders, results

if TYPE_CHECKING:
    from tgbot.store.database import Database

SMALLEST = 10


async def stats(database: Database) -> dict[str, int | None]:
    """Count chats, results, reminders by status and erasures; None stands for fewer than ten (but not for none)."""
    found: dict[str, int] = {}
    for table in (chats, results, erasures):
        async with database.read() as connection:
            found[table.name] = await count(connection, table)
    by_status = select(reminders.c.status, func.count().label("number")).group_by(reminders.c.status)
    for row in await database.fetch(by_status.order_by(reminders.c.status), patient=True):
        found[f"reminders {row.status}"] = row.number
    return {name: number if number == 0 or number >= SMALLEST else None for name, number in found.items()}
