"""kill -9 in the middle of a run and of a reminder: the chat is the state, so the next tap works."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.chat import Chat
from tests.support.nursery import nursery
from tests.support.process import WAYS, bot_process, receiving_by
from tests.support.reminding import SELF_CARE, greenwich
from tests.support.walks import NOSE_3_DAYS
from tgbot.chat.deps import make_codec
from tgbot.checklist.code import Link
from tgbot.library.content import Content
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store import Store
from tgbot.store.seal import new_key

READING = 0.75
"""Seconds: a process lives by the machine's clock, and a faster tap counts as a double one."""


async def read_and_tap(chat: Chat, label: str) -> None:
    """Tap as somebody does who has read the page."""
    await asyncio.sleep(READING)
    await chat.tap(label)


async def test_killed_between_any_two_taps_the_old_button_works(server: Served, world: World, tmp_path: Path) -> None:
    """The process is killed and started again at three places of a run; each time the old message's button goes on."""
    chat = Chat(world, world.add_person("Ada"))
    async with nursery() as forks, bot_process(server.url, tmp_path, new_key(), nursery=forks) as process:
        await chat.send("/start")
        for number, label in enumerate(NOSE_3_DAYS[:6]):
            if number % 2:
                await process.kill()
                await process.start()
            await read_and_tap(chat, label)
        chat.shows("Question 6")


async def test_a_pause_longer_than_telegram_keeps_a_tap(server: Served, world: World, tmp_path: Path) -> None:
    """A tap made while the bot was down for minutes is gone; the same button tapped again goes on."""
    chat = Chat(world, world.add_person("Ada"))
    async with bot_process(server.url, tmp_path, new_key()) as process:
        await chat.send("/start")
        await read_and_tap(chat, "Start the check")
        await process.kill()
        button = chat.button("None of these")
        world.taps(chat.person, chat.room.id, chat.newest["message_id"], button["callback_data"])
        world.move_clock(timedelta(seconds=200))
        await process.start()
        await chat.tap("None of these")
        chat.shows("Question 2")


@pytest.mark.parametrize("way", WAYS)
async def test_a_machine_that_stood_still_for_minutes(server: Served, world: World, tmp_path: Path, way: str) -> None:
    """As when a host freezes its guest: taps made meanwhile have expired, the next one works, nothing is sent twice."""
    chat = Chat(world, world.add_person("Ada"))
    async with bot_process(server.url, tmp_path, new_key(), **receiving_by(way)) as process:
        await chat.send("/start")
        await read_and_tap(chat, "Start the check")
        assert process.running is not None
        process.running.send_signal(signal.SIGSTOP)
        for label in ("None of these", "Not sure"):
            world.taps(chat.person, chat.room.id, chat.newest["message_id"], chat.data(label))
        world.move_clock(timedelta(seconds=200))
        process.running.send_signal(signal.SIGCONT)
        await chat.quiet(0.5)
        assert len(chat.said) == 1, chat.transcript()
        await chat.tap("Back")
        chat.shows("Nothing is stored unless you ask for it")
        assert "Traceback" not in process.log


async def test_a_reminder_survives_a_kill(server: Served, world: World, content: Content, tmp_path: Path) -> None:
    """A reminder set before a kill -9 is sent by the next process: not lost, and not before its time."""
    chat = Chat(world, world.add_person("Ada"))
    keys = new_key()
    async with bot_process(server.url, tmp_path, keys) as process:
        await chat.send(f"/start {make_codec(content).encode(Link('plan', SELF_CARE, 'recheck', 1))}")
        await chat.tap("I am 16 or over and agree")
        await greenwich(chat)
        await chat.tap("Yes, write to me then")
        await process.kill()
        store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", keys)
        kept_chat = await store.chats.find(chat.person.id)
        assert kept_chat is not None
        [kept] = await store.reminders.of(kept_chat)
        now = datetime.now(UTC)  # the process lives by the machine's clock
        plan = dict(kept.plan) | {"at": (now - timedelta(minutes=1)).replace(tzinfo=None).isoformat(timespec="minutes")}
        await store.reminders.replan(kept, plan | {"zone": "UTC", "quiet": ["00:00", "00:00"]}, now)
        await store.close()
        before = len(chat.said)
        await process.start()
        async with asyncio.timeout(30):
            while len(chat.said) == before:  # noqa: ASYNC110  (another process sends)
                await asyncio.sleep(0.05)
        await chat.quiet(0.5)
        assert len(chat.said) == before + 1, process.log
        chat.shows("You asked us to write")


async def test_sigterm_ends_within_ten_seconds_with_zero(server: Served, world: World, tmp_path: Path) -> None:
    """A graceful stop: exit code 0, a line that says so, nothing about the person in the log."""
    chat = Chat(world, world.add_person("Ada"))
    async with bot_process(server.url, tmp_path, new_key(), LOG_LEVEL="DEBUG") as process:
        await chat.send("/start")
        assert await process.stop(signal.SIGTERM) == 0
        assert "event='stopped'" in process.log
        for trace in (str(chat.person.id), "Ada", "/start", "playground"):
            assert trace not in process.log
