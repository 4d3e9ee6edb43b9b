"""The connections to a PostgreSQL server, in a way that a transaction pooler in front of it can't break."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from sqlalchemy import Executable, Row

    from tgbot.store.address import Address
    from tgbot.store.transaction import Transaction

_POOL = 5
_PATIENCE = 2.0
"""Seconds that a question may take while somebody waits for the answer."""
_REST = 5.0
"""Seconds for which a server that stood still is not asked by anybody."""


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
        self._given_up: set[asyncio.Task[Sequence[Row[Any]]]] = set()
        self._asked_again_at = 0.0
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

    async def fetch(self, question: Executable, *, patient: bool = False) -> Sequence[Row[Any]]:
        """Give all rows that answer one question.

        Somebody who tapped waits for it, so a server that stands still is given up soon, and then not asked at all for
        a moment (TimeoutError). `patient` questions go over whole tables and may take long.
        """
        if patient:
            return await self._ask(question)
        now = asyncio.get_running_loop().time()
        if now < self._asked_again_at:
            raise TimeoutError
        asking = asyncio.create_task(self._ask(question))
        try:
            done, _ = await asyncio.wait({asking}, timeout=_PATIENCE)
        except asyncio.CancelledError:
            self._give_up(asking)
            raise
        if not done:
            self._give_up(asking)
            self._asked_again_at = now + _PATIENCE + _REST
            raise TimeoutError
        return asking.result()

    async def _ask(self, question: Executable) -> Sequence[Row[Any]]:
        async with self._reading.connect() as connection:
            return (await connection.execute(question)).all()

    def _give_up(self, asking: asyncio.Task[Sequence[Row[Any]]]) -> None:
        """Let a question end in the background: taking leave of a server that stands still takes seconds as well."""
        self._given_up.add(asking)
        asking.add_done_callback(self._ended)
        asking.cancel()

    def _ended(self, asking: asyncio.Task[Sequence[Row[Any]]]) -> None:
        self._given_up.discard(asking)
        if not asking.cancelled():
            asking.exception()

    async def dispose(self) -> None:
        """Close every connection; those to a server that stands still are left to their fate."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                await self._writing.dispose()
