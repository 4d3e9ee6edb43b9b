"""No consent, no trace: whole checklists, whatever is answered, leave the database without a row."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace

import pytest

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tgbot.app import Bot
from tgbot.playground.world import World
from tgbot.store import Store

AT_ONCE = 5
LONGEST = 80


async def whole_check(chat: Chat, bot: Bot, chance: random.Random) -> str:
    """Answer at random until a card or a result ends the check; tell which page it was."""
    await chat.send("/start")
    await chat.tap("It is about someone else" if chance.random() < 0.2 else "Start the check")
    for _ in range(LONGEST):
        buttons = [button for row in chat.newest["reply_markup"]["inline_keyboard"] for button in row]
        links = [bot.deps.codec.decode(button["callback_data"]) for button in buttons if "callback_data" in button]
        pages = {link.page for link in links}
        if "result" in pages and "next" not in pages:
            await chat.tap("Show my result")
            return "result"
        answers = [link for link in links if link.page == "next"]
        if "countries" in pages or not answers:
            return "card"
        calm = [link for link in answers if link.run.answers.get(link.topic) in {"none", "no", "fine"}]  # type: ignore[call-overload]
        chosen = chance.choice(calm if calm and chance.random() < 0.7 else answers)
        await chat.tap_data(bot.deps.codec.encode(chosen))
    raise AssertionError(f"the check does not end\n{chat.transcript()}")


async def many(world: World, bot: Bot, number: int) -> dict[str, int]:
    """Let people make so many checks, a few at the same time; count how they ended."""
    ends: dict[str, int] = {}

    async def person(name: str, seed: int) -> None:
        chat, chance = Chat(world, world.add_person(name)), random.Random(seed)
        for _ in range(number // AT_ONCE):
            end = await whole_check(chat, bot, chance)
            ends[end] = ends.get(end, 0) + 1

    await asyncio.gather(*(person(f"P{seed}", seed) for seed in range(AT_ONCE)))
    return ends


async def test_checklists_without_consent_leave_no_row(world: World, bot: Bot, store: Store) -> None:
    """Fifty whole checks, with results and with cards."""
    ends = await many(world, bot, 50)
    assert sum(ends.values()) == 50
    assert min(ends.get("result", 0), ends.get("card", 0)) > 0
    assert set((await rows(store)).values()) == {0}


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_a_thousand_checklists_without_consent_leave_no_row(world: World, bot: Bot, store: Store) -> None:
    """A thousand of them (`make faults`)."""
    assert sum((await many(world, bot, 1000)).values()) == 1000
    assert set((await rows(store)).values()) == {0}


async def test_back_from_reading_the_card_is_still_there(chat: Chat) -> None:
    """From an emergency card to a section and back: the card again, never the next question."""
    await chat.send("/start")
    await chat.tap("Start the check")
    await chat.tap_at(0, 0)
    await chat.tap("Read: what to do")
    await chat.tap("Back to")
    chat.shows("Call for help now")


async def test_an_unfinished_run_is_not_kept(chat: Chat, bot: Bot, store: Store) -> None:
    """A forged [Keep] goes on with the questions; one of an emergency shows its card; nothing is stored."""
    codec = bot.deps.codec
    await chat.send("/start")
    await chat.tap("Start the check")
    unfinished = codec.decode(chat.data("None of these"))
    await chat.tap_data(codec.encode(replace(unfinished, page="keep")))
    chat.shows("Question 2")
    emergency = codec.decode(chat.data("Jaw, hands"))
    await chat.tap_data(codec.encode(replace(emergency, page="keep")))
    chat.shows("Call for help now")
    assert set((await rows(store)).values()) == {0}


async def test_the_library_notes_nobody(world: World, bot: Bot) -> None:
    """Its own application would keep the id of everybody who writes or taps in memory until the process ends."""
    chat = Chat(world, world.add_person("Ann"))
    await chat.send("/start")
    await chat.tap("Start the check")
    names = [name for kind in type(bot.application).__mro__ for name in getattr(kind, "__slots__", ())]
    held = [each for name in names if isinstance(each := getattr(bot.application, name, None), set | dict)]
    assert len(held) > 4
    assert not [each for each in held if chat.person.id in each]
