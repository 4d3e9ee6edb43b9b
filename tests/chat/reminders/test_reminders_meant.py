"""A time or a city typed without replying to the prompt: screened first, then offered, else answered as a question."""

from __future__ import annotations

import pytest

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tests.support.reminding import AGREE, START, begin, plan_of, rows_of, set_note
from tgbot.reminders.phrases import sounds
from tgbot.reminders.walltime import wall_at
from tgbot.store import Store

MEANT = "Did you mean a time for a reminder?"


async def test_a_time_beside_the_open_prompt_becomes_an_appointment(chat: Chat, store: Store) -> None:
    """Typed while the prompt waits, without a reply: offered, confirmed as read, and set."""
    await begin(chat, "A doctor's appointment")
    await chat.tap("Type it")
    await chat.send("next thursday 9am")
    chat.shows(MEANT, "next thursday 9am")
    await chat.tap("Yes, set it")
    chat.shows("What shall we remind you of?", "next thursday 9am")
    await chat.tap("A doctor's appointment")
    chat.shows("Which one do you mean?")
    await chat.tap("Thursday 10 December, 09:00")
    await chat.tap("Yes, write to me then")
    chat.shows("It is set")
    plan = await plan_of(chat, store)
    assert plan.visit is not None
    assert (plan.visit.day, plan.visit.hour) == (10, 9)


@pytest.mark.parametrize("said", ["tomorrow at 11am", "next thursday 11am"])
async def test_a_time_for_an_own_note_asks_for_its_words(chat: Chat, store: Store, said: str) -> None:
    """The time is kept on the way, whether it was clear or had to be chosen; it never becomes the note itself."""
    await set_note(chat)
    await chat.send(said)
    await chat.tap("Yes, set it")
    await chat.tap("My own note")
    if "Which one" in chat.screen:
        await chat.tap("Thursday 3 December, 11:00")
    chat.shows("What shall we remind you of? We show your words only when you tap")
    await chat.reply("Ask about the MRI")
    await chat.tap("Use this")
    chat.shows("Ask about the MRI", "December, 11:00")
    await chat.tap("Yes, write to me then")
    assert {row.plan["text"] for row in await rows_of(chat, store)} == {"Water the plants", "Ask about the MRI"}


async def test_a_city_while_the_clock_is_asked_for(chat: Chat, store: Store) -> None:
    """With the consent given and no clock yet, a city without a reply is offered as the clock, and kept once chosen."""
    await chat.send("/remind")
    await chat.tap("New reminder")
    await chat.tap("My own note")
    await chat.tap(AGREE)
    await chat.send("Tokyo")
    chat.shows("Did you mean your clock")
    await chat.tap("Yes, set it")
    chat.shows("Is this your clock?", "Asia/Tokyo")
    await chat.tap("Tokyo")
    chat.shows("Asia/Tokyo")
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    assert kept.zone == "Asia/Tokyo"


async def test_looking_it_up_is_one_tap_away(chat: Chat) -> None:
    """[No, look it up] answers the words as a question."""
    await chat.send("3 weeks")
    chat.shows(MEANT)
    await chat.tap("No, look it up")
    chat.hides(MEANT)


async def test_without_a_clock_it_begins_at_the_beginning(chat: Chat, store: Store) -> None:
    """Somebody who never set a reminder is asked for consent and clock first; nothing is stored by being asked."""
    await chat.send("tomorrow at 9")
    await chat.tap("Yes, set it")
    await chat.tap("My own note")
    chat.shows("May we keep")
    assert set((await rows(store)).values()) == {0}


async def test_danger_comes_before_any_time(chat: Chat) -> None:
    """Words of danger are answered as such, also where a time stands in them."""
    await chat.send("I will kill myself tonight")
    chat.hides(MEANT)
    chat.shows("You are not alone with this")


@pytest.mark.parametrize(
    "words",
    [
        "morning",
        "hello",
        "my calf twitches every night",
        "twitching since monday",
        "is 3 weeks long?",
        "second opinion",
        "als at 30",
        "what happens in 3 weeks",
    ],
)
def test_questions_do_not_sound_like_times(words: str) -> None:
    """Only words that can mean nothing else are offered as a time."""
    assert not sounds(words, wall_at(START, "UTC"))
