"""kill -9 at random moments while people tap, in both ways of receiving: nothing is lost, no page is wrong."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path

import pytest

from tests.faults.crowd import Crowd
from tests.support.expected import expected
from tests.support.nursery import nursery
from tests.support.process import WAYS, Process, bot_process, receiving_by
from tgbot.library.content import Content
from tgbot.playground.botapi import Fault
from tgbot.playground.server import Served
from tgbot.store.seal import new_key


def ask_to_wait(server: Served, crowd: Crowd, chance: random.Random) -> None:
    """Let Telegram ask two of them to wait once, so that some taps are confirmed before they are handled."""
    server.faults.clear()
    for walker in chance.sample(crowd.walkers, 2):
        own = f"'chat_id': {walker.chat.room.id}"
        server.faults.plan(Fault("429", "editMessageText", contains=own, retry_after=2, times=1))


async def killed(process: Process, crowd: Crowd, server: Served, kills: int, chance: random.Random) -> None:
    """Kill the process at random moments, some of them while it starts; each time another one takes over.

    After every tenth it may live until all have been served: Telegram waits longer and longer before it brings again
    what nobody took.
    """
    for number in range(kills):
        ask_to_wait(server, crowd, chance)
        if number % 5 == 4:
            await asyncio.sleep(chance.random() * 0.6)
        else:
            await process.until_it_receives()
            await asyncio.sleep(chance.random() * 1.2)
        await process.kill()
        crowd.died()
        crowd.see()
        await process.launch()
        crowd.restarted()
        if number % 10 == 9:
            await process.until_it_receives()
            await crowd.served_since(time.monotonic(), 60)
    await process.until_it_receives()


async def kills_under_load(server: Served, content: Content, folder: Path, way: str, kills: int) -> None:
    """Let a crowd tap while processes die; compare every page with its link."""
    world, chance = server.world, random.Random(kills)
    async with (
        nursery() as forks,
        expected(content, folder, world.bot["username"]) as model,
        bot_process(server.url, folder, new_key(), nursery=forks, **receiving_by(way)) as process,
    ):
        crowd = Crowd(world, model, 16, seed=kills)
        await crowd.begin()
        began = time.monotonic()
        await killed(process, crowd, server, kills, chance)
        server.faults.clear()
        await crowd.end()
        assert "Traceback" not in process.log
        assert "handler_failed" not in process.log or way == "polling"
    print(f"{way}: {kills} kills in {time.monotonic() - began:.0f} s; {crowd.figures}")  # noqa: T201  (for the docs)
    assert len(crowd.figures.across) >= kills / 2
    if way == "webhook":
        assert crowd.figures.lost == crowd.figures.spinner_only == 0


@pytest.mark.parametrize("way", WAYS)
async def test_five_kills_under_load(server: Served, content: Content, tmp_path: Path, way: str) -> None:
    """Every tap that Telegram still has is answered by the next process, the others' buttons work at the next tap."""
    await kills_under_load(server, content, tmp_path, way, 5)


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("way", WAYS)
async def test_two_hundred_kills_under_load(server: Served, content: Content, tmp_path: Path, way: str) -> None:
    """The same with two hundred."""
    await kills_under_load(server, content, tmp_path, way, 200)
