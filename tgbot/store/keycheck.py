"""Sees at the start whether DATA_KEYS holds the keys of this database.

One damaged row must not keep a bot from starting, so it asks several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tgbot.store.seal import Seal, SealError, Unopened
from tgbot.store.tables import chats

if TYPE_CHECKING:
    from tgbot.store.database import Database

_SOME = 5


async def check_keys(database: Database, seal: Seal) -> None:
    """Raise `SealError` when the keys open none of some rows; an empty database fits any keys."""
    rows = await database.fetch(select(chats.c.id, chats.c.sealed).limit(_SOME))
    for row in rows:
        try:
            seal.open("chats", row.id, row.id, row.sealed)
        except Unopened:
            continue
        return
    if rows:
        raise SealError(
            f"DATA_KEYS does not hold the key of the database {database.address.shown} (DATABASE_URL): put back the "
            "key that was used before, or name an empty database"
        )
