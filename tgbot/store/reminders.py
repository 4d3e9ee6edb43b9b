"""Reminders of chats that agreed to them: what people do with them. Knows nothing of what a plan says.

How they are sent is the affair of `queue.py`; both keep off each other by the row's fence and its lease.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select, update

from tgbot.store.consent import see_consent
from tgbot.store.errors import Gone, NoConsent, TooMany
from tgbot.store.locks import lock_chat
from tgbot.store.reminder import FREE, OFF, Reminder, Status, opened, row_of, sealed
from tgbot.store.tables import LIVE, reminders
from tgbot.store.transaction import changed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select

    from tgbot.store.chat import Chat
    from tgbot.store.database import Database
    from tgbot.store.seal import MadeBy, Seal
    from tgbot.store.transaction import Transaction

__all__ = ["Gone", "NoConsent", "Reminder", "Reminders", "Status", "TooMany"]

LIMIT = 20
"""Live or paused reminders of one chat."""


class Reminders:
    """The table of reminders."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def add(self, chat: Chat, plan: Mapping[str, Any], due_at: datetime, made_by: MadeBy) -> Reminder:
        """Keep a reminder; the same tap again gives the same one. `NoConsent` and `TooMany` say why it was not kept."""
        async with self._database.write() as connection:
            await lock_chat(connection, self._seal, chat.chat_id)
            await see_consent(connection, self._seal, chat, "reminders")
            if earlier := (await connection.execute(_by_tap(chat, made_by))).first():
                return opened(self._seal, earlier, chat.chat_id)
            await self._see_room(connection, chat.row_id)
            made = Reminder(os.urandom(16), chat.row_id, chat.chat_id, due_at, "live", 1, 0, dict(plan))
            await connection.execute(
                reminders.insert().values(
                    id=made.row_id,
                    chat_id=chat.row_id,
                    due_at=due_at,
                    status=made.status,
                    fence=made.fence,
                    attempts=made.attempts,
                    made_by=made_by[0],
                    sealed=sealed(self._seal, made.row_id, chat.row_id, plan),
                )
            )
        return made

    async def of(self, chat: Chat) -> list[Reminder]:
        """List a chat's live and paused reminders, the next one first."""
        rows = await self._database.fetch(_of(chat.row_id, "live", "paused", OFF).order_by(reminders.c.due_at))
        return [opened(self._seal, row, chat.chat_id) for row in rows]

    async def find(self, row_id: bytes, chat: Chat) -> Reminder | None:
        """Give a reminder of this chat; None for another chat's, whoever asks."""
        rows = await self._database.fetch(select(reminders).where(row_of(row_id, chat.row_id)))
        return opened(self._seal, rows[0], chat.chat_id) if rows else None

    async def of_tap(self, chat: Chat, made_by: MadeBy) -> Reminder | None:
        """Give the reminder that a tap has made, whatever became of it; None when it has made none."""
        rows = await self._database.fetch(_by_tap(chat, made_by))
        return opened(self._seal, rows[0], chat.chat_id) if rows else None

    async def answer(self, reminder: Reminder, plan: Mapping[str, Any]) -> bool:
        """Write down a plan that differs only in that somebody answered; the ways to change it stay as they are.

        False when it is just being sent, or was changed since it was read: then the answer is not counted.
        """
        as_read = (reminders.c.fence == reminder.fence) & (reminders.c.due_at == reminder.due_at) & LIVE
        which = row_of(reminder.row_id, reminder.chat_row_id) & as_read & reminders.c.lease_owner.is_(None)
        return (
            await self._change(which, {"sealed": sealed(self._seal, reminder.row_id, reminder.chat_row_id, plan)}) > 0
        )

    async def replan(
        self, reminder: Reminder, plan: Mapping[str, Any], due_at: datetime, *, wake: bool = True
    ) -> Reminder:
        """Give a reminder another plan, and make it live unless `wake` is False.

        Whoever is sending the old one finds the fence moved. `Gone` when it was erased meanwhile.
        """
        async with self._database.write() as connection:
            values = {
                "sealed": sealed(self._seal, reminder.row_id, reminder.chat_row_id, plan),
                "due_at": due_at,
                "attempts": 0,
                "fence": reminders.c.fence + 1,
                **({"status": "live"} if wake else {}),
                **FREE,
            }
            edited = update(reminders).where(row_of(reminder.row_id, reminder.chat_row_id)).values(values)
            fence = (await connection.execute(edited.returning(reminders.c.fence))).scalar()
        if fence is None:
            raise Gone("this reminder was erased in the meantime")
        status: Status = "live" if wake else reminder.status
        return replace(reminder, plan=dict(plan), due_at=due_at, status=status, attempts=0, fence=fence)

    async def stop(self, row_id: bytes, chat: Chat) -> bool:
        """Stop a reminder of this chat for good, and drop its words; False when there is none that runs."""
        runs = reminders.c.status.in_(("live", "paused", OFF))
        emptied = sealed(self._seal, row_id, chat.row_id, {})
        values = {"status": "stopped", "fence": reminders.c.fence + 1, "sealed": emptied, **FREE}
        return await self._change(row_of(row_id, chat.row_id) & runs, values) > 0

    async def pause(self, chat: Chat) -> int:
        """Let all of a chat's live reminders rest; tells how many."""
        return await self._change((reminders.c.chat_id == chat.row_id) & LIVE, {"status": "paused"})

    async def resume(self, chat: Chat) -> int:
        """Make a chat's paused reminders live again; tells how many. What fell due meanwhile is due now."""
        paused = (reminders.c.chat_id == chat.row_id) & (reminders.c.status == "paused")
        return await self._change(paused, {"status": "live", "attempts": 0})

    async def _change(self, which: ColumnElement[bool], values: Mapping[str, Any]) -> int:
        async with self._database.write() as connection:
            return changed(await connection.execute(update(reminders).where(which).values(values)))

    async def _see_room(self, connection: Transaction, chat_row_id: bytes) -> None:
        running = _of(chat_row_id, "live", "paused", OFF).with_only_columns(func.count())
        if (await connection.execute(running)).scalar_one() >= LIMIT:
            raise TooMany(f"this chat has {LIMIT} reminders already")


def _by_tap(chat: Chat, made_by: MadeBy) -> Select[Any]:
    return select(reminders).where(reminders.c.chat_id == chat.row_id, reminders.c.made_by.in_(made_by))


def _of(chat_row_id: bytes, *statuses: str) -> Select[Any]:
    return select(reminders).where(reminders.c.chat_id == chat_row_id, reminders.c.status.in_(statuses))
