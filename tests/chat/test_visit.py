"""What to say on the phone, and the appointment: tapped and typed as a person does."""

from __future__ import annotations

from datetime import date, datetime

from icalendar import Calendar

from tests.chat.test_doctor import sent
from tests.support.chat import Chat
from tests.support.walks import HAND, walk
from tgbot.playground.world import World


async def test_what_to_say_fits_the_answers_and_the_urgency(chat: Chat) -> None:
    """Three lines to read out, a way when there is no appointment, and words for desk, doctor and somebody close."""
    await walk(chat, *HAND, "What to say when you call")
    chat.shows(
        "I can no longer use my hand or arm",
        "it is getting worse",
        "a visit within two weeks",
        "No appointment in time?",
        "first place that comes free",
    )
    await chat.tap("At the desk")
    chat.shows("Who decides how urgent this is?")
    await chat.tap("Back to the three lines")
    await chat.tap("If the doctor does not listen")
    chat.shows("what you can no longer do", "second opinion")
    assert any("take me seriously" in label for row in chat.buttons for label in row)
    await chat.tap("Back to the three lines")
    await chat.tap("For somebody close to you")
    chat.shows("Just sit with me")
    assert len(chat.button("Copy these words")["copy_text"]["text"]) <= 256
    await chat.tap("Back to my result")
    chat.shows("See a doctor within 2 weeks")


async def test_the_appointment_helper(chat: Chat) -> None:
    """What to bring, five questions to ask, what an EMG is, with the section to read."""
    await walk(chat, *HAND, "What to say when you call", "Get ready for the visit")
    chat.shows("All medicines", "1. What do you think this is?", "5. What can I do", "What is an EMG?")
    await chat.tap("Read: What is an EMG?")
    chat.shows("thin needle")


async def test_an_appointment_becomes_a_calendar_file(chat: Chat, world: World) -> None:
    """The typed time is shown in full before the file is made; the file is neutral and at that wall time."""
    await walk(chat, *HAND, "What to say when you call", "Get ready for the visit", "Put it in my calendar")
    await chat.reply("soonish")
    chat.shows("could not read that as a day and a time")
    await chat.reply("3 december 2:30 pm")
    year = world.clock.now().year + (world.clock.now().date() > date(world.clock.now().year, 12, 3))
    chat.shows(f"{year}-12-03, 14:30. Is that right?")
    await chat.tap("Change")
    await chat.reply("4 december 09:15")
    await chat.tap("Use this")
    [(name, content)] = sent(chat)
    assert name == "note.ics"
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == datetime(year, 12, 4, 9, 15)  # noqa: DTZ001
    assert "Appointment" in str(event["summary"])


async def test_a_past_time_is_asked_for_again(chat: Chat) -> None:
    """A day that has passed makes no file."""
    await walk(chat, *HAND, "What to say when you call", "Get ready for the visit", "Put it in my calendar")
    await chat.reply("3 december 2020 14:30")
    chat.shows("has passed")
    assert sent(chat) == []
