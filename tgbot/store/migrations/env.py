"""Alembic's entry point: runs the migrations on the connection, and in the transaction, that `upgrade.py` hands in."""

from __future__ import annotations

from alembic import context

from tgbot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
