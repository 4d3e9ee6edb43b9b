"""[Delete this message]: an own note leaves the chat, or its message is emptied where Telegram keeps it."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat
from tests.support.reminding import pass_time, rows_of, set_note
from tgbot.store import Store

WIPE = "Delete this message"


async def shown_note(chat: Chat, store: Store) -> int:
    """Let an own note come and open it; tells its message."""
    await set_note(chat, "Ask about the MRI", rhythm="Every week")
    await pass_time(chat, store, days=2)
    await chat.tap("Open")
    chat.shows("Ask about the MRI")
    return int(chat.newest["message_id"])


async def test_the_message_goes_and_the_reminder_stays(chat: Chat, store: Store) -> None:
    """The message is gone, nothing new stands in the chat, what is left is said, and the plan goes on."""
    message = await shown_note(chat, store)
    before = len(chat.said)
    answer = await chat.tap(WIPE)
    assert answer is not None
    assert "yours and ours, stay until you delete them" in answer["text"]
    assert [m["message_id"] for m in chat.said].count(message) == 0
    assert len(chat.said) == before - 1
    assert len(await rows_of(chat, store)) == 1


async def test_after_48_hours_the_words_are_taken_out(chat: Chat, store: Store) -> None:
    """Telegram keeps an old message: it is emptied, and the answer says so and why."""
    message = await shown_note(chat, store)
    chat.world.move_clock(timedelta(hours=49))
    answer = await chat.tap(WIPE, message_id=message)
    assert answer is not None
    assert "48 hours" in answer["text"]
    stands = chat.room.messages[message].view()
    assert stands["text"] == "We took our words out of this message."
    assert "reply_markup" not in stands


async def test_a_second_tap_is_as_harmless_as_the_first(chat: Chat, store: Store) -> None:
    """The tap arrives again when the message has gone: the same answer, and no message in its place."""
    message = await shown_note(chat, store)
    data = chat.data(WIPE)
    first = await chat.tap_data(data, message)
    before = len(chat.said)
    again = await chat.tap_data(data, message)
    assert first is not None
    assert again is not None
    assert first["text"] == again["text"]
    assert len(chat.said) == before


async def test_the_note_in_the_list_can_go_as_well(chat: Chat, store: Store) -> None:
    """Shown from /remind, it offers the same."""
    await set_note(chat, "Ask about the MRI")
    await chat.send("/remind")
    await chat.tap("1. ")
    assert WIPE not in str(chat.buttons)
    await chat.tap("Show my note")
    await chat.tap(WIPE)
    chat.hides("MRI")
    assert "MRI" not in str(chat.said[-1])


async def test_an_own_note_cannot_be_forwarded(chat: Chat, store: Store) -> None:
    """The message in which an own note opens is protected."""
    message = await shown_note(chat, store)
    assert chat.room.messages[message].view()["has_protected_content"] is True


async def test_a_message_that_telegram_lets_nobody_touch(chat: Chat, store: Store) -> None:
    """A message too old even to be changed stays, and that is said."""
    message = await shown_note(chat, store)
    chat.world.inaccessible_after = timedelta(days=30)
    await pass_time(chat, store, days=31)
    await chat.tap(WIPE, message_id=message)
    chat.shows("does not let us change it", "delete it yourself")
