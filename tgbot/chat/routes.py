"""Which handler gets what: every command, every page of a button, every kind of message, in this one place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from telegram import Message, Update
from telegram.ext import Application, CallbackQueryHandler, ChatMemberHandler, ContextTypes, MessageHandler, filters

from tgbot.chat import errors
from tgbot.chat.deps import Deps
from tgbot.chat.handlers import check, data, member, read, remind, typed
from tgbot.chat.prompts import asked_for
from tgbot.chat.turn import Turn, turn_of_message, turn_of_query
from tgbot.checklist.code import Link, Undecodable
from tgbot.checklist.run import Run
from tgbot.pages import notice
from tgbot.pages.page import Page

Handler: TypeAlias = Callable[[Turn], Awaitable[Page]]

PAGES: Mapping[str, Handler] = MappingProxyType(
    {
        "start": check.begin,
        "about": check.about,
        "for_other": check.for_other,
        "short": check.short,
        "next": check.go_on,
        "question": check.ask,
        "why": check.why,
        "review": check.look_over,
        "result": check.conclude,
        "emergency": check.emergency,
        "crisis": check.crisis,
        "safe": check.safe,
        "countries": check.countries,
        "enough": check.enough,
        "learn": read.learn,
        "section": read.read,
        "privacy": read.privacy,
        "began": remind.began,
        "plan": remind.propose,
        "consent": remind.agree,
        "zone": remind.set_zone,
        "zone_typed": remind.ask_zone,
        "remind": remind.confirm,
        "reminders": remind.listed,
        "stop_reminder": remind.stop,
        "check_again": remind.check_again,
        "later": remind.later,
        "mydata": data.mydata,
        "erase": data.erase,
        "erased": data.erased,
    }
)
"""What a button opens."""

PROMPTS: Mapping[str, Handler] = MappingProxyType({"zone_typed": remind.read_zone})
"""What reads the reply to a prompt."""

COMMANDS: Mapping[str, Handler] = MappingProxyType(
    {
        "start": check.begin,
        "check": check.go_on,
        "learn": read.learn,
        "remind": remind.listed,
        "mydata": data.mydata,
        "export": data.export,
        "erase": data.erase,
        "privacy": read.privacy,
        "help": check.about,
    }
)
"""What a command does."""

MENU = ("check", "learn", "remind", "mydata", "erase", "privacy", "help")
"""The commands that Telegram's menu lists, in this order."""

OPEN_IN_GROUPS = frozenset({"privacy"})
"""The only command that is answered in a group; all others get a button to the private chat."""

ALLOWED_UPDATES = ("message", "callback_query", "my_chat_member")


def add_routes(application: Application[Any, Any, Any, Any, Any, Any], deps: Deps) -> None:
    """Register every handler. Each update goes to exactly one of them."""

    async def on_tap(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await _tap(deps, update)

    async def on_message(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message:
            await _message(deps, update.message)

    async def on_member(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await member.changed(deps, update)

    async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        await errors.answer(deps, update, context.error, context.bot)

    application.add_handler(CallbackQueryHandler(on_tap))
    application.add_handler(MessageHandler(filters.ALL, on_message))
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
        await query.answer()
    elif link.page == "next" and deps.double_tap.too_soon(turn.chat_id, turn.message_id, turn.now):
        await query.answer(turn.book.say("too-fast"))
    else:
        await turn.show(await PAGES.get(link.page, read.outdated)(turn))


async def _message(deps: Deps, message: Message) -> None:
    turn = turn_of_message(deps, message, Link("start"))
    words = turn.words
    if words.startswith("/") and not words.startswith("/ "):
        await _command(turn, words)
    elif turn.private and not message.via_bot:
        await turn.show(await _said(turn, message))


async def _command(turn: Turn, words: str) -> None:
    name, _, argument = words[1:].partition(" ")
    name, _, addressed = name.lower().partition("@")
    if addressed and addressed != turn.bot.username.lower():
        return
    if not turn.private and name not in OPEN_IN_GROUPS:
        await turn.show(notice.group(turn.book))
        return
    if name == "start" and argument:
        turn = turn.to(_deep_link(turn, argument.strip()))
        await turn.show(await PAGES.get(turn.link.page, check.begin)(turn))
        return
    await turn.show(await COMMANDS.get(name, check.begin)(turn))


def _deep_link(turn: Turn, payload: str) -> Link:
    if payload == "check":
        return Link("next")
    if payload.startswith("s-") and payload[2:] in turn.book.article.by_id:
        return Link("section", Run(), payload[2:])
    try:
        return turn.deps.codec.decode(payload)
    except Undecodable:
        return Link("start")


async def _said(turn: Turn, message: Message) -> Page:
    if message.text is None and message.caption is None:
        return notice.text_only(turn.book)
    alarm = typed.screened(turn)
    if alarm is not None:
        return alarm
    asked = asked_for(message, turn.deps.codec)
    if asked is not None and asked.page in PROMPTS:
        return await PROMPTS[asked.page](turn.to(asked))
    return await typed.question(turn)
