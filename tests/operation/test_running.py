"""The bot as a process: its port, its figures, `tgbot health`, and who may take the updates."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import aiohttp

from tests.operation.test_cli import tgbot
from tests.support.chat import Chat
from tests.support.postgres import free_port
from tests.support.process import Process, bot_process
from tests.support.running import TOKEN
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store.seal import new_key

FIGURES = {
    "tgbot_updates_total",
    "tgbot_update_seconds_count",
    "tgbot_update_queue_age_seconds",
    "tgbot_updates_in_work",
    "tgbot_updates_not_served",
    "tgbot_api_calls_total",
    "tgbot_api_too_many_total",
    "tgbot_reminders_due",
    "tgbot_reminder_queue_age_seconds",
    "tgbot_reminder_late_seconds_count",
    "tgbot_leader",
}
"""Shown from the start, whichever way updates come in; sent and failed reminders appear with the first one."""
LABELS = {"kind", "method", "outcome", "mark", "error", "le", "why"}


async def page(port: int, path: str) -> tuple[int, str]:
    """Get a page of the running bot."""
    async with aiohttp.ClientSession() as client, client.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


async def until_handled(port: int, number: int) -> str:
    """Wait until so many updates were handled to their end; tells all figures."""
    async with asyncio.timeout(10):
        while True:
            status, figures = await page(port, "/metrics")
            assert status == 200
            if f"tgbot_update_seconds_count {number}.0" in figures:
                return figures
            await asyncio.sleep(0.02)


async def test_a_polling_bot_shows_how_it_is(server: Served, world: World, tmp_path: Path) -> None:
    """With a PORT it has the three pages, `tgbot health` agrees, and no figure is about a person."""
    port = free_port()
    chat = Chat(world, world.add_person("Ada"))
    async with bot_process(server.url, tmp_path, new_key(), PORT=str(port)) as process:
        await chat.send("/start")
        await chat.tap("Start the check")
        await process.until_it_leads()
        assert (await page(port, "/healthz"))[0] == 200
        assert (await page(port, "/livez"))[0] == 200
        figures = await until_handled(port, 2)
        for line in (
            'tgbot_updates_total{kind="message"} 1.0',
            'tgbot_updates_total{kind="callback_query"} 1.0',
            'tgbot_api_calls_total{method="sendMessage",outcome="200"} 1.0',
            "tgbot_update_seconds_count 2.0",
            "tgbot_reminders_due 0.0",
            "tgbot_updates_in_work 0.0",
        ):
            assert line in figures, figures
        assert str(chat.person.id) not in figures
        assert set(re.findall(r'(\w+)="', figures)) <= LABELS
        assert set(re.findall(r"^(\w+)", figures, re.MULTILINE)) >= FIGURES
        asked = await asyncio.to_thread(tgbot, "health", folder=tmp_path, PORT=str(port))
        assert (asked.returncode, asked.stdout[:6]) == (0, "well: "), asked.stderr
        await process.kill()
    asked = await asyncio.to_thread(tgbot, "health", folder=tmp_path, PORT=str(port))
    assert asked.returncode == 1
    assert "nothing answers on port" in asked.stderr


async def test_without_a_port_the_database_tells(server: Served, tmp_path: Path) -> None:
    """`tgbot health` reads the leader's sign of life; after a graceful stop there is none."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    asked = await asyncio.to_thread(tgbot, "health", folder=tmp_path, DATABASE_URL=url)
    assert asked.returncode == 1
    async with bot_process(server.url, tmp_path, new_key()) as process:
        await process.until_it_leads()
        asked = await asyncio.to_thread(tgbot, "health", folder=tmp_path, DATABASE_URL=url)
        assert asked.returncode == 0, asked.stderr
        await process.stop()
    asked = await asyncio.to_thread(tgbot, "health", folder=tmp_path, DATABASE_URL=url)
    assert asked.returncode == 1
    assert "no bot is running" in asked.stderr


async def test_a_webhook_elsewhere_is_not_taken_unasked(server: Served, world: World, tmp_path: Path) -> None:
    """Exit code 2 names the other host and --take-over; with it, the bot polls and the webhook is gone."""
    port = free_port()
    async with bot_process(server.url, tmp_path, new_key(), WEBHOOK_URL=f"http://127.0.0.1:{port}", PORT=str(port)):
        chat = Chat(world, world.add_person("Ada"))
        await chat.send("/start")
        assert (await page(port, "/healthz"))[0] == 200
        figures = (await page(port, "/metrics"))[1]
        assert set(re.findall(r"^(\w+)", figures, re.MULTILINE)) >= FIGURES
        assert set(re.findall(r'(\w+)="', figures)) <= LABELS
        assert str(chat.person.id) not in figures
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "DATA_KEYS": new_key()}
    ended = await asyncio.to_thread(tgbot, "run", folder=tmp_path, **settings)
    assert ended.returncode == 2
    assert f"127.0.0.1:{port}" in ended.stderr
    assert "--take-over" in ended.stderr
    assert "Traceback" not in ended.stderr
    taken = Process(settings | {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.db'}"}, tmp_path, ("--take-over",))
    await taken.start()
    before = len(chat.said)
    await chat.send("/start")
    assert len(chat.said) == before + 1
    assert await taken.stop() == 0


async def test_a_taken_port_is_named(server: Served, tmp_path: Path) -> None:
    """Exit code 2, PORT by name."""
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": server.url, "DATA_KEYS": new_key()}
    ended = await asyncio.to_thread(tgbot, "run", folder=tmp_path, PORT=str(server.port), **settings)
    assert ended.returncode == 2
    assert f"port {server.port} can't be used" in ended.stderr
    assert "PORT" in ended.stderr


def test_a_disk_that_is_wiped_is_refused(tmp_path: Path) -> None:
    """On a host that sets DYNO, SQLite ends with 2 and names PostgreSQL; ALLOW_EPHEMERAL_DB=1 lets it pass."""
    settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "DATA_KEYS": new_key(), "DYNO": "web.1", "CONTENT_DIR": "nowhere"}
    ended = tgbot("run", folder=tmp_path, ALLOW_EPHEMERAL_DB="", **settings)
    assert ended.returncode == 2
    assert "wipes its disk daily" in ended.stderr
    assert "PostgreSQL" in ended.stderr
    ended = tgbot("run", folder=tmp_path, ALLOW_EPHEMERAL_DB="1", **settings)
    assert "wipes its disk" not in ended.stderr
    assert "CONTENT_DIR" in ended.stderr
