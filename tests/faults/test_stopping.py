"""SIGTERM at the worst moments: the process ends with 0 within ten seconds, and nothing is lost."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from tests.faults.crowd import Crowd
from tests.support.chat import Chat
from tests.support.expected import expected
from tests.support.line import line_to
from tests.support.nursery import nursery
from tests.support.process import WAYS, Process, bot_process, receiving_by
from tgbot.library.content import Content
from tgbot.playground.botapi import Fault
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store.seal import new_key

WITHIN = 10.0
"""Seconds that hosts leave a process, the least patient of them."""


@pytest.mark.parametrize("way", WAYS)
async def test_sigterm_under_load_loses_nothing(server: Served, content: Content, tmp_path: Path, way: str) -> None:
    """Three stops while people tap and some calls are slow: no tap is lost, every page is right."""
    async with (
        nursery() as forks,
        expected(content, tmp_path, server.world.bot["username"]) as model,
        bot_process(server.url, tmp_path, new_key(), nursery=forks, **receiving_by(way)) as process,
    ):
        crowd = Crowd(server.world, model, 10, seed=3)
        await crowd.begin()
        slow = crowd.walkers[0].chat.room.id
        server.faults.plan(Fault("slow", "editMessageText", contains=f"'chat_id': {slow}", seconds=0.5))
        took = []
        for _ in range(3):
            await process.until_it_receives()
            await asyncio.sleep(0.8)
            took.append(await stopped(process))
            crowd.died()
            crowd.see()
            await process.launch()
            crowd.restarted()
        await crowd.end()
        figures = crowd.figures
    print(f"{way}: 3 stops, slowest {max(took):.1f} s; {figures}")  # noqa: T201  (for the docs)
    assert figures.lost == figures.spinner_only == 0
    assert max(took) < WITHIN
    assert "Traceback" not in process.log


async def stopped(process: Process) -> float:
    """Stop it gracefully; tell how many seconds that took."""
    began = time.monotonic()
    assert await process.stop() == 0
    return time.monotonic() - began


@pytest.mark.slow
async def test_sigterm_when_the_last_question_is_not_answered(server: Served, world: World, tmp_path: Path) -> None:
    """Work in hand takes six seconds to end, and then Telegram does not answer what confirms it."""
    chat = Chat(world, world.add_person("Ada"))
    async with bot_process(server.url, tmp_path, new_key()) as process:
        await chat.send("/start")
        server.faults.plan(Fault("slow", "editMessageText", seconds=6))
        world.taps(chat.person, chat.room.id, 2, chat.data("Start the check"))
        await asyncio.sleep(0.4)
        server.faults.plan(Fault("slow", "getUpdates", seconds=60))
        took = await stopped(process)
        assert "last_updates_not_confirmed" in process.log
    print(f"stopped after {took:.1f} s")  # noqa: T201  (for the docs)
    assert 5 < took < WITHIN


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
async def test_sigterm_while_telegram_is_silent(server: Served, world: World, tmp_path: Path, way: str) -> None:
    """Calls hang in half-open connections: the stop does not wait for them longer than a host waits for us."""
    chat = Chat(world, world.add_person("Ada"))
    async with (
        line_to(server.port) as line,
        bot_process(line.url, tmp_path, new_key(), **receiving_by(way)) as process,
    ):
        await chat.send("/start")
        server.faults.plan(Fault("slow", seconds=60))
        world.taps(chat.person, chat.room.id, 2, chat.data("Start the check"))
        await asyncio.sleep(0.5)
        line.fall_silent()
        took = await stopped(process)
        assert "Traceback" not in process.log
    print(f"{way}: stopped after {took:.1f} s")  # noqa: T201  (for the docs)
    assert took < WITHIN
