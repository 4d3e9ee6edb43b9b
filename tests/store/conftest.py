"""An empty, migrated database for each test, once as SQLite and once as PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.people import ANNA, agreed
from tests.support.postgres import empty_postgres, postgres, wiped_postgres
from tgbot.store.database import Database
from tgbot.store.seal import Seal, new_key
from tgbot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tgbot.store.chat import Chat

__all__ = ["postgres"]


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name a database without any table, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/kept/bot.db"
    return await empty_postgres(request.getfixturevalue("postgres"))


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name a database without any row, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/kept/bot.db"
    return await wiped_postgres(request.getfixturevalue("postgres"))


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """Open and migrate an empty database of each kind."""
    opened = await Database.open(url)
    await opened.migrate()
    yield opened
    await opened.close()


@pytest.fixture
def keys() -> str:
    """Make a setting of DATA_KEYS with one key."""
    return new_key()


@pytest.fixture
def store(database: Database, keys: str) -> Store:
    """Put the tables over an empty database of each kind."""
    return Store(database, Seal.from_setting(keys))


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """Name an empty SQLite database, where a test is about files."""
    return f"sqlite:///{tmp_path}/kept/bot.db"


@pytest.fixture
async def file_store(file_url: str, keys: str) -> AsyncIterator[Store]:
    """Open a store in a SQLite file, where a test is about files."""
    opened = await Store.open(file_url, keys)
    yield opened
    await opened.close()


@pytest.fixture
async def anna(store: Store) -> Chat:
    """Let a chat agree to reminders."""
    return await agreed(store, ANNA, "reminders")
