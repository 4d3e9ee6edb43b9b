"""What people do, and how the bot hears of it: groups, inline mode, edits, things that are no text."""

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


async def test_in_a_group_only_what_is_meant_for_the_bot_reaches_it(raw: Raw, world: World, ann: Person) -> None:
    """Commands, mentions and replies to the bot come; talk among people and others' commands do not."""
    bea = world.add_person("Bea")
    group = world.add_group("Family", [ann, bea])
    asked = (await raw("sendMessage", chat_id=group.id, text="What time?", reply_markup={"force_reply": True}))[
        "result"
    ]
    for text in ("hello Bea", "/help@other_bot", "/help@twitch_helper_bot", "/help", "ask @twitch_helper_bot"):
        world.person_sends(ann, text, group)
    world.person_sends(bea, "at nine", group, reply_to=asked["message_id"])
    heard = [update["message"]["text"] for update in await updates(raw)]
    assert heard == ["/help@twitch_helper_bot", "/help", "ask @twitch_helper_bot", "at nine"]


async def test_nobody_writes_into_a_group_they_are_not_in(world: World, ann: Person) -> None:
    """An app would not let them."""
    group = world.add_group("Others", [world.add_person("Bea")])
    with pytest.raises(ValueError, match="not in this chat"):
        world.person_sends(ann, "hi", group)


async def test_edits_and_things_that_are_no_text(raw: Raw, world: World, ann: Person) -> None:
    """An edited message, a place, a voice note, a sticker, a file, a contact and a forward each come as their kind."""
    first = world.person_sends(ann, "helo")
    world.edits(ann, first["message_id"], "hello")
    world.sends_location(ann, 52.5, 13.4)
    world.sends_voice(ann)
    world.sends_sticker(ann)
    world.sends_document(ann, b"x", "a.txt", "text/plain")
    world.sends_photo(ann, b"jpeg", "look /here")
    world.sends_contact(ann)
    world.forwards(ann, first)
    heard = await updates(raw)
    assert [update["edited_message"]["text"] for update in heard if "edited_message" in update] == ["hello"]
    kinds = ("location", "voice", "sticker", "document", "photo", "contact", "forward_origin")
    assert [kind for update in heard[2:] for kind in kinds if kind in update["message"]] == list(kinds)
    assert heard[6]["message"]["caption_entities"][0]["type"] == "bot_command"


async def test_inline_mode_from_question_to_press(raw: Raw, world: World, ann: Person) -> None:
    """Results are offered, one is chosen and posted, its button is pressed without a chat, the message is edited."""
    query = world.inline_query(ann, "nose")
    (asked,) = await updates(raw)
    result = {
        "type": "article",
        "id": "1",
        "title": "Nose",
        "input_message_content": {"message_text": "<b>Nose</b>", "parse_mode": "HTML"},
        "reply_markup": {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]},
    }
    assert (await raw("answerInlineQuery", inline_query_id=asked["inline_query"]["id"], results=[result]))["ok"]
    posted = world.inline_choose(ann, query, "1")
    assert (posted["text"], posted["via_bot"]["id"]) == ("Nose", world.bot["id"])
    tap = world.taps_inline(ann, posted["inline_message_id"], "more")
    chosen, pressed = await updates(raw)
    assert chosen["chosen_inline_result"]["inline_message_id"] == posted["inline_message_id"]
    assert "message" not in pressed["callback_query"]
    await raw("editMessageText", inline_message_id=posted["inline_message_id"], text="Nose and more")
    assert world.messages(ann.id)[-1]["text"] == "Nose and more"
    await raw("answerCallbackQuery", callback_query_id=pressed["callback_query"]["id"])
    assert await tap.wait(1) is not None


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
