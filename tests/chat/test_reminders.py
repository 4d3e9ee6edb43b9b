"""Reminders, from the consent to the message two weeks later."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tests.support.walks import NOSE_3_DAYS, walk
from tgbot.playground.travel import travel
from tgbot.playground.world import World
from tgbot.store import Store

SET = (*NOSE_3_DAYS, "Remind me", "Today or yesterday", "I am 16 or over and agree")


def bytes_of(folder: Path) -> bytes:
    """Read the database as a thief would: every file of it, as it lies there."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def set_reminder(chat: Chat) -> None:
    """Walk to a set reminder, on a clock in Greenwich."""
    await walk(chat, *SET)
    await chat.tap_at(2, 1)
    await chat.tap("Yes, write to me then")
    chat.shows("It is set")


async def test_nothing_is_stored_before_the_consent(chat: Chat, store: Store) -> None:
    """The consent names what is kept; a "No, thank you" leaves nothing behind."""
    await walk(chat, *SET[:-1])
    chat.shows("May we keep", "encrypted", "/erase")
    assert set((await rows(store)).values()) == {0}
    await chat.tap("No, thank you")
    chat.shows("No visit needed now")
    assert set((await rows(store)).values()) == {0}


async def test_after_consent_there_is_one_chat_and_one_reminder(chat: Chat, store: Store, tmp_path: Path) -> None:
    """Exactly one row each, and neither the chat id nor an answer in the file's bytes."""
    await set_reminder(chat)
    assert await rows(store) | {"chats": 1, "reminders": 1} == await rows(store)
    raw = bytes_of(tmp_path)
    assert raw
    number = chat.person.id
    for trace in (
        str(number).encode(),
        f"{number:x}".encode(),
        number.to_bytes(8, "big"),
        number.to_bytes(8, "little"),
    ):
        assert trace not in raw
    for answer in (b"nose", b"Nose", b"flicker", b"self_care", b"recheck"):
        assert answer not in raw


async def test_two_weeks_later_it_comes_and_says_nothing_of_why(chat: Chat, world: World, store: Store) -> None:
    """The message is discreet, opens the short form, and comes once."""
    await set_reminder(chat)
    await travel(world.clock, store.reminders.next_due, timedelta(days=14))
    chat.shows("You asked us to write")
    for word in ("ALS", "twitch", "symptom"):
        chat.hides(word)
    assert [label for row in chat.buttons for label in row] == ["Open", "Later", "Stop"]
    await chat.tap("Open")
    chat.shows("Before anything else")


async def test_it_can_be_put_off_and_stopped(chat: Chat, world: World, store: Store) -> None:
    """Later offers times and keeps the plan; Stop ends it; a second Stop says so."""
    await set_reminder(chat)
    await travel(world.clock, store.reminders.next_due, timedelta(days=14))
    await chat.tap("Later")
    await chat.tap("Tomorrow")
    chat.shows("We will write again")
    await travel(world.clock, store.reminders.next_due, timedelta(days=2))
    chat.shows("You asked us to write")
    await chat.tap("Stop")
    chat.shows("We will not write to you about it again")
    assert await nothing_more(chat, world, store)


async def nothing_more(chat: Chat, world: World, store: Store) -> bool:
    """Tell whether nothing comes within a year."""
    before = len(chat.said)
    await travel(world.clock, store.reminders.next_due, timedelta(days=365))
    await chat.quiet(0.2)
    return len(chat.said) == before


async def test_the_same_button_twice_sets_one_reminder(chat: Chat, store: Store) -> None:
    """A double tap or a resent update makes one row."""
    await walk(chat, *SET)
    await chat.tap_at(2, 1)
    data, message = chat.data("Yes, write"), chat.newest["message_id"]
    await chat.tap_data(data, message)
    await chat.tap_data(data, message)
    chat.shows("It is set")
    assert (await rows(store))["reminders"] == 1


async def test_remind_lists_and_stops_in_two_taps(chat: Chat, store: Store) -> None:
    """/remind shows what is set, and one tap stops it."""
    await set_reminder(chat)
    await chat.send("/remind")
    chat.shows("Your reminders", "a look back")
    await chat.tap("Stop:")
    chat.shows("Stopped", "No reminder is set")


async def test_another_chats_reminder_is_never_found(chat: Chat, world: World, store: Store) -> None:
    """A stop button copied from somebody else's chat finds nothing and changes nothing."""
    await set_reminder(chat)
    data = chat.data("Stop")
    ben = Chat(world, world.add_person("Ben"))
    await ben.send("/start")
    await ben.tap_data(data)
    ben.shows("That reminder is over")
    assert (await rows(store))["reminders"] == 1


async def test_erase_leaves_only_the_coded_line(chat: Chat, store: Store) -> None:
    """/mydata tells what is kept, /erase asks once and removes every row; one coded line stays for 35 days."""
    await set_reminder(chat)
    await chat.send("/mydata")
    chat.shows("1 reminder", "UTC")
    await chat.send("/erase")
    await chat.tap("Yes, erase")
    chat.shows("Telegram still holds")
    assert {name for name, count in (await rows(store)).items() if count} == {"erasures"}
    await chat.send("/mydata")
    chat.shows("Nothing.")


async def test_a_clock_can_be_typed(chat: Chat, store: Store) -> None:
    """A prompt carries its way back: the typed time is shown, then used by a button that reads it from the chat."""
    await walk(chat, *SET)
    await chat.tap("My time is not here")
    await chat.reply("not a time")
    chat.shows("could not read that as a time")
    now = chat.world.clock.now() + timedelta(hours=5, minutes=30)
    await chat.reply(now.strftime("%H:%M"))
    chat.shows("UTC+05:30")
    await chat.tap("Use this")
    chat.shows("Shall we write to you then?")
