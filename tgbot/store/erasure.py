"""Erases what is kept about a chat, and notes that it was erased, so that a restored backup forgets it again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from tgbot.store.tables import chats, erasures, metadata, reminders, results

if TYPE_CHECKING:
    from datetime import date

    from tgbot.store.seal import Seal
    from tgbot.store.transaction import Transaction

ALL = "all"
"""The kind of an erasure that took the whole chat; other kinds are those of a consent."""

KEPT_FOR = {"results": results, "reminders": reminders}
"""The table that each kind of consent is for."""

KEYED_BY_CHAT = tuple(table for table in metadata.sorted_tables if "chat_id" in table.c)
"""Every table whose rows belong to a chat. A new one is covered as soon as it has the column `chat_id`."""


async def erase(connection: Transaction, seal: Seal, chat_id: int, row_ids: list[bytes], today: date) -> None:
    """Delete a chat's rows from every table, and note it."""
    await delete_chats(connection, row_ids)
    await note(connection, seal, chat_id, ALL, today)


async def delete_chats(connection: Transaction, row_ids: list[bytes]) -> None:
    """Delete rows of `chats` with all that belongs to them."""
    await connection.execute(select(chats.c.id).where(chats.c.id.in_(row_ids)).order_by(chats.c.id).with_for_update())
    for table in KEYED_BY_CHAT:
        await connection.execute(delete(table).where(table.c.chat_id.in_(row_ids)))
    await connection.execute(delete(chats).where(chats.c.id.in_(row_ids)))


async def note(connection: Transaction, seal: Seal, chat_id: int, kind: str, today: date) -> None:
    """Leave one line: a keyed hash, what was erased, and the day.

    Each line has an id of its own, so that a line made after a backup is told from one that the backup already knew.
    """
    values = {"id": os.urandom(16), "lookup": seal.lookups(chat_id)[0], "kind": kind, "erased_on": today}
    await connection.execute(insert(erasures).values(values))
