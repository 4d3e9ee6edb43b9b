"""Changing a reminder, and a tap that arrives once more after a later change: it moves nothing back."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat
from tests.support.reminding import open_first, pass_time, plan_of, rows_of, set_note
from tgbot.store import Store


async def tap_and_keep(chat: Chat, label: str) -> tuple[str, int]:
    """Tap a button; tell what is needed to deliver that tap again."""
    data, message = chat.data(label), chat.newest["message_id"]
    await chat.tap(label)
    return data, message


def stands(chat: Chat, message_id: int) -> str:
    """Tell what a message says by now."""
    return str(chat.room.messages[message_id].view()["text"])


async def test_a_move_that_arrives_again_moves_nothing_back(chat: Chat, store: Store) -> None:
    """Moved to the 8th, then to the 15th: the first move, delivered again, changes nothing and says so."""
    await set_note(chat)
    await open_first(chat, "Another time")
    await chat.tap("Tuesday 8 December, 09:00")
    first = await tap_and_keep(chat, "Yes, write")
    await open_first(chat, "Another time")
    await chat.tap("Tuesday 15 December, 09:00")
    second = await tap_and_keep(chat, "Yes, write")
    chat.shows("It is set")
    await chat.tap_data(*first)
    assert "was changed since" in stands(chat, first[1])
    await chat.tap_data(*second)
    assert "It is set" in stands(chat, second[1])
    assert [row.due_at.day for row in await rows_of(chat, store)] == [15]


async def test_a_way_opened_before_a_change_leads_nowhere(chat: Chat, store: Store) -> None:
    """Two ways to change it stand open: after the first was used, the second one says so before anything is tapped."""
    await set_note(chat)
    await open_first(chat, "Another time")
    left_open = chat.data("Tuesday 8 December")
    await open_first(chat, "Another time")
    await chat.tap("Tuesday 15 December, 09:00")
    await chat.tap("Yes, write")
    await chat.tap_data(left_open)
    chat.shows("was changed since")


async def test_a_clock_that_arrives_again_moves_nothing_back(chat: Chat, store: Store) -> None:
    """The clock was set to one and then to another: the first tap, delivered again, changes nothing."""
    await set_note(chat)
    taps = []
    for label in ("12:00", "13:00"):
        await open_first(chat, "Another clock")
        taps.append(await tap_and_keep(chat, label))
    assert (await plan_of(chat, store)).zone == "UTC+03:00"
    await chat.tap_data(*taps[0])
    assert "was changed since" in stands(chat, taps[0][1])
    await chat.tap_data(*taps[1])
    assert "UTC+03:00" in stands(chat, taps[1][1])
    assert (await plan_of(chat, store)).zone == "UTC+03:00"


async def test_a_snooze_that_arrives_again_moves_nothing(chat: Chat, store: Store) -> None:
    """Put off by an hour twice by one tap is an hour from the first; after a later choice the first does nothing."""
    await set_note(chat, rhythm="Every week")
    await pass_time(chat, store, days=2)
    later = chat.data("Later")
    await chat.tap("Later")
    first = await tap_and_keep(chat, "In 1 hour")
    [row] = await rows_of(chat, store)
    chat.world.move_clock(timedelta(minutes=5))
    await chat.tap_data(*first)
    chat.shows("We will write again")
    assert [each.due_at for each in await rows_of(chat, store)] == [row.due_at]
    await chat.tap_data(later, first[1])
    await chat.tap("Tomorrow")
    [row] = await rows_of(chat, store)
    await chat.tap_data(*first)
    chat.shows("was changed since")
    assert [each.due_at for each in await rows_of(chat, store)] == [row.due_at]


async def test_new_quiet_hours_hold_for_what_is_set_already(chat: Chat, store: Store) -> None:
    """A reminder wished for 22:00 waits for nine in the morning; with quiet from 23:00 it comes when it was wished."""
    await set_note(chat, when="tomorrow at 22:00", rhythm="Every week")
    assert [row.due_at.hour for row in await rows_of(chat, store)] == [9]
    await chat.send("/settings")
    await chat.tap("uiet")
    chat.shows("It holds for all your reminders")
    await chat.tap("23:00")
    assert [(row.due_at.day, row.due_at.hour) for row in await rows_of(chat, store)] == [(2, 22)]
    await chat.tap("uiet")
    await chat.tap("20:00")
    assert [(row.due_at.day, row.due_at.hour) for row in await rows_of(chat, store)] == [(3, 10)]
