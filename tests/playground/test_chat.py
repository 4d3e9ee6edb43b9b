"""The tests' own chat: what it waits for, and what it says when it fails."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from tests.support.chat import Chat

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tgbot.playground.server import Served

Context = ContextTypes.DEFAULT_TYPE


async def _start(update: Update, context: Context) -> None:
    assert update.message
    await update.message.reply_html(
        f"Hello {' '.join(context.args or [])} <a href='https://t.me/twitch_helper_bot?start=s-nose'>about noses</a>",
        reply_markup=InlineKeyboardMarkup([
            [InlineKeyboardButton("Yes", callback_data="yes"), InlineKeyboardButton("Yes, both", callback_data="both")],
            [InlineKeyboardButton("Ask me", callback_data="ask")],
            [InlineKeyboardButton("Go on", url="https://t.me/twitch_helper_bot?start=go")],
        ]),
    )  # fmt: skip


async def _tap(update: Update, _context: Context) -> None:
    query = update.callback_query
    assert query
    await query.answer("noted")
    if query.data == "ask":
        await query.get_bot().send_message(query.from_user.id, "What time?", reply_markup=ForceReply())
    else:
        await asyncio.sleep(0.005)
        await query.edit_message_text(f"You said {query.data}.")


async def _reply(update: Update, _context: Context) -> None:
    assert update.message
    assert update.message.reply_to_message
    await update.message.reply_text(f"So {update.message.text}.")


@pytest_asyncio.fixture
async def chat(served: Served) -> AsyncIterator[Chat]:
    """Start a small bot and let Ann in."""
    app: Application[Any, Any, Any, Any, Any, Any] = (
        Application.builder().token(served.world.token).base_url(f"{served.url}/bot").build()
    )
    app.add_handler(CommandHandler("start", _start))
    app.add_handler(CallbackQueryHandler(_tap))
    app.add_handler(MessageHandler(filters.REPLY, _reply))
    async with app:
        await app.start()
        assert app.updater
        await app.updater.start_polling()
        yield Chat(served.world, served.world.add_person("Ann"))
        await app.updater.stop()
        await app.stop()


async def test_a_conversation_reads_like_one(chat: Chat) -> None:
    """Send, look, tap, follow links, answer prompts."""
    await chat.send("/start")
    chat.shows("Hello", "about noses")
    chat.hides("You said")
    assert chat.buttons == [["Yes", "Yes, both"], ["Ask me"], ["Go on"]]
    assert chat.data("both") == "both"
    assert await chat.tap("Yes") == {"text": "noted", "show_alert": False, "url": ""}
    chat.shows("You said yes.")
    await chat.send("/start")
    await chat.tap_at(0, 1)
    chat.shows("You said both.")
    await chat.send("/start")
    await chat.follow("noses")
    chat.shows("Hello s-nose")
    await chat.tap("Go on")
    chat.shows("Hello go")
    await chat.tap("Ask")
    await chat.reply("at nine")
    chat.shows("So at nine.")
    assert chat.transcript().endswith("Bot: What time?\nAnn: at nine\nBot: So at nine.")
    await chat.quiet()


async def test_a_failure_says_what_is_there(chat: Chat) -> None:
    """A missing button names those that are there, a missing text shows the screen."""
    await chat.send("/start")
    with pytest.raises(AssertionError, match=r"\[Yes\] \[Yes, both\] \[Ask me\]"):
        await chat.tap("None of these")
    with pytest.raises(AssertionError, match=r"(?s)Goodbye.*Hello"):
        chat.shows("Goodbye")
    with pytest.raises(AssertionError, match="no reply prompt"):
        await chat.reply("x")


async def test_time_passes_between_acts(chat: Chat) -> None:
    """The world's clock moves on by the pace with every act."""
    chat.pace = 60
    before = chat.world.clock.now()
    await chat.send("/start")
    await chat.tap("Yes")
    assert (chat.world.clock.now() - before).total_seconds() >= 120
