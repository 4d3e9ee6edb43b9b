"""The methods that answer what a person's app waits for: button presses and inline queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tgbot.playground.botapi.entities import units
from tgbot.playground.botapi.formatted import LONGEST_TEXT, format_text
from tgbot.playground.botapi.markup import inline_keyboard
from tgbot.playground.botapi.refusal import bad

if TYPE_CHECKING:
    from tgbot.playground.botapi.call import Call
    from tgbot.playground.people import JSON
    from tgbot.playground.queries import Query
    from tgbot.playground.world import World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
LONGEST_ALERT, MOST_RESULTS = 200, 50


def answer_callback_query(world: World, call: Call) -> bool:
    """Stop the clock on the pressed button, with a word or an alert if wanted."""
    text = call.text("text")
    if units(text) > LONGEST_ALERT:
        raise bad("MESSAGE_TOO_LONG")
    url = call.text("url")
    if url and not url.startswith((f"https://t.me/{world.bot['username']}?", f"t.me/{world.bot['username']}?")):
        raise bad("URL_INVALID")
    query = _take(world, call, "callback_query_id")
    answer: JSON = {"text": text, "show_alert": call.flag("show_alert"), "url": url}
    query.settle(answer)
    world.events.publish(
        "callback_answer",
        chat_id=query.chat_id,
        message_id=query.message_id,
        person=query.person.id,
        callback_query_id=query.id,
        **answer,
    )
    return True


def answer_inline_query(world: World, call: Call) -> bool:
    """Offer results to somebody who typed "@bot text"."""
    results = call.array("results", "inline query results")
    if results is None:
        raise bad("expected an Array of inline query results")
    if len(results) > MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    read = [_result(one) for one in results]
    if len({one["id"] for one in read}) != len(read):
        raise bad("RESULT_ID_DUPLICATE")
    query = _take(world, call, "inline_query_id")
    answer: JSON = {"results": read, "next_offset": call.text("next_offset"), "is_personal": call.flag("is_personal")}
    if call.has("button"):
        answer["button"] = call.object("button")
    query.settle(answer)
    world.events.publish("inline_answer", person=query.person.id, inline_query_id=query.id, **answer)
    return True


def _take(world: World, call: Call, name: str) -> Query:
    query = world.queries.take(call.text(name), world.clock.now().timestamp())
    if query is None:
        raise bad(TOO_OLD)
    return query


def _result(given: object) -> JSON:
    if not isinstance(given, dict):
        raise bad("can't parse inline query result: expected an Object")
    result_id = str(given.get("id", ""))
    if not 1 <= len(result_id.encode()) <= 64:
        raise bad("RESULT_ID_INVALID")
    if given.get("type") != "article":
        raise bad("can't parse inline query result: the playground knows articles only")
    if not given.get("title"):
        raise bad("can't parse inline query result: Can't find field \"title\"")
    content = given.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad("can't parse inline query result: Can't find field \"input_message_content\"")
    formatted = format_text(str(content["message_text"]), str(content.get("parse_mode") or ""), content.get("entities"))
    if not 0 < units(formatted.text) <= LONGEST_TEXT:
        raise bad("MESSAGE_TOO_LONG" if formatted.text else "message text is empty")
    result: JSON = {"id": result_id, "title": given["title"], "description": given.get("description", "")}
    result["message"] = {"text": formatted.text}
    if formatted.entities:
        result["message"]["entities"] = [entity.json() for entity in formatted.entities]
    if given.get("reply_markup"):
        keyboard = inline_keyboard(given["reply_markup"])
        if keyboard:
            result["reply_markup"] = keyboard
    return result


METHODS = {"answercallbackquery": answer_callback_query, "answerinlinequery": answer_inline_query}
