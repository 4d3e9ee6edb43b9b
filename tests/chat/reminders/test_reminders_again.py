"""Changing a reminder, and a tap that arrives once more after a later change: it moves nothing back."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat
from tests.support.reminding import note, open_first, pass_time, plan_of, rows_of, set_note
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


async def test_a_note_is_set_once_and_never_asked_for_again(chat: Chat, store: Store) -> None:
    """[Yes] delivered once more says what holds, also after another time was chosen; no button asks for the words."""
    await note(chat, "Ask about the MRI", "tomorrow 11am")
    beside = [chat.data(label) for label in ("Every week", "Another time")]
    yes = await tap_and_keep(chat, "Yes, write to me then")
    await open_first(chat, "Another time")
    await chat.tap("Tuesday 8 December, 09:00")
    await chat.tap("Yes, write to me then")
    asked = [message["message_id"] for message in chat.said]
    await chat.tap_data(*yes)
    assert "It is set" in stands(chat, yes[1])
    assert "Tuesday 8 December, 09:00" in stands(chat, yes[1])
    for data in beside:
        await chat.tap_data(data, yes[1])
        assert "Tuesday 8 December, 09:00" in stands(chat, yes[1])
    assert [message["message_id"] for message in chat.said] == asked
    assert len(await rows_of(chat, store)) == 1


async def test_a_button_whose_reminder_was_stopped_sets_none(chat: Chat, store: Store) -> None:
    """[Yes] delivered once more after [Stop] says that the reminder is over."""
    await note(chat, "Ask about the MRI", "tomorrow 11am")
    yes = await tap_and_keep(chat, "Yes, write to me then")
    await chat.tap("Stop")
    await chat.tap_data(*yes)
    assert "That reminder is over" in stands(chat, yes[1])
    assert await rows_of(chat, store) == []


async def test_opening_leaves_the_ways_to_change_it_open(chat: Chat, store: Store) -> None:
    """A look at what came changes nothing about when it comes, so a page that stood open for that still works."""
    await set_note(chat, rhythm="Every week")
    await pass_time(chat, store, days=2)
    opened, pushed = chat.data("Open"), chat.newest["message_id"]
    await open_first(chat, "Another time")
    left_open, message = chat.data("Thursday 10 December"), chat.newest["message_id"]
    await chat.tap_data(opened, pushed)
    assert (await plan_of(chat, store)).unanswered == 0
    await chat.tap_data(left_open, message)
    assert "Shall we write to you then?" in stands(chat, message)


async def test_quiet_hours_that_arrive_again_set_nothing_back(chat: Chat, store: Store) -> None:
    """From 22:00, then from 23:00: the first tap, delivered again, changes neither the setting nor a reminder."""
    await set_note(chat, when="tomorrow at 22:00", rhythm="Every week")
    await chat.send("/settings")
    taps = []
    for label in ("22:00 to", "23:00 to"):
        await chat.tap("Quiet hours")
        taps.append(await tap_and_keep(chat, label))
    before = await rows_of(chat, store)
    await chat.tap_data(*taps[0])
    chat.shows("from before your last change", "Quiet hours: 23:00 to 07:00")
    await chat.tap_data(*taps[1])
    chat.shows("Quiet hours: 23:00 to 07:00")
    chat.hides("from before your last change")
    assert await rows_of(chat, store) == before


async def test_a_country_or_print_that_arrives_again_sets_nothing_back(chat: Chat, store: Store) -> None:
    """Each setting can be changed at once, and no tap delivered again undoes it."""
    await set_note(chat)
    await chat.send("/settings")
    large = await tap_and_keep(chat, "Switch to large print")
    await chat.tap("Switch to usual print")
    await chat.tap_data(*large)
    chat.shows("from before your last change", "Print: usual")
    await chat.tap("Country")
    first = await tap_and_keep(chat, "Australia")
    await chat.tap("Country")
    await chat.tap("Germany")
    await chat.tap_data(*first)
    chat.shows("from before your last change", "Country: Germany")
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    assert (kept.country, kept.large_print) == ("DE", False)


async def test_the_chats_clock_that_arrives_again_sets_nothing_back(chat: Chat, store: Store) -> None:
    """One clock and then another, tapped or typed: the first tap, delivered again, only says which one holds."""
    await set_note(chat)
    await chat.send("/settings")
    await chat.tap("Clock")
    first = await tap_and_keep(chat, "12:00")
    chat.shows("Your clock is now UTC+02:00")
    await chat.send("/settings")
    await chat.tap("Clock")
    await chat.tap("Type my city")
    await chat.reply("Tokyo")
    await chat.tap("Tokyo")
    chat.shows("Your clock is now Asia/Tokyo")
    await chat.tap_data(*first)
    assert "from before your last change" in stands(chat, first[1])
    assert "Your clock is now Asia/Tokyo" in stands(chat, first[1])
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    assert kept.zone == "Asia/Tokyo"


async def test_moving_all_that_arrives_again_moves_nothing_back(chat: Chat, store: Store) -> None:
    """All were moved, and then one was given another clock: [Move them], delivered again, asks before it moves that."""
    await set_note(chat)
    await chat.send("/settings")
    await chat.tap("Clock")
    await chat.tap("12:00")
    move = await tap_and_keep(chat, "Move them")
    chat.shows("All your reminders go by your clock now")
    await open_first(chat, "Another clock")
    await chat.tap("13:00")
    await chat.tap_data(*move)
    assert "1 reminder goes by another clock" in stands(chat, move[1])
    assert (await plan_of(chat, store)).zone == "UTC+03:00"
    await chat.tap("Move them", message_id=move[1])
    assert (await plan_of(chat, store)).zone == "UTC+02:00"


async def test_what_rests_moves_along_and_goes_on_resting(chat: Chat, store: Store) -> None:
    """A paused reminder goes by the new clock too, and nothing wakes it."""
    await set_note(chat)
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    await store.reminders.pause(kept)
    await chat.send("/settings")
    await chat.tap("Clock")
    await chat.tap("12:00")
    await chat.tap("Move them")
    [row] = await rows_of(chat, store)
    assert (row.status, row.plan["zone"]) == ("paused", "UTC+02:00")
