"""Kept results: only with a consent, one for a tap, the last one first, nobody else's."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import select, update

from tests.store.people import ANNA, BEN, DAY, MINUTE, NOW, TODAY, agreed, kept
from tgbot.store.errors import NoConsent
from tgbot.store.results import LIMIT
from tgbot.store.seal import Seal, Unopened, new_key
from tgbot.store.store import Store
from tgbot.store.tables import results


async def test_results_come_back_the_last_one_first(store: Store) -> None:
    """Also when several were kept on one day."""
    chat = await agreed(store, ANNA, "results")
    made = [await kept(store, chat, NOW + number * MINUTE, urgency=str(number)) for number in (2, 0, 1)]
    assert await store.results.of(chat) == [made[0], made[2], made[1]]
    assert await store.results.last(chat) == made[0]
    assert made[0].answers == {"place": ("nose", "lid"), "felt": ("no",)}
    assert made[0].rules == ("R01",)
    assert made[0].made_at == NOW + 2 * MINUTE


async def test_the_same_tap_keeps_one_result(store: Store) -> None:
    """A double tap on [Keep this] is one result."""
    chat = await agreed(store, ANNA, "results")
    tap = store.seal.made_by(ANNA, 5, "keep")
    words = {"content_version": "1", "urgency": "soon", "rules": [], "answers": {}}
    first = await store.results.add(chat, now=NOW, made_by=tap, **words)
    assert await store.results.add(chat, now=NOW + MINUTE, made_by=tap, **words) == first
    assert await store.results.of(chat) == [first]


async def test_an_old_button_keeps_nothing_more_after_a_new_key(store: Store, keys: str) -> None:
    """The tap is recognised under the older key, so that one result is not counted as two."""
    chat = await agreed(store, ANNA, "results")
    words = {"content_version": "1", "urgency": "soon", "rules": [], "answers": {}}
    first = await store.results.add(chat, now=NOW, made_by=store.seal.made_by(ANNA, 5, "keep"), **words)
    later = Store(store.database, Seal.from_setting(f"{new_key()},{keys}"))
    tap = later.seal.made_by(ANNA, 5, "keep")
    assert await later.results.add(chat, now=NOW + MINUTE, made_by=tap, **words) == first
    assert await later.results.of(chat) == [first]


async def test_nothing_is_kept_without_a_consent_to_results(store: Store) -> None:
    """A consent to reminders is not one to results; nor is one that was withdrawn."""
    chat = await agreed(store, ANNA, "reminders")
    with pytest.raises(NoConsent):
        await kept(store, chat)
    chat = await agreed(store, ANNA, "results")
    await store.chats.withdraw(ANNA, "results", TODAY)
    with pytest.raises(NoConsent):
        await kept(store, chat)
    assert await store.database.fetch(select(results)) == []


async def test_another_chats_result_is_refused(store: Store) -> None:
    """A forged id shows nobody else's result."""
    anna, ben = await agreed(store, ANNA), await agreed(store, BEN)
    made = await kept(store, anna)
    assert await store.results.find(made.row_id, anna) == made
    assert await store.results.find(made.row_id, ben) is None
    assert await store.results.find(os.urandom(16), anna) is None
    assert await store.results.last(ben) is None


async def test_a_row_copied_onto_another_chat_stays_closed(store: Store) -> None:
    """Whoever can write to the database still can't show one person's answers to another."""
    anna, ben = await agreed(store, ANNA), await agreed(store, BEN)
    await kept(store, anna)
    async with store.database.write() as connection:
        await connection.execute(update(results).values(chat_id=ben.row_id))
    with pytest.raises(Unopened):
        await store.results.last(ben)
    assert await store.results.of(anna) == []


async def test_the_oldest_result_makes_room(store: Store) -> None:
    """A chat that checks daily for months keeps the last ones."""
    chat = await agreed(store, ANNA, "results")
    made = [await kept(store, chat, NOW + number * DAY) for number in range(LIMIT + 1)]
    assert await store.results.of(chat) == made[:0:-1]
