"""Which handler gets what: every command, every page of a button, every kind of message, in this one place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
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
from tgbot.chat.handlers import (
    again,
    check,
    data,
    doctor,
    group,
    inline,
    keep,
    listed,
    meant,
    member,
    pushed,
    read,
    remind,
    settings,
    when,
    zone,
)
from tgbot.chat.tapped import place_of
from tgbot.chat.turn import Handler, Turn, answer, turn_of_message, turn_of_query
from tgbot.checklist.code import Link, Undecodable
from tgbot.pages import notice
from tgbot.pages.page import Page
from tgbot.store.errors import StoreError


async def _not_meant(turn: Turn) -> Page:
    return await spoken.not_meant(turn, PROMPTS)


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
        "sources": read.sources,
        "useful": read.useful,
        "not_meant": _not_meant,
        "meant": meant.meant,
        "privacy": data.privacy,
        "began": remind.began,
        "plan": remind.on_the_way(remind.propose),
        "consent": remind.agree,
        "times": remind.on_the_way(remind.times),
        "remind": remind.confirm,
        "reminder_new": remind.kinds,
        "zone": zone.choose,
        "zone_typed": zone.ask,
        "move_all": zone.move_all,
        "calendar": remind.on_the_way(when.month),
        "day": remind.on_the_way(when.day),
        "typed_time": remind.on_the_way(when.ask),
        "own_text": when.ask_words,
        "reminders": listed.listed,
        "reminder": listed.show,
        "resume": listed.resume,
        "check_again": pushed.opened,
        "hide": pushed.hide,
        "wipe": pushed.wipe,
        "later": pushed.later,
        "go_on": pushed.go_on,
        "stop_reminder": pushed.stop,
        "mydata": data.mydata,
        "erase": data.erase,
        "erased": data.erased,
        "export": data.export,
        "keep": keep.keep,
        "consents": keep.consents,
        "agree": keep.agree,
        "again": again.again,
        "what_changed": again.what_changed,
        "tomorrow": again.tomorrow,
        "settings": settings.settings,
        "withdraw": settings.withdraw,
        "withdrawn": settings.withdrawn,
        "language": settings.language,
        "set_country": settings.set_country,
        "set_quiet": settings.set_quiet,
        "set_print": settings.set_print,
        "words": doctor.own_words,
        "words_typed": doctor.ask_words,
        "document": doctor.document,
        "document_file": doctor.document_file,
        "say": doctor.what_to_say,
        "appointment": doctor.appointment,
        "visit": doctor.ask_visit,
        "visit_file": doctor.visit_file,
    }
)
"""What a button opens."""

PROMPTS: Mapping[str, Handler] = MappingProxyType(
    {
        "zone_typed": zone.read,
        "typed_time": when.read,
        "own_text": when.read_words,
        "words_typed": doctor.read_words,
        "visit": doctor.read_visit,
    }
)
"""What reads the reply to a prompt."""

COMMANDS: Mapping[str, Handler] = MappingProxyType(
    {
        "start": check.begin,
        "check": check.go_on,
        "learn": read.learn,
        "remind": listed.listed,
        "resume": listed.resume,
        "mydata": data.mydata,
        "export": data.export,
        "erase": data.erase,
        "privacy": data.privacy,
        "settings": settings.settings,
        "help": check.about,
    }
)
"""What a command does."""

MENU = ("check", "learn", "remind", "mydata", "erase", "settings", "privacy", "help")
"""The commands that Telegram's menu lists, in this order."""

OPEN_IN_GROUPS = frozenset({"privacy"})
"""The only page that a group sees; all others give way to a button to the private chat."""

BY_TAP_ONLY = frozenset(
    {
        "consent",
        "agree",
        "keep",
        "withdrawn",
        "language",
        "set_country",
        "set_quiet",
        "set_print",
        "zone",
        "remind",
        "stop_reminder",
        "wipe",
        "later",
        "go_on",
        "move_all",
        "resume",
        "useful",
        "not_meant",
        "erased",
        "export",
    }
)
"""Pages that store, change or delete: a link that somebody else sent must not open them, only a button in this chat."""

_WAYS = spoken.Ways(PAGES, PROMPTS, COMMANDS, BY_TAP_ONLY)

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
        await spoken.hear(turn, message, _WAYS)
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
