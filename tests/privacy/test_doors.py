"""The bot's own doors: groups, copied prompts, floods."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tests.support.running import running
from tgbot.app import Bot
from tgbot.chat.flood import BURST, Flood, Verdict
from tgbot.chat.heard import Heard
from tgbot.checklist.code import Link
from tgbot.library.content import Content
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store import Store

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def use_up(bot: Bot, chat: Chat) -> None:
    """Take all that is left to a chat that has just said one thing."""
    now = bot.deps.clock.now()
    assert all(bot.deps.flood.take(chat.person.id, now) is Verdict.PASS for _ in range(BURST - 1))


async def test_in_a_group_only_privacy_is_answered(bot: Bot, world: World, store: Store) -> None:
    """/privacy comes in full and its buttons lead out of the group; all else gets the way to the private chat."""
    ada = world.add_person("Ada")
    chat = Chat(world, ada, world.add_group("Family", [ada]))
    await chat.send("/privacy")
    chat.shows("The test's operator", "operator@example.org", "Telegram's part")
    assert [label for row in chat.buttons for label in row] == ["Open a private chat"]
    message = chat.newest["message_id"]
    for command in ("/mydata", "/export", "/erase", "/settings", "/check"):
        await chat.send(command)
        chat.shows("do not belong in a group")
    for link in (Link("erased"), Link("mydata"), Link("next"), Link("agree", number=3), Link("language", number=1)):
        await chat.tap_data(bot.deps.codec.encode(link), message)
        chat.hides("Question", "Erased", "What we keep about this chat")
    assert set((await rows(store)).values()) == {0}


async def test_a_copied_prompt_is_no_prompt(chat: Chat, bot: Bot, world: World) -> None:
    """A reply to a message that only looks like the bot's prompt is read as plain words."""
    await chat.send("/start")
    code = bot.deps.codec.encode(Link("zone_typed", topic="recheck"))
    copied = await chat.send(f"What time is it? https://t.me/{world.bot['username']}?start={code}")
    await chat.send("22:45", reply_to=copied["message_id"])
    chat.hides("UTC", "Is that the time")


async def test_a_flood_is_told_once_and_then_dropped(chat: Chat, bot: Bot) -> None:
    """Twenty at once are answered, the next one hears why not, the rest nothing; after a pause all is as before."""
    await chat.send("/start")
    chat.pace = 0
    bot.deps.clock.move(timedelta(minutes=1))  # type: ignore[attr-defined]
    before = len(chat.said)
    for number in range(BURST + 15):
        chat.world.person_sends(chat.person, f"/privacy {number}", chat.room)
    await chat.quiet(0.5)
    said = [message["text"] for message in chat.said[before:]]
    assert sum("That was a lot at once" in text for text in said) == 1
    assert BURST <= sum(text.startswith("Privacy") for text in said) <= BURST + 5
    chat.world.move_clock(timedelta(seconds=20))
    await chat.send("/privacy")
    chat.shows("Privacy")


async def test_a_tap_in_a_flood_is_told_in_its_answer(chat: Chat, bot: Bot) -> None:
    """The first tap too many hears it as a callback answer, and the page stays as it is."""
    await chat.send("/start")
    use_up(bot, chat)
    chat.pace = 0
    answer = await chat.tap("Start the check")
    assert answer is not None
    assert "That was a lot at once" in answer["text"]
    chat.shows("Hello.")


async def test_an_emergency_in_a_flood_is_heard(chat: Chat, bot: Bot) -> None:
    """Words that call for a card get it, however much was sent before."""
    await chat.send("/start")
    use_up(bot, chat)
    chat.pace = 0
    await chat.send("I want to kill myself")
    chat.shows("You are not alone")
    await chat.send("my face suddenly droops and I cannot speak")
    chat.shows("Call for help now")
    now = bot.deps.clock.now()
    assert any(bot.deps.flood.take(chat.person.id, now) is not Verdict.PASS for _ in range(BURST))
    await chat.send("tell me about eyelids", expect=False)
    chat.shows("Call for help now")


async def test_which_chats_wrote_is_forgotten_with_the_day(store: Store) -> None:
    """The next day nothing in memory tells who wrote the day before; nobody who agreed to nothing has a row."""
    heard = Heard()
    for person in (1, 2, 3):
        await heard.note(store, person, NOW.date())
    assert len(heard) == 3
    await heard.note(store, 1, NOW.date() + timedelta(days=1))
    assert len(heard) == 1
    assert set((await rows(store)).values()) == {0}


async def test_one_persons_flood_is_not_anothers(server: Served, content: Content, store: Store, world: World) -> None:
    """Each chat has its own measure."""
    async with running(server, content, store) as bot:
        ada, ben = (Chat(world, world.add_person(name)) for name in ("Ada", "Ben"))
        use_up(bot, ada)
        await ben.send("/start")
        ben.shows("Hello.")


@given(st.lists(st.floats(0, 5), min_size=1, max_size=200))
def test_never_more_than_the_burst_and_the_rate(gaps: list[float]) -> None:
    """However the updates fall: at most the burst plus two a second get in."""
    flood, now, passed = Flood(), NOW, 0
    for gap in gaps:
        now += timedelta(seconds=gap)
        passed += flood.take(1, now) is Verdict.PASS
    assert passed <= BURST + 2 * (now - NOW).total_seconds() + 1


def test_two_a_second_always_get_in() -> None:
    """Whoever taps at the rate meets no limit, for as long as they like."""
    flood = Flood()
    assert all(flood.take(1, NOW + timedelta(seconds=number / 2)) is Verdict.PASS for number in range(1000))


def test_the_memory_is_bounded() -> None:
    """Ten thousand chats at most, and none that is whole again; a clock that goes back breaks nothing."""
    flood = Flood(remembered=100)
    for number in range(1000):
        flood.take(number, NOW)
    assert len(flood) == 100
    flood.take(1, NOW + timedelta(hours=1))
    assert len(flood) == 1
    assert flood.take(1, NOW - timedelta(hours=1)) is Verdict.PASS
