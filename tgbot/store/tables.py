"""The tables as they are now. Owns names and types of columns; how they came to be is told by the migrations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    text,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

SCHEMA = "0002"
"""The newest migration. Known here so that a start with nothing to migrate need not import Alembic."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as whole microseconds since 1970: exact, and ordered alike in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Turn a moment into a number."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Turn a number back into a moment."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


metadata = MetaData()

chats = Table(
    "chats",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("lookup", LargeBinary(64), nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("seen_on", Date, nullable=False, index=True),
    Column("blocked_on", Date, index=True),
)

results = Table(
    "results",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("chat_id", ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("made_on", Date, nullable=False),
    Column("made_by", LargeBinary(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("chat_id", "made_by", name="uq_results_made_by"),
    Index("ix_results_chat_id_made_on", "chat_id", "made_on"),
)

reminders = Table(
    "reminders",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("chat_id", ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("lease_owner", String(64)),
    Column("status", String(8), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("made_by", LargeBinary(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("chat_id", "made_by", name="uq_reminders_made_by"),
)

LIVE = reminders.c.status == text("'live'")
"""Written out, not bound: a planner uses a partial index only for a condition that it can read."""

# The migrations make them partial on PostgreSQL too. To say so here would load its dialect wherever the bot runs.
Index("ix_reminders_due", reminders.c.due_at, sqlite_where=LIVE)
Index(
    "ix_reminders_lease",
    reminders.c.lease_until,
    sqlite_where=reminders.c.lease_until.is_not(None),
)

erasures = Table(
    "erasures",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("lookup", LargeBinary(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("erased_on", Date, nullable=False),
)

leader = Table(
    "leader",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("until", Moment, nullable=False),
    Column("worker", String(64), nullable=False),
    Column("rate", Float, nullable=False, server_default=text("0")),
)
"""Leases, each under its task's name; beside them a row of each worker under its own, with what its taps take."""

counts = Table(
    "counts",
    metadata,
    Column("name", String(128), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
