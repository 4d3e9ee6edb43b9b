"""Groups: only the way to the private chat, /privacy, and otherwise silence."""

from __future__ import annotations

import pytest

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tgbot.app import Bot
from tgbot.checklist.code import Link
from tgbot.playground.world import World
from tgbot.store import Store


@pytest.fixture
def group(bot: Bot, world: World) -> Chat:
    """Give a group of Ada, Ben and the bot, as Ada sees it."""
    ada, ben = world.add_person("Ada"), world.add_person("Ben")
    return Chat(world, ada, world.add_group("Family", [ada, ben]))


@pytest.mark.parametrize(
    "said",
    ["/start", "/check", "/learn", "/mydata", "/erase", "/start@twitch_helper_bot check", "/nonsense@twitch_helper_bot",
     "@twitch_helper_bot do I have ALS?", "@twitch_helper_bot my face is drooping on one side"],
)  # fmt: skip
async def test_whoever_speaks_to_it_gets_the_private_chat(group: Chat, said: str) -> None:
    """No health question and no answer about health: one button, an address, and the emergency sentence."""
    await group.send(said)
    group.shows("do not belong in a group", "emergency number")
    assert [list(button) for row in group.newest["reply_markup"]["inline_keyboard"] for button in row] == [
        ["text", "url"]
    ]


async def test_the_button_opens_the_private_chat(group: Chat, world: World) -> None:
    """The address leads to the start page in the own chat."""
    await group.send("/check")
    url = group.button("Open a private chat")["url"]
    private = Chat(world, group.person)
    await private.send(f"/start {url.partition('start=')[2]}")
    private.shows("Hello.")
    private.hides("leads nowhere")


async def test_privacy_answers(group: Chat) -> None:
    """/privacy tells all, and has no button that would ask about health."""
    await group.send("/privacy")
    group.shows("Privacy", "The test's operator", "operator@example.org")
    assert all("url" in button for row in group.newest["reply_markup"]["inline_keyboard"] for button in row)


async def test_a_reply_to_it_is_spoken_to_it(group: Chat) -> None:
    """A reply to its message gets the way to the private chat, also where a prompt's link would stand in it."""
    await group.send("/check")
    await group.send("my leg is weak", reply_to=group.newest["message_id"])
    group.shows("do not belong in a group")
    assert len(group.said) == 2


@pytest.mark.parametrize(
    "said", ["my nose twitches", "I cannot breathe", "/weather", "/start@another_bot", "/privacy@another_bot"]
)
async def test_it_is_silent_unless_spoken_to(group: Chat, said: str) -> None:
    """What people say to each other, or to other bots, is not answered, even where it can read it."""
    post(group, {"text": said})
    await group.send("/check")
    assert len(group.said) == 1


async def test_being_added_and_what_the_group_does_is_not_answered(group: Chat, world: World, store: Store) -> None:
    """Being added, a new member, a new title, a changed message: silence, and no row."""
    body = {
        "chat": group.room.json(),
        "from": group.person.json(),
        "date": world.now(),
        "old_chat_member": {"user": world.bot, "status": "left"},
        "new_chat_member": {"user": world.bot, "status": "member"},
    }
    world.updates.add("my_chat_member", body, str(group.room.id))
    post(group, {"new_chat_members": [world.bot]})
    post(group, {"new_chat_title": "Us"})
    post(group, {"group_chat_created": True})
    post(group, {"text": "/check", "edit_date": world.now()}, kind="edited_message")
    await group.send("/privacy")
    assert len(group.said) == 1
    assert set((await rows(store)).values()) == {0}


async def test_no_button_of_the_private_chat_works_in_a_group(group: Chat, bot: Bot, store: Store) -> None:
    """A forged tap in a group opens nothing about health and stores nothing."""
    await group.send("/check")
    message = group.newest["message_id"]
    for page in ("next", "section", "crisis", "consent", "useful", "not_meant", "erased"):
        await group.tap_data(bot.deps.codec.encode(Link(page)), message)
        group.shows("do not belong in a group")
    assert set((await rows(store)).values()) == {0}


def post(group: Chat, body: dict[str, object], kind: str = "message") -> None:
    """Let something reach the bot that a group with privacy mode would keep from it."""
    entities = (
        {"entities": [{"type": "bot_command", "offset": 0, "length": 8}]}
        if str(body.get("text", ""))[:1] == "/"
        else {}
    )
    message = group.world.post(group.room, group.person.json(), body | entities)
    group.world.updates.add(kind, message.data, str(group.room.id))
