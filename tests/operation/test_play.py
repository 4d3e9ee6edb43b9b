"""`tgbot play`: how soon one can chat, and a bot that is a process of its own: killed, told the time, not orphaned."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.support.playing import Playground, playing

ADA = 1_000_001
SECONDS_TO_CHAT = 3.0


class Page:
    """Speaks to the playground as its page does."""

    def __init__(self, playground: Playground, session: aiohttp.ClientSession) -> None:
        self._base = f"{playground.url}/play"
        self._session = session

    async def does(self, act: str, **body: object) -> dict[str, Any]:
        """Do what a button of the page does."""
        async with self._session.post(f"{self._base}/{act}", json=body) as answer:
            return dict(await answer.json())

    async def asks(self, what: str) -> dict[str, Any]:
        """Ask for the state, or for what the database holds."""
        async with self._session.get(f"{self._base}/{what}") as answer:
            return dict(await answer.json())

    async def newest(self) -> dict[str, Any]:
        """Tell the newest message of Ada's chat."""
        chats = (await self.asks("state"))["chats"]
        return dict(next(chat for chat in chats if chat["id"] == ADA)["messages"][-1])

    async def until(self, words: str) -> dict[str, Any]:
        """Wait until the newest message says so."""
        async with asyncio.timeout(30):
            while True:
                message = await self.newest()
                if words in message.get("text", ""):
                    return message
                await asyncio.sleep(0.03)

    async def tap(self, message: dict[str, Any], label: str) -> dict[str, Any]:
        """Press a button of a message."""
        keys = [key for row in message["reply_markup"]["inline_keyboard"] for key in row]
        data = next(key["callback_data"] for key in keys if label in key["text"])
        return await self.does("tap", person=ADA, chat=ADA, message_id=message["message_id"], data=data)


def alive(pid: int) -> bool:
    """Tell whether a process runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]


def processor_seconds(pid: int) -> float:
    """Tell how long a process has worked."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def gone(pid: int) -> bool:
    """Wait for the end of a process."""
    async with asyncio.timeout(15):
        while True:
            if not alive(pid):
                return True
            await asyncio.sleep(0.05)


async def test_a_newcomer_chats_within_three_seconds(tmp_path: Path) -> None:
    """From the command to the answer to /start; the page is there first, and what is written early is not lost.

    On a machine that others load too, the bot's own work up to its answer is judged: the page's works beside it.
    """
    began = time.monotonic()
    async with playing(tmp_path) as playground, aiohttp.ClientSession() as session:
        page = Page(playground, session)
        opened = time.monotonic() - began
        await page.does("send", person=ADA, text="/start")
        await page.until("It is not a doctor")
        answered = time.monotonic() - began
        [bot] = playground.bots()
        worked = processor_seconds(bot)
    assert min(answered, worked) < SECONDS_TO_CHAT, f"{opened=:.2f} {answered=:.2f} {worked=:.2f}"
    assert playground.process.returncode == 0


async def test_kill_9_is_survived_in_the_middle_of_a_check(tmp_path: Path) -> None:
    """The restart button ends the bot's process for real; the old button goes on where it was, at the moved time."""
    async with playing(tmp_path) as playground, aiohttp.ClientSession() as session:
        page = Page(playground, session)
        await page.does("send", person=ADA, text="/start")
        await page.tap(await page.until("It is not a doctor"), "Start the check")
        question = await page.until("Before anything else")
        await page.does("clock", seconds=3 * 86_400)
        [old] = playground.bots()
        told = await page.does("restart")
        assert (told["killed"], [told["started"]]) == (old, playground.bots())
        assert not alive(old)
        await page.tap(question, "None of these")
        assert (await page.newest())["text"] != question["text"]
        assert all(table["rows"] == 0 for table in (await page.asks(f"database?chat={ADA}"))["tables"])


@pytest.mark.slow
async def test_no_bot_outlives_its_playground(tmp_path: Path) -> None:
    """Whether the playground is killed or the bot dies by itself, the other ends too; the latter is said."""
    async with playing(tmp_path) as playground:
        [bot] = playground.bots()
        playground.process.kill()
        assert await gone(bot)
    async with playing(tmp_path) as playground:
        [bot] = playground.bots()
        os.kill(bot, signal.SIGKILL)
        async with asyncio.timeout(15):
            assert await playground.process.wait() == 2
        assert playground.process.stderr is not None
        assert b"the bot ended by itself (exit code -9)" in await playground.process.stderr.read()
