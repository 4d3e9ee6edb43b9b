"""The checklist, tapped through as a person does."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import func, select

from tests.support.chat import Chat
from tests.support.walks import CHOKING, DARK, LYING_FLAT, NOSE_3_DAYS, STROKE, THOUGHTS_ONLY, walk
from tgbot.app import Bot
from tgbot.playground.world import World
from tgbot.store import Store
from tgbot.store.tables import metadata


async def rows(store: Store) -> dict[str, int]:
    """Count the rows of every table but the one in which the workers say which of them leads."""
    async with store.database.read() as connection:
        return {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in metadata.sorted_tables
            if table.name != "leader"
        }


async def test_start_says_what_the_bot_is_and_is_not(chat: Chat) -> None:
    """The first page offers the check, says that it is no doctor and names the emergency number."""
    await chat.send("/start")
    chat.shows("It is not a doctor", "emergency number", "Nothing is stored")
    assert chat.buttons[0] == ["Start the check"]


async def test_a_three_day_nose_twitch_takes_at_most_14_taps(chat: Chat) -> None:
    """From Start to a calm result in the tap budget, with reason, authority and what would change it."""
    await walk(chat, *NOSE_3_DAYS)
    chat.shows(
        "No visit needed now", "2 weeks after it began", "NHS", "What would change this", "Not clinically reviewed"
    )
    assert len(NOSE_3_DAYS) <= 14


async def test_enough_for_today_waits_for_the_call(chat: Chat) -> None:
    """Who should be seen today is not sent to bed: the call comes first, with its words; a calm result has no call."""
    await walk(chat, *LYING_FLAT)
    chat.shows("Today, within hours")
    await chat.tap("Enough for today")
    chat.shows("Before you rest: please make the call for today", "call your emergency number")
    await chat.tap("What to say when you call")
    chat.shows("Call now")
    await walk(chat, *NOSE_3_DAYS, "Enough for today")
    chat.shows("Put the phone face down", "call your emergency number")
    chat.hides("make the call")


async def test_a_whole_run_leaves_no_row(chat: Chat, store: Store) -> None:
    """Without consent nothing about a person is stored, whatever is tapped and read."""
    await walk(chat, *NOSE_3_DAYS, "Read: Is nose", "Next", "Back to my result", "Change an answer", "Show my result")
    assert set((await rows(store)).values()) == {0}


async def test_an_emergency_shows_its_card_at_once(chat: Chat) -> None:
    """One tap on a gate item: numbers to call, what to do; and one tap takes a mistake back to the same question."""
    await walk(chat, "Start the check", STROKE)
    chat.shows("Call for help now", "112", "911", "999", "NICE NG127")
    await chat.tap("by mistake")
    chat.shows("Before anything else")
    assert not any("●" in label for row in chat.buttons for label in row)


async def test_a_chosen_country_rides_on(chat: Chat) -> None:
    """The country's own number is shown, also on the next card of the same run, and nothing is stored."""
    await walk(chat, "Start the check", STROKE, "Choose country", "Australia")
    chat.shows("Australia: call 000")
    await chat.tap("by mistake")
    await chat.tap(CHOKING)
    chat.shows("Australia: call 000")


async def test_thoughts_of_dying_are_asked_about_then_answered(chat: Chat) -> None:
    """The question is asked openly, then the crisis page comes before anything about the body, and stays in reach."""
    await walk(chat, "Start the check", "None of these", "None of these", DARK)
    chat.shows("ending your life")
    await chat.tap(THOUGHTS_ONLY)
    chat.shows("You are not alone", "findahelpline.com")
    chat.hides("twitch")
    await chat.tap("Carry on")
    chat.shows("Who is this about")
    assert any("dying or self-harm" in label for row in chat.buttons for label in row)


async def test_not_sure_at_the_gate_is_asked_again_and_never_a_no(chat: Chat) -> None:
    """Not sure twice is treated as yes."""
    await walk(chat, "Start the check", "Not sure")
    chat.shows("Which is true?")
    await chat.tap("Still not sure")
    chat.shows("Call for help now")


async def test_back_marks_the_earlier_answer(chat: Chat) -> None:
    """Back goes one question at a time to the start, with what was chosen marked."""
    await walk(chat, *NOSE_3_DAYS[:7])
    await chat.tap("‹ Back")
    assert ["● Nose"] in chat.buttons
    for _ in range(6):
        await chat.tap("‹ Back")
    chat.shows("Hello.")


async def test_an_answer_is_changed_in_two_taps_from_the_review(chat: Chat) -> None:
    """The others stay; answers to questions that no longer apply are dropped."""
    await walk(chat, *NOSE_3_DAYS[:-1])
    await chat.tap("Change: Place")
    await chat.tap("Eyelid")
    chat.shows("Your answers", "Place: Eyelid", "How long: Up to 2 weeks")
    await chat.tap("Change: Place")
    await chat.tap("No twitch")
    chat.hides("Your answers")
    await chat.tap("Back")
    await chat.tap("Eyelid")
    chat.shows("How long")


async def test_why_is_answered_for_every_question(chat: Chat) -> None:
    """Why do you ask? leads to a reason with its source and back to the same question."""
    await walk(chat, "Start the check", "Why do you ask?")
    chat.shows("Why we ask", "Sources")
    await chat.tap("Back to the question")
    chat.shows("Before anything else")


async def test_somebody_else_is_spoken_of_in_the_third_person(chat: Chat) -> None:
    """A run about somebody else never says "you" for their body."""
    await walk(chat, "It is about someone else", "None of these", "None of these")
    chat.shows("for them")
    await chat.tap("They are all right")
    chat.shows("How old are they?")


@pytest.mark.parametrize("gap", [0.0, 0.15])
async def test_a_double_tap_answers_one_question(chat: Chat, gap: float) -> None:
    """Two taps at the same place, 0 and 150 ms apart, answer one question."""
    await walk(chat, "Start the check")
    await chat.tap("None of these")
    chat.pace = gap
    await chat.tap("None of these")
    chat.shows("Question 2 of")
    assert chat.answer is not None
    assert "quick" in chat.answer["text"]


async def test_a_button_that_cannot_be_read_gets_one_plain_notice(chat: Chat) -> None:
    """Forged, cut off or random data: the notice and a way to start again, never an error."""
    await walk(chat, "Start the check")
    good = chat.data("None of these")
    for data in (good[:-1], good + "A", good[:-2] + "zz", "x", "____", "0" * 64, "drop table"):
        await chat.tap_data(data)
        chat.shows("Please start again")
        await chat.tap("Start again")
        chat.shows("Hello.")


async def test_a_hundred_random_buttons_raise_nothing(chat: Chat, bot: Bot) -> None:
    """Whatever arrives as callback data is answered with the notice; the bot goes on."""
    chance = random.Random(7)
    await chat.send("/start")
    for _ in range(100):
        data = "".join(
            chance.choices(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=. ", k=chance.randint(1, 64)
            )
        )
        await chat.tap_data(data, chat.newest["message_id"])
    chat.shows("Please start again")


async def test_two_people_do_not_see_each_other(chat: Chat, world: World) -> None:
    """Each chat has its own run, at the same time."""
    ben = Chat(world, world.add_person("Ben"))
    await walk(chat, "Start the check", "None of these")
    await walk(ben, "Start the check")
    await chat.tap("None of these")
    chat.shows("how is the worry")
    ben.shows("Before anything else")
