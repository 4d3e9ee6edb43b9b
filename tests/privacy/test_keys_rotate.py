"""`tgbot keys rotate`, as an operator runs it."""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.store.people import agreed, kept, reminded
from tests.support.process import environment
from tgbot.store import Store
from tgbot.store.seal import new_key
from tgbot.store.tables import chats, results


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int | None
    said: str
    complained: str


async def rotate(url: str, keys: str, folder: Path, *, kill_in_the_middle: bool = False) -> Ended:
    """Run the command, or kill it as soon as it has rewritten a chat."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tgbot", "keys", "rotate"),
        cwd=folder,
        env=environment(DATABASE_URL=url, DATA_KEYS=keys),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    if kill_in_the_middle:
        await _begun(url, keys)
        process.kill()
    said, complained = await process.communicate()
    return Ended(process.returncode, said.decode(), complained.decode())


async def _begun(url: str, keys: str) -> None:
    store = await Store.open(url, keys)
    for _ in range(4000):
        if any(store.seal.is_newest(row.sealed) for row in await store.database.fetch(select(chats))):
            break
        await asyncio.sleep(0.005)
    await store.close()


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """Name a database that is used by nobody yet."""
    return f"sqlite+aiosqlite:///{tmp_path}/bot.db"


async def fill(url: str, key: str, people: int) -> None:
    """Keep something for some people under one key."""
    store = await Store.open(url, key)
    for chat_id in range(1, people + 1):
        chat = await agreed(store, chat_id)
        await kept(store, chat)
        await reminded(store, chat)
    await store.close()


async def test_keys_rotate_reports_and_can_be_run_again(url: str, tmp_path: Path) -> None:
    """Killed in the middle, run again, run once more: everything opens with the new key alone."""
    old, new = new_key(), new_key()
    await fill(url, old, 60)
    killed = await rotate(url, f"{new},{old}", tmp_path, kill_in_the_middle=True)
    assert killed.code == -signal.SIGKILL
    ended = await rotate(url, f"{new},{old}", tmp_path)
    assert ended.code == 0, ended
    assert new.partition(":")[0] in ended.said
    assert "60 chats" in ended.said
    assert "Chats" in ended.complained
    assert new.partition(":")[2] not in ended.said + ended.complained
    assert "0 rows" in (await rotate(url, f"{new},{old}", tmp_path)).said
    store = await Store.open(url, new)
    for chat_id in (1, 60):
        chat = await store.chats.find(chat_id)
        assert chat is not None
        assert len(await store.results.of(chat)) == len(await store.reminders.of(chat)) == 1
    await store.close()


async def test_rows_that_no_key_opens_are_named_to_the_operator(url: str, tmp_path: Path) -> None:
    """The rest is rewritten, the command ends with 2, and says not to take the old key away."""
    old, new = new_key(), new_key()
    await fill(url, old, 3)
    store = await Store.open(url, old)
    first = (await store.database.fetch(select(results)))[0]
    async with store.database.write() as connection:
        await connection.execute(update(results).where(results.c.id == first.id).values(sealed=b"gone"))
    await store.close()
    ended = await rotate(url, f"{new},{old}", tmp_path)
    assert ended.code == 2
    assert f"row {first.id.hex()} of table results" in ended.complained
    assert "Do not take an older key away" in ended.complained
    store = await Store.open(url, new)
    assert all(store.seal.is_newest(row.sealed) for row in await store.database.fetch(select(chats)))
    await store.close()


async def test_without_keys_it_says_what_to_do(url: str, tmp_path: Path) -> None:
    """Exit 2 and the next step, never a traceback."""
    ended = await rotate(url, "", tmp_path)
    assert ended.code == 2
    assert "tgbot keys new" in ended.complained
    assert "Traceback" not in ended.complained
