"""The world's own bounds. What people do and how the bot hears of it is in conformance/."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.playground.conftest import Raw
    from tgbot.playground.people import Person
    from tgbot.playground.world import World


async def updates(raw: Raw) -> list[dict[str, Any]]:
    """Fetch and confirm what waits."""
    found: list[dict[str, Any]] = (await raw("getUpdates"))["result"]
    if found:
        await raw("getUpdates", offset=found[-1]["update_id"] + 1)
    return found


async def test_nobody_writes_into_a_group_they_are_not_in(world: World, ann: Person) -> None:
    """An app would not let them."""
    group = world.add_group("Others", [world.add_person("Bea")])
    with pytest.raises(ValueError, match="not in this chat"):
        world.person_sends(ann, "hi", group)


async def test_inline_results_that_telegram_refuses(raw: Raw, world: World, ann: Person) -> None:
    """Too many, doubled ids, no title, a wrong query."""
    world.inline_query(ann, "x")
    query_id = (await updates(raw))[0]["inline_query"]["id"]
    good = {"type": "article", "id": "1", "title": "t", "input_message_content": {"message_text": "x"}}

    async def refusal(results: list[dict[str, Any]]) -> str:
        return await raw.refusal("answerInlineQuery", inline_query_id=query_id, results=results)

    assert "RESULTS_TOO_MUCH" in await refusal([good | {"id": str(n)} for n in range(51)])
    assert "RESULT_ID_DUPLICATE" in await refusal([good, good])
    assert "title" in await refusal([good | {"title": ""}])
    assert "query is too old" in await raw.refusal("answerInlineQuery", inline_query_id="nope", results=[])


async def test_what_happens_can_be_watched(raw: Raw, world: World, ann: Person) -> None:
    """Messages, edits, deletions, actions, drafts and commands are told as they happen."""
    heard: list[str] = []

    async def watch() -> None:
        heard.extend([event["type"] async for event in world.watch()])

    watcher = asyncio.create_task(watch())
    await asyncio.sleep(0)
    sent = (await raw("sendMessage", chat_id=ann.id, text="x"))["result"]["message_id"]
    await raw("editMessageText", chat_id=ann.id, message_id=sent, text="y")
    await raw("deleteMessage", chat_id=ann.id, message_id=sent)
    await raw("sendChatAction", chat_id=ann.id, action="typing")
    await raw("sendMessageDraft", chat_id=ann.id, draft_id=1, text="soon")
    await raw("setMyCommands", commands=[{"command": "a", "description": "b"}])
    world.close()
    await asyncio.wait_for(watcher, 1)
    assert heard == ["message", "edited", "deleted", "action", "draft", "commands"]


async def test_a_chat_keeps_its_newest_messages_only(raw: Raw, world: World, ann: Person) -> None:
    """However long a chat goes on, its memory is bounded."""
    world.history = 10
    for number in range(30):
        world.person_sends(ann, str(number))
    assert [message["text"] for message in world.messages(ann.id)] == [str(number) for number in range(20, 30)]
    assert "message to edit not found" in await raw.refusal("editMessageText", chat_id=ann.id, message_id=1, text="x")
