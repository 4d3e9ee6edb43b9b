"""No repr, print or error shows a token, a key or a password."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from pydantic import SecretStr

from tests.support.process import environment
from tgbot.app import Bot
from tgbot.delivery.client import AiohttpRequest
from tgbot.delivery.tacit import TacitBot
from tgbot.playground.server import Served
from tgbot.settings import Settings
from tgbot.store import Store
from tgbot.store.seal import Seal, new_key


def settings(**changes: object) -> Settings:
    """Make settings with a secret in every place that can hold one."""
    return Settings(
        _env_file=None,
        telegram_bot_token=SecretStr("123456:token-marker"),
        data_keys=SecretStr("k1:key-marker"),
        webhook_secret=SecretStr("secret-marker-0123456789"),
        database_url="postgresql://user:password-marker@host/name",
    ).model_copy(update=changes)


def test_no_repr_of_settings_shows_a_secret() -> None:
    """Settings can be printed, formatted and dumped for a message."""
    for shown in (repr(settings()), str(settings()), f"{settings()!r:>10}"):
        assert "marker" not in shown


async def test_no_repr_shows_a_secret(bot: Bot, store: Store, tmp_path: Path) -> None:
    """Nor do the bot, the library's objects in it, the store, the keys, and what handlers are given."""
    key = new_key()
    things = (
        *(bot, bot.application, bot.application.bot, bot.worker, bot.deps.operator),
        *(store, store.database, store.database.address, store.seal, Seal.from_setting(key), store.chats),
    )
    for thing in things:
        for shown in (repr(thing), str(thing)):
            assert "playground" not in shown.replace("tgbot.playground", "")
            assert key.partition(":")[2] not in shown


async def test_a_refused_token_is_not_quoted(server: Served, tmp_path: Path) -> None:
    """The library quotes the token that Telegram refused; what the operator reads names only the setting."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tgbot", "run"),
        cwd=tmp_path,
        env=environment(
            TELEGRAM_BOT_TOKEN="999999:wrong-token-marker",
            TELEGRAM_API_URL=server.url,
            DATA_KEYS=new_key(),
            ALLOW_EPHEMERAL_DB="1",
            LOG_LEVEL="DEBUG",
        ),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(30):
        said, _ = await process.communicate()
    assert process.returncode == 2, said
    assert b"TELEGRAM_BOT_TOKEN was refused" in said
    assert b"marker" not in said


async def test_the_bot_is_named_without_its_token() -> None:
    """Also before it has asked Telegram who it is."""
    bot = TacitBot("123456:token-marker", request=AiohttpRequest(), get_updates_request=AiohttpRequest(1))
    assert "marker" not in f"{bot} {bot!r} {[bot]}"
