"""Backups: made while the bot runs, checked when restored, and whoever was forgotten since is forgotten again."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests.store.people import ANNA, BEN, DAY, NOW, TODAY, agreed, consent, kept, reminded
from tgbot.store.backup import backup, restore
from tgbot.store.errors import StoreError
from tgbot.store.rotation import rotate
from tgbot.store.seal import Seal, new_key
from tgbot.store.store import Store
from tgbot.store.tables import erasures, reminders, results

if TYPE_CHECKING:
    from pathlib import Path

CLEO = 99_100_200_300


@pytest.fixture
async def people(store: Store, tmp_path: Path) -> Path:
    """Keep something for three people, and name a file for the backup."""
    for chat_id in (ANNA, BEN, CLEO):
        chat = await agreed(store, chat_id)
        await reminded(store, chat, NOW + DAY, text=str(chat_id))
        await kept(store, chat)
    await store.counts.add("useful:nose", 3)
    return tmp_path / "backups" / "bot.db"


def private(path: Path) -> bool:
    """Tell whether a file is for its owner only, and alone in its directory."""
    return path.stat().st_mode & 0o077 == 0 and list(path.parent.iterdir()) == [path]


def digest(path: Path) -> str:
    """Tell a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def spoil(path: Path, damage: str) -> None:
    """Damage a backup."""
    if damage == "absent":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:20_000])
    elif damage == "noise":
        path.write_bytes(b"noise" * 1000)
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        with sqlite3.connect(path) as file:
            file.execute("UPDATE alembic_version SET version_num = '9042'")
        file.close()


async def whole(store: Store, chat_id: int) -> bool:
    """Tell whether a chat is there with its reminder and its result."""
    chat = await store.chats.find(chat_id)
    return bool(chat and await store.reminders.of(chat) and await store.results.of(chat))


async def test_a_backup_brings_everything_back(store: Store, people: Path) -> None:
    """What was lost after it returns; what was made after it is gone; the file is for its owner only."""
    await backup(store.database, people)
    assert private(people)
    async with store.database.write() as connection:
        await connection.execute(reminders.delete())
    await store.counts.add("useful:nose")
    restored = await restore(store.database, people, store.seal, NOW)
    assert restored.rows == {"chats": 3, "counts": 1, "erasures": 0, "reminders": 3, "results": 3}
    assert restored.forgotten == 0
    assert [await whole(store, chat_id) for chat_id in (ANNA, BEN, CLEO)] == [True, True, True]
    assert await store.counts.all() == {"useful:nose": 3}


async def test_a_backup_is_one_moment_of_a_running_bot(store: Store, people: Path) -> None:
    """While others write, the file holds a whole state: every reminder in it has its chat."""

    async def busy() -> None:
        for number in range(30):
            await reminded(store, await agreed(store, 1000 + number), NOW)

    await asyncio.gather(busy(), backup(store.database, people))
    with sqlite3.connect(people) as file:
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert file.execute("SELECT count(*) >= 3 FROM reminders").fetchone() == (1,)
    file.close()


async def test_who_was_forgotten_since_is_forgotten_again(store: Store, people: Path) -> None:
    """Erased: all of it. Withdrawn: that kind. The rest comes back, and the notes of it are kept."""
    await backup(store.database, people)
    await store.chats.erase(ANNA, TODAY)
    await store.chats.withdraw(BEN, "results", TODAY)
    restored = await restore(store.database, people, store.seal, NOW)
    assert restored.forgotten == 2
    assert await store.chats.find(ANNA) is None
    ben = await store.chats.find(BEN)
    assert ben is not None
    assert ben.consents == (consent("reminders"),)
    assert await store.results.of(ben) == []
    assert len(await store.reminders.of(ben)) == 1
    assert await whole(store, CLEO)
    assert len(await store.database.fetch(select(results))) == 1
    assert sorted(row.kind for row in await store.database.fetch(select(erasures))) == ["all", "results"]


async def test_an_erasure_before_the_backup_takes_nothing_made_after_it(store: Store, people: Path) -> None:
    """Somebody who erased, agreed again and is in the backup keeps what they made the second time."""
    await store.chats.erase(ANNA, TODAY)
    chat = await agreed(store, ANNA)
    await reminded(store, chat)
    await kept(store, chat)
    await backup(store.database, people)
    assert (await restore(store.database, people, store.seal, NOW)).forgotten == 0
    assert await whole(store, ANNA)


async def test_an_erasure_counts_even_after_agreeing_again_on_the_same_day(store: Store, people: Path) -> None:
    """The old rows of a backup stay forgotten; what was made after the backup is lost as everything else is."""
    await store.chats.erase(BEN, TODAY)
    await agreed(store, BEN)
    await backup(store.database, people)
    await store.chats.erase(BEN, TODAY)
    await agreed(store, BEN)
    assert (await restore(store.database, people, store.seal, NOW)).forgotten == 1
    assert await store.chats.find(BEN) is None


async def test_withdrawing_the_last_consent_counts_as_well(store: Store, people: Path) -> None:
    """A chat whose row went with its last consent does not come back."""
    await backup(store.database, people)
    for kind in ("results", "reminders"):
        await store.chats.withdraw(ANNA, kind, TODAY)
    await restore(store.database, people, store.seal, NOW)
    assert await store.chats.find(ANNA) is None


async def test_a_consent_of_then_without_its_other_half_goes_too(store: Store, people: Path) -> None:
    """In the backup a chat had only results; these were withdrawn later, after reminders were agreed to."""
    await store.chats.erase(ANNA, TODAY)
    await agreed(store, ANNA, "results")
    await backup(store.database, people)
    await agreed(store, ANNA, "reminders")
    await store.chats.withdraw(ANNA, "results", TODAY)
    await restore(store.database, people, store.seal, NOW)
    assert await store.chats.find(ANNA) is None


async def test_erasures_reach_a_backup_under_an_older_key(store: Store, people: Path, keys: str) -> None:
    """The key was changed between the backup and the erasure: forgotten all the same."""
    await backup(store.database, people)
    both = Seal.from_setting(f"{new_key()},{keys}")
    await rotate(store.database, both)
    later = Store(store.database, both)
    await later.chats.erase(ANNA, TODAY)
    assert (await restore(store.database, people, both, NOW)).forgotten == 1
    assert await later.chats.find(ANNA) is None
    assert await whole(later, BEN)


async def test_a_backup_under_other_keys_is_refused(store: Store, people: Path) -> None:
    """Nothing is replaced by what nobody could open."""
    await backup(store.database, people)
    with pytest.raises(StoreError, match="DATA_KEYS does not hold the key"):
        await restore(store.database, people, Seal.from_setting(new_key()), NOW)
    assert await whole(store, ANNA)


async def test_a_running_bot_is_not_restored_over(store: Store, people: Path) -> None:
    """While a worker holds a lease, the operator is asked to stop it."""
    await backup(store.database, people)
    await store.leader.take("reminders", "w", NOW, 15)
    with pytest.raises(StoreError, match=r"a bot is running on .* stop it"):
        await restore(store.database, people, store.seal, NOW)
    await restore(store.database, people, store.seal, NOW + DAY)


@pytest.mark.parametrize("damage", ["absent", "cut", "noise", "empty", "newer"])
async def test_a_bad_backup_is_refused_and_nothing_is_touched(store: Store, people: Path, damage: str) -> None:
    """Missing, cut off, not a database, no tables in it, or from a newer version."""
    await backup(store.database, people)
    spoil(people, damage)
    with pytest.raises(StoreError) as told:
        await restore(store.database, people, store.seal, NOW)
    assert "\n" not in str(told.value)
    assert [await whole(store, chat_id) for chat_id in (ANNA, BEN, CLEO)] == [True, True, True]


async def test_a_backup_never_writes_over_a_file(store: Store, people: Path) -> None:
    """Yesterday's backup is safe from today's."""
    await backup(store.database, people)
    before = digest(people)
    with pytest.raises(StoreError, match="exists already"):
        await backup(store.database, people)
    assert digest(people) == before


async def test_a_backup_that_cannot_be_written_is_told(store: Store, people: Path) -> None:
    """The directory can't be made; the bot goes on."""
    people.parent.write_text("in the way")
    with pytest.raises(StoreError, match="can't be written to"):
        await backup(store.database, people)
    assert await whole(store, ANNA)
