"""From one of the library's updates to a turn, and to the one handler that `routes.py` names for it. Makes no page."""

from __future__ import annotations

from typing import Any

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from tgbot.chat import errors, gate, spoken
from tgbot.chat.deps import Deps
from tgbot.chat.handlers import group, inline, member, read, settings
from tgbot.chat.routes import COMMANDS, OPEN_IN_GROUPS, PAGES, WAYS
from tgbot.chat.tapped import place_of
from tgbot.chat.turn import Turn, answer, turn_of_message, turn_of_query
from tgbot.checklist.code import Link, Undecodable
from tgbot.pages import notice
from tgbot.store.errors import StoreError

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")


def add_routes(application: Application[Any, Any, Any, Any, Any, Any], deps: Deps) -> None:
    """Register every handler. Each update goes to exactly one of them."""

    async def on_tap(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if await gate.admitted(deps, update):
            await _tap(deps, update)
            await _heard(deps, update)

    async def on_message(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message or _mended(update)
        if message is None or message.via_bot or not await gate.admitted(deps, update):
            return
        await _message(deps, message)
        await _heard(deps, update)

    async def on_inline(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.inline_query:
            await inline.offer(deps, update.inline_query)

    async def on_member(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await member.changed(deps, update)

    async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        await errors.answer(deps, update, context.error, context.bot)

    application.add_handler(CallbackQueryHandler(on_tap))
    application.add_handler(MessageHandler(filters.ALL & ~filters.StatusUpdate.ALL, on_message))
    application.add_handler(InlineQueryHandler(on_inline))
    application.add_handler(ChatMemberHandler(on_member, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(on_error)


async def _tap(deps: Deps, update: Update) -> None:
    query = update.callback_query
    if query is None:
        return
    try:
        link = deps.codec.decode(query.data or "")
    except Undecodable:
        link = Link("outdated")
    turn = turn_of_query(deps, query, link)
    if turn is None:
        await answer(query)
    elif not turn.private and link.page not in OPEN_IN_GROUPS:
        await turn.show(notice.group(turn.book))
    elif link.page == "next" and deps.double_tap.too_soon(turn.chat_id, turn.message_id, turn.now):
        await answer(query, turn.book.say("too-fast"))
    else:
        await turn.show(await PAGES.get(link.page, read.outdated)(turn))


async def _message(deps: Deps, message: Message) -> None:
    turn = await _with_choices(turn_of_message(deps, message, Link("start")))
    if turn.private:
        await spoken.hear(turn, message, WAYS)
        return
    page = await group.answer(turn, message, COMMANDS)
    if page is not None:
        await turn.show(page)


def _mended(update: Update) -> Message | None:
    """Find a message of a private chat whose words were changed: it is answered afresh. A moving place is none."""
    message = update.edited_message
    said = message is not None and (message.text or message.caption) and message.chat.type == ChatType.PRIVATE
    return message if said else None


async def _with_choices(turn: Turn) -> Turn:
    """Go on in the language and country that the person asked us to keep; without a store, as with anybody."""
    if not turn.private:
        return turn
    try:
        return settings.remembered(turn, await turn.deps.store.chats.find(turn.chat_id))
    except StoreError:
        return turn


async def _heard(deps: Deps, update: Update) -> None:
    place = place_of(update)
    if place is not None and place.private:
        await deps.heard.note(deps.store, place.chat_id, deps.clock.now().date())
