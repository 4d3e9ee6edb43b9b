"""The methods that ask about the bot itself and about chats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tgbot.playground.botapi.reach import find_chat
from tgbot.playground.botapi.refusal import bad, forbidden

if TYPE_CHECKING:
    from tgbot.playground.botapi.call import Call
    from tgbot.playground.people import JSON
    from tgbot.playground.world import World

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_me(world: World, _call: Call) -> JSON:
    """Tell who the bot is."""
    return world.bot | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, call: Call) -> JSON:
    """Tell everything about a chat."""
    chat = find_chat(world, call)
    kinds = dict.fromkeys(GIFTS, chat.private)
    return chat.json() | {"accent_color_id": chat.id % 7, "max_reaction_count": 11, "accepted_gift_types": kinds}


def get_chat_member(world: World, call: Call) -> JSON:
    """Tell how somebody stands in a chat."""
    chat, user_id = find_chat(world, call), call.integer("user_id")
    if user_id == world.bot["id"]:
        return {"user": world.bot, "status": "member"}
    member = next((person for person in chat.members if person.id == user_id), None)
    if member:
        return {"user": member.json(), "status": "member"}
    stranger = world.people.get(user_id)
    if stranger is None:
        raise bad("PARTICIPANT_ID_INVALID")
    return {"user": stranger.json(), "status": "left"}


def get_chat_member_count(world: World, call: Call) -> int:
    """Count who is in a chat, the bot included."""
    return len(find_chat(world, call).members) + 1


def leave_chat(world: World, call: Call) -> bool:
    """Leave a group."""
    chat = find_chat(world, call)
    if chat.private:
        raise forbidden("bot can't leave a private chat")
    del world.chats[chat.id]
    return True


def log_out(_world: World, _call: Call) -> bool:
    """Do nothing: there is no other server to go to."""
    return True


METHODS = {
    "getme": get_me,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatmembercount": get_chat_member_count,
    "leavechat": leave_chat,
    "logout": log_out,
    "close": log_out,
}
