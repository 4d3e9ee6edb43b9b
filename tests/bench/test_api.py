"""The benchmark's Bot API server: answers after the latency, and refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bench.api.server import TOKEN, BotApi, serve

CHAT = 7
KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


class Audience:
    """Takes down what is seen."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def shown(self, chat_id: int, message: dict[str, Any], source: str) -> None:
        """Take down a message."""
        self.seen.append(message["text"])

    def answered(self, query: str) -> None:
        """Take down an answer."""
        self.seen.append(query)


class Bot:
    """Calls the server as a bot does."""

    def __init__(self, session: aiohttp.ClientSession, url: str, api: BotApi, audience: Audience) -> None:
        self._session = session
        self._url = url
        self.api = api
        self.audience = audience

    async def call(self, method: str, **given: Any) -> dict[str, Any]:
        """Make a call with JSON."""
        async with self._session.post(f"{self._url}/bot{TOKEN}/{method}", json=given) as answer:
            found: dict[str, Any] = await answer.json()
            return found

    async def form(self, method: str, **given: str) -> dict[str, Any]:
        """Make a call with a form."""
        async with self._session.post(f"{self._url}/bot{TOKEN}/{method}", data=given) as answer:
            found: dict[str, Any] = await answer.json()
            return found


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    """Give a bot and its server."""
    audience = Audience()
    api = BotApi(audience, latency=0.01)
    async with serve(api) as url, aiohttp.ClientSession() as session:
        yield Bot(session, url, api, audience)


async def test_a_message_is_sent_edited_and_seen(bot: Bot) -> None:
    """JSON and forms are read alike, HTML becomes text and entities, and the audience sees both states."""
    sent = await bot.call("sendMessage", chat_id=CHAT, text="<b>Hello</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    assert sent["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    number = str(sent["result"]["message_id"])
    edited = await bot.form("editMessageText", chat_id=str(CHAT), message_id=number, text="Bye")
    assert "reply_markup" not in edited["result"]
    await bot.call("answerCallbackQuery", callback_query_id="7-1")
    assert bot.audience.seen == ["Hello", "Bye", "7-1"]
    assert not bot.api.refused


async def test_what_telegram_refuses_is_refused(bot: Bot) -> None:
    """The same text again, a message that is not there, a button with too much in it, no text."""
    sent = await bot.call("sendMessage", chat_id=CHAT, text="Hello", reply_markup=KEYBOARD)
    here = {"chat_id": CHAT, "message_id": sent["result"]["message_id"]}
    long = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y" * 65}]]}
    for method, given in (
        ("editMessageText", here | {"text": "Hello", "reply_markup": KEYBOARD}),
        ("editMessageText", here | {"message_id": 99, "text": "Bye"}),
        ("sendMessage", {"chat_id": CHAT, "text": "Hello", "reply_markup": long}),
        ("sendMessage", {"chat_id": CHAT, "text": ""}),
    ):
        assert (await bot.call(method, **given))["error_code"] == 400
    assert bot.api.refused.total() == 4
    assert bot.audience.seen == ["Hello"]


async def test_updates_wait_for_the_poll_and_are_forgotten_when_confirmed(bot: Bot) -> None:
    """A long poll ends with the update; the next offset confirms it; the same offset at once gets one update only."""
    poll = asyncio.create_task(bot.call("getUpdates", timeout=5))
    await asyncio.wait_for(bot.api.ready.wait(), 2)
    bot.api.tell("message", {"text": "one"})
    [update] = (await poll)["result"]
    bot.api.tell("message", {"text": "two"})
    bot.api.tell("message", {"text": "three"})
    offset = update["update_id"] + 1
    assert len((await bot.call("getUpdates", offset=offset, timeout=5))["result"]) == 2
    assert len((await bot.call("getUpdates", offset=offset, timeout=5))["result"]) == 1


async def test_the_second_of_two_pollers_turns_the_first_away(bot: Bot) -> None:
    """Two processes with one token see a 409, as on Telegram."""
    first = asyncio.create_task(bot.call("getUpdates", timeout=5))
    await asyncio.wait_for(bot.api.ready.wait(), 2)
    second = await bot.call("getUpdates", timeout=0)
    assert second == {"ok": True, "result": []}
    assert (await first)["error_code"] == 409
