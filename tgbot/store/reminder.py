"""One reminder as a value, and how its row is sealed and opened. What a plan says is the affair of whoever made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from tgbot.store.tables import reminders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Row

    from tgbot.store.seal import Seal

Status = Literal["live", "paused", "done", "stopped"]

OFF: Final = "off"
"""The status in the table of a live reminder whose chat blocked us.

People see it as paused, and it is live again when they come back.
"""

FREE: Final = {"lease_until": None, "lease_owner": None}
"""The values of a row that no worker holds."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder's row, opened. `fence` grows with every edit, so that work on an older plan is recognised."""

    row_id: bytes
    chat_row_id: bytes
    chat_id: int = field(repr=False)
    due_at: datetime
    status: Status
    fence: int
    attempts: int
    plan: Mapping[str, Any] = field(repr=False)


def row_of(row_id: bytes, chat_row_id: bytes) -> ColumnElement[bool]:
    """Name one row, as long as it is this chat's."""
    return (reminders.c.id == row_id) & (reminders.c.chat_id == chat_row_id)


def sealed(seal: Seal, row_id: bytes, chat_row_id: bytes, plan: Mapping[str, Any]) -> bytes:
    """Seal a plan for its row."""
    return seal.seal("reminders", row_id, chat_row_id, plan)


def opened(seal: Seal, row: Row[Any], chat_id: int) -> Reminder:
    """Read a row; `Unopened` when no key opens it."""
    plan = seal.open("reminders", row.id, row.chat_id, row.sealed)
    status: Status = "paused" if row.status == OFF else row.status
    return Reminder(row.id, row.chat_id, chat_id, row.due_at, status, row.fence, row.attempts, plan)
