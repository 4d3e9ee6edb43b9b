"""The whole way, both ways of receiving: a person's tap, the library, our client, the page in the chat."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import Application, CallbackQueryHandler, CommandHandler

from tests.support.chat import Chat
from tgbot.chat.tapped import place_of_tap
from tgbot.clock import MovableClock, SystemClock
from tgbot.delivery.client import AiohttpRequest
from tgbot.delivery.lanes import Lanes
from tgbot.delivery.limiter import Limiter
from tgbot.delivery.polling import Polling
from tgbot.delivery.server import listen
from tgbot.delivery.webhook import Webhook
from tgbot.playground.botapi import Fault
from tgbot.playground.server import Served, serve
from tgbot.playground.world import World

if TYPE_CHECKING:
    from telegram import Update

ALLOWED = ["message", "callback_query"]


def free_port() -> int:
    """Find a port that can be listened on again and again."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def count(number: int) -> dict[str, Any]:
    """Make the page that shows a number and a button to the next one."""
    button = InlineKeyboardButton("Next", callback_data=str(number + 1))
    return {"text": f"Number {number}", "reply_markup": InlineKeyboardMarkup([[button]])}


async def start(update: Update, _context: object) -> None:
    """Answer /start."""
    assert update.message
    await update.message.reply_text(**count(0))


async def tapped(update: Update, _context: object) -> None:
    """Answer a tap: the callback and the edit at the same time."""
    query = update.callback_query
    assert query
    assert query.data
    place = place_of_tap(query)
    assert place
    edit = query.get_bot().edit_message_text(
        chat_id=place.chat_id, message_id=place.message_id, **count(int(query.data))
    )
    await asyncio.gather(query.answer(), edit)


@pytest_asyncio.fixture
async def served() -> AsyncIterator[Served]:
    """Serve a world."""
    async with serve(World(MovableClock())) as server:
        yield server


@contextlib.asynccontextmanager
async def running(served: Served, way: str, port: int = 0) -> AsyncIterator[None]:
    """Run a small bot of the real library on our delivery."""
    updates_request = AiohttpRequest(2)
    application = (
        Application.builder()
        .token(served.world.token)
        .base_url(f"{served.url}/bot")
        .request(AiohttpRequest())
        .get_updates_request(updates_request)
        .rate_limiter(Limiter(0, SystemClock()))
        .updater(None)
        .job_queue(None)
        .build()
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(tapped))
    stop = asyncio.Event()
    async with application:
        bot, lanes = application.bot, Lanes()
        if way == "polling":
            run = Polling(bot, updates_request, lanes, application.process_update, allowed=ALLOWED).run(stop)
        else:
            listener = listen(port, "127.0.0.1")
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            webhook = Webhook(bot, lanes, application.process_update, url=url, secret="s3cret", allowed=ALLOWED)
            run = webhook.run(stop, listener)
        task = asyncio.create_task(run)
        try:
            yield
        finally:
            stop.set()
            await task
        assert lanes.idle


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_taps_are_answered(served: Served, way: str) -> None:
    """A person starts and taps ten times; every tap shows the next page."""
    async with running(served, way):
        chat = Chat(served.world, served.world.add_person("Ann"))
        await chat.send("/start")
        for number in range(1, 11):
            await chat.tap("Next")
            chat.shows(f"Number {number}")


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_many_people_side_by_side(served: Served, way: str) -> None:
    """Twenty people tap at once; each gets their own pages, in order."""
    async with running(served, way):
        chats = [Chat(served.world, served.world.add_person(f"P{number}"), pace=0) for number in range(20)]

        async def converse(chat: Chat) -> None:
            await chat.send("/start")
            for number in range(1, 6):
                await chat.tap("Next")
                chat.shows(f"Number {number}")

        await asyncio.gather(*(converse(chat) for chat in chats))


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_tap_while_nobody_listens(served: Served, way: str) -> None:
    """The bot stops, a person taps, the bot starts again: the tap is answered, and the next one too."""
    chat = Chat(served.world, served.world.add_person("Ann"), pace=0)
    port = free_port()
    async with running(served, way, port):
        await chat.send("/start")
    served.world.taps(chat.person, chat.room.id, chat.newest["message_id"], chat.data("Next"))
    async with asyncio.timeout(10), running(served, way, port):
        while "Number 1" not in chat.screen:  # noqa: ASYNC110  - whoever brings it, it shows in the chat
            await asyncio.sleep(0.02)
        await chat.tap("Next")
        chat.shows("Number 2")


@pytest.mark.parametrize(
    "fault",
    [
        Fault("drop", "editMessageText", times=1),
        Fault("lost", "answerCallbackQuery", times=1),
        Fault("429", "editMessageText", times=1, retry_after=1),
        Fault("slow", "editMessageText", times=1, seconds=0.5),
        Fault("500", "getUpdates", times=1),
        Fault("drop", "getUpdates", times=1),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.method}",
)
async def test_trouble_on_the_way(served: Served, fault: Fault) -> None:
    """A dropped, slow or refused call in the middle: the page comes all the same."""
    async with running(served, "polling"):
        chat = Chat(served.world, served.world.add_person("Ann"))
        await chat.send("/start")
        chat.settle = 1.5
        served.faults.plan(fault)
        await chat.tap("Next")
        chat.shows("Number 1")
