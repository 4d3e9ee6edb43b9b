"""The connections to a SQLite file: one that writes, some that read, each working in a thread and never in two at once.

Python's own driver under SQLAlchemy, not aiosqlite: there every step of a statement changes threads (eight times for
one read), and a handler that is cancelled at a wrong moment leaves a connection behind that holds the write lock for
good. Here a statement is one change of thread, and a cancellation waits for what has begun in the thread.
"""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, create_engine, event

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from typing import Concatenate, ParamSpec

    from sqlalchemy import Dialect, Engine, Executable, Result, Row

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

    async def fetch(self, question: Executable) -> Sequence[Row[Any]]:
        """Give all rows that answer one question."""
        return await self._reading.fetch(question)

    async def dispose(self) -> None:
        """Close every connection."""
        for lane in (self._reading, self._writing):
            await lane.dispose()


class _Lane:
    """Some equal connections, with as many threads, so that nobody waits inside a thread for a connection."""

    def __init__(self, address: Address, size: int, begin: str, *pragmas: str) -> None:
        self._begin = begin
        self._free = asyncio.Semaphore(size)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="store")
        self._engine = _engine(address, size, *pragmas)

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[_Threaded]:
        async with self._free:
            connection = await self._in_thread(self._opened, undo=Connection.close)
            try:
                yield _Threaded(connection, self._in_thread)
                await self._in_thread(connection.exec_driver_sql, "COMMIT")
            except BaseException:
                await self._in_thread(_undone, connection)
                raise
            finally:
                await self._in_thread(connection.close)

    async def fetch(self, question: Executable) -> Sequence[Row[Any]]:
        def asked() -> Sequence[Row[Any]]:
            with self._engine.connect() as connection:
                return connection.execute(question).all()

        async with self._free:
            return await self._in_thread(asked)

    async def dispose(self) -> None:
        await self._in_thread(self._engine.dispose)
        self._threads.shutdown()

    def _opened(self) -> Connection:
        connection = self._engine.connect()
        try:
            connection.exec_driver_sql(self._begin)
        except BaseException:
            connection.close()
            raise
        return connection

    async def _in_thread(
        self,
        work: Callable[..., _T],
        *args: object,
        undo: Callable[[_T], object] | None = None,
    ) -> _T:
        """Run work in a thread. When cancelled, wait for its end and undo what it gave before going on."""
        running = asyncio.get_running_loop().run_in_executor(self._threads, work, *args)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            while not running.done():
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.wait([running])
            if undo and running.exception() is None:
                await self._in_thread(undo, running.result())
            raise


class _Threaded:
    """A connection inside its transaction, asked from the event loop, working in a thread."""

    def __init__(self, connection: Connection, in_thread: Callable[..., Any]) -> None:
        self._connection = connection
        self._in_thread = in_thread

    @property
    def dialect(self) -> Dialect:
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Result[Any]:  # noqa: ANN401
        result: Result[Any] = await self._in_thread(_fetched, self._connection.execute, statement, parameters)
        return result

    async def exec_driver_sql(self, statement: str, parameters: Any = None, /) -> Result[Any]:  # noqa: ANN401
        result: Result[Any] = await self._in_thread(_fetched, self._connection.exec_driver_sql, statement, parameters)
        return result

    async def run_sync(
        self, work: Callable[Concatenate[Connection, _P], _T], /, *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        result: _T = await self._in_thread(lambda: work(self._connection, *args, **kwargs))
        return result


def _fetched(run: Callable[..., Any], *arguments: object) -> Result[Any]:
    result: Any = run(*arguments)
    fetched: Result[Any] = result.freeze()() if result.returns_rows else result
    return fetched


def _undone(connection: Connection) -> None:
    if connection.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
        connection.exec_driver_sql("ROLLBACK")


def _engine(address: Address, size: int, *pragmas: str) -> Engine:
    engine = create_engine(
        address.url.set(drivername="sqlite"),
        hide_parameters=True,
        pool_size=size,
        max_overflow=0,
        isolation_level="AUTOCOMMIT",
        connect_args={"timeout": _BUSY, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:  # noqa: ANN401  (whatever the driver gives)
        for pragma in ("foreign_keys=ON", "synchronous=NORMAL", *pragmas):
            connection.execute(f"PRAGMA {pragma}").close()

    return engine
