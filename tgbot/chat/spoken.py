"""What people write in their private chat: commands, links followed, answers to prompts, questions. Screened first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from telegram import Message

from tgbot.chat.command import Command, read_command
from tgbot.chat.handlers import check, meant, typed, zone
from tgbot.chat.prompts import asked_for, way_back
from tgbot.chat.turn import Handler, Turn
from tgbot.checklist.code import Link, Undecodable
from tgbot.checklist.run import Run
from tgbot.pages import notice
from tgbot.pages.page import Page


@dataclass(frozen=True, slots=True)
class Ways:
    """The tables of `routes.py`: pages by name, readers of prompts, commands, and pages that only a tap may open."""

    pages: Mapping[str, Handler]
    prompts: Mapping[str, Handler]
    commands: Mapping[str, Handler]
    by_tap_only: frozenset[str]


async def hear(turn: Turn, message: Message, ways: Ways) -> None:
    """Answer one message. Whatever it is, there is an answer."""
    command = read_command(turn.words)
    if command is None:
        await _said(turn, message, ways)
    elif command.is_for(turn.bot.username):
        await _command(turn, command, ways)


async def not_meant(turn: Turn, prompts: Mapping[str, Handler]) -> Page:
    """Answer [No, go on]: the words that stand quoted are taken as what they were, a prompt's answer or a question."""
    message = turn.query.message if turn.query else None
    asked = way_back(message, turn.deps.codec) if isinstance(message, Message) else None
    if not turn.words:
        return await check.begin(turn)
    if asked is None or asked.page not in prompts:
        return await typed.question(turn)
    return await prompts[asked.page](replace(turn, link=asked, quotes=turn.quotes[1:]).keeping(turn.run))


async def _said(turn: Turn, message: Message, ways: Ways) -> None:
    if message.location is not None:
        asked = asked_for(message, turn.deps.codec)
        turn = turn.to(asked).keeping(turn.run) if asked else turn
        await turn.show(await zone.shared(turn, message.location.latitude, message.location.longitude))
        return
    if not turn.words:
        await turn.show(notice.text_only(turn.book))
        return
    asked = asked_for(message, turn.deps.codec)
    reader = ways.prompts.get(asked.page) if asked else None
    if asked is not None and reader is not None:
        turn = turn.to(asked).keeping(turn.run)
    alarm = typed.screened(turn, asked if reader else None)
    await turn.show(alarm or await (reader or meant.offered)(turn))


async def _command(turn: Turn, command: Command, ways: Ways) -> None:
    if command.name == "start" and command.argument:
        link = _followed(turn, command.argument, ways)
        if link is not None:
            turn = turn.to(link).keeping(turn.run)
            await turn.show(await ways.pages[link.page](turn))
            return
    # A command of ours with nothing after it holds no words of the person.
    is_bare = command.name in ways.commands and not command.argument
    alarm = None if is_bare else typed.screened(turn)
    if alarm is not None:
        await turn.show(alarm)
    elif command.name == "start" and command.argument:
        await turn.show(notice.before(await check.begin(turn), turn.book.say("no-such-link")))
    elif command.name not in ways.commands:
        await turn.show(notice.before(await check.begin(turn), turn.book.say("no-such-command")))
    else:
        await turn.show(await ways.commands[command.name](turn))


def _followed(turn: Turn, payload: str, ways: Ways) -> Link | None:
    """Tell where a link into this chat leads; None when nowhere, or where only a button of this chat may lead."""
    if payload in {"start", "privacy"}:
        return Link(payload)
    if payload == "check":
        return Link("next")
    if payload.startswith("s-") and payload[2:] in turn.book.article.by_id:
        return Link("section", Run(), payload[2:])
    try:
        link = turn.deps.codec.decode(payload)
    except Undecodable:
        return None
    return link if link.page in ways.pages and link.page not in ways.by_tap_only else None
