"""Reminders, from the consent to the message two weeks later, and the list behind /remind."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tests.support.reminding import (
    AGREE,
    RECHECK,
    ROUTINE,
    SELF_CARE,
    START,
    answered,
    greenwich,
    note,
    pass_time,
    rows_of,
    set_note,
    set_recheck,
    tap_link,
)
from tests.support.running import TOKEN
from tests.support.walks import walk
from tgbot.app import Bot
from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import OptionId, Urgency
from tgbot.checklist.run import WHO, Run
from tgbot.checklist.triage import Outcome
from tgbot.clock import MovableClock
from tgbot.pages.reminders import offered
from tgbot.playground.world import World
from tgbot.store import Store
from tgbot.store.reminders import LIMIT

DISCREET = ("ALS", "twitch", "symptom", "nose", "check")


@pytest.fixture
def world() -> World:
    """Make a world in which it is Tuesday 1 December 2026, 10:00 in Greenwich."""
    return World(MovableClock(START), token=TOKEN)


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


async def silent(chat: Chat, store: Store) -> bool:
    """Tell whether nothing comes within a year."""
    before = len(chat.said)
    await pass_time(chat, store, days=365)
    return len(chat.said) == before


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
        await store.reminders.add(kept, {**row.plan, "kind": "own"}, row.due_at, bytes([number]) * 32)
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
    await chat.send("/remind")
    await chat.tap("1. ")
    await chat.tap("Another time")
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
    await chat.send("/remind")
    await chat.tap("1. ")
    await chat.tap("Another clock")
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
        await store.reminders.add(kept, row.plan, row.due_at, bytes([number]) * 32)
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


async def test_remind_without_anything_set(chat: Chat, store: Store) -> None:
    """/remind answers before any consent, and looking stores nothing."""
    await chat.send("/remind")
    chat.shows("No reminder is set")
    await chat.tap("New reminder")
    await chat.tap("My reminders")
    await chat.send("/resume")
    chat.shows("Nothing was resting")
    assert set((await rows(store)).values()) == {0}


def said(urgency: Urgency, body: Urgency) -> Outcome:
    """Make an outcome of two urgencies and nothing else."""
    return Outcome(urgency=urgency, body=body, rules=(), notes=(), missing=(), by_default=False)


def test_the_kinds_that_a_result_offers() -> None:
    """A look back after self-care and routine, booking after routine and soon, nothing where it is more urgent."""
    assert {urgency: offered(Run(), said(urgency, urgency)) for urgency in Urgency} == {
        Urgency.SELF_CARE: ("recheck",),
        Urgency.ROUTINE: ("recheck", "book"),
        Urgency.SOON: ("book",),
        Urgency.URGENT: (),
        Urgency.EMERGENCY: (),
    }
    assert offered(Run(), said(Urgency.URGENT, Urgency.SELF_CARE)) == ()
    assert offered(Run({WHO: OptionId("me_u16")}), said(Urgency.SELF_CARE, Urgency.SELF_CARE)) == ()


async def test_a_link_that_no_result_offers_leads_to_the_check(chat: Chat, bot: Bot, store: Store) -> None:
    """A made-up link to a look back or to booking, without a result that offers it, sets nothing at all."""
    unfinished = answered(who_age="me_40", body="hand")
    child = Run({**SELF_CARE.answers, WHO: OptionId("me_u16")})
    await chat.send("/start")
    for run in (Run(), unfinished, child):
        for kind in ("recheck", "book"):
            for page in ("plan", "consent", "times", "remind"):
                await tap_link(chat, bot, Link(page, run, kind, 1))
                assert "Yes, write" not in str(chat.buttons)
    assert set((await rows(store)).values()) == {0}


async def test_booking_after_a_routine_result(chat: Chat, bot: Bot, store: Store) -> None:
    """Two days later a plain hello; it opens what helps with booking, and never the check."""
    await chat.send("/start")
    await tap_link(chat, bot, Link("result", ROUTINE))
    chat.shows("Book a normal visit")
    assert {"Remind me to look again", "Remind me to book"} <= {label for row in chat.buttons for label in row}
    await chat.tap("Remind me to book")
    await chat.tap(AGREE)
    await greenwich(chat)
    chat.shows("Thursday 3 December, 10:00", "to book the visit")
    await chat.tap("Yes, write to me then")
    await pass_time(chat, store, days=2)
    chat.shows("You asked us to write")
    chat.hides(*DISCREET, "book")
    await chat.tap("Open")
    chat.shows("You wanted to book a visit")
    await chat.tap("Get ready for the visit")
    chat.shows("Five questions to ask")
