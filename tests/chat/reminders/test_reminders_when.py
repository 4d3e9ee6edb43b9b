"""Choosing when: the calendar, the hours, typed phrases good and bad, and the appointment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.chat import Chat
from tests.support.reminding import begin, note, pass_time, plan_of, rows_of, set_note, tap_link
from tgbot.app import Bot
from tgbot.checklist.code import Link
from tgbot.playground.world import World
from tgbot.reminders.wish import Wish
from tgbot.store import Store


async def words(chat: Chat) -> None:
    """Walk to the page that asks when."""
    await begin(chat)
    await chat.reply("tea")
    await chat.tap("Use this")


async def test_ready_made_times_are_set_as_shown(chat: Chat, store: Store) -> None:
    """A time by button leads to the same confirmation, with the reader's own clock."""
    await words(chat)
    await chat.tap("Friday 4 December, 09:00")
    [clock] = [entity for entity in chat.newest["entities"] if entity["type"] == "date_time"]
    assert datetime.fromtimestamp(clock["unix_time"], UTC) == datetime(2026, 12, 4, 9, tzinfo=UTC)
    await chat.tap("Yes, write to me then")
    [row] = await rows_of(chat, store)
    assert row.due_at == datetime(2026, 12, 4, 9, tzinfo=UTC)


async def test_the_calendar_begins_on_monday_and_past_days_do_nothing(chat: Chat, world: World) -> None:
    """Seven columns, Monday first; the days before today and beside the month are no days, and a tap there is quiet."""
    world.move_clock(timedelta(days=9))
    await words(chat)
    await chat.tap("Calendar")
    chat.shows("December 2026", "Tap a day")
    heads, *weeks = [row for row in chat.buttons if len(row) == 7]
    assert heads == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    days = [int(label) if label.isdigit() else 0 for week in weeks for label in week]
    first = days.index(10)
    assert first % 7 == 3  # a Thursday
    assert not any(days[:first])
    assert days[first : first + 22] == list(range(10, 32))
    before = chat.buttons
    await chat.tap_at(1, 0)
    await chat.tap("Mo")
    assert chat.buttons == before


async def test_the_calendar_turns_for_a_year_and_no_further(chat: Chat) -> None:
    """From this month to the same one next year, there and back; beyond it there is no way."""
    await words(chat)
    await chat.tap("Calendar")
    assert not any("‹" in label for row in chat.buttons for label in row)
    for _ in range(12):
        await chat.tap("›")
    chat.shows("December 2027")
    assert not any("›" in label for row in chat.buttons for label in row)
    assert "1" in {label for row in chat.buttons for label in row}
    assert "2" not in {label for row in chat.buttons for label in row}
    await chat.tap("‹")
    chat.shows("November 2027")


async def test_the_hours_of_today_are_those_to_come(chat: Chat, world: World) -> None:
    """No hour that is over, and none that is quiet; late in the evening it says that none is left."""
    await words(chat)
    await chat.tap("Calendar")
    await chat.tap("1")
    hours = [label for row in chat.buttons for label in row if ":" in label]
    assert (hours[0], hours[-1], len(hours)) == ("11:00", "20:00", 10)
    world.move_clock(timedelta(hours=12))
    await chat.tap("‹ Calendar")
    await chat.tap("1")
    chat.shows("No hour of this day is left")
    await chat.tap("‹ Calendar")
    await chat.tap("2")
    await chat.tap("09:00")
    chat.shows("Wednesday 2 December, 09:00")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("yesterday", "That moment has passed"),
        ("30 November 2026", "That moment has passed"),
        ("blue whale", "could not read that"),
        ("🙂", "could not read that"),
        ("x" * 3000, "could not read that"),
        ("<b>tomorrow</b>", "could not read that"),
        ("every 5 minutes", "Once a week is the most"),
        ("daily at 9", "Once a week is the most"),
        ("every 3 months", "every week, every 2 weeks or every month"),
        ("30 February", "not in the calendar"),
        ("tomorrow at 25:00", "no such time"),
        ("in 30 years", "more than a year away"),
    ],
)
async def test_one_clear_sentence_and_another_try(chat: Chat, store: Store, typed: str, sentence: str) -> None:
    """What cannot be set is said in one sentence, the words stay, and the next try counts."""
    await note(chat, "tea", typed)
    chat.shows(sentence, "tea", "For example")
    assert await rows_of(chat, store) == []
    await chat.reply("tomorrow 11am")
    await chat.tap("Yes, write to me then")
    assert (await plan_of(chat, store)).text == "tea"


async def test_an_ambiguous_phrase_becomes_buttons(chat: Chat, store: Store) -> None:
    """What may mean two moments is asked, not guessed."""
    await note(chat, "tea", "5/6 at 10:00")
    chat.shows("Which one do you mean?", "5/6 at 10:00")
    labels = [label for row in chat.buttons for label in row]
    assert len(labels) >= 3
    await chat.tap(labels[0])
    chat.shows("Shall we write to you then?", labels[0], "tea")
    await chat.tap("Yes, write to me then")
    assert (await plan_of(chat, store)).text == "tea"


async def test_quiet_hours_move_it_and_say_so(chat: Chat, store: Store) -> None:
    """Half past ten in the evening becomes nine in the morning, which the confirmation names with its reason."""
    await note(chat, "tea", "tomorrow at 22:30")
    chat.shows("Thursday 3 December, 09:00", "quiet hours, 21:00 to 09:00")
    await chat.tap("Yes, write to me then")
    [row] = await rows_of(chat, store)
    assert row.due_at == datetime(2026, 12, 3, 9, tzinfo=UTC)


async def test_a_moment_that_passed_before_the_tap(chat: Chat, world: World, store: Store) -> None:
    """A confirmation left open for too long says so and offers other times; nothing is set in the past."""
    await note(chat, "tea", "in 2 hours")
    world.move_clock(timedelta(hours=3))
    await chat.tap("Yes, write to me then")
    chat.shows("That moment has passed", "tea")
    assert await rows_of(chat, store) == []
    await chat.tap("Wednesday 2 December, 09:00")
    await chat.tap("Yes, write to me then")
    assert len(await rows_of(chat, store)) == 1


async def test_a_look_back_can_come_at_another_time_but_never_repeats(chat: Chat, store: Store) -> None:
    """[Another time] works for what a result offers too; a rhythm is refused there."""
    await set_note(chat)
    await chat.send("/remind")
    await begin(chat, "A doctor's appointment")
    await chat.tap("Type it")
    await chat.reply("every monday at 10")
    chat.shows("This one comes once")
    await chat.reply("14 December 10:00")
    chat.shows("Shall we write to you then?")


async def test_an_appointment_with_time_helper_and_file(chat: Chat, store: Store) -> None:
    """The appointment's own time, when to remind of it, what to bring, and a calendar file that tells nothing."""
    await begin(chat, "A doctor's appointment")
    chat.shows("When is the appointment?")
    await chat.tap("Calendar")
    await chat.tap("11")
    await chat.tap("14:30")
    chat.shows("The appointment: Friday 11 December, 14:30", "Thursday 10 December, 18:00")
    await chat.tap("2 hours before")
    chat.shows("Friday 11 December, 12:30")
    await chat.tap("A week before")
    chat.shows("Friday 4 December, 18:00")
    await chat.tap("The evening before")
    await chat.tap("Yes, write to me then")
    chat.shows("It is set")
    await chat.tap("Put it in my calendar")
    assert any(message.get("document", {}).get("file_name") == "note.ics" for message in chat.said)
    plan = await plan_of(chat, store)
    assert (plan.kind, plan.visit) == ("appointment", datetime(2026, 12, 11, 14, 30))  # noqa: DTZ001
    await pass_time(chat, store, days=9, hours=9)
    chat.shows("You asked us to write")
    chat.hides("appointment", "doctor")
    await chat.tap("Later")
    assert "In a week" not in {label for row in chat.buttons for label in row}
    await chat.tap("In 1 hour")
    await pass_time(chat, store, hours=2)
    await chat.tap("Open")
    chat.shows("The appointment: Friday 11 December, 14:30", "Bring:")


async def test_an_appointment_too_near_for_any_reminder(chat: Chat, store: Store) -> None:
    """Where none of the ways comes in time, it is said, and another moment can be chosen."""
    await begin(chat, "A doctor's appointment")
    await chat.tap("Type it")
    await chat.reply("in 90 minutes")
    chat.shows("no reminder would come in time")
    await chat.tap("Type it")
    await chat.reply("tomorrow at 9:30")
    chat.shows("Tuesday 1 December, 18:00")
    assert "2 hours before" in str(chat.buttons)
    assert "A week before" not in str(chat.buttons)


async def test_a_day_that_has_passed_in_an_old_calendar(chat: Chat, bot: Bot, world: World) -> None:
    """A tap in a calendar of last week shows this month again."""
    await words(chat)
    await chat.tap("Calendar")
    data, message = chat.data("2"), chat.newest["message_id"]
    world.move_clock(timedelta(days=8))
    await chat.tap_data(data, message)
    chat.shows("December 2026", "Tap a day", "tea")
    await tap_link(chat, bot, Link("day", topic="own", number=Wish(5).number))
    chat.shows("Tap a day")
