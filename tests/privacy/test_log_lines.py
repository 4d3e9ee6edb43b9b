"""What the log tells of whole conversations: events and keyed hashes, nothing of the people, at any level."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.chat.test_settings import AGREE
from tests.support.chat import Chat
from tests.support.process import bot_process
from tests.support.running import TOKEN
from tests.support.walks import NOSE_3_DAYS
from tgbot.playground.botapi.faults import Fault
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store import Store
from tgbot.store.seal import new_key

READING = 0.72
"""Seconds: the process lives by the machine's clock, and a faster tap counts as a double one."""
TYPED = "zqxjtyped eyelid"
OWN = "zqxjown note"
PERSON = "Zqxjada"
EVENT = re.compile(r"event='([^']*)'")
STABLE = re.compile(r"[a-z][a-z_]*")


async def taps(chat: Chat, *labels: str) -> None:
    """Tap as somebody does who reads."""
    for label in labels:
        await asyncio.sleep(READING)
        await chat.tap(label)


async def converse(chat: Chat) -> None:
    """Check, keep the result, set things, type, send what is no text, forge, look, export."""
    await chat.send("/start")
    await taps(chat, *NOSE_3_DAYS, "Keep this result", "Off: keep my results", "Off: send me reminders", AGREE)
    chat.shows("Kept")
    await chat.send("/settings")
    await taps(chat, "Country", "Australia")
    for text in (TYPED, f"{TYPED} I want to kill myself", "do I have ALS zqxjtyped", "/nothing zqxjtyped"):
        await chat.send(text)
    await chat.sends("voice")
    await chat.tap_data("forged-zqxjtyped", chat.newest["message_id"])
    await chat.send("/mydata")
    await chat.send("/export")


async def fail(chat: Chat, server: Served) -> None:
    """Provoke errors: refusals with telling descriptions, cut and slow connections, storms."""
    for fault in (
        Fault("400", "sendMessage", times=1, description="chat zqxjtyped not found"),
        Fault("500", "sendMessage", times=1),
        Fault("drop", "sendMessage", times=1),
        Fault("lost", "sendMessage", times=1),
        Fault("403", "sendMessage", times=1),
        Fault("429", "sendMessage", times=1, retry_after=1),
        Fault("400", "sendDocument", times=1, description="zqxjtyped"),
    ):
        server.faults.plan(fault)
        await chat.send("/export" if fault.method == "sendDocument" else f"{TYPED} again", expect=False)
        await chat.quiet(0.3)
    server.faults.clear()


async def remind(chat: Chat, url: str, keys: str) -> None:
    """Keep a reminder with own words that is due now, as another worker would have."""
    store = await Store.open(url, keys)
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    now = datetime.now(UTC)
    at = (now - timedelta(minutes=1)).replace(tzinfo=None).isoformat(timespec="minutes")
    plan = {"kind": "own", "text": OWN, "at": at, "zone": "UTC", "quiet": ["00:00", "00:00"]}
    await store.reminders.add(kept, plan, now, (b"t" * 32,))
    await store.close()


async def test_whole_conversations_leave_nothing_in_the_log(server: Served, world: World, tmp_path: Path) -> None:
    """A real process at DEBUG: no token, chat number, name, typed word or answer, also where things go wrong."""
    keys = new_key()
    chat = Chat(world, world.add_person(PERSON, username="zqxjuser"))
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    async with bot_process(server.url, tmp_path, keys, LOG_LEVEL="DEBUG") as process:
        await converse(chat)
        await fail(chat, server)
        await process.kill()
        await remind(chat, url, keys)
        said = len(chat.said)
        await process.start()
        await chat.quiet(1.0)
        assert len(chat.said) > said, process.log
        store = await Store.open(url, keys)
        async with store.database.write() as connection:
            await connection.exec_driver_sql("UPDATE chats SET sealed = x'00'")
        await store.close()
        await chat.send("/settings")
        chat.shows("cannot be opened")
        await chat.send("/erase")
        await taps(chat, "Yes, erase")
        assert await process.stop() == 0
    log = process.log
    number = chat.person.id
    told = [TOKEN, TOKEN.partition(":")[2], keys.partition(":")[2], "zqxj", "Zqxj", "flicker", "self_care", "me_16"]
    told += [str(number), f"{number:x}", "None of these", "all right", "Australia", "Pacific", "kill myself"]
    assert [trace for trace in told if trace in log] == []
    events = EVENT.findall(log)
    assert {"started", "stopped", "handler_failed"} <= set(events)
    assert all(STABLE.fullmatch(event) for event in events), sorted(set(events))
    assert re.search(r"chat='[0-9a-f]{10}'", log)
    assert all("event=" in line for line in process.lines if line.strip()), process.lines
