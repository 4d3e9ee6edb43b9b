"""Reminders as people keep them: only with a consent, one for a tap, nobody else's, gone when they are stopped."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests.store.people import ANNA, BEN, DAY, NOW, PLAN, TODAY, agreed, reminded
from tgbot.store.reminders import LIMIT, Gone, NoConsent, TooMany
from tgbot.store.seal import Seal, new_key
from tgbot.store.store import Store
from tgbot.store.tables import reminders

if TYPE_CHECKING:
    from tgbot.store.chat import Chat


async def test_the_same_tap_gives_the_same_reminder(store: Store, anna: Chat) -> None:
    """A double tap or a redelivered one makes one row; another tap makes another."""
    tap = store.seal.made_by(ANNA, 17, "remind")
    first = await store.reminders.add(anna, PLAN, NOW, tap)
    again, at_once = await asyncio.gather(*(store.reminders.add(anna, PLAN, NOW + DAY, tap) for _ in range(2)))
    assert first == again == at_once
    assert first.plan == PLAN
    assert (first.status, first.fence, first.attempts, first.chat_id) == ("live", 1, 0, ANNA)
    await store.reminders.add(anna, PLAN, NOW, store.seal.made_by(ANNA, 18, "remind"))
    assert len(await store.reminders.of(anna)) == 2


async def test_two_first_taps_at_once_make_one_row(store: Store, anna: Chat) -> None:
    """The same new tap handled twice side by side, as by two workers."""
    made = await asyncio.gather(*(store.reminders.add(anna, PLAN, NOW, (b"t" * 32,)) for _ in range(4)))
    assert len({each.row_id for each in made}) == 1


async def test_nothing_is_kept_without_a_consent_to_reminders(store: Store, anna: Chat) -> None:
    """Neither for a consent to something else, nor for one that was withdrawn or erased meanwhile."""
    ben = await agreed(store, BEN, "results")
    with pytest.raises(NoConsent):
        await reminded(store, ben)
    await store.chats.withdraw(ANNA, "reminders", TODAY)
    with pytest.raises(NoConsent):
        await reminded(store, anna)
    assert await store.database.fetch(select(reminders)) == []


async def test_one_chat_may_have_twenty(store: Store, anna: Chat) -> None:
    """The twenty-first is refused, another chat's is not, and stopping one makes room."""
    made = [await reminded(store, anna) for _ in range(LIMIT)]
    with pytest.raises(TooMany):
        await reminded(store, anna)
    await reminded(store, await agreed(store, BEN, "reminders"))
    assert await store.reminders.stop(made[0].row_id, anna)
    assert await reminded(store, anna)


async def test_another_chats_reminder_is_refused(store: Store, anna: Chat) -> None:
    """A forged id neither shows nor stops somebody else's reminder."""
    reminder = await reminded(store, anna)
    ben = await agreed(store, BEN, "reminders")
    assert await store.reminders.find(reminder.row_id, anna) == reminder
    assert await store.reminders.find(reminder.row_id, ben) is None
    assert await store.reminders.find(os.urandom(16), anna) is None
    assert await store.reminders.stop(reminder.row_id, ben) is False
    assert await store.reminders.of(ben) == []
    assert await store.reminders.find(reminder.row_id, anna) == reminder


async def test_reminders_are_listed_in_the_order_they_fall_due(store: Store, anna: Chat) -> None:
    """Live and paused ones, the next one first; stopped ones no more."""
    for days in (3, 1, 2):
        await reminded(store, anna, NOW + days * DAY, text=str(days))
    first, *_ = await store.reminders.of(anna)
    await store.reminders.stop(first.row_id, anna)
    assert [each.plan["text"] for each in await store.reminders.of(anna)] == ["2", "3"]
    assert await store.reminders.stop(first.row_id, anna) is False


async def test_a_stopped_reminder_keeps_no_words(store: Store, anna: Chat) -> None:
    """What somebody wrote goes when they stop it; only the row that recognises the tap is left for a day."""
    reminder = await reminded(store, anna)
    await store.reminders.stop(reminder.row_id, anna)
    left = await store.reminders.find(reminder.row_id, anna)
    assert left is not None
    assert (left.status, left.plan) == ("stopped", {})


async def test_an_edit_of_an_erased_reminder_says_so(store: Store, anna: Chat) -> None:
    """Nothing comes back by being edited."""
    reminder = await reminded(store, anna)
    await store.chats.erase(ANNA, TODAY)
    with pytest.raises(Gone):
        await store.reminders.replan(reminder, PLAN, NOW)
    assert await store.database.fetch(select(reminders)) == []


async def test_a_reminder_does_not_print_what_it_says(store: Store, anna: Chat) -> None:
    """What could land in a log has neither the text nor the chat id."""
    shown = repr(await reminded(store, anna, text="my neurologist"))
    assert "neurologist" not in shown
    assert str(ANNA) not in shown


async def test_an_answer_leaves_the_ways_to_change_it_open(store: Store, anna: Chat) -> None:
    """Only the plan is written: fence, moment and status stay, so that an open page of it still holds."""
    reminder = await reminded(store, anna)
    assert await store.reminders.answer(reminder, {"unanswered": 0})
    after = await store.reminders.find(reminder.row_id, anna)
    assert after == replace(reminder, plan={"unanswered": 0})


async def test_a_tap_is_recognised_under_an_older_key(store: Store, keys: str, anna: Chat) -> None:
    """The same button again after a new key was put in front makes no second reminder, and finds the first."""
    first = await store.reminders.add(anna, PLAN, NOW, store.seal.made_by(ANNA, 17, "remind"))
    later = Store(store.database, Seal.from_setting(f"{new_key()},{keys}"))
    tap = later.seal.made_by(ANNA, 17, "remind")
    assert await later.reminders.add(anna, PLAN, NOW + DAY, tap) == first
    assert await later.reminders.of_tap(anna, tap) == first
    assert await later.reminders.of_tap(anna, later.seal.made_by(ANNA, 18, "remind")) is None
