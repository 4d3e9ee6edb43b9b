"""Whose clock: tapped, typed, by city, by a shared place; and pinned until somebody asks for another one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.support.chat import Chat
from tests.support.reminding import AGREE, begin, note, rows_of, set_note
from tgbot.store import Store


async def to_the_clock(chat: Chat) -> None:
    """Walk to the prompt that asks for a city or a time."""
    await chat.send("/remind")
    await chat.tap("New reminder")
    await chat.tap("My own note")
    await chat.tap(AGREE)
    await chat.tap("Type my city or my time")


async def zone_of(chat: Chat, store: Store) -> str | None:
    """Read the kept clock."""
    kept = await store.chats.find(chat.person.id)
    return kept.zone if kept else None


@pytest.mark.parametrize(
    ("typed", "button", "zone"),
    [
        ("Berlin", "Berlin, Germany", "Europe/Berlin"),
        ("münchen", "Munich, Germany", "Europe/Berlin"),
        ("paris texas", "Paris, Texas", "America/Chicago"),
        ("15:30", "15:30", "UTC+05:30"),
        ("it's 11:02 am", "11:00", "UTC+01:00"),
        ("UTC-3:30", "06:30", "UTC-03:30"),
        ("europe/lisbon", "10:00", "Europe/Lisbon"),
    ],
)
async def test_typed(chat: Chat, store: Store, typed: str, button: str, zone: str) -> None:
    """A city, a time or the name of a zone is shown back, chosen by a tap, and kept; then it goes on."""
    await to_the_clock(chat)
    await chat.reply(typed)
    await chat.tap(button)
    assert await zone_of(chat, store) == zone
    chat.shows("What shall we remind you of?")


async def test_ten_cities_of_a_name_become_ten_buttons(chat: Chat, store: Store) -> None:
    """A name that many cities share lists ten, each with what tells it apart and the time there."""
    await to_the_clock(chat)
    await chat.reply("richmond")
    chat.shows("Which one is yours?", "Richmond, Virginia, US – America/New_York")
    labels = [label for row in chat.buttons for label in row]
    assert len(labels) == 11
    assert len(set(labels)) == 11
    await chat.tap("Richmond, Canada")
    assert await zone_of(chat, store) == "America/Vancouver"


@pytest.mark.parametrize("typed", ["Mars/Phobos", "Xqzt", "25:00", "UTC+19", "<script>", "🙂", "a" * 4000])
async def test_no_such_city_or_clock(chat: Chat, store: Store, typed: str) -> None:
    """What is no clock is said in one sentence, and the next try counts."""
    await to_the_clock(chat)
    await chat.reply(typed)
    chat.shows("I found no such city, time or clock")
    assert await zone_of(chat, store) is None
    await chat.reply("Nairobi")
    await chat.tap("Nairobi")
    assert await zone_of(chat, store) == "Africa/Nairobi"


async def test_a_time_that_two_days_share_is_asked_by_day(chat: Chat, store: Store) -> None:
    """At 10:00 in Greenwich it is 23:00 in Auckland today and in Pago Pago yesterday: the person chooses the day."""
    await to_the_clock(chat)
    await chat.reply("23:00")
    chat.shows("Which one is yours?")
    await chat.tap("Monday 30 November, 23:00")
    assert await zone_of(chat, store) == "UTC-11:00"


async def test_morning_or_evening_is_asked(chat: Chat, store: Store) -> None:
    """Without am or pm both are offered."""
    await to_the_clock(chat)
    await chat.reply("7:00")
    await chat.tap("19:00")
    assert await zone_of(chat, store) == "UTC+09:00"


async def test_a_shared_place_gives_its_clock_and_is_forgotten(chat: Chat, store: Store) -> None:
    """In answer to the prompt: the zone is kept, no coordinate is, and the way goes on."""
    await to_the_clock(chat)
    await chat.sends("location", 48.8566, 2.3522, reply_to=chat.newest["message_id"])
    chat.shows("This is the clock there", "Europe/Paris", "call your local emergency number")
    chat.hides("48.8", "2.35")
    await chat.tap("Tuesday 1 December, 11:00")
    assert await zone_of(chat, store) == "Europe/Paris"
    chat.shows("What shall we remind you of?")
    kept = await store.chats.export(chat.person.id)
    assert "48.8" not in str(kept)


async def test_a_place_shared_out_of_the_blue_keeps_nothing(chat: Chat, store: Store) -> None:
    """Without a consent a place is answered, and using its clock asks for the consent first."""
    await chat.sends("location", 35.68, 139.69)
    chat.shows("Asia/Tokyo")
    await chat.tap("19:00")
    chat.shows("May we keep")
    assert await store.chats.find(chat.person.id) is None


async def test_a_place_at_sea(chat: Chat) -> None:
    """Every place is answered: the open sea has a clock of its own."""
    await chat.sends("location", 0.0, -30.0)
    assert "clock" in chat.screen


async def test_a_new_clock_moves_no_reminder_unless_asked(chat: Chat, store: Store) -> None:
    """Pinned for travel: after another clock was chosen the reminders stay; [Move them] keeps their time of day."""
    await set_note(chat, when="in 3 days at 11am")
    await chat.send("/remind")
    await chat.tap("My clock")
    await chat.tap("Type my city")
    await chat.reply("Tokyo")
    await chat.tap("Tokyo")
    chat.shows("Your clock is now Asia/Tokyo", "1 reminder goes by another clock")
    [row] = await rows_of(chat, store)
    assert row.due_at == datetime(2026, 12, 4, 11, tzinfo=UTC)
    move, message = chat.data("Move them"), chat.newest["message_id"]
    await chat.tap("Leave them as they are")
    chat.shows("Friday 4 December, 11:00")
    assert await rows_of(chat, store) == [row]
    await chat.tap_data(move, message)
    chat.shows("go by your clock now", "Friday 4 December, 11:00")
    [row] = await rows_of(chat, store)
    assert row.due_at == datetime(2026, 12, 4, 2, tzinfo=UTC)
    await note(chat, "later", "in 5 days at 11am")
    await chat.tap("Yes, write to me then")
    assert [each.plan["zone"] for each in await rows_of(chat, store)] == ["Asia/Tokyo", "Asia/Tokyo"]


async def test_a_fixed_clock_says_that_it_knows_no_summer_time(chat: Chat) -> None:
    """A clock by its offset alone is named as such; a city's is not."""
    await note(chat, "x", "tomorrow 11am")
    chat.shows("Your clock is UTC all year")
    await chat.tap("My clock is different")
    await chat.tap("Type my city")
    await chat.reply("Berlin")
    await chat.tap("Berlin")
    chat.hides("all year")


async def test_summer_time_is_followed(chat: Chat, store: Store) -> None:
    """A monthly note set in winter comes at the same time of day in summer."""
    await begin(chat, zone="Berlin")
    await chat.reply("x")
    await chat.tap("Use this")
    await chat.tap("Type it")
    await chat.reply("15 march 2027 at 11:00")
    await chat.tap("Every month")
    await chat.tap("Yes, write to me then")
    [row] = await rows_of(chat, store)
    assert row.due_at.hour == 10
    chat.world.move_clock(row.due_at - chat.world.clock.now())
    await chat.hears()
    await chat.quiet()
    [row] = await rows_of(chat, store)
    assert (row.due_at.month, row.due_at.hour) == (4, 9)
