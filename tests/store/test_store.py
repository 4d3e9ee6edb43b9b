"""Opening the store as a whole, with the keys that fit or do not, and counting what is in it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sqlalchemy import update

from tests.store.people import ANNA, BEN, TODAY, agreed, reminded
from tgbot.store import Store
from tgbot.store.seal import SealError, new_key
from tgbot.store.stats import stats
from tgbot.store.tables import chats


async def test_opening_again_finds_what_was_kept(url: str, keys: str) -> None:
    """A restart loses nothing."""
    first = await Store.open(url, keys)
    made = await agreed(first, ANNA)
    await first.close()
    second = await Store.open(url, f"{new_key()},{keys}")
    assert await second.chats.find(ANNA) == made
    await second.close()


async def test_keys_that_do_not_fit_are_refused_at_the_start(store: Store, url: str) -> None:
    """Rather than treating everybody as a stranger; no keys at all says how to make one."""
    await agreed(store, ANNA)
    with pytest.raises(SealError, match="DATA_KEYS does not hold the key"):
        await Store.open(url, new_key())
    with pytest.raises(SealError, match="tgbot keys new"):
        await Store.open(url, "")


async def test_one_damaged_row_keeps_nobody_from_starting(store: Store, url: str, keys: str) -> None:
    """The bot goes on for the others."""
    await agreed(store, ANNA)
    await agreed(store, BEN)
    async with store.database.write() as connection:
        damaged = chats.c.lookup == store.seal.lookups(ANNA)[0]
        await connection.execute(update(chats).where(damaged).values(sealed=b"gone"))
    opened = await Store.open(url, keys)
    assert await opened.chats.find(BEN)
    await opened.close()


async def test_statistics_are_totals_and_hide_small_numbers(store: Store) -> None:
    """Ten or more are told, fewer are not, none is none."""
    assert await stats(store.database) == {"chats": 0, "results": 0, "erasures": 0}
    for chat_id in range(100, 112):
        await reminded(store, await agreed(store, chat_id))
    await store.reminders.pause(await agreed(store, 100))
    await store.chats.erase(111, TODAY)
    assert await stats(store.database) == {
        "chats": 11,
        "results": 0,
        "erasures": None,
        "reminders live": 10,
        "reminders paused": None,
    }


def test_opening_a_new_or_a_migrated_file_imports_neither_alembic_nor_asyncpg(file_url: str, keys: str) -> None:
    """A start costs what it needs: SQLite that is empty or up to date means no Alembic, no other driver."""
    code = (
        "import asyncio, sys\n"
        "from tgbot.store import Store\n"
        "async def start():\n"
        "    store = await Store.open(*sys.argv[1:])\n"
        "    await store.close()\n"
        "asyncio.run(start())\n"
        "sys.stdout.write(' '.join(name for name in ('alembic', 'asyncpg') if name in sys.modules))\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, file_url, keys], capture_output=True, text=True, check=True, timeout=60
        )
        for _ in range(2)
    ]
    assert [run.stdout for run in runs] == ["", ""]
