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


async def exported(connection: Transaction, seal: Seal, chat: Row[Any], chat_id: int) -> dict[str, Any]:
    """Give a JSON object: `chat`, one list for each table, and under `unopened` the rows that no key opens.

    Where the chat's own row does not open, or says that it is another chat's, nothing that hangs on it is shown.
    """
    unopened: list[dict[str, str]] = []
    ours = _is_of(seal, chat, chat_id)

    def opened(table: str, row: Row[Any]) -> dict[str, Any]:
        content = _content(seal, table, row, chat.id) if ours else None
        if content is None:
            unopened.append({"table": table, "row": row.id.hex()})
            return {"row": row.id.hex(), "unopened": True}
        shown = {name: _plain(value) for name, value in row._mapping.items() if name not in _OURS}
        return shown | (content if table == "chats" else {"content": content})

    found: dict[str, Any] = {"chat": opened("chats", chat)}
    for table in KEYED_BY_CHAT:
        rows = (await connection.execute(select(table).where(table.c.chat_id == chat.id).order_by(table.c.id))).all()
        found[table.name] = [opened(table.name, row) for row in rows]
    return found | {"unopened": unopened}


def _is_of(seal: Seal, chat: Row[Any], chat_id: int) -> bool:
    content = _content(seal, "chats", chat, chat.id)
    return content is not None and content["chat_id"] == chat_id


def _content(seal: Seal, table: str, row: Row[Any], chat_row_id: bytes) -> dict[str, Any] | None:
    try:
        return seal.open(table, row.id, chat_row_id, row.sealed)
    except Unopened:
        return None


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
