"""The schema without Alembic, which is slow to load: reads which one is there, makes the newest in an empty file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, select

from tgbot.store.tables import SCHEMA, metadata

if TYPE_CHECKING:
    from sqlalchemy import Connection

_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""As Alembic makes it."""


def state(connection: Connection) -> tuple[str | None, set[str]]:
    """Tell the schema's revision (None where there is none yet), and which tables there are."""
    tables = set(inspect(connection).get_table_names())
    if _VERSION.name not in tables:
        return None, tables
    return connection.execute(select(_VERSION.c.version_num)).scalar(), tables


def make_anew(connection: Connection) -> bool:
    """Make all tables as they are now, in the open transaction; False, and nothing made, where there are any."""
    if state(connection)[1]:
        return False
    metadata.create_all(connection)
    _VERSION.create(connection)
    connection.execute(insert(_VERSION).values(version_num=SCHEMA))
    return True
