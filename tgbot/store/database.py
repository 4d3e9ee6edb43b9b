"""Opens the database and hands out transactions. Owns the translation of errors; knows no table."""

from __future__ import annotations

import contextlib
import importlib
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, Row, Table, text
from sqlalchemy.exc import SQLAlchemyError

from tgbot.store.address import Address
from tgbot.store.complaints import complaint, half_made
from tgbot.store.errors import StoreError, Unavailable
from tgbot.store.schema import make_anew, state
from tgbot.store.sqlite import SqliteFile
from tgbot.store.tables import SCHEMA, metadata

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from sqlalchemy.dialects import postgresql, sqlite

    from tgbot.store.postgresql import PostgresqlServer
    from tgbot.store.transaction import Transaction

__all__ = ["Database", "StoreError", "Unavailable"]


class Database:
    """One open database: transactions from `read()` and `write()`, single questions by `fetch()`."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._there = SqliteFile(address) if address.kind == "sqlite" else _server(address)
        self._errors: tuple[type[Exception], ...] = (SQLAlchemyError, OSError, *_driver_errors(address))

    @classmethod
    async def open(cls, url: str) -> Database:
        """Open what DATABASE_URL names and see that it answers; makes the directory and the file of SQLite."""
        address = Address.read(url)
        if address.path is not None:
            try:
                address.path.parent.mkdir(parents=True, exist_ok=True)
                address.path.touch(mode=0o600)
            except OSError as error:
                raise complaint(error, address) from error
        database = cls(address)
        try:
            async with database.write() as connection:
                await connection.execute(text("SELECT 1"))
        except BaseException:
            await database.close()
            raise
        return database

    @property
    def is_sqlite(self) -> bool:
        """Tell whether this is SQLite."""
        return self.address.kind == "sqlite"

    @contextlib.asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """Give a transaction that may write: kept when the block ends, undone when it raises."""
        with self._complaining():
            async with self._there.write() as connection:
                yield connection

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """Give a transaction that only reads, and sees one state of things."""
        with self._complaining():
            async with self._there.read() as connection:
                yield connection

    async def fetch(self, question: Executable, *, patient: bool = False) -> Sequence[Row[Any]]:
        """Give all rows that answer one question; the quickest way to ask. `patient`: it may take long."""
        with self._complaining():
            return await self._there.fetch(question, patient=patient)

    def insert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """Begin an insert that can say `on_conflict_...`, which each database spells for itself."""
        # Each loads only its own dialect: the other one's modules are megabytes that nobody uses.
        if self.is_sqlite:
            from sqlalchemy.dialects import sqlite  # noqa: PLC0415

            return sqlite.insert(table)
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415

        return postgresql.insert(table)

    async def revision(self) -> str | None:
        """Tell which version the tables are of; None for a database without any."""
        async with self.read() as connection:
            revision, _ = await connection.run_sync(state)
        return revision

    async def migrate(self) -> None:
        """Bring the tables to this version; one from a newer version is refused, and one that lacks tables."""
        async with self.read() as connection:
            revision, tables = await connection.run_sync(state)
        if revision == SCHEMA:
            if not tables >= set(metadata.tables):
                raise half_made(self.address)
            return
        # PostgreSQL's indexes are told by the migrations alone (see tables.py).
        if self.is_sqlite:
            async with self.write() as connection:
                if await connection.run_sync(make_anew):
                    return
        from tgbot.store.migrations.upgrade import upgrade  # noqa: PLC0415  (Alembic is slow to import, rarely needed)

        async with self.write() as connection:
            await connection.run_sync(upgrade)

    async def scrub(self) -> None:
        """Empty the write-ahead log, so that what was deleted is gone from the disk; waits while others read."""
        if self.is_sqlite:
            with contextlib.suppress(StoreError):
                await self.fetch(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    async def close(self) -> None:
        """Close every connection."""
        await self._there.dispose()

    @contextlib.contextmanager
    def _complaining(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            raise complaint(error, self.address) from error


def _server(address: Address) -> PostgresqlServer:
    from tgbot.store.postgresql import PostgresqlServer  # noqa: PLC0415  (not needed with SQLite)

    return PostgresqlServer(address)


def _driver_errors(address: Address) -> tuple[type[Exception], ...]:
    """Name what a driver raises past SQLAlchemy, while it connects."""
    if address.kind == "sqlite":
        return ()
    asyncpg = importlib.import_module("asyncpg")
    return (asyncpg.PostgresError, asyncpg.InterfaceError)
