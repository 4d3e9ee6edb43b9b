"""A look back, from the consent to the message two weeks later; one of its kind, set once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tests.support.reminding import AGREE, DISCREET, RECHECK, greenwich, note, pass_time, rows_of, set_recheck, silent
from tests.support.walks import walk
from tgbot.store import Store
from tgbot.store.reminders import LIMIT


def bytes_of(folder: Path) -> bytes:
    """Read the database as a thief would: every file of it, as it lies there."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_nothing_is_stored_before_the_consent(chat: Chat, store: Store) -> None:
    """The consent names what is kept; a "No, thank you" leaves nothing behind."""
    await walk(chat, *RECHECK)
    chat.shows("May we keep", "encrypted", "/erase")
    assert set((await rows(store)).values()) == {0}
    await chat.tap("No, thank you")
    chat.shows("No visit needed now")
    assert set((await rows(store)).values()) == {0}


async def test_after_consent_there_is_one_chat_and_one_reminder(chat: Chat, store: Store, tmp_path: Path) -> None:
    """Exactly one row each, and neither the chat id nor an answer in the file's bytes."""
    await set_recheck(chat)
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


async def test_two_weeks_later_it_comes_and_says_nothing_of_why(chat: Chat, store: Store) -> None:
    """The message is discreet, opens the short form, and comes once."""
    await set_recheck(chat)
    await pass_time(chat, store, days=14)
    chat.shows("You asked us to write")
    chat.hides(*DISCREET)
    assert chat.buttons == [["Open"], ["Later", "Stop"]]
    await chat.tap("Open")
    chat.shows("Before anything else")
    assert await silent(chat, store)


async def test_it_can_be_put_off_and_stopped(chat: Chat, store: Store) -> None:
    """Later offers times and keeps the plan; Stop ends it; a second Stop says so."""
    await set_recheck(chat)
    await pass_time(chat, store, days=14)
    await chat.tap("Later")
    assert {"In 1 hour", "Tonight", "Tomorrow", "In a week"} <= {label for row in chat.buttons for label in row}
    await chat.tap("Tomorrow")
    chat.shows("We will write again")
    await pass_time(chat, store, days=2)
    chat.shows("You asked us to write")
    await chat.tap("Stop")
    chat.shows("We will not write to you about it again")
    assert await silent(chat, store)


async def test_the_same_button_twice_sets_one_reminder(chat: Chat, store: Store) -> None:
    """A double tap or a resent update makes one row, of every kind."""
    await walk(chat, *RECHECK, AGREE)
    await greenwich(chat)
    await twice(chat)
    assert len(await rows_of(chat, store)) == 1
    await note(chat, "words", "tomorrow 11am")
    await twice(chat)
    assert len(await rows_of(chat, store)) == 2


async def twice(chat: Chat) -> None:
    """Press the button that sets a reminder a second time, as a client may that saw no answer."""
    data, message = chat.data("Yes, write"), chat.newest["message_id"]
    await chat.tap_data(data, message)
    shown = chat.screen
    await chat.tap_data(data, message)
    assert chat.screen == shown
    chat.shows("It is set")


async def test_a_second_look_back_takes_the_place_of_the_first(chat: Chat, store: Store) -> None:
    """Who redoes the check gets one reminder, at the new moment: the earlier one no longer fits and does not come."""
    await set_recheck(chat)
    [first] = await rows_of(chat, store)
    await pass_time(chat, store, days=3)
    await walk(chat, *RECHECK)
    await chat.tap("Yes, write to me then")
    [second] = await rows_of(chat, store)
    assert second.row_id != first.row_id
    assert second.due_at > first.due_at
    before = len(chat.said)
    await pass_time(chat, store, days=30)
    assert len(chat.said) == before + 1


async def test_a_look_back_finds_room_among_twenty(chat: Chat, store: Store) -> None:
    """With twenty set, a new look back still takes the place of the earlier one."""
    await set_recheck(chat)
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    [row] = await rows_of(chat, store)
    for number in range(LIMIT - 1):
        await store.reminders.add(kept, {**row.plan, "kind": "own"}, row.due_at, (bytes([number]) * 32,))
    await pass_time(chat, store, days=3)
    await walk(chat, *RECHECK)
    await chat.tap("Yes, write to me then")
    chat.shows("It is set")
    assert sum(each.plan["kind"] == "recheck" for each in await rows_of(chat, store)) == 1


async def test_the_tap_that_set_it_arrives_again_after_a_change(chat: Chat, store: Store) -> None:
    """A tap that Telegram delivers again, after the reminder was moved, does not move it back."""
    await walk(chat, *RECHECK, AGREE)
    await greenwich(chat)
    data, message = chat.data("Yes, write"), chat.newest["message_id"]
    await chat.tap_data(data, message)
    [row] = await rows_of(chat, store)
    moved = await store.reminders.replan(row, row.plan, row.due_at + timedelta(hours=1))
    await chat.tap_data(data, message)
    assert [each.due_at for each in await rows_of(chat, store)] == [moved.due_at]


async def test_erase_leaves_only_the_coded_line(chat: Chat, store: Store) -> None:
    """/mydata tells what is kept, /erase asks once and removes every row; one coded line stays for 35 days."""
    await set_recheck(chat)
    await chat.send("/mydata")
    chat.shows("1 reminder", "UTC")
    await chat.send("/erase")
    await chat.tap("Yes, erase")
    chat.shows("Telegram still holds")
    assert {name for name, count in (await rows(store)).items() if count} == {"erasures"}
    await chat.send("/mydata")
    chat.shows("Nothing.")
    assert await silent(chat, store)
