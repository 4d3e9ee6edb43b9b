"""What somebody told us: unreadable in the file, shown to them in full, gone when they ask."""

from __future__ import annotations

import struct
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import inspect, select, update

from tests.store.people import ANNA, BEN, NOW, TODAY, agreed, consent, kept, reminded
from tgbot.store.erasure import KEYED_BY_CHAT
from tgbot.store.seal import Unopened
from tgbot.store.tables import chats, erasures, metadata, reminders, results

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from sqlalchemy import Connection

    from tgbot.store.chat import Chat
    from tgbot.store.database import Database
    from tgbot.store.store import Store

MARK = "zqxj"
MARKS = {
    name: f"{MARK}-{name}" for name in ("zone", "country", "language", "text", "urgency", "rule", "question", "option")
}


async def plant_reminder(store: Store, chat: Chat) -> None:
    """Keep a reminder with a marker in it."""
    await reminded(store, chat, text=MARKS["text"])


async def plant_result(store: Store, chat: Chat) -> None:
    """Keep a result with a marker in every field."""
    await store.results.add(
        chat,
        now=NOW,
        made_by=(b"m" * 32,),
        content_version="1",
        urgency=MARKS["urgency"],
        rules=[MARKS["rule"]],
        answers={MARKS["question"]: [MARKS["option"]]},
    )


PLANTED: dict[str, Callable[[Store, Chat], Awaitable[None]]] = {"reminders": plant_reminder, "results": plant_result}
"""How a marker gets into each table that is keyed by a chat. A new table needs a line here."""

NOT_KEYED = {"chats", "erasures", "leader", "counts", "alembic_version"}
"""The chat's own row, and tables that hold nothing of a chat (erasures: a keyed hash, as /privacy says)."""


async def everything(store: Store, chat_id: int = ANNA) -> Chat:
    """Fill every table with markers of one chat."""
    for kind in ("reminders", "results"):
        chat = await store.chats.consent(
            chat_id,
            consent(kind),
            today=TODAY,
            zone=MARKS["zone"],
            country=MARKS["country"],
            language=MARKS["language"],
            quiet=("21:13", "09:13"),
        )
    for plant in PLANTED.values():
        await plant(store, chat)
    return chat


async def test_every_table_keyed_by_a_chat_is_covered(database: Database) -> None:
    """Fails for a new table until it is planted here, exported and erased."""

    def columns(connection: Connection) -> dict[str, set[str]]:
        found = inspect(connection)
        return {name: {each["name"] for each in found.get_columns(name)} for name in found.get_table_names()}

    async with database.read() as connection:
        tables = await connection.run_sync(columns)
    assert set(tables) == set(PLANTED) | NOT_KEYED
    assert {table.name for table in KEYED_BY_CHAT} == set(PLANTED)
    assert {name for name, names in tables.items() if "chat_id" in names} == set(PLANTED)
    assert {name for name, names in tables.items() if "lookup" in names} == {"chats", "erasures"}


async def test_export_shows_every_marker_and_erasing_takes_them_all(store: Store, database: Database) -> None:
    """/export finds each field; after /erase there is one line in erasures and nothing else of this chat."""
    await everything(store)
    other = await everything(store, BEN)
    exported = await store.chats.export(ANNA)
    assert all(mark in str(exported) for mark in MARKS.values())
    assert exported["chat"]["chat_id"] == ANNA
    assert exported["chat"]["quiet"] == ["21:13", "09:13"]
    assert exported["reminders"][0]["content"] == {"text": MARKS["text"]}
    assert exported["unopened"] == []
    assert str(BEN) not in str(exported)

    assert await store.chats.erase(ANNA, TODAY) is True
    assert await store.chats.export(ANNA) == {}
    assert await store.chats.find(ANNA) is None
    for table in KEYED_BY_CHAT:
        assert {row.chat_id for row in await database.fetch(select(table))} == {other.row_id}
    (line,) = await database.fetch(select(erasures))
    assert (line.lookup, line.kind, line.erased_on) == (store.seal.lookups(ANNA)[0], "all", TODAY)
    assert await store.chats.find(BEN) == other
    assert await store.chats.erase(ANNA, TODAY) is False


async def test_export_names_rows_that_no_key_opens(store: Store, database: Database) -> None:
    """A damaged row is named, not left out, and keeps no other from being shown; erasing works all the same.

    Without the chat's own row nobody can tell whose the others are: then all of them are named and none is shown.
    """
    await everything(store)
    (damaged,) = await database.fetch(select(reminders))
    async with database.write() as connection:
        await connection.execute(update(reminders).values(sealed=damaged.sealed[:-1]))
    exported = await store.chats.export(ANNA)
    assert exported["unopened"] == [{"table": "reminders", "row": damaged.id.hex()}]
    assert exported["results"][0]["content"]["urgency"] == MARKS["urgency"]
    async with database.write() as connection:
        await connection.execute(update(chats).values(sealed=b"gone"))
    exported = await store.chats.export(ANNA)
    assert {each["table"] for each in exported["unopened"]} == {"chats", "reminders", "results"}
    assert MARK not in repr(exported)
    assert await store.chats.erase(ANNA, TODAY) is True
    assert await database.fetch(select(results)) == []


async def test_a_row_that_was_moved_onto_another_chat_shows_nothing(store: Store, database: Database) -> None:
    """Whoever can write into the database gives one chat's row the lookup of another: closed, and named."""
    anna = await everything(store)
    (lookup, *_) = store.seal.lookups(BEN)
    async with database.write() as connection:
        await connection.execute(update(chats).values(lookup=lookup))
    with pytest.raises(Unopened):
        await store.chats.find(BEN)
    exported = await store.chats.export(BEN)
    assert {"table": "chats", "row": anna.row_id.hex()} in exported["unopened"]
    assert MARK not in repr(exported)


def needles(chat_id: int) -> list[bytes]:
    """Spell a chat id in every way that could stand in a file."""
    text = str(chat_id)
    packed = [struct.pack(order, chat_id) for order in (">q", "<q")]
    short = [value.strip(b"\0") for value in packed]
    return [text.encode(), text.encode("utf-16-le"), f"{chat_id:x}".encode(), f"{chat_id:X}".encode(), *packed, *short]


def raw(folder: Path) -> bytes:
    """Read every byte of the database's files, the write-ahead log included."""
    files = sorted(folder.iterdir())
    assert any(path.name.endswith("-wal") for path in files)
    return b"".join(path.read_bytes() for path in files)


async def test_the_file_names_nobody_and_tells_nothing(file_store: Store, tmp_path: Path) -> None:
    """No marker and no spelling of the chat id in the raw bytes; not even what is sealed is left after erasing."""
    await everything(file_store)
    assert file_store.database.address.path
    rows = [row for table in (chats, reminders, results) for row in await file_store.database.fetch(select(table))]
    before = raw(tmp_path / "kept")
    assert all(row.sealed in before for row in rows)
    assert not [needle for needle in needles(ANNA) if needle in before]
    assert not [mark for mark in (MARK, "21:13", "reminder") if mark.encode() in before.replace(b"reminders", b"")]
    await file_store.chats.erase(ANNA, TODAY)
    after = raw(tmp_path / "kept")
    assert not [row for row in rows if row.sealed in after or row.id in after]
    assert not [needle for needle in needles(ANNA) if needle in after]


async def test_withdrawn_rows_leave_the_disk_too(file_store: Store, tmp_path: Path) -> None:
    """What was kept under one consent is gone from the raw bytes when that consent is."""
    chat = await agreed(file_store, ANNA)
    await kept(file_store, chat)
    (row,) = await file_store.database.fetch(select(results))
    await file_store.chats.withdraw(ANNA, "results", TODAY)
    assert row.sealed not in raw(tmp_path / "kept")


async def test_a_thousand_chats_without_consent_leave_no_row(file_store: Store) -> None:
    """All that happens to people who agreed to nothing leaves the tables empty."""
    for chat_id in range(1000, 2000):
        assert await file_store.chats.find(chat_id) is None
    for chat_id in range(1000, 1050):
        await file_store.chats.seen(chat_id, TODAY)
        await file_store.chats.change(chat_id, language="de")
    for table in metadata.sorted_tables:
        assert await file_store.database.fetch(select(table)) == []


async def test_taps_are_named_by_a_keyed_hash(store: Store) -> None:
    """The column made_by tells neither the chat nor the message."""
    chat = await agreed(store, ANNA)
    (tap,) = store.seal.made_by(ANNA, 77, "remind")
    await store.reminders.add(chat, {}, NOW + timedelta(days=1), (tap,))
    (row,) = await store.database.fetch(select(reminders))
    assert row.made_by == tap
    assert len(tap) == 32


@pytest.mark.parametrize("kind", ["reminders", "results"])
async def test_each_withdrawal_is_noted(store: Store, database: Database, kind: Any) -> None:
    """A restored backup must know of it: one line for the kind, and one more when the chat went with it."""
    await agreed(store, ANNA, kind)
    await store.chats.withdraw(ANNA, kind, TODAY)
    assert sorted(row.kind for row in await database.fetch(select(erasures))) == ["all", kind]
