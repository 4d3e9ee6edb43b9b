"""What the bot tells Telegram about itself."""

from __future__ import annotations

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.lab import JSON, Lab


def command(name: str, words: str = "Begin") -> JSON:
    """Make a command."""
    return {"command": name, "description": words}


@behaviour("Bot API documentation: getMe")
async def who_the_bot_is(lab: Lab) -> None:
    """The bot finds its own name and what it can do."""
    me = await lab.call("getMe")
    assert (me["id"], me["username"], me["is_bot"]) == (lab.world.bot["id"], lab.world.bot["username"], True)
    assert (me["supports_inline_queries"], me["can_read_all_group_messages"]) == (True, False)


@behaviour("Bot API documentation: setMyCommands, BotCommandScope")
async def commands(lab: Lab) -> None:
    """Commands are kept per scope and language, told exactly so, and taken away one by one."""
    private = {"type": "all_private_chats"}
    await lab.call("setMyCommands", commands=[command("start")])
    await lab.call("setMyCommands", commands=[command("start", "Anfangen")], scope=private, language_code="de")
    assert await lab.call("getMyCommands", language_code="de") == []
    (german,) = await lab.call("getMyCommands", scope=private, language_code="de")
    assert german["description"] == "Anfangen"
    assert await lab.call("deleteMyCommands", scope=private, language_code="de") is True
    assert await lab.call("getMyCommands", scope=private, language_code="de") == []
    (everyone,) = await lab.call("getMyCommands")
    assert everyone["command"] == "start"


@behaviour("Bot API documentation: BotCommand; telegram-bot-api: Client.cpp")
async def wrong_commands(lab: Lab) -> None:
    """A command has 1 to 32 of a-z, 0-9 and _, its description up to 256; there are at most a hundred."""
    for given, words in (
        ([command("Start!")], "BOT_COMMAND_INVALID"),
        ([command("a" * 33)], "BOT_COMMAND_INVALID"),
        ([command("a", "d" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([command(f"a{n}") for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ):
        await lab.refuses(words, "setMyCommands", commands=given)
    await lab.refuses("invalid language code specified", "setMyCommands", commands=[command("a")],
                      language_code="english")  # fmt: skip


@behaviour("Bot API documentation: setMyName, setMyDescription, setMyShortDescription")
async def descriptions(lab: Lab) -> None:
    """Name and descriptions are kept per language, fall back to everybody's, and have their limits."""
    for kind, longest in (("Name", 64), ("Description", 512), ("ShortDescription", 120)):
        field = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[kind]
        assert await lab.call(f"setMy{kind}", **{field: "everybody's"}) is True
        await lab.call(f"setMy{kind}", **{field: "französisch"}, language_code="fr")
        assert (await lab.call(f"getMy{kind}", language_code="fr"))[field] == "französisch"
        assert (await lab.call(f"getMy{kind}", language_code="de"))[field] == "everybody's"
        refused = await lab.refusal(f"setMy{kind}", **{field: "a" * (longest + 1)})
        assert (refused.code, refused.words) == (400, f"{field.replace('_', ' ')} is too long")


@behaviour("Bot API documentation: setChatMenuButton")
async def menu_button(lab: Lab) -> None:
    """The menu button is kept per chat, or for all."""
    assert (await lab.call("getChatMenuButton"))["type"] == "default"
    await lab.call("setChatMenuButton", chat_id=lab.ann.id, menu_button={"type": "commands"})
    assert (await lab.call("getChatMenuButton", chat_id=lab.ann.id))["type"] == "commands"
