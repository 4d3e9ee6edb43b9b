"""The connections to a SQLite file through aiosqlite: one that writes, some that read.

A handler can be cancelled at any moment. Cancelled in the middle of a statement, a connection of the driver is left
behind holding the write lock for good; so here a cancellation waits for the statement that has begun, and undoes it.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
    from typing import Concatenate, ParamSpec

    from sqlalchemy import Connection, Dialect, Executable, Result, Row
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

    from tgbot.store.address import Address
    from tgbot.store.transaction import Transaction

    _P = ParamSpec("_P")

_T = TypeVar("_T")
_BUSY = 5
"""Seconds that a connection waits for another process to end its write."""

_READERS = 4


class SqliteFile:
    """One SQLite file, opened when it is first used."""

    def __init__(self, address: Address) -> None:
        # BEGIN IMMEDIATE: a transaction that turns from reading to writing fails at once when another one writes.
        self._writing = _Lane(address, 1, "BEGIN IMMEDIATE", "journal_mode=WAL", "secure_delete=ON")
        self._reading = _Lane(address, _READERS, "BEGIN", "query_only=ON")

    def write(self) -> contextlib.AbstractAsyncContextManager[Transaction]:
        """Give a transaction that may write; the next writer waits for its end."""
        return self._writing.transaction()

    def read(self) -> contextlib.AbstractAsyncContextManager[Transaction]:
        """Give a transaction that sees one state of things."""
        return self._reading.transaction()

    async def fetch(self, question: Executable, *, patient: bool = False) -> Sequence[Row[Any]]:
        """Give all rows that answer one question; a file does not stand still as a server can."""
        return await self._reading.fetch(question)

    async def dispose(self) -> None:
        """Close every connection."""
        for lane in (self._reading, self._writing):
            await lane.dispose()


class _Lane:
    """Some equal connections; who finds none free waits in order."""

    def __init__(self, address: Address, size: int, begin: str, *pragmas: str) -> None:
        self._begin = begin
        self._free = asyncio.Semaphore(size)
        self._engine = _engine(address, size, *pragmas)

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[_Unbroken]:
        async with self._free:
            connection = await _finished(self._opened(), undo=_closed)
            try:
                yield _Unbroken(connection)
                await _finished(connection.exec_driver_sql("COMMIT"))
            except BaseException:
                await _finished(connection.run_sync(_undone))
                raise
            finally:
                await _finished(connection.close())

    async def fetch(self, question: Executable) -> Sequence[Row[Any]]:
        async def asked() -> Sequence[Row[Any]]:
            async with self._engine.connect() as connection:
                return (await connection.execute(question)).all()

        async with self._free:
            return await _finished(asked())

    async def dispose(self) -> None:
        await _finished(self._engine.dispose())

    async def _opened(self) -> AsyncConnection:
        connection = await self._engine.connect()
        try:
            await connection.exec_driver_sql(self._begin)
        except BaseException:
            await connection.close()
            raise
        return connection


class _Unbroken:
    """A connection inside its transaction, whose statements are never broken off."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Result[Any]:  # noqa: ANN401
        return await _finished(self._connection.execute(statement, parameters))

    async def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Result[Any]:  # noqa: ANN401
        return await _finished(self._connection.exec_driver_sql(statement, parameters))

    async def run_sync(
        self, work: Callable[Concatenate[Connection, _P], _T], /, *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        return await _finished(self._connection.run_sync(work, *args, **kwargs))


async def _finished(
    work: Coroutine[Any, Any, _T], undo: Callable[[_T], Coroutine[Any, Any, object]] | None = None
) -> _T:
    """Do work to its end. When cancelled meanwhile, wait for that end and undo what it gave before going on."""
    running = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        while not running.done():
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait([running])
        if undo and not running.cancelled() and running.exception() is None:
            await _finished(undo(running.result()))
        raise


def _closed(connection: AsyncConnection) -> Coroutine[Any, Any, None]:
    return connection.close()


def _undone(connection: Connection) -> None:
    if connection.connection.driver_connection.in_transaction:  # type: ignore[union-attr]
        connection.exec_driver_sql("ROLLBACK")


def _engine(address: Address, size: int, *pragmas: str) -> AsyncEngine:
    engine = create_async_engine(
        address.url.set(drivername="sqlite+aiosqlite"),
        hide_parameters=True,
        pool_size=size,
        max_overflow=0,
        isolation_level="AUTOCOMMIT",
        connect_args={"timeout": _BUSY, "isolation_level": None},
    )

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _record: object) -> None:  # noqa: ANN401  (whatever the driver gives)
        cursor = connection.cursor()
        for pragma in ("foreign_keys=ON", "synchronous=NORMAL", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine
