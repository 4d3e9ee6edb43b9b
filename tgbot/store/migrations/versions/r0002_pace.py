"""A worker's row among the leases tells how many messages a second its taps take."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the rate; a lease has none."""
    op.add_column("leader", sa.Column("rate", sa.Float, nullable=False, server_default=sa.text("0")))
