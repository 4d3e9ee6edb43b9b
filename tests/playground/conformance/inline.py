"""Inline mode: asked from any chat, answered, chosen, and edited afterwards."""

from __future__ import annotations

from datetime import timedelta

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.lab import JSON, Lab, buttons

DOCUMENTED = "Bot API documentation: inline mode, answerInlineQuery"


def article(number: int | str = 1) -> JSON:
    """Make a result."""
    return {"type": "article", "id": str(number), "title": f"Nose {number}",
            "input_message_content": {"message_text": "<b>Nose</b>", "parse_mode": "HTML"}}  # fmt: skip


@behaviour(DOCUMENTED)
async def inline_question(lab: Lab) -> None:
    """A person's question comes with its words; the results reach the app, up to fifty, each with its own id."""
    asked = lab.world.inline_query(lab.ann, "nose", "10")
    query = await lab.next_update("inline_query")
    assert (query["query"], query["offset"], query["from"]["id"]) == ("nose", "10", lab.ann.id)
    answer = {"inline_query_id": query["id"]}
    await lab.refuses("RESULTS_TOO_MUCH", "answerInlineQuery", results=[article(n) for n in range(51)], **answer)
    await lab.refuses("RESULT_ID_DUPLICATE", "answerInlineQuery", results=[article(), article()], **answer)
    assert await lab.call("answerInlineQuery", results=[article(n) for n in range(50)], **answer) is True
    told = await asked.wait(1)
    assert told
    assert (len(told["results"]), told["results"][0]["message"]["text"]) == (50, "Nose")


@behaviour("telegram-bot-api: Client.cpp, add_new_inline_query (30 s), QUERY_ID_INVALID")
async def inline_answers_too_late(lab: Lab) -> None:
    """A question that is not fetched within 30 s is gone; an answer to an unknown or old one is refused."""
    lab.world.inline_query(lab.ann, "nose")
    query = await lab.next_update("inline_query")
    lab.world.inline_query(lab.ann, "toes")
    lab.world.move_clock(timedelta(seconds=31))
    assert await lab.updates() == []
    lab.world.move_clock(timedelta(seconds=151))
    for query_id in (query["id"], "12345"):
        await lab.refuses("query is too old and response timeout expired or query ID is invalid",
                          "answerInlineQuery", inline_query_id=query_id, results=[article()])  # fmt: skip


@behaviour("Bot API documentation: ChosenInlineResult, inline_message_id")
async def shared_message(lab: Lab) -> None:
    """A chosen result is posted in the person's name; its buttons come without a chat, and it can be edited."""
    asked = lab.world.inline_query(lab.ann, "nose")
    query = await lab.next_update("inline_query")
    await lab.call("answerInlineQuery", inline_query_id=query["id"],
                   results=[article() | {"reply_markup": buttons(["More"])}])  # fmt: skip
    posted = lab.world.inline_choose(lab.ann, asked, "1")
    assert (posted["from"]["id"], posted["via_bot"]["id"]) == (lab.ann.id, lab.world.bot["id"])
    chosen = await lab.next_update("chosen_inline_result")
    assert (chosen["result_id"], chosen["query"]) == ("1", "nose")
    tap = lab.world.taps_inline(lab.ann, chosen["inline_message_id"], "More")
    pressed = await lab.next_update("callback_query")
    assert (pressed["inline_message_id"], pressed.get("message")) == (chosen["inline_message_id"], None)
    await lab.call("answerCallbackQuery", callback_query_id=pressed["id"])
    assert await tap.wait(1) is not None
    shared = chosen["inline_message_id"]
    assert await lab.call("editMessageText", inline_message_id=shared, text="Nose and more") is True
    assert (lab.shown()["text"], lab.shown().get("reply_markup")) == ("Nose and more", None)
    await lab.refuses("MESSAGE_ID_INVALID", "editMessageText", inline_message_id="nothing", text="x")
