"""A throwaway PostgreSQL for the tests: a cluster of its own, on a free port of this machine, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_USER = "postgres"
_PASSWORD = "only-for-tests"


def binaries() -> Path | None:
    """Find the newest installed server's programs: on the path, or where Debian puts them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return installed[-1].parent if installed else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a server and give its URL, ending in no database name; skips where PostgreSQL is not installed."""
    found = binaries()
    if found is None:
        reason = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with running(found) as url:
        yield url


@contextlib.contextmanager
def running(programs: Path, port: int | None = None) -> Iterator[str]:
    """Run a fresh cluster for as long as the block lasts. Its programs refuse root, so root lends them another user."""
    with tempfile.TemporaryDirectory(prefix="tgbot-pg-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        as_user = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
        if as_user:
            shutil.chown(folder, _USER)
        password = folder / "password"
        password.write_text(_PASSWORD)
        data, port = folder / "data", port or free_port()

        def run(program: str, *arguments: str) -> None:
            command = [*as_user, str(programs / program), *arguments]
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=folder)
            if done.returncode:
                pytest.fail(f"{program} failed: {done.stderr or done.stdout}")

        run(
            "initdb", "-D", str(data), "-U", _USER, "-A", "scram-sha-256", "--pwfile", str(password), "-E", "UTF8", "-N"
        )
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "client_min_messages": "error",
        }
        options = " ".join([f"-p {port}", *(f"-c {name}={value}" for name, value in settings.items())])
        run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://{_USER}:{_PASSWORD}@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")


async def empty_postgres(server: str) -> str:
    """Make an empty database on the server and give its URL."""
    name = f"test_{secrets.token_hex(6)}"
    connection = await asyncpg.connect(f"{server}/postgres")
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    return f"{server}/{name}"


async def wiped_postgres(server: str) -> str:
    """Delete all rows from the server's own database and give its URL: quicker than new tables for each test."""
    connection = await asyncpg.connect(f"{server}/postgres")
    tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    if names := ", ".join(row[0] for row in tables if row[0] != "alembic_version"):
        await connection.execute(f"TRUNCATE {names}")
    await connection.close()
    return f"{server}/postgres"


def free_port() -> int:
    """Find a port of this machine on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
