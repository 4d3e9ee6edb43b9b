"""Filling a database with reminders, sealed as the bot itself seals them but a thousand chats in one transaction."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tgbot.reminders.plan import Plan
from tgbot.reminders.walltime import NEVER_QUIET
from tgbot.store import Store
from tgbot.store.chat import Chat, Consent, to_sealed
from tgbot.store.tables import chats, reminders

_AT_ONCE = 1000


async def remember(store: Store, people: Sequence[int], each: int, due: datetime, spread: timedelta) -> None:
    """Store so many reminders of each person, the first due at a moment and all others within `spread` of it."""
    for start in range(0, len(people), _AT_ONCE):
        holders: list[dict[str, Any]] = []
        rows: list[dict[str, Any]] = []
        for place, person in enumerate(people[start : start + _AT_ONCE], start=start):
            holder = _holder(store, person)
            holders.append(holder)
            for number in range(each):
                at = due + spread * ((place * each + number) / (len(people) * each))
                rows.append(_row(store, holder["id"], at))
        async with store.database.write() as connection:
            await connection.execute(chats.insert(), holders)
            await connection.execute(reminders.insert(), rows)


def _holder(store: Store, person: int) -> dict[str, Any]:
    now = datetime.now(UTC)
    row_id = os.urandom(16)
    consents = (Consent("reminders", "hash", "1", "en", now),)
    chat = Chat(row_id, person, "en", "UTC", None, None, False, False, consents, now.date(), None)
    sealed = store.seal.seal("chats", row_id, row_id, to_sealed(chat))
    return {"id": row_id, "lookup": store.seal.lookups(person)[0], "sealed": sealed, "seen_on": now.date()}


def _row(store: Store, chat_row: bytes, at: datetime) -> dict[str, Any]:
    row_id = os.urandom(16)
    plan = Plan("own", at.replace(tzinfo=None, second=0, microsecond=0), "UTC", text="Water", quiet=NEVER_QUIET)
    return {
        "id": row_id,
        "chat_id": chat_row,
        "due_at": at,
        "status": "live",
        "fence": 1,
        "attempts": 0,
        "made_by": os.urandom(32),
        "sealed": store.seal.seal("reminders", row_id, chat_row, plan.to_json()),
    }
