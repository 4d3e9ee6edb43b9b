"""Makes two writers of one chat take turns. SQLite has one writer anyway; PostgreSQL needs to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from tgbot.store.seal import Seal
    from tgbot.store.transaction import Transaction


async def lock_chat(connection: Transaction, seal: Seal, chat_id: int) -> None:
    """Hold a chat until the transaction ends, also one that has no row yet.

    The smallest of its lookups names it: workers whose DATA_KEYS hold the same keys in another order agree on that.
    """
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(min(seal.lookups(chat_id))[-8:], signed=True)
        await connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
