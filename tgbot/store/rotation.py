"""Rewrites what older keys sealed under the newest key, so that an older key can be thrown away.

One chat a transaction: interrupted at any moment, everything stays readable, and the next run does what is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from tgbot.store.erasure import KEYED_BY_CHAT
from tgbot.store.seal import Seal, Unopened
from tgbot.store.tables import chats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tgbot.store.database import Database
    from tgbot.store.transaction import Transaction

_PAGE = 200
_FIRST = b""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What came of it: chats looked at, rows rewritten, and the rows (table, id) that no key opens."""

    chats: int
    rows: int
    unopened: tuple[tuple[str, bytes], ...]


async def rotate(database: Database, seal: Seal, progress: Callable[[int, int], None] | None = None) -> Rotated:
    """Bring every row to the newest key of DATA_KEYS; `progress` gets the chats done and all chats."""
    total: int = (await database.fetch(select(func.count()).select_from(chats), patient=True))[0][0]
    done = rewritten = 0
    unopened: list[tuple[str, bytes]] = []
    last = _FIRST
    while page := await _page(database, last):
        for row_id in await _outdated(database, seal, page):
            async with database.write() as connection:
                rewritten += await _rewrite(connection, seal, row_id, unopened)
        last, done = page[-1], done + len(page)
        if progress:
            progress(done, max(done, total))
    return Rotated(done, rewritten, tuple(unopened))


async def _page(database: Database, after: bytes) -> list[bytes]:
    question = select(chats.c.id).where(chats.c.id > after).order_by(chats.c.id).limit(_PAGE)
    return [row.id for row in await database.fetch(question, patient=True)]


async def _outdated(database: Database, seal: Seal, page: Sequence[bytes]) -> list[bytes]:
    found: set[bytes] = set()
    for row in await database.fetch(
        select(chats.c.id, chats.c.lookup, chats.c.sealed).where(chats.c.id.in_(page)), patient=True
    ):
        if not (seal.is_newest(row.lookup) and seal.is_newest(row.sealed)):
            found.add(row.id)
    for table in KEYED_BY_CHAT:
        for row in await database.fetch(
            select(table.c.chat_id, table.c.sealed).where(table.c.chat_id.in_(page)), patient=True
        ):
            if not seal.is_newest(row.sealed):
                found.add(row.chat_id)
    return sorted(found)


async def _rewrite(connection: Transaction, seal: Seal, row_id: bytes, unopened: list[tuple[str, bytes]]) -> int:
    rewritten = 0
    for table, column in ((chats, chats.c.id), *((table, table.c.chat_id) for table in KEYED_BY_CHAT)):
        # Held until the transaction ends: a plan that is changed meanwhile must not be written over with the older one.
        for row in (await connection.execute(select(table).where(column == row_id).with_for_update())).all():
            try:
                value = seal.open(table.name, row.id, row_id, row.sealed)
            except Unopened:
                unopened.append((table.name, row.id))
                continue
            values: dict[str, Any] = {"sealed": seal.seal(table.name, row.id, row_id, value)}
            if table is chats:
                values["lookup"] = seal.lookups(value["chat_id"])[0]
            await connection.execute(update(table).where(table.c.id == row.id).values(values))
            rewritten += 1
    return rewritten
