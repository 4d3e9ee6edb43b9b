"""Brings the tables of a connection to the newest version, all or nothing. Imported late: it imports Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tgbot.store.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy import Connection

_LOCK = 7_402_001
"""Any number, as long as nobody else locks it: workers that start together migrate one after the other."""


def config(connection: Connection) -> Config:
    """Make Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Migrate forward within the open transaction; `StoreError` for a database from a newer version."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    settings = config(connection)
    script = ScriptDirectory.from_config(settings)
    known = {step.revision for step in script.walk_revisions()}
    for found in MigrationContext.configure(connection).get_current_heads():
        if found not in known:
            raise StoreError(
                f"the database (DATABASE_URL) has the schema {found}, this version knows up to "
                f"{script.get_current_head()}: install the newer tgbot, or restore a backup from before the update"
            )
    command.upgrade(settings, revision)
