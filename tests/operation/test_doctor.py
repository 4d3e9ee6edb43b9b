"""`tgbot doctor`: everything that can keep the bot from serving people is named, with what to do about it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from tests.conftest import CONTENT
from tests.support.running import TOKEN
from tests.support.wire import ME, wire
from tgbot.operation.doctor import Finding, examine
from tgbot.playground.server import Served
from tgbot.settings import Settings
from tgbot.store import Store
from tgbot.store.seal import new_key


def settings(server: str, folder: Path, **changes: Any) -> Settings:
    """Make settings with which all is well."""
    made = Settings(
        _env_file=None,
        telegram_bot_token=SecretStr(TOKEN),
        telegram_api_url=server,
        database_url=f"sqlite:///{folder / 'bot.db'}",
        data_keys=SecretStr(new_key()),
        operator_name="A clinic",
        operator_contact="clinic@example.org",
        content_dir=CONTENT,
    )
    return made.model_copy(update={name: _secret(name, value) for name, value in changes.items()})


def _secret(name: str, value: object) -> object:
    secret = name in {"telegram_bot_token", "data_keys", "webhook_secret"}
    return SecretStr(str(value)) if secret else value


async def found(given: Settings, folder: Path, **environment: str) -> dict[str, Finding]:
    """Ask the doctor."""
    return {each.what: each async for each in examine(given, environment, folder / ".env")}


async def test_a_bot_that_is_ready_has_nothing_to_mend(server: Served, tmp_path: Path) -> None:
    """Each thing is looked at, none is to be mended, and nothing was made by looking."""
    said = await found(settings(server.url, tmp_path), tmp_path)
    assert set(said) == {
        "token", "clock", "receiving", "keys", "database", "disk", "content", "operator", ".env"
    }  # fmt: skip
    assert not [each for each in said.values() if each.mend and each.what != "disk"]
    assert said["token"].found == "@twitch_helper_bot"
    assert not (tmp_path / "bot.db").exists()


@pytest.mark.parametrize(
    ("changes", "what", "words"),
    [
        ({"telegram_bot_token": ""}, "token", "@BotFather"),
        ({"telegram_bot_token": "222:wrong"}, "token", "copy TELEGRAM_BOT_TOKEN again"),
        ({"telegram_api_url": "http://127.0.0.1:9"}, "token", "TELEGRAM_API_URL"),
        ({"data_keys": ""}, "keys", "tgbot keys new"),
        ({"data_keys": "short"}, "keys", "DATA_KEYS"),
        ({"operator_contact": " "}, "operator", "set OPERATOR_CONTACT"),
        ({"operator_name": "", "operator_contact": ""}, "operator", "OPERATOR_NAME and OPERATOR_CONTACT"),
        ({"content_dir": Path("nowhere")}, "content", "CONTENT_DIR"),
        ({"database_url": "mysql://x/y"}, "database", "DATABASE_URL"),
        ({"database_url": "sqlite:////dev/null/kept/bot.db"}, "database", "DATABASE_URL"),
        ({"database_url": "postgresql://u@127.0.0.1:9/d"}, "database", "check host and port"),
        ({"webhook_url": "https://b.example.org", "webhook_secret": "short"}, "receiving", "leave it out"),
    ],
)
async def test_what_must_be_mended_is_named_with_the_next_step(
    server: Served, tmp_path: Path, changes: dict[str, Any], what: str, words: str
) -> None:
    """One wrong setting, one line to mend; no line holds the token or a key."""
    given = settings(server.url, tmp_path, **changes)
    said = await found(given, tmp_path)
    assert words in said[what].mend
    whole = "\n".join(map(str, said.values()))
    for secret in (given.telegram_bot_token, given.data_keys):
        assert not secret.get_secret_value() or secret.get_secret_value() not in whole


async def test_a_host_that_wipes_its_disk_is_named(server: Served, tmp_path: Path) -> None:
    """DYNO is set: PostgreSQL is named; with ALLOW_EPHEMERAL_DB it is only told."""
    given = settings(server.url, tmp_path)
    assert "PostgreSQL" in (await found(given, tmp_path, DYNO="web.1"))["disk"].mend
    allowed = given.model_copy(update={"allow_ephemeral_db": True})
    said = (await found(allowed, tmp_path, DYNO="web.1"))["disk"]
    assert "lost at a restart" in said.found
    assert not said.mend


async def test_a_database_is_looked_into(server: Served, tmp_path: Path) -> None:
    """Its tables and keys are judged: fitting, of another key, of a newer version."""
    given = settings(server.url, tmp_path)
    store = await Store.open(given.database_url, given.data_keys.get_secret_value())
    today = datetime.now(UTC).date()
    await store.chats.remember_language(7, "en", today)
    assert "the keys fit" in (await found(given, tmp_path))["database"].found
    other = settings(server.url, tmp_path)
    assert "does not hold the key" in (await found(other, tmp_path))["database"].mend
    async with store.database.write() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await store.close()
    assert "newer tgbot" in (await found(given, tmp_path))["database"].mend


async def test_an_env_file_that_others_can_read_is_named(server: Served, tmp_path: Path) -> None:
    """It holds the token and the keys."""
    env = tmp_path / ".env"
    env.write_text("")
    env.chmod(0o644)
    assert "chmod 600" in (await found(settings(server.url, tmp_path), tmp_path))[".env"].mend
    env.chmod(0o600)
    assert not (await found(settings(server.url, tmp_path), tmp_path))[".env"].mend


@pytest.fixture
async def late_server() -> AsyncIterator[str]:
    """Serve a Bot API whose clock is two minutes ahead, with a webhook at another host."""
    async with wire() as api:

        async def ahead(_request: web.Request) -> web.StreamResponse:
            date = format_datetime(datetime.now(UTC) + timedelta(minutes=2), usegmt=True)
            return web.json_response({"ok": True, "result": ME}, headers={"Date": date})

        api.fails("getMe", ahead)
        api.results["getWebhookInfo"] = {"url": "https://u:secret@other.example.org/x", "pending_update_count": 0}
        yield api.url


async def test_clock_and_webhook_are_compared_with_telegrams(late_server: str, tmp_path: Path) -> None:
    """A clock that is off, and updates that go elsewhere, are named; not the other's path or password."""
    said = await found(settings(late_server, tmp_path), tmp_path)
    assert said["clock"].found in {"119 s behind", "120 s behind", "121 s behind"}
    assert "time synchronisation" in said["clock"].mend
    assert "other.example.org" in said["receiving"].found
    assert "secret" not in str(said["receiving"])
    assert "--take-over" in said["receiving"].mend
