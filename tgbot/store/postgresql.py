"""The connections to a PostgreSQL server, in a way that a transaction pooler in front of it can't break."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from sqlalchemy import Executable, Row

    from tgbot.store.address import Address
    from tgbot.store.transaction import Transaction

_POOL = 5


class PostgresqlServer:
    """One server, connected to when it is first used."""

    def __init__(self, address: Address) -> None:
        self._writing = create_async_engine(
            address.url,
            hide_parameters=True,
            pool_size=_POOL,
            max_overflow=_POOL,
            pool_timeout=10,
            pool_recycle=300,
            pool_pre_ping=True,
            connect_args={
                "timeout": 10,
                "command_timeout": 30,
                # A pooler may give every transaction another connection: nothing may be prepared for later.
                "statement_cache_size": 0,
                "prepared_statement_cache_size": 0,
                "prepared_statement_name_func": str,
            },
        )
        self._reading = self._writing.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextlib.asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """Give a transaction that may write."""
        async with self._writing.begin() as connection:
            yield cast("Transaction", connection)

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[Transaction]:
        """Give a transaction that sees one state of things."""
        async with self._reading.connect() as connection:
            yield cast("Transaction", connection)

    async def fetch(self, question: Executable) -> Sequence[Row[Any]]:
        """Give all rows that answer one question."""
        async with self._reading.connect() as connection:
            return (await connection.execute(question)).all()

    async def dispose(self) -> None:
        """Close every connection."""
        await self._writing.dispose()
