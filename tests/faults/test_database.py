"""The database goes wrong, before or while the bot runs: the checklist goes on, each trouble is one clear line."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from tests.faults.test_kill import read_and_tap
from tests.support.chat import Chat
from tests.support.nursery import Nursery, nursery
from tests.support.postgres import binaries, empty_postgres, free_port, postgres, running
from tests.support.process import Process, bot_process
from tests.support.reminding import AGREE
from tests.support.running import TOKEN
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store.seal import new_key

__all__ = ["postgres"]

DOWN = "We cannot reach what we keep just now"
LABELS = ("Start the check", "None of these", "None of these")


async def checks(world: World, name: str) -> None:
    """Take the check for some questions; every tap must be answered."""
    chat = Chat(world, world.add_person(name))
    await chat.send("/start")
    for label in LABELS:
        await read_and_tap(chat, label)
    chat.shows("Question 3")


async def agrees_last(world: World, name: str) -> Chat:
    """Go as far as the question whether something may be kept."""
    chat = Chat(world, world.add_person(name))
    await chat.send("/remind")
    await chat.tap("New reminder")
    await chat.tap("My own note")
    chat.shows("May we keep")
    return chat


async def wants_reminder(world: World, name: str) -> Chat:
    """Open the list of reminders, which needs the database."""
    chat = Chat(world, world.add_person(name))
    await chat.send("/remind")
    return chat


async def until_says(process: Process, event: str, seconds: float) -> None:
    """Wait for an event in the log."""
    async with asyncio.timeout(seconds):
        while not lines(process, event):  # noqa: ASYNC110  (the log has no event of its own)
            await asyncio.sleep(0.1)


@contextlib.contextmanager
def small_disk(folder: Path, *options: str) -> Iterator[Path]:
    """Mount a disk of one megabyte."""
    disk = folder / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", ",".join(("size=1m", *options)), "tmpfs", str(disk)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def fill(path: Path) -> None:
    """Write until there is no room."""
    with path.open("wb", buffering=0) as filler, contextlib.suppress(OSError):
        while True:
            filler.write(b"x" * 4096)


def lines(process: Process, event: str) -> list[str]:
    """Find the lines of one event in the log."""
    return [line for line in process.lines if f"event='{event}'" in line]


async def test_postgres_is_unreachable_at_the_start(server: Served, world: World, tmp_path: Path) -> None:
    """The bot starts all the same, says so once, and answers the checklist; when the server comes, it is used."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    port = free_port()
    url = f"postgresql://postgres:only-for-tests@127.0.0.1:{port}/postgres"
    async with bot_process(server.url, tmp_path, new_key(), DATABASE_URL=url) as process:
        await checks(world, "Ada")
        assert len(lines(process, "database_unavailable")) <= 2
        assert "can't be reached: check host and port in DATABASE_URL" in process.log
        assert "only-for-tests" not in process.log
        with running(programs, port):
            await until_says(process, "leading", 40)
            chat = await wants_reminder(world, "Ben")
            chat.hides(DOWN)
            assert await process.stop() == 0


async def test_postgres_stops_in_the_middle(server: Served, world: World, postgres: str, tmp_path: Path) -> None:
    """Its connections are cut and it refuses new ones: taps go on, one calm sentence for the rest, then all is well."""
    url = await empty_postgres(postgres)
    name = url.rpartition("/")[2]
    async with bot_process(server.url, tmp_path, new_key(), DATABASE_URL=url) as process:
        await checks(world, "Ada")
        admin = await asyncpg.connect(f"{postgres}/postgres")
        await admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)
        await checks(world, "Ben")
        (await wants_reminder(world, "Cleo")).shows(DOWN)
        assert "Traceback" not in process.log
        await admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        await admin.close()
        (await wants_reminder(world, "Dora")).hides(DOWN)
        assert process.alive


@pytest.mark.slow
async def test_postgres_hangs_in_the_middle(server: Served, world: World, tmp_path: Path) -> None:
    """The whole server stands still, as with a dead disk: the checklist does not wait for it, nor does a stop."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with running(programs) as base:
        async with bot_process(server.url, tmp_path, new_key(), DATABASE_URL=f"{base}/postgres") as process:
            await checks(world, "Ada")
            numbers = _processes_of(base)
            for number in numbers:
                os.kill(number, signal.SIGSTOP)
            try:
                await checks(world, "Ben")
                assert await process.stop() == 0
            finally:
                for number in numbers:
                    os.kill(number, signal.SIGCONT)


@pytest.mark.slow
async def test_sqlite_is_locked_by_another_process(server: Served, world: World, tmp_path: Path) -> None:
    """Somebody holds the write lock for longer than we wait: taps go on, the log names it."""
    async with bot_process(server.url, tmp_path, new_key()) as process:
        await checks(world, "Ada")
        other = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await checks(world, "Ben")
        await until_says(process, "lease_not_renewed", 20)
        other.execute("ROLLBACK")
        other.close()
        await checks(world, "Cleo")
        assert process.alive


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
async def test_the_disk_is_full(server: Served, world: World, tmp_path: Path) -> None:
    """On a disk without a free byte the checklist goes on; a consent can't be kept, and that is said calmly."""
    with small_disk(tmp_path) as disk:
        url = f"sqlite:///{disk}/bot.db"
        async with bot_process(server.url, tmp_path, new_key(), DATABASE_URL=url) as process:
            ada, ben = await asyncio.gather(agrees_last(world, "Ada"), agrees_last(world, "Ben"))
            fill(disk / "filler")
            await checks(world, "Cleo")
            await ada.tap(AGREE)
            ada.shows(DOWN)
            (disk / "filler").unlink()
            await ben.tap(AGREE)
            ben.hides(DOWN)
            assert "Traceback" not in process.log
            assert await process.stop() == 0


async def test_no_write_goes_through_any_more(server: Served, world: World, tmp_path: Path) -> None:
    """Each write to a file fails while the bot runs, as on a disk turned read-only: reading and the checklist go on."""
    async with bot_process(server.url, tmp_path, new_key()) as process:
        ada, ben = await asyncio.gather(agrees_last(world, "Ada"), agrees_last(world, "Ben"))
        usual = resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        await checks(world, "Cleo")
        await ada.tap(AGREE)
        ada.shows(DOWN)
        (await wants_reminder(world, "Dora")).hides(DOWN)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, usual)
        await ben.tap(AGREE)
        ben.hides(DOWN)
        assert "Traceback" not in process.log
        assert await process.stop() == 0


@pytest.mark.slow
async def test_postgres_becomes_read_only(server: Served, world: World, postgres: str, tmp_path: Path) -> None:
    """As after a switch to a standby: reading and the checklist go on, the lease is lost, all without a crash."""
    url = await empty_postgres(postgres)
    name = url.rpartition("/")[2]
    async with bot_process(server.url, tmp_path, new_key(), DATABASE_URL=url) as process:
        await checks(world, "Ada")
        admin = await asyncpg.connect(f"{postgres}/postgres")
        await admin.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", name)
        await admin.close()
        await checks(world, "Ben")
        (await wants_reminder(world, "Cleo")).hides(DOWN)
        await until_says(process, "lease_not_renewed", 20)
        assert process.alive
        assert await process.stop() == 0


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a disk needs root")
async def test_a_read_only_disk_ends_with_2(tmp_path: Path) -> None:
    """Where the file can't be written from the start, one line says so."""
    with small_disk(tmp_path, "ro") as disk:
        assert "can't be written: check the rights" in await _refused(Starts(tmp_path), f"sqlite:///{disk}/bot.db")


async def test_a_schema_that_cannot_be_used_ends_with_2(tmp_path: Path) -> None:
    """A newer version's database, and one that was left half-migrated: one line, the setting, the next step."""
    newer = "CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('9999')"
    half = "CREATE TABLE chats (id INTEGER)"
    async with nursery() as forks:
        for number, (prepare, says) in enumerate(((newer, "newer tgbot"), (half, "only half made"))):
            file = tmp_path / f"{number}.db"
            made = sqlite3.connect(file)
            made.executescript(prepare)
            made.close()
            assert says in await _refused(Starts(tmp_path, forks), f"sqlite:///{file}")


REFUSED: tuple[tuple[dict[str, str], str], ...] = (
    ({"password": "wrong"}, "refuses the user or the password"),
    ({"path": "/nothing"}, "has no database of that name"),
    ({"query": "?sslmode=require"}, "does not offer TLS"),
    ({"scheme": "mysql"}, "the kind mysql, which is not supported"),
)


async def test_what_a_server_refuses_ends_with_2(postgres: str, tmp_path: Path) -> None:
    """Wrong password, no such database, TLS where there is none, another kind of database: one line each."""
    host = postgres.rpartition("@")[2]
    async with nursery() as forks:
        for change, says in REFUSED:
            scheme, password = change.get("scheme", "postgres"), change.get("password", "only-for-tests")
            path, query = change.get("path", "/postgres"), change.get("query", "")
            told = await _refused(Starts(tmp_path, forks), f"{scheme}://postgres:{password}@{host}{path}{query}")
            assert says in told
            assert password not in told


@dataclass(frozen=True, slots=True)
class Starts:
    """Where a process starts, and who forks it; without anybody it is `python -m tgbot`."""

    folder: Path
    forks: Nursery | None = None


async def _refused(starts: Starts, url: str) -> str:
    """Start on a database that can't be used; tell the one line that it ends with."""
    own = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:9", "DATA_KEYS": new_key()}
    process = Process(own | {"DATABASE_URL": url}, starts.folder, nursery=starts.forks)
    await process.launch()
    assert await process.ended() == 2, process.log
    assert "DATABASE_URL" in process.log
    assert "Traceback" not in process.log
    assert len(process.lines) == 1, process.log
    return process.log


def _processes_of(base: str) -> list[int]:
    """Find the processes of a cluster: its main one, by the port in its command line, and that one's children."""
    port = base.rpartition(":")[2]
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        words = (folder / "cmdline").read_bytes().decode(errors="replace")
        if "postgres" in words and f"-p\x00{port}" in words:
            found.append(int(folder.name))
    children = subprocess.run(["pgrep", "-P", str(found[0])], capture_output=True, text=True, check=False).stdout
    return [*found, *map(int, children.split())]
