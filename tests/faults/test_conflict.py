"""Two bots with one token: Telegram lets neither have its peace, and one of them gives up with a clear line."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.support.process import bot_process
from tgbot.playground.server import Served
from tgbot.store.seal import new_key


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_two_that_poll(server: Served, tmp_path: Path) -> None:
    """After a minute of tries one ends with 2 and says to stop the other one."""
    (tmp_path / "other").mkdir()
    async with (
        bot_process(server.url, tmp_path, new_key()) as first,
        bot_process(server.url, tmp_path / "other", new_key()) as second,
    ):
        assert first.running is not None
        assert second.running is not None
        ends = [asyncio.create_task(each.running.wait()) for each in (first, second)]
        done, _ = await asyncio.wait(ends, timeout=150, return_when=asyncio.FIRST_COMPLETED)
        assert done
        assert {each.result() for each in done} == {2}
        await asyncio.sleep(0.2)
        assert "another program takes this bot's updates: stop the other one" in first.log + second.log
        for end in ends:
            end.cancel()
