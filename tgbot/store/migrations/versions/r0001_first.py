"""The first tables: chats, results, reminders, erasures, leader, counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "chats",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("lookup", sa.LargeBinary(64), nullable=False, unique=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("seen_on", sa.Date, nullable=False, index=True),
        sa.Column("blocked_on", sa.Date, index=True),
    )
    op.create_table(
        "results",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("chat_id", sa.LargeBinary(16), sa.ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("made_by", sa.LargeBinary(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("chat_id", "made_by", name="uq_results_made_by"),
    )
    op.create_index("ix_results_chat_id_made_on", "results", ["chat_id", "made_on"])
    op.create_table(
        "reminders",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("chat_id", sa.LargeBinary(16), sa.ForeignKey("chats.id", ondelete="CASCADE"), nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("lease_until", sa.BigInteger),
        sa.Column("lease_owner", sa.String(64)),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("fence", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("made_by", sa.LargeBinary(32), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("chat_id", "made_by", name="uq_reminders_made_by"),
    )
    live = sa.text("status = 'live'")
    op.create_index("ix_reminders_due", "reminders", ["due_at"], sqlite_where=live, postgresql_where=live)
    leased = sa.text("lease_until IS NOT NULL")
    op.create_index("ix_reminders_lease", "reminders", ["lease_until"], sqlite_where=leased, postgresql_where=leased)
    op.create_table(
        "erasures",
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("lookup", sa.LargeBinary(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("erased_on", sa.Date, nullable=False),
    )
    op.create_table(
        "leader",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("worker", sa.String(64), nullable=False),
    )
    op.create_table(
        "counts",
        sa.Column("name", sa.String(128), primary_key=True),
        sa.Column("value", sa.BigInteger, nullable=False),
    )
