"""Telegram is out of reach when the bot starts: it waits, since a supervisor may not start it again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.support.chat import Chat
from tests.support.line import line_to
from tests.support.process import WAYS, Process, environment, receiving_by
from tests.support.running import TOKEN
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store.seal import new_key


def told(api: str, folder: Path, way: str) -> Process:
    """Make a process that is not yet started."""
    own = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api, "DATA_KEYS": new_key()}
    return Process(environment(**own, DATABASE_URL=f"sqlite:///{folder / 'bot.db'}", **receiving_by(way)), folder)


async def until_it_says(process: Process, event: str) -> None:
    """Wait for a line in the log."""
    async with asyncio.timeout(60):
        while f"event='{event}'" not in process.log:  # noqa: ASYNC110  (the log has no event of its own)
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("way", WAYS)
async def test_an_outage_at_the_start_is_waited_for(server: Served, world: World, tmp_path: Path, way: str) -> None:
    """Nobody listens, then somebody who answers nonsense, then Telegram: one warning, and the first tap is answered."""
    async with line_to(server.port) as line:
        line.down()
        process = told(line.url, tmp_path, way)
        await process.launch()
        try:
            await until_it_says(process, "telegram_unreachable")
            line.garble = lambda piece: piece.replace(b'{"ok":true', b"<html>oops")
            await line.open()
            await asyncio.sleep(0.5)
            assert process.alive
            line.garble = None
            await process.until_it_receives()
            chat = Chat(world, world.add_person("Ada"))
            await chat.send("/start")
            assert process.log.count("telegram_unreachable") == 1
            assert "TELEGRAM_API_URL can't be reached" in process.log
            assert "Traceback" not in process.log
        finally:
            await process.kill()


async def test_a_stop_during_the_outage_ends_well(tmp_path: Path) -> None:
    """SIGTERM while it waits ends at once, with 0."""
    process = told("http://127.0.0.1:9", tmp_path, "polling")
    await process.launch()
    await until_it_says(process, "telegram_unreachable")
    async with asyncio.timeout(3):
        assert await process.stop() == 0
    assert "Traceback" not in process.log
    assert "event='stopped'" in process.log
