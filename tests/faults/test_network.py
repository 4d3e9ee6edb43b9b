"""The way to Telegram goes wrong while people tap: the bot lives, no page is wrong, and soon all is as before."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.crowd import Crowd
from tests.support.expected import expected
from tests.support.line import Line, line_to
from tests.support.process import WAYS, Process, bot_process, receiving_by
from tgbot.library.content import Content
from tgbot.playground.botapi import Fault
from tgbot.playground.server import Served
from tgbot.store.seal import new_key

PATIENCE = 10.0
"""Seconds of silence after which people tap again."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of trouble: how it begins, how it ends, how soon everybody must be served again afterwards."""

    name: str
    begin: Callable[[Line, Served], Awaitable[None]]
    end: Callable[[Line, Served], Awaitable[None]]
    normal_within: float


async def _down(line: Line, _server: Served) -> None:
    line.down()


async def _up(line: Line, _server: Served) -> None:
    await line.open()


async def _silent(line: Line, _server: Served) -> None:
    line.fall_silent()


async def _speaks(line: Line, _server: Served) -> None:
    line.speak_again()


async def _vanished(line: Line, _server: Served) -> None:
    line.vanish()


async def _slow(line: Line, _server: Served) -> None:
    line.delay = 2.5


async def _torn(line: Line, _server: Served) -> None:
    line.torn = 0.2


async def _garbled(line: Line, _server: Served) -> None:
    line.garble = lambda piece: piece.replace(b'{"ok":true', b'{"ok":tru\xff')


async def _mended(line: Line, server: Served) -> None:
    line.delay, line.torn, line.garble = 0.0, 0.0, None
    server.faults.clear()


async def _too_many(_line: Line, server: Served) -> None:
    for method in ("editMessageText", "answerCallbackQuery", "sendMessage", "getUpdates"):
        server.faults.plan(Fault("429", method, retry_after=2))


async def _broken(_line: Line, server: Served) -> None:
    for method in ("editMessageText", "answerCallbackQuery", "sendMessage", "getUpdates"):
        server.faults.plan(Fault("500", method))


TROUBLES = (
    Trouble("nobody listens", _down, _up, 45),
    Trouble("silence: half-open connections", _silent, _speaks, 45),
    Trouble("open connections die without a word", _vanished, _mended, 45),
    Trouble("answers take 5 s", _slow, _mended, 30),
    Trouble("a fifth of the calls torn", _torn, _mended, 30),
    Trouble("429 for everything", _too_many, _mended, 45),
    Trouble("500 for everything", _broken, _mended, 45),
    Trouble("answers are no JSON", _garbled, _mended, 45),
)


@dataclass(frozen=True, slots=True)
class AtWork:
    """A bot whose calls go over a line, and a crowd that taps."""

    way: str
    server: Served
    line: Line
    process: Process
    crowd: Crowd


@contextlib.asynccontextmanager
async def at_work(server: Served, content: Content, folder: Path, way: str, people: int) -> AsyncIterator[AtWork]:
    """Run a bot, and let a crowd begin."""
    async with (
        line_to(server.port) as line,
        expected(content, folder, server.world.bot["username"]) as model,
        bot_process(line.url, folder, new_key(), **receiving_by(way)) as process,
    ):
        crowd = Crowd(server.world, model, people, seed=people)
        crowd.patience(PATIENCE)
        await crowd.begin()
        await asyncio.sleep(1.0)
        yield AtWork(way, server, line, process, crowd)


async def endured(work: AtWork, trouble: Trouble, seconds: float) -> None:
    """Let people tap through some seconds of trouble; measure until each of them has been served again."""
    before = work.crowd.figures.taps
    await trouble.begin(work.line, work.server)
    await asyncio.sleep(seconds)
    during = work.crowd.figures.taps - before
    await trouble.end(work.line, work.server)
    normal = await work.crowd.served_since(time.monotonic(), trouble.normal_within + PATIENCE)
    assert work.process.alive
    assert "Traceback" not in work.process.log
    figures = f"{during} taps during it; all together {work.crowd.figures}"
    print(f"{work.way}: {trouble.name}, {seconds:.0f} s: normal after {normal:.1f} s; {figures}")  # noqa: T201
    assert normal <= trouble.normal_within


async def test_short_troubles_one_after_the_other(server: Served, content: Content, tmp_path: Path) -> None:
    """An outage, torn calls, nonsense and refusals, a moment each: after each of them everybody is served again."""
    async with at_work(server, content, tmp_path, "polling", 6) as work:
        for name in ("nobody listens", "a fifth of the calls torn", "answers are no JSON", "429 for everything"):
            await endured(work, next(each for each in TROUBLES if each.name == name), 1.5)
        await work.crowd.end()


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
async def test_a_minute_of_trouble(
    server: Served, content: Content, tmp_path: Path, way: str, trouble: Trouble
) -> None:
    """A minute of each trouble: nobody is shown a wrong page, and afterwards everybody is served again soon."""
    async with at_work(server, content, tmp_path, way, 8) as work:
        await endured(work, trouble, 60)
        await work.crowd.end()
