"""Where a tap happened. The library's object of the tapped message is made only where words are quoted in it.

A message has more than a hundred fields, and making its object costs as much as everything we do with a tap. So a
tapped message without quoted words stays out of the library's objects (`delivery/updates.py` renames it, and the
library keeps what it does not know in `api_kwargs`); the four things that we need of it are read here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeGuard

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

TAPPED: Final = "tapped"
"""The name under which an update carries a tapped message that nobody needs as an object."""


@dataclass(frozen=True, slots=True)
class Place:
    """A chat, and the message in it that was tapped (0: none). `editable`: Telegram still lets us change it."""

    chat_id: int
    private: bool
    message_id: int = 0
    editable: bool = False


def bare(query: dict[str, Any]) -> dict[str, Any]:
    """Rename the message of a callback query (as Telegram sent it) unless words are quoted in it."""
    message = query.get("message")
    if not _is_message(message):
        return query
    entities = message.get("entities")
    if isinstance(entities, list) and any(
        isinstance(each, dict) and each.get("type") == "blockquote" for each in entities
    ):
        return query | {"message": {name: value for name, value in message.items() if name != "reply_markup"}}
    return {name: value for name, value in query.items() if name != "message"} | {TAPPED: message}


def _is_message(message: Any) -> TypeGuard[dict[str, Any]]:  # noqa: ANN401  (whatever came over the wire)
    """Tell whether it has what a message has; anything else is left to the library to judge."""
    if not isinstance(message, dict) or not isinstance(chat := message.get("chat"), dict):
        return False
    return (
        isinstance(message.get("message_id"), int)
        and isinstance(chat.get("id"), int)
        and isinstance(chat.get("type"), str)
    )


def place_of_tap(query: CallbackQuery) -> Place | None:
    """Tell where a button was tapped; None for a message that was shared through inline mode."""
    message = query.message
    if message is not None:
        private = message.chat.type == ChatType.PRIVATE
        return Place(message.chat.id, private, message.message_id, message.is_accessible)
    tapped = query.api_kwargs.get(TAPPED)
    if tapped is None:
        return None
    chat = tapped["chat"]
    return Place(chat["id"], chat["type"] == ChatType.PRIVATE, tapped["message_id"], tapped.get("date", 0) != 0)


def place_of(update: Update) -> Place | None:
    """Tell in which chat an update happened; None where it has none."""
    if update.callback_query is not None:
        return place_of_tap(update.callback_query)
    chat = update.effective_chat
    return Place(chat.id, chat.type == ChatType.PRIVATE) if chat is not None else None


def quoting(query: CallbackQuery) -> Message | None:
    """Find the tapped message where words may be quoted in it."""
    return query.message if isinstance(query.message, Message) else None
