"""Everything an operator can get wrong about the database: one line, the setting, the next step, no secret."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import select

from tests.support.postgres import empty_postgres, free_port
from tgbot.store.address import Address
from tgbot.store.complaints import complaint
from tgbot.store.counts import Counts
from tgbot.store.database import Database
from tgbot.store.errors import StoreError, Unavailable
from tgbot.store.tables import counts

SECRET = "hunter2hunter2"


def is_clear(error: StoreError) -> bool:
    """Tell whether a message is one line that names the setting, without a password."""
    return "DATABASE_URL" in str(error) and "\n" not in str(error) and SECRET not in str(error)


@pytest.mark.parametrize(
    ("url", "kind", "driver"),
    [
        ("sqlite+aiosqlite:///data/bot.db", "sqlite", "sqlite+aiosqlite:///data/bot.db"),
        ("sqlite:////var/lib/bot.db", "sqlite", "sqlite+aiosqlite:////var/lib/bot.db"),
        (f"postgres://u:{SECRET}@h/d", "postgresql", f"postgresql+asyncpg://u:{SECRET}@h/d"),
        ("postgresql://u@h:6432/d?sslmode=require", "postgresql", "postgresql+asyncpg://u@h:6432/d?ssl=require"),
        (" postgresql+asyncpg://u@h/d\n", "postgresql", "postgresql+asyncpg://u@h/d"),
    ],
)
def test_the_usual_spellings_are_understood(url: str, kind: str, driver: str) -> None:
    """What hosts hand out works as it is, and is shown without user and password."""
    address = Address.read(url)
    assert address.kind == kind
    assert address.url.render_as_string(hide_password=False) == driver
    assert SECRET not in address.shown + repr(address)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "can't be read"),
        ("data/bot.db", "can't be read"),
        (f"mysql://u:{SECRET}@h/d", "the kind mysql, which is not supported"),
        ("postgresql+psycopg://u@h/d", "the kind postgresql.psycopg"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite://data/bot.db", "three slashes"),
        ("sqlite:///bot.db?mode=ro", "the option mode"),
        (f"postgresql://u:{SECRET}@h/d?channel_binding=require", "the option channel_binding"),
        (f"postgresql://u:{SECRET}@h:port/d", "can't be read"),
    ],
)
async def test_other_urls_are_refused_with_an_example_or_a_reason(url: str, says: str) -> None:
    """The kind or option that can't be used is named; no password is."""
    with pytest.raises(StoreError, match=says) as told:
        await Database.open(url)
    assert is_clear(told.value)


async def test_a_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file stands where the directory should be."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(StoreError, match="can't be opened: check that the directory exists") as told:
        await Database.open(f"sqlite:///{tmp_path}/taken/bot.db")
    assert is_clear(told.value)


def test_a_directory_without_rights_is_told(tmp_path: Path) -> None:
    """An ordinary user, in a process of its own, meets a directory that it may not write in."""
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH | stat.S_IROTH)
    code = (
        "import asyncio, os, sys\n"
        "from tgbot.store.database import Database, StoreError\n"
        "if os.geteuid() == 0:\n"
        "    os.setuid(65534)\n"
        "try:\n"
        "    asyncio.run(Database.open(sys.argv[1]))\n"
        "except StoreError as error:\n"
        "    sys.stdout.write(str(error))\n"
    )
    command = [sys.executable, "-c", code, f"sqlite:///{locked}/bot.db"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False, cwd=Path.cwd())
    assert "can't be written: check the rights" in done.stdout, done.stderr


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    """It is not touched."""
    file = tmp_path / "notes.txt"
    file.write_text("Dear diary, " * 200)
    with pytest.raises(StoreError, match="is not a SQLite database") as told:
        await Database.open(f"sqlite:///{file}")
    assert is_clear(told.value)
    assert file.read_text() == "Dear diary, " * 200


async def test_a_database_that_another_process_holds_is_told(file_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wait has an end, and the caller is told that trying again may help."""
    monkeypatch.setattr("tgbot.store.sqlite._BUSY", 0.2)
    database = await Database.open(file_url)
    await database.migrate()
    assert database.address.path
    other = sqlite3.connect(database.address.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="is locked by another process") as told:
        await Counts(database).add("a")
    assert is_clear(told.value)
    assert await database.fetch(select(counts)) == []
    other.execute("ROLLBACK")
    other.close()
    await Counts(database).add("a")
    await database.close()


async def test_a_full_disk_is_told_and_passes(file_url: str) -> None:
    """Writing fails with a clear line, reading goes on, and writing does as soon as there is room."""
    database = await Database.open(file_url)
    await database.migrate()
    async with database.write() as connection:
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unavailable, match="the disk is full") as told:
        async with database.write() as connection:
            await connection.execute(counts.insert(), [{"name": str(n), "value": n} for n in range(2000)])
    assert is_clear(told.value)
    assert await database.fetch(select(counts)) == []
    async with database.write() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    await Counts(database).add("a")
    await database.close()


async def test_a_server_that_is_not_there_is_told() -> None:
    """Nobody listens on that port."""
    with pytest.raises(Unavailable, match="can't be reached: check host and port") as told:
        await Database.open(f"postgresql://u:{SECRET}@127.0.0.1:{free_port()}/d")
    assert is_clear(told.value)


async def test_a_host_that_does_not_exist_is_told() -> None:
    """The name can't be resolved."""
    with pytest.raises(Unavailable, match="can't be reached") as told:
        await Database.open(f"postgresql://u:{SECRET}@nowhere.invalid/d")
    assert is_clear(told.value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"password": SECRET}, "refuses the user or the password"),
        ({"username": "nobody"}, "refuses the user or the password"),
        ({"database": "nothing"}, "has no database of that name"),
        ({"query": {"sslmode": "require"}}, "does not offer TLS"),
    ],
)
async def test_what_a_server_refuses_is_told(postgres: str, change: dict[str, str], says: str) -> None:
    """Wrong password, no such user, no such database, TLS asked of a server without it."""
    url = Address.read(f"{postgres}/postgres").url.set(drivername="postgresql", **change)
    with pytest.raises(StoreError, match=says) as told:
        await Database.open(url.render_as_string(hide_password=False))
    assert is_clear(told.value)


def test_a_server_that_demands_tls_is_told() -> None:
    """It says only that nobody may come in this way; what may help stands in the line."""
    address = Address.read(f"postgresql://u:{SECRET}@example.org/d?sslmode=disable")
    refused = asyncpg.InvalidAuthorizationSpecificationError("no pg_hba.conf entry for host, no encryption")
    told = complaint(refused, address)
    assert "add ?sslmode=require if it wants TLS" in str(told)
    assert is_clear(told)


async def test_a_server_that_drops_its_connections_is_told_and_comes_back(postgres: str) -> None:
    """As when PostgreSQL restarts: at most the work in hand fails, the next goes on over new connections."""
    url = await empty_postgres(postgres)
    database, other = await Database.open(url), await Database.open(url)
    await database.migrate()
    kill = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )

    async def cut_off() -> None:
        async with database.write() as connection:
            await connection.execute(counts.insert().values(name="lost", value=1))
            async with other.write() as killer:
                await killer.exec_driver_sql(kill)
            await connection.execute(counts.insert().values(name="lost too", value=1))

    with pytest.raises(Unavailable) as told:
        await cut_off()
    assert is_clear(told.value)
    await Counts(database).add("kept")
    assert await Counts(database).all() == {"kept": 1}
    await database.close()
    await other.close()
