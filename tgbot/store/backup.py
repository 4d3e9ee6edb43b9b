"""Backs up a running bot into one SQLite file, whatever its database; restores from it and forgets whom it forgot.

The file is sealed as the database is: worthless without DATA_KEYS, which must be kept elsewhere.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from tgbot.store.copy import refuse_running, replace_all
from tgbot.store.database import Database
from tgbot.store.errors import StoreError
from tgbot.store.keycheck import check_keys
from tgbot.store.reapply import reapply
from tgbot.store.tables import erasures

if TYPE_CHECKING:
    from datetime import datetime

    from tgbot.store.copy import Progress
    from tgbot.store.seal import Seal


@dataclass(frozen=True, slots=True)
class Restored:
    """The rows of each table in the backup, and how many chats were then forgotten again, wholly or in part."""

    rows: dict[str, int]
    forgotten: int


async def backup(database: Database, path: Path, progress: Progress | None = None) -> None:
    """Write one state of the database to a new file, while the bot runs; the file appears when it is whole."""
    if await asyncio.to_thread(path.exists):
        raise StoreError(f"{path} exists already: name a new file for the backup")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder:
            made = Path(folder) / "backup.db"
            if database.address.path:
                await asyncio.to_thread(_vacuum, database.address.path, made)
            else:
                await _copied(database, made, progress)
            await asyncio.to_thread(_checked, made)
            made.chmod(0o600)
            made.rename(path)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the backup can't be written to {path}: check the directory and its free space") from error


async def restore(
    database: Database, path: Path, seal: Seal, now: datetime, progress: Progress | None = None
) -> Restored:
    """Replace everything by a backup, all or nothing, then forget again what was erased since it was made.

    The backup may be of an older version. A newer or damaged one, or one under keys that DATA_KEYS lacks, is refused.
    """
    await refuse_running(database, now)
    with tempfile.TemporaryDirectory(prefix="tgbot-restore-") as folder:
        checked = Path(folder) / "backup.db"
        try:
            await asyncio.to_thread(shutil.copyfile, path, checked)
            await asyncio.to_thread(_checked, checked)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{path} can't be read as a backup: name another one") from error
        source = await Database.open(f"sqlite:///{checked}")
        try:
            await source.migrate()
            await check_keys(source, seal)
            async with source.read() as reading, database.write() as writing:
                known = [dict(row._mapping) for row in (await writing.execute(select(erasures))).all()]
                rows = await replace_all(reading, writing, progress)
                in_backup = set((await writing.execute(select(erasures.c.id))).scalars())
                since = [line for line in known if line["id"] not in in_backup]
                if since:
                    await writing.execute(insert(erasures), since)
                forgotten = await reapply(writing, seal, since)
        finally:
            await source.close()
    await database.scrub()
    return Restored(rows, forgotten)


async def _copied(database: Database, path: Path, progress: Progress | None) -> None:
    target = await Database.open(f"sqlite:///{path}")
    try:
        await target.migrate()
        async with database.read() as reading, target.write() as writing:
            await replace_all(reading, writing, progress)
    finally:
        await target.close()


def _vacuum(source: Path, target: Path) -> None:
    connection = sqlite3.connect(source, timeout=30, isolation_level=None)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def _checked(path: Path) -> None:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        tables: list[Any] = connection.execute("SELECT name FROM sqlite_master WHERE name = 'chats'").fetchall()
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        connection.close()
    if not sound or not tables:
        raise sqlite3.DatabaseError("not a sound backup")
