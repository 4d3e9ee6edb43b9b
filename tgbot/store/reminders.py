"""Reminders of chats that agreed to them: what people do with them, and the lease by which one worker sends each.

Knows nothing of what a plan says or of how a message is sent.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import Row, case, func, select, update

from tgbot.store.errors import Gone, NoConsent, TooMany
from tgbot.store.locks import lock_chat
from tgbot.store.reminder import Reminder, Status
from tgbot.store.seal import Unopened
from tgbot.store.tables import LIVE, chats, reminders
from tgbot.store.transaction import changed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement, Select

    from tgbot.store.chat import Chat
    from tgbot.store.database import Database
    from tgbot.store.seal import MadeBy, Seal
    from tgbot.store.transaction import Transaction

__all__ = ["Gone", "NoConsent", "Reminder", "Reminders", "Status", "TooMany"]

LIMIT = 20
"""Live or paused reminders of one chat."""

_LEASE = timedelta(seconds=120)
_UNOPENED_REST = timedelta(hours=1)
_OFF = "off"
"""A live reminder of a chat that blocked us; people see it as paused, and it is live again when they come back."""

_PRESENT = select(chats.c.blocked_on).where(chats.c.id == reminders.c.chat_id).scalar_subquery().is_(None)
"""Asked of each due row. Given a join, a planner may begin with all chats that are not blocked: nearly all of them."""

_FREE_LEASE = {"lease_until": None, "lease_owner": None}
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Due:
    """How many reminders are due and not yet sent, and since when the longest waits (None: there is none)."""

    number: int
    since: datetime | None


class Reminders:
    """The table of reminders."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def add(self, chat: Chat, plan: Mapping[str, Any], due_at: datetime, made_by: MadeBy) -> Reminder:
        """Keep a reminder; the same tap again gives the same one. `NoConsent` and `TooMany` say why it was not kept."""
        async with self._database.write() as connection:
            await lock_chat(connection, self._seal, chat.chat_id)
            await self._see_consent(connection, chat)
            if earlier := (await connection.execute(_by_tap(chat, made_by))).first():
                return self._opened(earlier, chat.chat_id)
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
                    sealed=self._sealed(made.row_id, chat.row_id, plan),
                )
            )
        return made

    async def of(self, chat: Chat) -> list[Reminder]:
        """List a chat's live and paused reminders, the next one first."""
        rows = await self._database.fetch(_of(chat.row_id, "live", "paused", _OFF).order_by(reminders.c.due_at))
        return [self._opened(row, chat.chat_id) for row in rows]

    async def find(self, row_id: bytes, chat: Chat) -> Reminder | None:
        """Give a reminder of this chat; None for another chat's, whoever asks."""
        rows = await self._database.fetch(select(reminders).where(_is(row_id, chat.row_id)))
        return self._opened(rows[0], chat.chat_id) if rows else None

    async def of_tap(self, chat: Chat, made_by: MadeBy) -> Reminder | None:
        """Give the reminder that a tap has made, whatever became of it; None when it has made none."""
        rows = await self._database.fetch(_by_tap(chat, made_by))
        return self._opened(rows[0], chat.chat_id) if rows else None

    async def answer(self, reminder: Reminder, plan: Mapping[str, Any]) -> bool:
        """Write down a plan that differs only in that somebody answered; the ways to change it stay as they are.

        False when it is just being sent, or was changed since it was read: then the answer is not counted.
        """
        as_read = (reminders.c.fence == reminder.fence) & (reminders.c.due_at == reminder.due_at) & LIVE
        which = _is(reminder.row_id, reminder.chat_row_id) & as_read & reminders.c.lease_owner.is_(None)
        return await self._change(which, {"sealed": self._sealed(reminder.row_id, reminder.chat_row_id, plan)}) > 0

    async def replan(
        self, reminder: Reminder, plan: Mapping[str, Any], due_at: datetime, *, wake: bool = True
    ) -> Reminder:
        """Give a reminder another plan, and make it live unless `wake` is False.

        Whoever is sending the old one finds the fence moved. `Gone` when it was erased meanwhile.
        """
        async with self._database.write() as connection:
            values = {
                "sealed": self._sealed(reminder.row_id, reminder.chat_row_id, plan),
                "due_at": due_at,
                "attempts": 0,
                "fence": reminders.c.fence + 1,
                **({"status": "live"} if wake else {}),
                **_FREE_LEASE,
            }
            edited = update(reminders).where(_is(reminder.row_id, reminder.chat_row_id)).values(values)
            fence = (await connection.execute(edited.returning(reminders.c.fence))).scalar()
        if fence is None:
            raise Gone("this reminder was erased in the meantime")
        status: Status = "live" if wake else reminder.status
        return replace(reminder, plan=dict(plan), due_at=due_at, status=status, attempts=0, fence=fence)

    async def stop(self, row_id: bytes, chat: Chat) -> bool:
        """Stop a reminder of this chat for good, and drop its words; False when there is none that runs."""
        runs = reminders.c.status.in_(("live", "paused", _OFF))
        emptied = self._sealed(row_id, chat.row_id, {})
        values = {"status": "stopped", "fence": reminders.c.fence + 1, "sealed": emptied, **_FREE_LEASE}
        return await self._change(_is(row_id, chat.row_id) & runs, values) > 0

    async def pause(self, chat: Chat) -> int:
        """Let all of a chat's live reminders rest; tells how many."""
        return await self._change((reminders.c.chat_id == chat.row_id) & LIVE, {"status": "paused"})

    async def resume(self, chat: Chat) -> int:
        """Make a chat's paused reminders live again; tells how many. What fell due meanwhile is due now."""
        paused = (reminders.c.chat_id == chat.row_id) & (reminders.c.status == "paused")
        return await self._change(paused, {"status": "live", "attempts": 0})

    async def claim(self, now: datetime, worker: str, limit: int, lease: timedelta = _LEASE) -> list[Reminder]:
        """Take due reminders that nobody holds, the earliest first; they are this worker's until the lease ends.

        A row that no key opens is named in the log, rests for an hour, and does not keep back the others.
        """
        first = await self.next_due()
        if first is None or first > now:
            # Asked before each nap; a look takes no lock, and nobody who writes waits for it.
            return []
        async with self._database.write() as connection:
            free = reminders.c.lease_until.is_(None) | (reminders.c.lease_until <= now)
            due = (
                select(reminders.c.id)
                .where(LIVE, reminders.c.due_at <= now, free, _PRESENT)
                .order_by(reminders.c.due_at)
                .limit(limit)
                .with_for_update(of=reminders, skip_locked=True)
                .cte("due")
            )
            taken = update(reminders).where(reminders.c.id.in_(select(due.c.id)))
            taken = taken.values(lease_until=now + lease, lease_owner=worker)
            rows = (await connection.execute(taken.returning(*reminders.c))).all()
            return await self._claimed(connection, rows, now) if rows else []

    async def inherit(self, worker: str, until: datetime) -> int:
        """Shorten every other worker's hold on what it claimed, for whoever sends now; tells how many were held longer.

        A worker that lives renews its hold before it sends; one that died does not, and need not be waited for.
        """
        others = (reminders.c.lease_until > until) & (reminders.c.lease_owner != worker)
        return await self._change(LIVE & others, {"lease_until": until})

    async def finish(
        self,
        reminder: Reminder,
        worker: str,
        *,
        status: Status,
        next_due: datetime | None,
        plan: Mapping[str, Any] | None = None,
        attempts: int = 0,
    ) -> bool:
        """Write down what came of a claimed reminder and free it; False when it is no longer this worker's to finish.

        A reminder that was paused meanwhile stays paused, unless it is done.
        """
        resting = reminders.c.status.in_(("paused", _OFF))
        values: dict[str, Any] = {"attempts": attempts, **_FREE_LEASE}
        values["status"] = case((resting, reminders.c.status), else_="live") if status == "live" else status
        if next_due is not None:
            values["due_at"] = next_due
        if plan is not None:
            values["sealed"] = self._sealed(reminder.row_id, reminder.chat_row_id, plan)
        return await self._change(_held(reminder, worker), values) > 0

    async def release(self, reminder: Reminder, worker: str, due_at: datetime, attempts: int) -> bool:
        """Give a claimed reminder back, to be tried again at a moment; False when it is no longer this worker's."""
        return await self._change(_held(reminder, worker), {"due_at": due_at, "attempts": attempts, **_FREE_LEASE}) > 0

    async def renew(self, reminder: Reminder, worker: str, until: datetime) -> bool:
        """Hold a claimed reminder longer; False when it is no longer this worker's."""
        return await self._change(_held(reminder, worker), {"lease_until": until}) > 0

    async def due(self, now: datetime) -> Due:
        """Count what is due and not yet sent, for the figures; and since when the longest waits."""
        waiting = select(func.count().label("number"), func.min(reminders.c.due_at).label("since"))
        [row] = await self._database.fetch(waiting.where(LIVE, reminders.c.due_at <= now, _PRESENT))
        return Due(row.number, row.since)

    async def next_due(self) -> datetime | None:
        """Tell when there may next be something to claim: the earliest free due moment, or the end of a lease."""
        free = select(reminders.c.due_at).where(LIVE, reminders.c.lease_until.is_(None), _PRESENT)
        leased = select(reminders.c.lease_until).where(reminders.c.lease_until.is_not(None), LIVE, _PRESENT)
        firsts = (free.order_by(reminders.c.due_at).limit(1), leased.order_by(reminders.c.lease_until).limit(1))
        [moments] = await self._database.fetch(select(*(first.scalar_subquery() for first in firsts)))
        return min((at for at in moments if at is not None), default=None)

    async def _change(self, which: ColumnElement[bool], values: Mapping[str, Any]) -> int:
        async with self._database.write() as connection:
            return changed(await connection.execute(update(reminders).where(which).values(values)))

    async def _see_consent(self, connection: Transaction, chat: Chat) -> None:
        row = (await connection.execute(select(chats).where(chats.c.id == chat.row_id))).first()
        opened = self._seal.open("chats", row.id, row.id, row.sealed) if row else {"consents": []}
        if not any(consent["kind"] == "reminders" for consent in opened["consents"]):
            raise NoConsent("this chat has not agreed to reminders")

    async def _see_room(self, connection: Transaction, chat_row_id: bytes) -> None:
        running = _of(chat_row_id, "live", "paused", _OFF).with_only_columns(func.count())
        if (await connection.execute(running)).scalar_one() >= LIMIT:
            raise TooMany(f"this chat has {LIMIT} reminders already")

    async def _claimed(self, connection: Transaction, rows: Sequence[Row[Any]], now: datetime) -> list[Reminder]:
        ids = {row.chat_id for row in rows}
        found = (await connection.execute(select(chats).where(chats.c.id.in_(ids)))).all()
        holders = {row.id: row for row in found}
        claimed: list[Reminder] = []
        unopened: list[bytes] = []
        for row in sorted(rows, key=lambda each: each.due_at):
            try:
                holder = holders[row.chat_id]
                chat_id: int = self._seal.open("chats", holder.id, holder.id, holder.sealed)["chat_id"]
                claimed.append(self._opened(row, chat_id))
            except Unopened as error:
                unopened.append(row.id)
                _log.error("row_unopened", table=error.table, row=error.row_id.hex())
        if unopened:
            resting = update(reminders).where(reminders.c.id.in_(unopened)).values(lease_until=now + _UNOPENED_REST)
            await connection.execute(resting)
        return claimed

    def _sealed(self, row_id: bytes, chat_row_id: bytes, plan: Mapping[str, Any]) -> bytes:
        return self._seal.seal("reminders", row_id, chat_row_id, plan)

    def _opened(self, row: Row[Any], chat_id: int) -> Reminder:
        plan = self._seal.open("reminders", row.id, row.chat_id, row.sealed)
        status: Status = "paused" if row.status == _OFF else row.status
        return Reminder(row.id, row.chat_id, chat_id, row.due_at, status, row.fence, row.attempts, plan)


def _is(row_id: bytes, chat_row_id: bytes) -> ColumnElement[bool]:
    return (reminders.c.id == row_id) & (reminders.c.chat_id == chat_row_id)


def _by_tap(chat: Chat, made_by: MadeBy) -> Select[Any]:
    return select(reminders).where(reminders.c.chat_id == chat.row_id, reminders.c.made_by.in_(made_by))


def _held(reminder: Reminder, worker: str) -> ColumnElement[bool]:
    own = (reminders.c.lease_owner == worker) & (reminders.c.fence == reminder.fence)
    return _is(reminder.row_id, reminder.chat_row_id) & own


def _of(chat_row_id: bytes, *statuses: str) -> Select[Any]:
    return select(reminders).where(reminders.c.chat_id == chat_row_id, reminders.c.status.in_(statuses))
