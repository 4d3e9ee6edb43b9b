"""The methods that put something new into a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tgbot.playground.botapi.files import read_document, read_photo
from tgbot.playground.botapi.formatted import format_text, read_caption, read_text
from tgbot.playground.botapi.markup import no_web_app, read_markup
from tgbot.playground.botapi.reach import find_chat, find_message, reachable, replied
from tgbot.playground.botapi.refusal import bad

if TYPE_CHECKING:
    from tgbot.playground.botapi.call import Call
    from tgbot.playground.people import JSON
    from tgbot.playground.world import World

ACTIONS = (
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note", "cancel", "record_audio",
    "upload_audio", "pick_up_location",
)  # fmt: skip


def send_message(world: World, call: Call) -> JSON:
    """Send a text."""
    body = read_text(call, "message is too long")
    preview = call.object("link_preview_options")
    if call.flag("disable_web_page_preview"):
        preview = {"is_disabled": True}
    return _post(world, call, body | ({"link_preview_options": preview} if preview else {}))


def send_photo(world: World, call: Call) -> JSON:
    """Send a photo, uploaded or known by its file id."""
    return _post(world, call, read_photo(world, call) | read_caption(call))


def send_document(world: World, call: Call) -> JSON:
    """Send a file, uploaded or known by its file id."""
    return _post(world, call, read_document(world, call) | read_caption(call))


def send_location(world: World, call: Call) -> JSON:
    """Send a place."""
    latitude, longitude = call.number("latitude"), call.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad("wrong location specified")
    return _post(world, call, {"location": {"latitude": latitude, "longitude": longitude}})


def send_contact(world: World, call: Call) -> JSON:
    """Send a telephone number with a name."""
    fields = ("phone_number", "first_name", "last_name", "vcard")
    contact = {field: words for field in fields if (words := call.text(field).strip())}
    for field in ("phone_number", "first_name"):
        if field not in contact:
            raise bad(f"{field.replace('_', ' ')} must be non-empty")
    return _post(world, call, {"contact": contact})


def send_chat_action(world: World, call: Call) -> bool:
    """Show that the bot is at work."""
    chat = reachable(world, call)
    action = call.text("action").lower()
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    world.events.publish("action", chat_id=chat.id, action=action)
    return True


def send_message_draft(world: World, call: Call) -> bool:
    """Show a text that is still being written; it is gone after a while and no message."""
    chat = reachable(world, call)
    if not chat.private:
        raise bad("PEER_ID_INVALID")
    if not call.integer("draft_id"):
        raise bad("RANDOM_ID_INVALID")
    formatted = format_text(call.text("text"), call.text("parse_mode"), call.array("entities", "message entities"))
    world.events.publish("draft", chat_id=chat.id, draft_id=call.integer("draft_id"), text=formatted.text)
    return True


def forward_message(world: World, call: Call) -> JSON:
    """Forward a message."""
    message = find_message(find_chat(world, call, "from_chat_id"), call, "forward")
    if message.data.get("has_protected_content"):
        raise bad("message can't be forwarded")
    origin = {"type": "user", "sender_user": message.data["from"], "date": message.date}
    return _post(world, call, message.content() | {"forward_origin": origin})


def copy_message(world: World, call: Call) -> JSON:
    """Send the same content anew."""
    message = find_message(find_chat(world, call, "from_chat_id"), call, "copy")
    if message.data.get("has_protected_content"):
        raise bad("message can't be copied")
    return {"message_id": _post(world, call, message.content() | read_caption(call))["message_id"]}


def _post(world: World, call: Call, body: JSON) -> JSON:
    """Send what was read; as on Telegram, the content is judged first, then the keyboard, then the chat."""
    kept, shown = read_markup(call)
    chat = reachable(world, call)
    if not chat.private:
        no_web_app(kept)
    if call.flag("disable_notification"):
        shown = shown | {"disable_notification": True}
    protected = {"has_protected_content": True} if call.flag("protect_content") else {}
    return world.post(chat, world.bot, replied(chat, call) | body | protected | kept, shown).data


METHODS = {
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendlocation": send_location,
    "sendcontact": send_contact,
    "sendchataction": send_chat_action,
    "sendmessagedraft": send_message_draft,
    "forwardmessage": forward_message,
    "copymessage": copy_message,
}
