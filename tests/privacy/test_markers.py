"""What somebody asked us to keep, planted through the chat: shown to them, sealed in the file, gone after /erase."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from tests.chat.test_checklist import rows
from tests.chat.test_settings import AGREE
from tests.support.chat import Chat
from tests.support.walks import NOSE_3_DAYS, walk
from tgbot.app import Bot
from tgbot.playground.world import World
from tgbot.store import Store
from tgbot.store.erasure import KEYED_BY_CHAT
from tgbot.store.tables import chats, reminders, results

WORDS = "zqxj-own-words"
BOTH = ("Keep this result", "Off: keep my results", "Off: send me reminders", AGREE)


async def plant(chat: Chat, bot: Bot) -> None:
    """Agree to both, keep a result, set every setting, and keep a reminder with own words."""
    await walk(chat, *NOSE_3_DAYS, *BOTH)
    chat.shows("Kept")
    await chat.send("/settings")
    for label in ("Country", "Australia", "Quiet hours", "22:00 to 08:00", "Switch to large print"):
        await chat.tap(label)
    store = bot.deps.store
    kept = await store.chats.change(chat.person.id, zone="Pacific/Chatham")
    assert kept is not None
    due = bot.deps.clock.now() + timedelta(days=30)
    plan = {"kind": "own", "text": WORDS, "at": "2026-12-24T10:00", "zone": "Pacific/Chatham"}
    await store.reminders.add(kept, plan, due, (b"m" * 32,))


async def exported(chat: Chat, world: World) -> dict[str, Any]:
    """Ask for the file, and read it."""
    await chat.send("/export")
    document = next(message["document"] for message in reversed(chat.said) if "document" in message)
    assert document["file_name"] == "data.json"
    file = world.files.by_id(document["file_id"])
    found: dict[str, Any] = json.loads(file.content)
    return found


def raw(folder: Path) -> bytes:
    """Read every byte of the database's files."""
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.name.startswith("bot.db"))


async def test_markers_are_sealed_shown_and_gone(
    chat: Chat, bot: Bot, world: World, store: Store, tmp_path: Path
) -> None:
    """Every field is in the export and none in the raw file; after /erase no row, no byte and no export is left."""
    await plant(chat, bot)
    found = await exported(chat, world)
    text = json.dumps(found)
    for marker in ("AU", "Pacific/Chatham", "22:00", WORDS, "self_care", "nose", "flicker", "results", "reminders"):
        assert marker in text, marker
    assert found["chat"]["chat_id"] == chat.person.id
    assert found["chat"]["large_print"] is True
    assert found["unopened"] == []
    assert {name for name, count in (await rows(store)).items() if count} == {"chats", "reminders", "results"}
    before = raw(tmp_path)
    for secret in (str(chat.person.id), "Chatham", "22:00", WORDS, "self_care", "flicker", "Ada"):
        assert secret.encode() not in before, secret
    sealed = [row.sealed for table in (chats, *KEYED_BY_CHAT) for row in await store.database.fetch(select(table))]
    assert all(value in before for value in sealed)

    await chat.send("/erase")
    await chat.tap("Yes, erase")
    chat.shows("Telegram still holds", "35 days")
    assert {name for name, count in (await rows(store)).items() if count} == {"erasures"}
    assert not any(value in raw(tmp_path) for value in sealed)
    assert await exported(chat, world) == {}


async def test_mydata_names_everything(chat: Chat, bot: Bot) -> None:
    """The list says what the file holds: settings, consents with their day, results, reminders."""
    await plant(chat, bot)
    await chat.send("/mydata")
    chat.shows(
        "Language: en",
        "Your clock: Pacific/Chatham",
        "Country: AU",
        "Quiet hours: 22:00",
        "Large print",
        "You agreed to reminders on",
        "You agreed to keep results on",
        "1 kept result",
        "1 reminder",
        "The last day we heard from you",
    )
    await chat.tap("Send it all as a file")
    assert any("document" in message for message in chat.said)


async def test_rows_that_no_key_opens_are_named(chat: Chat, bot: Bot, world: World, store: Store) -> None:
    """/mydata counts them, /export names them, nothing of them is shown, and /erase takes them too."""
    await plant(chat, bot)
    (damaged,) = await store.database.fetch(select(results))
    async with store.database.write() as connection:
        await connection.execute(update(results).values(sealed=damaged.sealed[:-3]))
    await chat.send("/mydata")
    chat.shows("1 row that our keys do not open", "1 reminder")
    found = await exported(chat, world)
    assert found["unopened"] == [{"table": "results", "row": damaged.id.hex()}]
    assert "flicker" not in json.dumps(found)
    await chat.send("/erase")
    await chat.tap("Yes, erase")
    assert await store.database.fetch(select(reminders)) == []
    assert await store.database.fetch(select(results)) == []
