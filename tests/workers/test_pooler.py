"""A transaction pooler between the bot and PostgreSQL, as hosts offer it: each transaction gets another connection."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.postgres import free_port
from tgbot.clock import SystemClock
from tgbot.delivery.leader import Leadership
from tgbot.store import Store
from tgbot.store.chat import Consent
from tgbot.store.seal import new_key

_CONFIG = """
[databases]
{name} = host=127.0.0.1 port={server} dbname={name}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = plain
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 2
server_reset_query_always = 0
logfile = {folder}/log
"""


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """Make a folder that the pooler's own user can enter: it refuses to run as root."""
    with tempfile.TemporaryDirectory(prefix="pooler-") as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@contextlib.asynccontextmanager
async def pooled(database: str, folder: Path) -> AsyncIterator[str]:
    """Run pgbouncer before a database; give the URL through it."""
    program = shutil.which("pgbouncer") or shutil.which("/usr/sbin/pgbouncer")
    if program is None:
        pytest.skip("pgbouncer is not installed (Debian: apt-get install pgbouncer)")
    direct = urlsplit(database)
    port = free_port()
    (folder / "users").write_text(f'"{direct.username}" "{direct.password}"\n')
    config = folder / "pgbouncer.ini"
    config.write_text(_CONFIG.format(name=direct.path[1:], server=direct.port, port=port, folder=folder))
    as_user = ["-u", "postgres"] if os.geteuid() == 0 else []
    running = await asyncio.create_subprocess_exec(program, "-q", *as_user, str(config))
    try:
        await _until_open(port)
        yield database.replace(f":{direct.port}/", f":{port}/")
    finally:
        running.terminate()
        await running.wait()


async def _until_open(port: int) -> None:
    async with asyncio.timeout(10):
        while True:
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                await writer.wait_closed()
                return
            await asyncio.sleep(0.05)


async def test_workers_agree_through_a_transaction_pooler(database: str, open_to_all: Path) -> None:
    """Migrations, rows, claims and the leader's lease work with two server connections for three workers."""
    async with pooled(database, open_to_all) as url:
        keys = new_key()
        stores = [await Store.open(url, keys) for _ in range(3)]
        now = datetime.now(UTC)
        consent = Consent("reminders", "hash", "1", "en", now)
        chat = await stores[0].chats.consent(77, consent, today=now.date())
        for number in range(30):
            if number % 20 == 0:
                chat = await stores[0].chats.consent(77 + number, consent, today=now.date())
            await stores[0].reminders.add(chat, {"n": number}, now - timedelta(seconds=1), (os.urandom(32),))
        claims = await asyncio.gather(*(each.queue.claim(now, f"w{number}", 30) for number, each in enumerate(stores)))
        assert sum(map(len, claims)) == 30
        assert len({row.row_id for claimed in claims for row in claimed}) == 30

        ran: list[int] = []

        def job(number: int):  # noqa: ANN202  (a coroutine function)
            async def work(ending: asyncio.Event) -> None:
                ran.append(number)
                await ending.wait()

            return work

        stop = asyncio.Event()
        leaders = [
            Leadership(each.leader, f"w{number}", SystemClock(), (job(number),), lease=6.0, every=1.0)
            for number, each in enumerate(stores)
        ]
        work = [asyncio.create_task(each.run(stop)) for each in leaders]
        async with asyncio.timeout(10):
            while not ran:  # noqa: ASYNC110  (the work has no event)
                await asyncio.sleep(0.05)
        await asyncio.sleep(1.5)
        assert [each.leads for each in leaders].count(True) == 1
        assert len(ran) == 1
        stop.set()
        await asyncio.gather(*work)
        for each in stores:
            await each.close()
