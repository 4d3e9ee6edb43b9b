"""Presses of buttons and their answers."""

from __future__ import annotations

from datetime import timedelta

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.lab import Lab, buttons

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
QUERIES = "telegram-bot-api: Client.cpp, QUERY_ID_INVALID"


@behaviour("Bot API documentation: CallbackQuery")
async def tap_and_answer(lab: Lab) -> None:
    """A press carries who, what and the message with its keyboard; the answer reaches the app."""
    sent = await lab.say("one", reply_markup=buttons(["A"]))
    tap = lab.world.taps(lab.ann, lab.ann.id, sent["message_id"], "A")
    query = await lab.next_update("callback_query")
    assert (query["data"], query["from"]["id"], query["message"]["message_id"]) == ("A", lab.ann.id, sent["message_id"])
    assert query["message"]["reply_markup"] == sent["reply_markup"]
    assert query["chat_instance"]
    assert await lab.call("answerCallbackQuery", callback_query_id=query["id"], text="yes", show_alert=True) is True
    assert await tap.wait(1) == {"text": "yes", "show_alert": True, "url": ""}


@behaviour(QUERIES)
async def answered_once(lab: Lab) -> None:
    """A press is answered once; a second answer, an unknown id and none are refused alike."""
    sent = await lab.say("one", reply_markup=buttons(["A"]))
    lab.world.taps(lab.ann, lab.ann.id, sent["message_id"], "A")
    query = await lab.next_update("callback_query")
    await lab.call("answerCallbackQuery", callback_query_id=query["id"])
    for query_id in (query["id"], "12345"):
        await lab.refuses(TOO_OLD, "answerCallbackQuery", callback_query_id=query_id)


@behaviour("telegram-bot-api: Client.cpp, add_update(CallbackQuery, ..., 150, ...)")
async def taps_grow_old(lab: Lab) -> None:
    """A press that is not fetched within 150 s is gone unseen, and by then an answer comes too late."""
    sent = await lab.say("one", reply_markup=buttons(["A"]))
    lab.world.taps(lab.ann, lab.ann.id, sent["message_id"], "A")
    query = await lab.next_update("callback_query")
    lab.world.taps(lab.ann, lab.ann.id, sent["message_id"], "A")
    lab.world.person_sends(lab.ann, "still here")
    lab.world.move_clock(timedelta(seconds=151))
    await lab.refuses(TOO_OLD, "answerCallbackQuery", callback_query_id=query["id"])
    assert [sorted(update) for update in await lab.updates()] == [["message", "update_id"]]


@behaviour("Bot API documentation: answerCallbackQuery")
async def answers_with_limits(lab: Lab) -> None:
    """An answer has at most 200 characters, and its link may only lead to the bot itself."""
    sent = await lab.say("one", reply_markup=buttons(["A"]))
    tap = lab.world.taps(lab.ann, lab.ann.id, sent["message_id"], "A")
    query_id = (await lab.next_update("callback_query"))["id"]
    await lab.refuses("MESSAGE_TOO_LONG", "answerCallbackQuery", callback_query_id=query_id, text="a" * 201)
    await lab.refuses("URL_INVALID", "answerCallbackQuery", callback_query_id=query_id, url="https://example.org")
    url = f"https://t.me/{lab.world.bot['username']}?start=x"
    await lab.call("answerCallbackQuery", callback_query_id=query_id, url=url)
    assert await tap.wait(1) == {"text": "", "show_alert": False, "url": url}


@behaviour("Bot API documentation: InaccessibleMessage")
async def tap_on_an_old_message(lab: Lab) -> None:
    """A press on a message that is too old carries only where it stands, with date 0."""
    lab.world.inaccessible_after = timedelta(days=2)
    sent = await lab.say("one", reply_markup=buttons(["A"]))
    lab.world.move_clock(timedelta(days=3))
    lab.world.taps(lab.ann, lab.ann.id, sent["message_id"], "A")
    message = (await lab.next_update("callback_query"))["message"]
    assert (message["message_id"], message["date"], message.get("text")) == (sent["message_id"], 0, None)
    assert message["chat"]["id"] == lab.ann.id
