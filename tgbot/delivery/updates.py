"""What an update is and whose it is: the one place that knows which lane an update belongs to. Handles nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Update

from tgbot.chat.tapped import bare
from tgbot.delivery.shape import see_shape

if TYPE_CHECKING:
    from telegram import Bot

RawUpdate = dict[str, Any]
"""An update as Telegram sent it, not yet made into the library's objects."""


def id_of(raw: object) -> int | None:
    """Give the update's number, or None when this is not an update at all."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def kind_of(raw: RawUpdate) -> str:
    """Give the name of what the update carries (`message`, `callback_query`, ...); "" when it carries nothing."""
    for name in raw:
        if name != "update_id":
            return name
    return ""


def lane_of(raw: RawUpdate) -> int | None:
    """Give the id of the chat in whose order the update must be handled; None when it stands alone.

    Without a chat it is the person: a private chat has the id of the person in it, so an inline query keeps its place
    among the same person's messages.
    """
    content = raw.get(kind_of(raw))
    if not isinstance(content, dict):
        return None
    message = content.get("message")
    for holder, name in ((content, "chat"), (message, "chat"), (content, "from"), (content, "user")):
        if isinstance(holder, dict) and isinstance(who := holder.get(name), dict):
            number = who.get("id")
            if isinstance(number, int):
                return number
    return None


def read(raw: RawUpdate, bot: Bot) -> Update:
    """Make the library's object of an update; what Telegram never sends raises Misshapen or what the library does."""
    see_shape(raw)
    query = raw.get("callback_query")
    return Update.de_json({**raw, "callback_query": bare(query)} if isinstance(query, dict) else raw, bot)
