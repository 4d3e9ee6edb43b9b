"""`tgbot db ...`: upgrade, back up, restore, copy and count. Shows how far it has come; the work is the store's."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tgbot.clock import SystemClock
from tgbot.operation.errors import OperatorError
from tgbot.settings import Settings
from tgbot.store.address import Address
from tgbot.store.database import Database
from tgbot.store.seal import Seal

if TYPE_CHECKING:
    from tgbot.store.copy import Progress

_NO_KEYS = "DATA_KEYS is not set: a backup opens only with the keys that sealed it; put them into .env"


def upgrade(settings: Settings) -> str:
    """Bring the database to this version."""

    async def work() -> None:
        async with _opened(settings.database_url, may_be_new=True) as database:
            await database.migrate()

    asyncio.run(work())
    return "The database is up to date."


def backup(settings: Settings, path: Path) -> str:
    """Write a backup while the bot runs; the keys are not in it."""
    from tgbot.store.backup import backup as write  # noqa: PLC0415

    async def work() -> None:
        async with _opened(settings.database_url) as database:
            await database.migrate()
            with _progress() as progress:
                await write(database, path, progress)

    asyncio.run(work())
    return f"Backed up to {path} and checked. It opens only with DATA_KEYS: keep those somewhere else."


def restore(settings: Settings, path: Path) -> str:
    """Put a backup in place of everything, then forget again who has asked for it since."""
    from tgbot.store.backup import Restored  # noqa: PLC0415
    from tgbot.store.backup import restore as put_back  # noqa: PLC0415

    if not settings.data_keys.get_secret_value():
        raise OperatorError(_NO_KEYS)
    seal = Seal.from_setting(settings.data_keys.get_secret_value())

    async def work() -> Restored:
        async with _opened(settings.database_url, may_be_new=True) as database:
            await database.migrate()
            with _progress() as progress:
                return await put_back(database, path, seal, SystemClock().now(), progress)

    done = asyncio.run(work())
    return f"Restored from {path}: {_counts(done.rows)}. Forgotten again since then: {done.forgotten}."


def copy(settings: Settings, to: str) -> str:
    """Copy everything to another database, all or nothing; may be repeated until a bot has worked there."""
    from tgbot.store.copy import copy as transfer  # noqa: PLC0415

    async def work() -> dict[str, int]:
        async with _opened(settings.database_url) as source, _opened(to, may_be_new=True) as target:
            if source.address.url == target.address.url:
                raise OperatorError("--to names the database that DATABASE_URL names: name another one")
            await source.migrate()
            await target.migrate()
            with _progress() as progress:
                return await transfer(source, target, SystemClock().now(), progress)

    counted = asyncio.run(work())
    return f"Copied and counted: {_counts(counted)}. Now set DATABASE_URL to the new address and start the bot."


def stats(settings: Settings) -> str:
    """Count what is kept, in totals; a number below ten is not told."""
    from tgbot.store.stats import SMALLEST  # noqa: PLC0415
    from tgbot.store.stats import stats as count  # noqa: PLC0415

    async def work() -> dict[str, int | None]:
        async with _opened(settings.database_url) as database:
            await database.migrate()
            return await count(database)

    found = asyncio.run(work())
    width = max(map(len, found), default=0)
    return "\n".join(
        f"{name:<{width}}  {f'fewer than {SMALLEST}' if number is None else number}" for name, number in found.items()
    )


def must_exist(url: str) -> None:
    """Raise where DATABASE_URL names a file that is not there: a backup of nothing would look like a good one."""
    address = Address.read(url)
    if address.path is not None and address.is_missing:
        raise OperatorError(
            f"there is no database at {address.path.absolute()}: set DATABASE_URL to the one that the bot uses"
        )


@asynccontextmanager
async def _opened(url: str, *, may_be_new: bool = False) -> AsyncIterator[Database]:
    if not may_be_new:
        must_exist(url)
    database = await Database.open(url)
    try:
        yield database
    finally:
        await database.close()


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Draw a bar for each table where somebody looks on; in a log file it would be noise."""
    if not sys.stderr.isatty():
        yield None
        return
    from tgbot.operation.progress import progress_bar  # noqa: PLC0415  (loads what draws it)

    with progress_bar(stays=True) as bars:
        shown = {}

        def told(table: str, done: int, total: int) -> None:
            if table not in shown:
                shown[table] = bars.add_task(table, total=total)
            bars.update(shown[table], completed=done, total=total)

        yield told


def _counts(rows: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in rows.items())
