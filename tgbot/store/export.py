"""Puts together everything that is kept about one chat, opened, for the person it is about."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tgbot.store.erasure import KEYED_BY_CHAT
from tgbot.store.seal import Seal, Unopened

if TYPE_CHECKING:
    from sqlalchemy import Row

    from tgbot.store.transaction import Transaction

_OURS = {"id", "chat_id", "lookup", "made_by", "sealed", "lease_until", "lease_owner"}
"""Columns that say nothing about the person: names of rows, keyed hashes, who is at work."""


async def exported(connection: Transaction, seal: Seal, chat: Row[Any]) -> dict[str, Any]:
    """Give a JSON object: `chat`, one list for each table, and under `unopened` the rows that no key opens."""
    unopened: list[dict[str, str]] = []

    def opened(table: str, row: Row[Any]) -> dict[str, Any]:
        shown = {name: _plain(value) for name, value in row._mapping.items() if name not in _OURS}
        try:
            content = seal.open(table, row.id, chat.id, row.sealed)
        except Unopened:
            unopened.append({"table": table, "row": row.id.hex()})
            return shown | {"row": row.id.hex(), "unopened": True}
        return shown | (content if table == "chats" else {"content": content})

    found: dict[str, Any] = {"chat": opened("chats", chat)}
    for table in KEYED_BY_CHAT:
        rows = (await connection.execute(select(table).where(table.c.chat_id == chat.id).order_by(table.c.id))).all()
        found[table.name] = [opened(table.name, row) for row in rows]
    return found | {"unopened": unopened}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
