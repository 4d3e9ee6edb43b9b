"""`tgbot db ...` as an operator uses it: real commands on real files, and on PostgreSQL where it is installed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from tests.operation.test_cli import tgbot
from tests.support.postgres import empty_postgres, postgres
from tests.support.process import bot_process
from tgbot.operation import database
from tgbot.operation.errors import OperatorError
from tgbot.operation.rotate import rotate_keys
from tgbot.playground.server import Served
from tgbot.settings import Settings
from tgbot.store import Store
from tgbot.store.chat import Consent
from tgbot.store.seal import new_key

__all__ = ["postgres"]


async def filled(url: str, keys: str, number: int) -> None:
    """Keep some chats, one reminder each."""
    store = await Store.open(url, keys)
    now = datetime.now(UTC)
    for each in range(number):
        chat = await store.chats.consent(1000 + each, Consent("reminders", "h", "1", "en", now), today=now.date())
        await store.reminders.add(chat, {"n": each}, now, (os.urandom(32),))
    await store.close()


async def test_backup_forget_restore(tmp_path: Path) -> None:
    """A backup is restored, and whoever asked to be forgotten since is forgotten again."""
    url, keys = f"sqlite:///{tmp_path / 'bot.db'}", new_key()
    settings = {"DATABASE_URL": url, "DATA_KEYS": keys}
    await filled(url, keys, 12)
    done = await asyncio.to_thread(tgbot, "db", "backup", "safe/day.db", folder=tmp_path, **settings)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "safe" / "day.db").stat().st_mode & 0o777 == 0o600
    again = await asyncio.to_thread(tgbot, "db", "backup", "safe/day.db", folder=tmp_path, **settings)
    assert again.returncode == 2
    assert "exists already" in again.stderr

    store = await Store.open(url, keys)
    await store.chats.erase(1003, datetime.now(UTC).date())
    await store.close()
    done = await asyncio.to_thread(tgbot, "db", "restore", "safe/day.db", folder=tmp_path, **settings)
    assert done.returncode == 0, done.stderr
    assert "12 chats" in done.stdout
    assert "Forgotten again since then: 1" in done.stdout
    store = await Store.open(url, keys)
    assert await store.chats.find(1003) is None
    assert await store.chats.find(1004) is not None
    await store.close()

    wrong = await asyncio.to_thread(
        tgbot, "db", "restore", "safe/day.db", folder=tmp_path, DATABASE_URL=url, DATA_KEYS=new_key()
    )
    assert wrong.returncode == 2
    assert "DATA_KEYS" in wrong.stderr
    none = await asyncio.to_thread(tgbot, "db", "restore", "absent.db", folder=tmp_path, **settings)
    assert none.returncode == 2
    assert "Traceback" not in none.stderr + wrong.stderr


async def test_copy_to_postgresql_may_be_repeated(postgres: str, tmp_path: Path) -> None:
    """Counted, repeated without harm, refused while a bot runs and onto itself."""
    url, keys = f"sqlite:///{tmp_path / 'bot.db'}", new_key()
    await filled(url, keys, 15)
    target = await empty_postgres(postgres)
    for _ in range(2):
        done = await asyncio.to_thread(tgbot, "db", "copy", "--to", target, folder=tmp_path, DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
        assert "15 chats" in done.stdout
        assert "15 reminders" in done.stdout
    same = await asyncio.to_thread(tgbot, "db", "copy", "--to", url, folder=tmp_path, DATABASE_URL=url)
    assert same.returncode == 2
    assert "--to" in same.stderr
    store = await Store.open(target, keys)
    assert await store.chats.find(1014) is not None
    await store.close()
    told = await asyncio.to_thread(tgbot, "db", "stats", folder=tmp_path, DATABASE_URL=target)
    assert "chats           15" in told.stdout
    assert "reminders live  15" in told.stdout


async def test_small_numbers_are_not_told(tmp_path: Path) -> None:
    """Nine chats are "fewer than 10"; no number points at somebody."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    await filled(url, new_key(), 9)
    told = await asyncio.to_thread(tgbot, "db", "stats", folder=tmp_path, DATABASE_URL=url)
    assert told.returncode == 0, told.stderr
    assert "chats           fewer than 10" in told.stdout
    assert "9" not in told.stdout


async def test_nothing_is_replaced_under_a_running_bot(server: Served, tmp_path: Path) -> None:
    """Restore and copy say that the bot must be stopped first."""
    keys = new_key()
    settings = {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}", "DATA_KEYS": keys}
    async with bot_process(server.url, tmp_path, keys, DATABASE_URL=settings["DATABASE_URL"]) as process:
        await process.until_it_leads()
        made = await asyncio.to_thread(tgbot, "db", "backup", "day.db", folder=tmp_path, **settings)
        assert made.returncode == 0, made.stderr
        for command in (("restore", "day.db"), ("copy", "--to", "sqlite:///other.db")):
            refused = await asyncio.to_thread(tgbot, "db", *command, folder=tmp_path, **settings)
            assert refused.returncode == 2
            assert "a bot is running" in refused.stderr


@pytest.mark.parametrize("command", ["backup", "stats", "copy", "rotate"])
def test_nothing_is_made_where_a_database_is_missing(command: str, tmp_path: Path) -> None:
    """A backup of a fresh, empty file would look like a good one; the place that was looked at is named in full."""
    url = f"sqlite:///{tmp_path / 'elsewhere' / 'bot.db'}"
    settings = Settings(_env_file=None, database_url=url, data_keys=SecretStr(new_key()))
    work: dict[str, Callable[[], str]] = {
        "backup": lambda: database.backup(settings, tmp_path / "day.db"),
        "stats": lambda: database.stats(settings),
        "copy": lambda: database.copy(settings, f"sqlite:///{tmp_path / 'other.db'}"),
        "rotate": lambda: rotate_keys(settings),
    }
    with pytest.raises(OperatorError, match=f"there is no database at {tmp_path}/elsewhere/bot.db: set DATABASE_URL"):
        work[command]()
    assert list(tmp_path.iterdir()) == []
