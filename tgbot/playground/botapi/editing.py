"""The methods that change or take away what stands in a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tgbot.playground.botapi.formatted import read_caption, read_text
from tgbot.playground.botapi.markup import read_inline
from tgbot.playground.botapi.reach import find_chat, find_message, reachable
from tgbot.playground.botapi.refusal import bad

if TYPE_CHECKING:
    from tgbot.playground.botapi.call import Call
    from tgbot.playground.messages import Message
    from tgbot.playground.people import JSON
    from tgbot.playground.world import World

DELETABLE_FOR = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def edit_message_text(world: World, call: Call) -> JSON | bool:
    """Replace the text and the keyboard."""
    body = read_text(call, "MESSAGE_TOO_LONG") | _keyboard(call)
    message = _to_edit(world, call)
    if "text" not in message.data:
        raise bad("there is no text in the message to edit")
    preview = call.object("link_preview_options")
    if preview:
        body["link_preview_options"] = preview
    return _replace(world, call, message, ("text", "entities", "link_preview_options"), body)


def edit_message_caption(world: World, call: Call) -> JSON | bool:
    """Replace the caption and the keyboard."""
    body = read_caption(call) | _keyboard(call)
    message = _to_edit(world, call)
    if not any(key in message.data for key in ("photo", "document")):
        raise bad("there is no caption in the message to edit")
    return _replace(world, call, message, ("caption", "caption_entities"), body)


def edit_message_reply_markup(world: World, call: Call) -> JSON | bool:
    """Replace the keyboard alone."""
    keyboard = _keyboard(call)
    return _replace(world, call, _to_edit(world, call), (), keyboard)


def delete_message(world: World, call: Call) -> bool:
    """Take a message away for everybody, within 48 hours."""
    chat = find_chat(world, call)
    message = find_message(chat, call, "delete")
    if world.now() - message.date > DELETABLE_FOR or not (message.from_bot or chat.private):
        raise bad("message can't be deleted for everyone")
    world.delete(chat, message.id)
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Take several messages away; those that can't be found are passed over."""
    chat = find_chat(world, call)
    wanted = call.array("message_ids", "message identifiers") or []
    if not 1 <= len(wanted) <= 100:
        raise bad("message identifiers are not specified")
    for message_id in wanted:
        message = chat.messages.get(message_id) if isinstance(message_id, int) else None
        if message and world.now() - message.date <= DELETABLE_FOR:
            world.delete(chat, message.id)
    return True


def set_message_reaction(world: World, call: Call) -> bool:
    """Put the bot's reaction under a message."""
    message = find_message(reachable(world, call), call, "react")
    reactions = call.array("reaction", "reaction types") or []
    if len(reactions) > 1 or not all(isinstance(one, dict) and one.get("type") == "emoji" for one in reactions):
        raise bad("REACTION_INVALID")
    message.shown = message.shown | {"reactions": [one.get("emoji") for one in reactions]}
    world.events.publish("edited", chat_id=message.data["chat"]["id"], message=message.view())
    return True


def _to_edit(world: World, call: Call) -> Message:
    if call.has("inline_message_id"):
        message = world.inline_messages.get(call.text("inline_message_id"))
        if message is None:
            raise bad("MESSAGE_ID_INVALID")
        return message
    message = find_message(reachable(world, call), call, "edit")
    if not message.from_bot:
        raise bad("message can't be edited")
    return message


def _keyboard(call: Call) -> JSON:
    keyboard = read_inline(call)
    return {"reply_markup": keyboard} if keyboard else {}


def _replace(world: World, call: Call, message: Message, gone: tuple[str, ...], body: JSON) -> JSON | bool:
    kept = {key: value for key, value in message.data.items() if key not in (*gone, "reply_markup", "edit_date")}
    new = kept | body
    if new == {key: value for key, value in message.data.items() if key != "edit_date"}:
        raise bad(NOT_MODIFIED)
    message.shown = {key: value for key, value in message.shown.items() if key != "reply_markup"}
    world.edited(message, new)
    return True if call.has("inline_message_id") else message.data


METHODS = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "setmessagereaction": set_message_reaction,
}
