"""One reminder as a value. Reads and writes no database; what is in a plan is the affair of whoever made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Status = Literal["live", "paused", "done", "stopped"]


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
