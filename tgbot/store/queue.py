"""What is due, and the lease by which one worker sends each reminder. Knows nothing of how a message is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import Row, case, func, select, update

from tgbot.store.reminder import FREE, OFF, Reminder, Status, opened, row_of, sealed
from tgbot.store.seal import Unopened
from tgbot.store.tables import LIVE, chats, reminders
from tgbot.store.transaction import changed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement

    from tgbot.store.database import Database
    from tgbot.store.seal import Seal
    from tgbot.store.transaction import Transaction

_LEASE = timedelta(seconds=120)
_UNOPENED_REST = timedelta(hours=1)

_PRESENT = select(chats.c.blocked_on).where(chats.c.id == reminders.c.chat_id).scalar_subquery().is_(None)
"""Asked of each due row. Given a join, a planner may begin with all chats that are not blocked: nearly all of them."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Due:
    """How many reminders are due and not yet sent, and since when the longest waits (None: there is none)."""

    number: int
    since: datetime | None


class Queue:
    """The table of reminders, as those who send them see it."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

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
        resting = reminders.c.status.in_(("paused", OFF))
        values: dict[str, Any] = {"attempts": attempts, **FREE}
        values["status"] = case((resting, reminders.c.status), else_="live") if status == "live" else status
        if next_due is not None:
            values["due_at"] = next_due
        if plan is not None:
            values["sealed"] = sealed(self._seal, reminder.row_id, reminder.chat_row_id, plan)
        return await self._change(_held(reminder, worker), values) > 0

    async def release(self, reminder: Reminder, worker: str, due_at: datetime, attempts: int) -> bool:
        """Give a claimed reminder back, to be tried again at a moment; False when it is no longer this worker's."""
        return await self._change(_held(reminder, worker), {"due_at": due_at, "attempts": attempts, **FREE}) > 0

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
                claimed.append(opened(self._seal, row, chat_id))
            except Unopened as error:
                unopened.append(row.id)
                _log.error("row_unopened", table=error.table, row=error.row_id.hex())
        if unopened:
            resting = update(reminders).where(reminders.c.id.in_(unopened)).values(lease_until=now + _UNOPENED_REST)
            await connection.execute(resting)
        return claimed


def _held(reminder: Reminder, worker: str) -> ColumnElement[bool]:
    own = (reminders.c.lease_owner == worker) & (reminders.c.fence == reminder.fence)
    return row_of(reminder.row_id, reminder.chat_row_id) & own
