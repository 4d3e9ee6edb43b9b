"""What the playground's database holds about one chat, as it lies there. Only reads; the bot beside it writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from tgbot.store import Store
from tgbot.store.errors import StoreError
from tgbot.store.queue import Due
from tgbot.store.tables import chats, erasures, reminders, results

if TYPE_CHECKING:
    from sqlalchemy import Select, Table

_SHOWN: Final = 24
"""Characters of a sealed value: enough to see that nothing can be read in it."""


class Holdings:
    """A second look at the bot's database; nothing is in it until the bot has made its tables."""

    def __init__(self, url: str, keys: str) -> None:
        self._store = Store.unopened(url, keys)

    async def next_due(self) -> datetime | None:
        """Tell when the next reminder is due; None while there is no table yet either."""
        try:
            return await self._store.queue.next_due()
        except StoreError:
            return None

    async def due(self, now: datetime) -> Due:
        """Count what is due and not yet dealt with; nothing while there is no table yet."""
        try:
            return await self._store.queue.due(now)
        except StoreError:
            return Due(0, None)

    async def about(self, chat_id: int) -> list[dict[str, Any]]:
        """Tell each table that holds something about people: how many rows are this chat's, and how these look."""
        names = self._store.seal.lookups(chat_id)
        mine = chats.select().with_only_columns(chats.c.id).where(chats.c.lookup.in_(names))
        wanted = (
            (chats, chats.select().where(chats.c.lookup.in_(names))),
            (results, results.select().where(results.c.chat_id.in_(mine))),
            (reminders, reminders.select().where(reminders.c.chat_id.in_(mine))),
            (erasures, erasures.select().where(erasures.c.lookup.in_(names))),
        )
        return [await self._look(table, rows) for table, rows in wanted]

    async def close(self) -> None:
        """Close the database."""
        await self._store.close()

    async def _look(self, table: Table, which: Select[Any]) -> dict[str, Any]:
        try:
            rows: Sequence[Sequence[object]] = await self._store.database.fetch(which)
        except StoreError:
            rows = ()
        return {
            "name": table.name,
            "rows": len(rows),
            "columns": [column.name for column in table.columns],
            "sample": [[_shown(value) for value in row] for row in rows],
        }


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    text = value.hex() if isinstance(value, bytes) else "" if value is None else str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
