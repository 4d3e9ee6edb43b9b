"""Forgets what has been kept long enough, by the terms of `limits.py`. Knows no clock.

Deletes in small transactions, so that nobody who taps meanwhile has to wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select

from tgbot.store.erasure import delete_chats
from tgbot.store.limits import Limits
from tgbot.store.tables import chats, erasures, leader, reminders, results
from tgbot.store.transaction import changed

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Select, Table

    from tgbot.store.database import Database

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """How many rows went, and why."""

    results: int
    inactive: int
    blocked: int
    erasures: int
    reminders: int
    workers: int


async def sweep(database: Database, now: datetime, limits: Limits | None = None) -> Swept:
    """Delete all that is older than its limit; to be run daily."""
    keep, today = limits or Limits(), now.date()
    old = select(results.c.chat_id).group_by(results.c.chat_id)
    old = old.having(func.max(results.c.made_on) < today - keep.results)
    over = (reminders.c.status == "done") & (reminders.c.due_at < now - keep.done)
    dead = (leader.c.name == leader.c.worker) & (leader.c.until < now - keep.workers)
    swept = Swept(
        results=await _rows(database, old, results, results.c.chat_id),
        inactive=await _chats(database, chats.c.seen_on < today - keep.inactive),
        blocked=await _chats(database, chats.c.blocked_on < today - keep.blocked),
        erasures=await _where(database, erasures, erasures.c.erased_on < today - keep.erasures),
        reminders=await _where(database, reminders, over | (reminders.c.status == "stopped")),
        workers=await _rows(database, select(leader.c.name).where(dead), leader, leader.c.name),
    )
    await database.scrub()
    return swept


async def _chats(database: Database, which: ColumnElement[bool]) -> int:
    gone = 0
    while True:
        async with database.write() as connection:
            ids = (await connection.execute(select(chats.c.id).where(which).limit(_AT_ONCE))).scalars().all()
            await delete_chats(connection, list(ids))
        gone += len(ids)
        if len(ids) < _AT_ONCE:
            return gone


async def _where(database: Database, table: Table, which: ColumnElement[bool]) -> int:
    return await _rows(database, select(table.c.id).where(which), table, table.c.id)


async def _rows(database: Database, question: Select[Any], table: Table, column: Column[Any]) -> int:
    gone = 0
    while keys := [row[0] for row in await database.fetch(question.limit(_AT_ONCE), patient=True)]:
        async with database.write() as connection:
            gone += changed(await connection.execute(delete(table).where(column.in_(keys))))
    return gone
