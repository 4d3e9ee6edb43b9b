"""The methods by which the bot tells Telegram about itself: commands, descriptions, name, menu button."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from tgbot.playground.botapi.refusal import bad
from tgbot.playground.profile import DEFAULT_SCOPE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tgbot.playground.botapi.call import Call
    from tgbot.playground.people import JSON
    from tgbot.playground.world import World

MOST_COMMANDS, LONGEST_COMMAND_TEXT = 100, 256
LONGEST = {"name": 64, "description": 512, "short_description": 120}
SCOPES = frozenset({
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators",
    "chat_member",
})  # fmt: skip


def _language(call: Call) -> str:
    language = call.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    return language


def _scope(call: Call) -> str:
    scope = call.object("scope")
    if not scope:
        return DEFAULT_SCOPE
    if scope.get("type") not in SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    return orjson.dumps(scope, option=orjson.OPT_SORT_KEYS).decode()


def set_my_commands(world: World, call: Call) -> bool:
    """Keep the commands of a scope and language."""
    commands = call.array("commands", "BotCommand") or []
    if len(commands) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[_scope(call), _language(call)] = [_command(one) for one in commands]
    world.events.publish("commands")
    return True


def _command(given: object) -> JSON:
    if not isinstance(given, dict):
        raise bad("can't parse BotCommand: expected an Object")
    command, words = str(given.get("command", "")).removeprefix("/"), str(given.get("description", ""))
    if not re.fullmatch(r"[a-z0-9_]{1,32}", command):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(words) <= LONGEST_COMMAND_TEXT:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": words}


def get_my_commands(world: World, call: Call) -> list[JSON]:
    """Tell the commands of exactly this scope and language."""
    return world.profile.commands.get((_scope(call), _language(call)), [])


def delete_my_commands(world: World, call: Call) -> bool:
    """Forget the commands of a scope and language."""
    world.profile.commands.pop((_scope(call), _language(call)), None)
    world.events.publish("commands")
    return True


def _setter(kind: str) -> Callable[[World, Call], bool]:
    def set_text(world: World, call: Call) -> bool:
        text = call.text(kind).strip()
        if len(text) > LONGEST[kind]:
            raise bad(f"{kind.replace('_', ' ')} is too long")
        world.profile.set_text(kind, _language(call), text)
        world.events.publish("commands")
        return True

    return set_text


def _getter(kind: str) -> Callable[[World, Call], JSON]:
    def get_text(world: World, call: Call) -> JSON:
        text = world.profile.text(kind, _language(call))
        return {kind: text or (world.bot["first_name"] if kind == "name" else "")}

    return get_text


def set_chat_menu_button(world: World, call: Call) -> bool:
    """Keep the menu button of a chat, or of all."""
    button = call.object("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad("can't parse menu button: unsupported type specified")
    world.profile.menu[call.integer("chat_id")] = button
    return True


def get_chat_menu_button(world: World, call: Call) -> JSON:
    """Tell the menu button of a chat."""
    return world.profile.menu_button(call.integer("chat_id"))


METHODS: dict[str, Any] = {
    "setmycommands": set_my_commands,
    "getmycommands": get_my_commands,
    "deletemycommands": delete_my_commands,
    "setmyname": _setter("name"),
    "getmyname": _getter("name"),
    "setmydescription": _setter("description"),
    "getmydescription": _getter("description"),
    "setmyshortdescription": _setter("short_description"),
    "getmyshortdescription": _getter("short_description"),
    "setchatmenubutton": set_chat_menu_button,
    "getchatmenubutton": get_chat_menu_button,
}
