"""Finds the chat and the messages that a call speaks of, or refuses as Telegram does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tgbot.playground.botapi.refusal import bad, forbidden

if TYPE_CHECKING:
    from tgbot.playground.botapi.call import Call
    from tgbot.playground.messages import Message
    from tgbot.playground.people import JSON, Chat
    from tgbot.playground.world import World


def find_chat(world: World, call: Call, name: str = "chat_id") -> Chat:
    """Find a chat by its id. Raises Refusal."""
    wanted = call.text(name).strip()
    if not wanted:
        raise bad(f"{name} is empty")
    try:
        chat_id = int(wanted)
    except ValueError:
        raise bad("chat not found") from None
    chat = world.chats.get(chat_id)
    if chat is None:
        if chat_id in world.people:
            raise forbidden("bot can't initiate conversation with a user")
        raise bad("chat not found")
    return chat


def reachable(world: World, call: Call) -> Chat:
    """Find a chat that the bot may write to now. Raises Refusal."""
    chat = find_chat(world, call)
    if chat.blocked:
        raise forbidden("bot was blocked by the user" if chat.private else "bot was kicked from the supergroup chat")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    return chat


def find_message(chat: Chat, call: Call, purpose: str) -> Message:
    """Find a message of a chat; `purpose` completes "message to ... not found". Raises Refusal."""
    message_id = call.integer("message_id")
    if message_id <= 0:
        raise bad("message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad(f"message to {purpose} not found")
    return message


def replied(chat: Chat, call: Call) -> JSON:
    """Find what a new message replies to: {"reply_to_message": ...} or {}. Raises Refusal."""
    given = call.object("reply_parameters")
    message_id = given.get("message_id") or call.integer("reply_to_message_id")
    if not message_id:
        return {}
    message = chat.messages.get(int(message_id))
    if message is None:
        if given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
            return {}
        raise bad("message to be replied not found")
    return {"reply_to_message": message.quoted()}
