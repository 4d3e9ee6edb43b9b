"""Own notes: their words in the chat, their rhythm, their end, and what is hidden until it is tapped."""

from __future__ import annotations

import pytest

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tests.support.reminding import (
    AGREE,
    START,
    begin,
    greenwich,
    note,
    pass_time,
    plan_of,
    rows_of,
    set_note,
)
from tgbot.reminders.plan import LONGEST_TEXT
from tgbot.store import Store


async def test_from_the_words_to_the_message(chat: Chat, store: Store) -> None:
    """Consent, clock, words, time, confirmation; the message is discreet and the words open with a tap, and hide."""
    await note(chat, "Ask about the MRI", "tomorrow 11am")
    chat.shows("Shall we write to you then?", "Ask about the MRI", "tomorrow 11am", "Wednesday 2 December, 11:00")
    await chat.tap("Yes, write to me then")
    chat.shows("It is set")
    chat.hides("MRI")
    await pass_time(chat, store, days=2)
    chat.shows("You asked us to write")
    chat.hides("MRI")
    await chat.tap("Open")
    chat.shows("You wrote this for yourself", "Ask about the MRI")
    await chat.tap("Hide it again")
    chat.hides("MRI")
    chat.shows("You asked us to write")


async def test_nothing_is_stored_on_the_way(chat: Chat, store: Store) -> None:
    """Until the last tap the words are nowhere but in the chat; leaving on any page keeps no reminder."""
    await note(chat, "Ask about the MRI", "tomorrow 11am")
    assert (await rows(store))["reminders"] == 0
    await chat.tap("No, thank you")
    chat.shows("No reminder is set")
    assert (await rows(store))["reminders"] == 0


async def test_the_words_survive_every_detour(chat: Chat, store: Store) -> None:
    """Calendar, hours, another way, another clock, other rhythm: the words stay in the message as written."""
    words = "Call *Dr* <b>No</b> & ask: 5 > 3? 🌱👩‍👩‍👧 tg://x"
    await begin(chat)
    await chat.reply(words)
    chat.shows(words)
    await chat.tap("Use this")
    await chat.tap("Calendar")
    await chat.tap("January 2027 ›")
    await chat.tap("‹ December 2026")
    await chat.tap("16")
    await chat.tap("‹ Calendar")
    await chat.tap("Another way")
    await chat.tap("Type it")
    await chat.reply("gibberish")
    await chat.reply("in 2 weeks at 10am")
    await chat.tap("Every 2 weeks")
    await chat.tap("My clock is different")
    await chat.tap("Type my city")
    await chat.reply("Xqzt")
    await chat.reply("Berlin")
    await chat.tap("Berlin, Germany")
    chat.shows(words, "Every 2 weeks, 4 times")
    await chat.tap("Yes, write to me then")
    plan = await plan_of(chat, store)
    assert (plan.text, plan.every, plan.zone, plan.times_left) == (words, "fortnightly", "Europe/Berlin", 4)


async def test_five_thousand_characters_are_cut_where_it_is_seen(chat: Chat, store: Store) -> None:
    """A long text in HTML and emoji is cut with an ellipsis, said so, and kept as it is shown."""
    await begin(chat)
    # An app sends at most 4096 units, and cuts a longer text into two messages itself.
    await chat.reply(("<b>x</b> & 😀 " * 400)[:3700])
    chat.shows("That was long, so we cut it")
    shown = chat.screen.split("\n\n")[1]
    assert shown.endswith("…")
    assert len(shown.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    await chat.tap("Use this")
    await chat.tap("Type it")
    await chat.reply("tomorrow 11am")
    await chat.tap("Yes, write to me then")
    assert (await plan_of(chat, store)).text == shown


@pytest.mark.parametrize("words", ["\u200b\u200d", "…", "  \u2060 "])
async def test_words_that_nobody_can_see_are_asked_for_again(chat: Chat, words: str) -> None:
    """Invisible marks and lone dots are no words."""
    await begin(chat)
    await chat.reply(words)
    assert "could not find any words" in chat.screen or "only read text" in chat.screen
    await chat.reply("tea") if "words" in chat.screen else await chat.send("/remind")


async def test_words_can_be_changed(chat: Chat, store: Store) -> None:
    """[Change] and [Other words] ask again, and the newer words count."""
    await begin(chat)
    await chat.reply("one")
    await chat.tap("Change")
    await chat.reply("two")
    await chat.tap("Use this")
    await chat.tap("Other words")
    await chat.reply("three")
    await chat.tap("Use this")
    await chat.tap("Friday 4 December, 09:00")
    await chat.tap("Yes, write to me then")
    assert (await plan_of(chat, store)).text == "three"


async def test_an_emergency_in_the_words_comes_first(chat: Chat, store: Store) -> None:
    """Words that mean danger get the card, in a prompt as anywhere."""
    await begin(chat)
    await chat.reply("I want to kill myself")
    chat.shows("You are not alone with this")
    assert await rows_of(chat, store) == []


async def test_it_repeats_and_asks_once_at_the_end(chat: Chat, store: Store) -> None:
    """Every week four times at the same time of day; with the last it asks, and [Go on] gives four more."""
    await set_note(chat, rhythm="Every week")
    for last in (False, False, False, True):
        await pass_time(chat, store, days=7)
        chat.shows("You asked us to write")
        assert ("This was the last time" in chat.screen) == last
        await chat.tap("Open")
    assert await rows_of(chat, store) == []
    await chat.tap("Go on")
    chat.shows("It goes on, 4 times", "Wednesday 30 December, 11:00")
    data = [message for message in chat.said if "It goes on" in str(message.get("text"))]
    assert len(data) == 1
    assert (await plan_of(chat, store)).times_left == 4


async def test_go_on_twice_gives_four_more_once(chat: Chat, store: Store) -> None:
    """A double tap on [Go on] is one."""
    await set_note(chat, when="every wednesday at 11 for 1 times")
    await pass_time(chat, store, days=2)
    data, message = chat.data("Go on"), chat.newest["message_id"]
    await chat.tap_data(data, message)
    await chat.tap_data(data, message)
    chat.shows("It goes on, 4 times")
    assert (await plan_of(chat, store)).times_left == 4


async def test_it_ends_when_nobody_answers_the_question(chat: Chat, store: Store) -> None:
    """Without a tap on [Go on] nothing more comes."""
    await set_note(chat, when="every wednesday at 11 for 2 times")
    await pass_time(chat, store, days=2)
    await pass_time(chat, store, days=7)
    chat.shows("This was the last time")
    before = len(chat.said)
    await pass_time(chat, store, days=365)
    assert len(chat.said) == before


async def test_how_often_is_read_and_shown(chat: Chat, store: Store) -> None:
    """A phrase that says for how long is counted, and the confirmation says so."""
    await note(chat, "x", "every monday at 10 for 6 weeks")
    chat.shows("Every week, 6 times", "Monday 7 December, 10:00")
    await chat.tap("Yes, write to me then")
    assert (await plan_of(chat, store)).times_left == 6


async def test_the_list_shows_the_words_only_on_a_tap(chat: Chat, store: Store) -> None:
    """/remind names the kind; [Show my note] opens the words and [Hide it again] hides them."""
    await set_note(chat, "Ask about the MRI")
    await chat.send("/remind")
    chat.shows("your own note")
    chat.hides("MRI")
    await chat.tap("1. ")
    chat.hides("MRI")
    await chat.tap("Show my note")
    chat.shows("Ask about the MRI")
    await chat.tap("Hide it again")
    chat.hides("MRI")


async def test_a_stopped_notes_words_are_gone(chat: Chat, store: Store) -> None:
    """After [Stop], the old message's buttons open nothing any more."""
    await set_note(chat, "Ask about the MRI", rhythm="Every week")
    await pass_time(chat, store, days=2)
    opened, later = chat.data("Open"), chat.data("Later")
    await chat.tap("Stop")
    for data in (opened, later):
        await chat.tap_data(data)
        chat.shows("That reminder is over")
        chat.hides("MRI")


async def test_agreeing_later_asks_for_the_words_again(chat: Chat, store: Store) -> None:
    """Who erased everything in the middle starts with the consent again, and nothing is set behind it."""
    await note(chat, "one", "tomorrow 11am")
    button, message = chat.data("Yes, write"), chat.newest["message_id"]
    await store.chats.erase(chat.person.id, START.date())
    await chat.tap_data(button, message)
    chat.shows("May we keep")
    await chat.tap(AGREE)
    await greenwich(chat)
    chat.shows("What shall we remind you of?")
    assert await rows_of(chat, store) == []
