"""Wrong, missing and rotated keys, damaged and copied rows, forged ids: closed, and the bot goes on for others."""

from __future__ import annotations

import asyncio
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from tests.chat.test_checklist import rows
from tests.chat.test_settings import KEPT
from tests.privacy.test_markers import exported
from tests.support.chat import Chat
from tests.support.process import environment
from tests.support.running import running
from tests.support.walks import NOSE_3_DAYS, walk
from tgbot.app import Bot
from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.content import Content
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store import Store
from tgbot.store.chat import Consent
from tgbot.store.rotation import rotate
from tgbot.store.seal import Seal, SealError, new_key
from tgbot.store.tables import chats, results

CLOSED = "cannot be opened at the moment"


@pytest.fixture
def ben(bot: Bot, world: World) -> Chat:
    """Give another person's chat."""
    return Chat(world, world.add_person("Ben"))


async def test_a_damaged_row_is_closed_and_the_bot_goes_on(chat: Chat, ben: Chat, store: Store) -> None:
    """The owner hears one sentence and can still check and erase; nobody else notices."""
    await walk(chat, *KEPT)
    await walk(ben, *KEPT)
    lookup = store.seal.lookups(chat.person.id)[0]
    async with store.database.write() as connection:
        (row,) = (await connection.execute(select(chats).where(chats.c.lookup == lookup))).all()
        await connection.execute(update(chats).where(chats.c.id == row.id).values(sealed=row.sealed[:20]))
    await chat.send("/settings")
    chat.shows(CLOSED, "/export", "/erase")
    chat.hides("Traceback", "DATA_KEYS", row.id.hex())
    await walk(chat, *NOSE_3_DAYS)
    chat.shows("No visit needed now")
    await chat.send("/mydata")
    chat.shows("rows that our keys do not open")
    chat.hides("kept result", "You agreed")
    await ben.send("/mydata")
    ben.shows("1 kept result")
    await chat.send("/erase")
    await chat.tap("Yes, erase")
    assert ((await rows(store))["chats"], (await rows(store))["results"]) == (1, 1)


async def test_a_copied_row_is_closed_and_the_bot_goes_on(chat: Chat, ben: Chat, store: Store, world: World) -> None:
    """A result moved under another chat, or a whole chat moved under another lookup, shows that other chat nothing."""
    await walk(chat, *KEPT)
    await walk(ben, *(label.replace("Nose", "Eyelid") for label in KEPT))
    mine, his = await store.chats.find(chat.person.id), await store.chats.find(ben.person.id)
    assert mine is not None
    assert his is not None
    async with store.database.write() as connection:
        of_mine = results.c.chat_id == mine.row_id
        await connection.execute(update(results).where(of_mine).values(chat_id=his.row_id))
    found = await exported(ben, world)
    assert len(found["unopened"]) == 1
    assert '"nose"' not in str(found).replace("'", '"')
    await walk(ben, *NOSE_3_DAYS)
    ben.shows("No visit needed now")
    ben.hides("Since your check")
    async with store.database.write() as connection:
        await connection.execute(update(chats).where(chats.c.id == his.row_id).values(lookup=b"gone"))
        (lookup, *_) = store.seal.lookups(ben.person.id)
        await connection.execute(update(chats).where(chats.c.id == mine.row_id).values(lookup=lookup))
    await ben.send("/settings")
    ben.shows(CLOSED)
    await chat.send("/settings")
    chat.shows("Keeping results: off")


async def test_another_chats_rows_are_refused(chat: Chat, ben: Chat, bot: Bot, store: Store) -> None:
    """Links with the id of another chat's result or reminder find nothing and change nothing."""
    await walk(chat, *KEPT)
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    result = await store.results.last(kept)
    assert result is not None
    assert await store.chats.find(ben.person.id) is None
    due = bot.deps.clock.now() + timedelta(days=1)
    consented = await store.chats.consent(
        chat.person.id, Consent("reminders", "0" * 64, "1", "en", due), today=due.date()
    )
    reminder = await store.reminders.add(consented, {"kind": "own", "text": "mine"}, due, (b"r" * 32,))
    await ben.send("/start")
    message = ben.newest["message_id"]
    before = await rows(store)
    for row in (result.row_id.hex(), reminder.row_id.hex()):
        for page in ("stop_reminder", "later", "check_again", "result", "keep", "reminder"):
            await ben.tap_data(bot.deps.codec.encode(Link(page, Run(row=row))), message)
            ben.hides("mine", "Nose", "self_care")
    assert await rows(store) == before
    assert (await store.reminders.of(consented))[0].status == "live"


async def test_a_wrong_key_ends_the_start_with_a_clear_error(tmp_path: Path) -> None:
    """A database under another key is refused at the start; the text names the setting and no key."""
    url, right, wrong = f"sqlite+aiosqlite:///{tmp_path}/bot.db", new_key(), new_key()
    store = await Store.open(url, right)
    await store.chats.remember_language(7, "en", date(2026, 11, 22))
    await store.close()
    with pytest.raises(SealError) as refused:
        await Store.open(url, wrong)
    assert "DATA_KEYS does not hold the key" in str(refused.value)
    assert wrong.partition(":")[2] not in str(refused.value)


async def test_no_key_at_all_ends_with_two_and_the_command_that_makes_one(tmp_path: Path) -> None:
    """`tgbot run` without DATA_KEYS: exit 2, one line, no traceback."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tgbot",
        "run",
        cwd=tmp_path,
        env=environment(TELEGRAM_BOT_TOKEN="111111:playground"),
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    assert process.returncode == 2
    assert b"tgbot keys new" in said
    assert b"Traceback" not in said


async def test_rotated_keys_open_everything(server: Served, content: Content, world: World, tmp_path: Path) -> None:
    """Under the new key alone the person finds all they had; under the old one alone the start is refused."""
    url, old, new = f"sqlite+aiosqlite:///{tmp_path}/bot.db", new_key(), new_key()
    ada = world.add_person("Ada")
    store = await Store.open(url, old)
    async with running(server, content, store):
        await walk(Chat(world, ada), *KEPT)
    await rotate(store.database, Seal.from_setting(f"{new},{old}"))
    await store.close()
    with pytest.raises(SealError):
        await Store.open(url, old)
    store = await Store.open(url, new)
    async with running(server, content, store):
        chat = Chat(world, ada)
        await chat.send("/mydata")
        chat.shows("1 kept result")
    await store.close()
