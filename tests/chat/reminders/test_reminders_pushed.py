"""The message that comes by itself: quiet, late, put off, resting, changed; and what Telegram may do to it."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest

from tests.support.chat import Chat
from tests.support.reminding import ROUTINE, open_first, pass_time, plan_of, rows_of, set_note, set_recheck, tap_link
from tests.support.running import running
from tgbot.app import Bot
from tgbot.checklist.code import Link
from tgbot.library.content import Content
from tgbot.playground.botapi import Fault
from tgbot.playground.server import Served, serve
from tgbot.playground.world import World
from tgbot.reminders.walltime import wall_at
from tgbot.store import Store


def pushes(chat: Chat) -> int:
    """Count the messages that came by themselves, as they were sent."""
    return sum("You asked us to write" in str(message.get("text")) for message in chat.said)


async def test_snoozing_never_moves_the_plan(chat: Chat, store: Store) -> None:
    """An hour later it comes once more, and next week at the planned time again, with as many times left."""
    await set_note(chat, rhythm="Every week")
    await pass_time(chat, store, days=2)
    await chat.tap("Later")
    await chat.tap("In 1 hour")
    chat.shows("We will write again")
    await pass_time(chat, store, hours=2)
    chat.shows("You asked us to write")
    assert (await plan_of(chat, store)).times_left == 3
    await pass_time(chat, store, days=7)
    [row] = await rows_of(chat, store)
    assert (row.due_at.isoweekday(), row.due_at.hour, row.due_at.day) == (3, 11, 16)


async def test_a_snooze_at_night_waits_for_the_morning(chat: Chat, world: World, store: Store) -> None:
    """At half past eight in the evening "in 1 hour" is quiet: it comes at nine in the morning, and says so."""
    await set_note(chat, when="tomorrow at 20:30")
    await pass_time(chat, store, days=1, hours=10, minutes=35)
    chat.shows("You asked us to write")
    await chat.tap("Later")
    assert "Tonight" not in {label for row in chat.buttons for label in row}
    await chat.tap("In 1 hour")
    chat.shows("Thursday 3 December, 09:00")


async def test_what_has_to_come_at_night_makes_no_sound(chat: Chat, store: Store) -> None:
    """A message that could only be sent within the quiet hours is sent without a notification."""
    await set_note(chat, when="tomorrow at 20:59")
    chat.world.move_clock(timedelta(days=1, hours=13))
    message = await chat.hears()
    assert wall_at(chat.world.clock.now(), "UTC").hour == 23
    assert message["disable_notification"] is True
    chat.shows("a little late")


async def test_three_unanswered_rest_and_resume_goes_on(chat: Chat, store: Store) -> None:
    """The fourth time a note comes instead, then nothing; /resume goes on at the next planned moment."""
    await set_note(chat, when="every wednesday at 11 for 9 times")
    for _ in range(3):
        await pass_time(chat, store, days=7)
    assert pushes(chat) == 3
    await pass_time(chat, store, days=7)
    chat.shows("without an answer, so we stop for now", "/resume")
    before = len(chat.said)
    await pass_time(chat, store, days=21)
    assert len(chat.said) == before
    await chat.send("/remind")
    chat.shows("resting")
    await chat.send("/resume")
    chat.shows("They go on now")
    [row] = await rows_of(chat, store)
    assert row.status == "live"
    assert timedelta() < row.due_at - chat.world.clock.now() <= timedelta(days=7)
    await pass_time(chat, store, days=7)
    chat.shows("You asked us to write")


async def test_a_tap_is_an_answer(chat: Chat, store: Store) -> None:
    """Who opens it now and then is never paused."""
    await set_note(chat, when="every wednesday at 11 for 9 times")
    for number in range(7):
        await pass_time(chat, store, days=7)
        chat.shows("You asked us to write")
        if number % 3 == 2:
            await chat.tap("Open")
    assert (await plan_of(chat, store)).times_left == 2


async def test_a_button_of_an_older_plan_does_nothing(chat: Chat, store: Store) -> None:
    """After the time was changed, [Later] of the earlier message moves nothing; opening and stopping still work."""
    await set_note(chat, rhythm="Every week")
    await pass_time(chat, store, days=2)
    later, opened, stop = chat.data("Later"), chat.data("Open"), chat.data("Stop")
    await open_first(chat, "Another time")
    await chat.tap_at(1, 0)
    await chat.tap("Yes, write to me then")
    [row] = await rows_of(chat, store)
    await chat.tap_data(later)
    chat.shows("was changed since")
    assert (await rows_of(chat, store))[0].due_at == row.due_at
    await chat.tap_data(opened)
    chat.shows("You wrote this for yourself")
    await chat.tap_data(stop)
    chat.shows("Stopped")


async def test_a_plan_changed_while_it_waits_for_its_turn(chat: Chat, store: Store) -> None:
    """A reminder that is moved just before it is due does not come at the old moment."""
    await set_note(chat, when="tomorrow at 11am")
    await open_first(chat, "Another time")
    await chat.tap("Type it")
    await chat.reply("in 3 days at 11am")
    await chat.tap("Yes, write to me then")
    await pass_time(chat, store, days=2)
    assert pushes(chat) == 0
    await pass_time(chat, store, days=2)
    assert pushes(chat) == 1


async def test_down_for_two_hours_and_for_a_day(server: Served, content: Content, store: Store, world: World) -> None:
    """Two hours late comes marked late; a day late is only mentioned, once for all that was missed."""
    chat = Chat(world, world.add_person("Ada"))
    async with running(server, content, store):
        await set_note(chat, "one", "tomorrow at 10am")
        await set_note(chat, "two", "in 3 days at 10am")
        await set_note(chat, "three", "in 3 days at 11am")
    world.move_clock(timedelta(days=1, hours=2))
    async with running(server, content, store):
        await chat.quiet(0.3)
    chat.shows("You asked us to write", "a little late")
    world.move_clock(timedelta(days=3))
    before = len(chat.said)
    async with running(server, content, store):
        await chat.quiet(0.3)
    assert len(chat.said) == before + 1
    chat.shows("could not. We are sorry")


async def test_the_clock_goes_back_and_forth(chat: Chat, world: World, store: Store) -> None:
    """A clock that is set back sends nothing twice; set forth again, the next occurrence comes once."""
    await set_note(chat, rhythm="Every week")
    await pass_time(chat, store, days=2)
    assert pushes(chat) == 1
    world.move_clock(timedelta(days=-5))
    await chat.quiet(0.2)
    await chat.send("/remind")
    chat.shows("Your reminders")
    world.move_clock(timedelta(days=5))
    await chat.quiet(0.2)
    assert pushes(chat) == 1
    await pass_time(chat, store, days=7)
    assert pushes(chat) == 2


async def test_a_403_is_about_one_chat(chat: Chat, server: Served, world: World, store: Store) -> None:
    """A 403 ends the reminders of the chat that it is about, and nobody else's."""
    await set_note(chat, when="every wednesday at 11 for 9 times")
    ben = Chat(world, world.add_person("Ben"))
    await set_note(ben)
    server.faults.plan(Fault("403", "sendMessage", times=1))
    await pass_time(chat, store, days=2)
    assert pushes(chat) + pushes(ben) == 1
    quiet, other = (chat, ben) if pushes(ben) else (ben, chat)
    kept = await store.chats.find(quiet.person.id)
    assert kept is not None
    assert kept.blocked_on is not None
    assert pushes(other) == 1


async def test_who_blocks_and_unblocks_the_bot(chat: Chat, world: World, store: Store) -> None:
    """Between my_chat_member's "kicked" and "member" nothing is sent; afterwards it goes on at the planned time."""
    await set_note(chat, when="every wednesday at 11 for 9 times")
    world.blocks(chat.person)
    await chat.quiet(0.3)
    await pass_time(chat, store, days=8)
    assert pushes(chat) == 0
    world.unblocks(chat.person)
    await chat.quiet(0.3)
    await pass_time(chat, store, days=8)
    assert pushes(chat) >= 1


@pytest.mark.parametrize(
    ("fault", "wait", "marks"),
    [
        (Fault("429", "sendMessage", times=1, retry_after=7), 20, [""]),
        (Fault("drop", "sendMessage", times=1), 700, ["You may have seen this already"]),
        (Fault("lost", "sendMessage", times=1), 700, ["", "You may have seen this already"]),
        (Fault("500", "sendMessage", times=1), 700, ["You may have seen this already"]),
        (Fault("slow", "sendMessage", times=1, seconds=1.0), 1, [""]),
    ],
    ids=["429", "drop", "lost", "500", "slow"],
)
async def test_trouble_on_the_way(  # noqa: PLR0917  (fixtures)
    chat: Chat, server: Served, world: World, store: Store, fault: Fault, wait: int, marks: list[str]
) -> None:
    """429 waits, a lost answer comes once more and says so, a slow one comes once; nothing is lost."""
    await set_note(chat)
    before = len(chat.said)
    server.faults.plan(fault)
    world.move_clock(timedelta(days=1, hours=1))
    for _ in range(6):
        await chat.quiet(0.4)
        world.move_clock(timedelta(seconds=wait / 3))
    await chat.quiet(0.4)
    came = [str(message["text"]) for message in chat.said[before:]]
    assert len(came) == len(marks), came
    assert all(mark in text for text, mark in zip(came, marks, strict=True)), came
    assert await rows_of(chat, store) == []


@pytest.mark.slow
async def test_an_answer_that_takes_too_long(chat: Chat, server: Served, world: World, store: Store) -> None:
    """A timeout leaves it open whether the message arrived: it comes once more after ten minutes, and says so."""
    await set_note(chat)
    before = len(chat.said)
    server.faults.plan(Fault("slow", "sendMessage", times=1, seconds=14.0))
    world.move_clock(timedelta(days=1, hours=1))
    await chat.quiet(13.0)
    world.move_clock(timedelta(minutes=11))
    await chat.quiet(2.5)
    came = [str(message["text"]) for message in chat.said[before:]]
    assert len(came) == 2, came
    assert sum("may have seen this already" in text for text in came) == 1, came
    assert await rows_of(chat, store) == []


async def test_refused_connections(content: Content, store: Store, world: World) -> None:
    """While nothing listens at Telegram's address the reminder waits, and comes unmarked when something does again."""
    chat = Chat(world, world.add_person("Ada"))
    first = serve(world)
    server = await first.__aenter__()
    async with contextlib.AsyncExitStack() as again, running(server, content, store):
        await set_note(chat)
        before = len(chat.said)
        await first.__aexit__(None, None, None)
        world.move_clock(timedelta(days=1, hours=1))
        await chat.quiet(0.5)
        assert len(chat.said) == before
        await again.enter_async_context(serve(world, server.port))
        for _ in range(20):
            world.move_clock(timedelta(seconds=6))
            await chat.quiet(0.1)
    assert [message["text"] for message in chat.said[before:]] == ["Hello. You asked us to write to you today."]
    assert await rows_of(chat, store) == []


async def test_booking_reminds_once_and_can_be_put_off(chat: Chat, bot: Bot, store: Store) -> None:
    """The second kind of a result: its message has the same three buttons and the same words."""
    await set_recheck(chat)
    await tap_link(chat, bot, Link("plan", ROUTINE, "book"))
    await chat.tap("Yes, write to me then")
    await pass_time(chat, store, days=2)
    chat.shows("You asked us to write")
    assert chat.buttons == [["Open"], ["Later", "Stop"]]
    assert len(await rows_of(chat, store)) == 1


async def test_every_pushed_word_is_discreet(chat: Chat, content: Content) -> None:
    """No text that can be pushed names the bot's subject, in any language."""
    for texts in content.languages.values():
        for key in ("hello", "late", "repeated", "skipped", "paused", "last", "open", "later"):
            said = texts.messages.say(f"pushed-{key}").lower()
            assert not {"als", "twitch", "symptom", "muscle", "doctor"} & set(said.replace(".", " ").split()), said
