"""Inline mode: sections shared into any chat, and nothing personal touched."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tgbot.app import Bot
from tgbot.chat.flood import BURST
from tgbot.library.content import Content
from tgbot.playground.world import World
from tgbot.store import Store

NO_TIME_PASSES = timedelta(seconds=-20)
"""A clock that was put back gives nothing, however slow the machine is."""


async def offered(chat: Chat, words: str) -> dict[str, Any]:
    """Type "@bot words" and tell the answer."""
    answer = await chat.world.inline_query(chat.person, words).wait()
    assert answer is not None, "the bot offered nothing within 10 s"
    return answer


async def test_matching_sections_are_offered(chat: Chat) -> None:
    """The best section first: its title, its first sentence, and a message that names its sources."""
    results = (await offered(chat, "nose twitching"))["results"]
    assert results[0]["title"] == "Is nose twitching a sign of ALS?"
    assert results[0]["description"]
    assert "Sources" in results[0]["message"]["text"]
    assert "Not clinically reviewed" in results[0]["message"]["text"]


async def test_nothing_typed_offers_every_section(chat: Chat, content: Content) -> None:
    """At most 50, as Telegram allows; each with a message within its limits and addresses as its only buttons."""
    results = (await offered(chat, ""))["results"]
    assert len(results) == min(50, len(content.languages["en"].article.sections))
    for result in results:
        assert len(result["message"]["text"]) <= 1800
        for row in result["reply_markup"]["inline_keyboard"]:
            assert all(set(button) == {"text", "url"} for button in row)


async def test_a_shared_section_leads_to_the_private_chat(chat: Chat, world: World) -> None:
    """Ben taps the button below what Ada shared and reads it in his own chat; Ada's chat is not answered."""
    ben = Chat(world, world.add_person("Ben"))
    query = world.inline_query(chat.person, "eyelid")
    await query.wait()
    first = (query.answer or {})["results"][0]
    message = world.inline_choose(chat.person, query, first["id"], ben.room)
    urls = [button["url"] for row in message["reply_markup"]["inline_keyboard"] for button in row]
    await ben.send(f"/start {parse_qs(urlsplit(urls[0]).query)['start'][0]}")
    ben.shows(first["title"])
    await ben.send(f"/start {parse_qs(urlsplit(urls[1]).query)['start'][0]}")
    ben.shows("Before anything else")
    assert chat.said == []


async def test_what_is_shared_into_the_own_chat_is_not_answered(chat: Chat, world: World) -> None:
    """The bot does not answer its own pages."""
    query = world.inline_query(chat.person, "eyelid")
    await query.wait()
    result = (query.answer or {})["results"][0]
    message = world.inline_choose(chat.person, query, result["id"])
    world.updates.add("message", message, str(chat.room.id))
    await chat.send("/privacy")
    assert len(chat.said) == 1


@pytest.mark.parametrize(
    ("words", "shown"), [("my face is drooping on one side", "Call for help"), ("I want to kill myself", "not alone")]
)
async def test_danger_gets_the_way_to_help_and_no_article(chat: Chat, words: str, shown: str) -> None:
    """The one thing offered opens the card in the private chat."""
    answer = await offered(chat, words)
    assert answer["results"] == []
    await chat.send(f"/start {answer['button']['start_parameter']}")
    chat.shows(shown)
    chat.hides("This may answer it")


async def test_nothing_fitting_offers_the_list(chat: Chat) -> None:
    """An honest nothing, with the way to all pages."""
    answer = await offered(chat, "renew my passport")
    assert answer["results"] == []
    await chat.send(f"/start {answer['button']['start_parameter']}")
    chat.shows("Short pages in plain words")


@pytest.mark.parametrize("words", ["😭" * 128, "<b>&", "\u202eאבג", "/start", "@" * 200, "a " * 120])
async def test_odd_words_are_answered(chat: Chat, words: str) -> None:
    """Whatever is typed, Telegram gets an answer."""
    assert "results" in await offered(chat, words)


async def test_nothing_is_stored(chat: Chat, store: Store, bot: Bot) -> None:
    """Inline mode leaves no row."""
    await offered(chat, "nose")
    await offered(chat, "I want to kill myself")
    assert set((await rows(store)).values()) == {0}


async def test_asking_without_end_is_told_once(chat: Chat, world: World) -> None:
    """Twenty at once are answered, one more hears why not, the next nothing; calm brings the answers back."""
    answers = [await offered(chat, "eyelid")]
    while answers[-1]["results"] and len(answers) < 2 * BURST:
        answers.append(await offered(chat, "eyelid"))
    assert BURST < len(answers) < 2 * BURST
    assert answers[-1]["button"]["text"] == "One moment, please. Tap here to read on"
    world.move_clock(NO_TIME_PASSES)
    assert await world.inline_query(chat.person, "eyelid").wait(0.3) is None
    await chat.send(f"/start {answers[-1]['button']['start_parameter']}")
    chat.shows("Short pages in plain words")
    world.move_clock(-2 * NO_TIME_PASSES)
    assert (await offered(chat, "eyelid"))["results"]


async def test_danger_is_heard_among_too_many_questions(chat: Chat, world: World, bot: Bot) -> None:
    """Words that call for a card get the way to it, however much was asked before; nobody else has to wait."""
    assert (await offered(chat, "eyelid"))["results"], (
        "the first one makes the index, and may take longer than is waited for"
    )
    for _ in range(2 * BURST):
        bot.deps.inline_flood.take(chat.person.id, bot.deps.clock.now())
    world.move_clock(NO_TIME_PASSES)
    assert await world.inline_query(chat.person, "eyelid").wait(0.3) is None
    assert "not alone" in (await offered(chat, "I want to kill myself"))["button"]["text"]
    ben = Chat(world, world.add_person("Ben"))
    assert (await offered(ben, "eyelid"))["results"]
    await chat.send("my eyelid twitches")
    chat.shows("Why does my eyelid twitch?")
