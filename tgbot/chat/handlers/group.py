"""Groups: only the way to the private chat, and /privacy. Never a health question, and silence unless spoken to."""

from __future__ import annotations

from collections.abc import Collection

from telegram import Message
from telegram.constants import MessageEntityType

from tgbot.chat.command import read_command
from tgbot.chat.handlers import data
from tgbot.chat.turn import Turn
from tgbot.pages import notice
from tgbot.pages.page import Page


async def answer(turn: Turn, message: Message, known: Collection[str]) -> Page | None:
    """Find what to say in a group; None when nobody spoke to this bot. `known` are the names of our commands."""
    command = read_command(turn.words)
    if command is None:
        return notice.group(turn.book) if _speaks_to_us(turn, message) else None
    if not command.is_for(turn.bot.username):
        return None
    if command.name == "privacy":
        return await data.privacy(turn)
    # A command that we do not know and that names nobody is meant for another bot of the group.
    return notice.group(turn.book) if command.addressed or command.name in known else None


def _speaks_to_us(turn: Turn, message: Message) -> bool:
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == turn.bot.id:
        return True
    mentioned = {
        *(message.parse_entities([MessageEntityType.MENTION]).values() if message.text else ()),
        *(message.parse_caption_entities([MessageEntityType.MENTION]).values() if message.caption else ()),
    }
    return f"@{turn.bot.username}".lower() in {name.lower() for name in mentioned}
