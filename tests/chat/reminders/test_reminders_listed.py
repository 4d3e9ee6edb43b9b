"""The list behind /remind: what is set, changing one, stopping one, and no more than twenty."""

from __future__ import annotations

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tests.support.reminding import note, open_first, rows_of, set_note, set_recheck, silent
from tgbot.app import Bot
from tgbot.playground.world import World
from tgbot.store import Store
from tgbot.store.reminders import LIMIT


async def test_remind_shows_and_stops_in_two_taps(chat: Chat, store: Store) -> None:
    """/remind shows what is set; one tap opens it, one more stops it."""
    await set_recheck(chat)
    await chat.send("/remind")
    chat.shows("Your reminders", "a look back", "Monday 14 December")
    await chat.tap("1. ")
    await chat.tap("Stop")
    chat.shows("Stopped", "No reminder is set")
    assert await rows_of(chat, store) == []
    assert await silent(chat, store)


async def test_another_time_in_two_taps_and_a_choice(chat: Chat, store: Store) -> None:
    """[Another time] on a set reminder changes that one: same row, same words, new moment."""
    await set_note(chat, "Water the plants")
    [before] = await rows_of(chat, store)
    await open_first(chat, "Another time")
    await chat.tap("Tuesday 15 December, 09:00")
    chat.shows("Shall we write to you then?", "Tuesday 15 December, 09:00")
    chat.hides("Water the plants")
    await chat.tap("Yes, write to me then")
    chat.shows("It is set")
    [after] = await rows_of(chat, store)
    assert (after.row_id, after.plan["text"]) == (before.row_id, "Water the plants")
    assert after.due_at.day == 15


async def test_another_clock_for_one_reminder_leaves_the_rest(chat: Chat, store: Store) -> None:
    """The clock of one reminder is changed alone; the chat's own clock and the other reminders stay where they are."""
    await set_note(chat, "one", "tomorrow 11am")
    await set_note(chat, "two", "in 3 days at 11am")
    await open_first(chat, "Another clock")
    await chat.tap("Type my city")
    await chat.reply("Tokyo")
    await chat.tap("Tokyo")
    chat.shows("Asia/Tokyo", "Wednesday 2 December, 11:00")
    first, second = await rows_of(chat, store)
    assert (first.plan["zone"], second.plan["zone"]) == ("Asia/Tokyo", "UTC")
    assert first.due_at.hour == 2
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    assert kept.zone == "UTC"


async def test_another_chats_reminder_is_never_found(chat: Chat, world: World, store: Store) -> None:
    """A button copied from somebody else's chat finds nothing and changes nothing."""
    await set_recheck(chat)
    stop = chat.data("Stop")
    await chat.send("/remind")
    show = chat.data("1. ")
    ben = Chat(world, world.add_person("Ben"))
    await ben.send("/start")
    for data in (stop, show):
        await ben.tap_data(data)
        ben.shows("That reminder is over")
    assert len(await rows_of(chat, store)) == 1


async def test_no_more_than_twenty(chat: Chat, store: Store, bot: Bot) -> None:
    """The twenty-first reminder is refused in one sentence, with the way to the list; one stopped makes room."""
    await set_note(chat)
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    [row] = await rows_of(chat, store)
    for number in range(LIMIT - 1):
        await store.reminders.add(kept, row.plan, row.due_at, (bytes([number]) * 32,))
    for _ in range(2):
        await note(chat, "one more", "in 3 days")
        await chat.tap("Yes, write to me then")
        chat.shows("There are already 20 reminders")
    await chat.tap("My reminders")
    await chat.tap("20. ")
    await chat.tap("Stop")
    await note(chat, "one more", "in 3 days")
    await chat.tap("Yes, write to me then")
    chat.shows("It is set")


async def test_remind_without_anything_set(chat: Chat, store: Store) -> None:
    """/remind answers before any consent, and looking stores nothing."""
    await chat.send("/remind")
    chat.shows("No reminder is set")
    await chat.tap("New reminder")
    await chat.tap("My reminders")
    await chat.send("/resume")
    chat.shows("Nothing was resting")
    assert set((await rows(store)).values()) == {0}
