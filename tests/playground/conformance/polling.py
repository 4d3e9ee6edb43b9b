"""getUpdates: what is confirmed, what is kept how long, who may ask."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.client import PATIENCE
from tests.playground.conformance.lab import JSON, Lab

GET_UPDATES = "telegram-bot-api: Client.cpp, process_get_updates_query, do_get_updates"


def texts(updates: list[JSON]) -> list[str]:
    """Tell the texts of messages."""
    return [update["message"]["text"] for update in updates if "message" in update]


@behaviour(GET_UPDATES)
async def offsets_confirm(lab: Lab) -> None:
    """An offset confirms what is before it; a limit holds; one that lies far ahead confirms nothing."""
    for number in range(5):
        lab.world.person_sends(lab.ann, str(number))
    first = await lab.updates(limit=2)
    assert texts(first) == ["0", "1"]
    rest = await lab.updates(offset=first[-1]["update_id"] + 1)
    assert texts(rest) == ["2", "3", "4"]
    assert [one["update_id"] for one in rest] == [first[0]["update_id"] + n for n in (2, 3, 4)]
    assert texts(await lab.updates(offset=rest[-1]["update_id"] + 1000)) == ["2", "3", "4"]


@behaviour(GET_UPDATES)
async def negative_offset(lab: Lab) -> None:
    """A negative offset keeps the newest so many and forgets the others."""
    for number in range(5):
        lab.world.person_sends(lab.ann, str(number))
    assert texts(await lab.updates(offset=-2)) == ["3", "4"]
    assert len(lab.world.updates.pending()) == 2


@behaviour(GET_UPDATES)
async def same_offset_at_once(lab: Lab) -> None:
    """Who asks with the same offset again within half a second gets one update only."""
    for number in range(3):
        lab.world.person_sends(lab.ann, str(number))
    assert len(await lab.updates(offset=1)) == 3
    assert len(await lab.updates(offset=1)) == 1
    lab.world.pace.push(0.6)
    assert len(await lab.updates(offset=1)) == 3


@behaviour("telegram-bot-api: Client.cpp, add_update_impl, get_allowed_update_types")
async def wanted_kinds(lab: Lab) -> None:
    """Which kinds are wanted counts when an update is made, and is remembered until it is told anew."""
    await lab.updates(allowed_updates=["callback_query"])
    lab.world.person_sends(lab.ann, "unheard")
    assert await lab.updates(offset=1, allowed_updates=["message", "no_such_kind"]) == []
    lab.world.person_sends(lab.ann, "heard")
    first = lab.world.person_sends(lab.ann, "helo")
    lab.world.edits(lab.ann, first["message_id"], "hello")
    found = await lab.updates(offset=2)
    assert texts(found) == ["heard", "helo"]
    assert not any("edited_message" in update for update in found)


@behaviour("telegram-bot-api: Client.cpp, add_update (timeouts)")
async def updates_grow_old(lab: Lab) -> None:
    """What is not fetched is gone: inline queries after 30 s, taps after 150, chosen results 600, others in a day."""
    sent = await lab.say("x", reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]})
    lab.world.person_sends(lab.ann, "message")
    lab.world.inline_query(lab.ann, "query")
    lab.world.taps(lab.ann, lab.ann.id, sent["message_id"], "a")
    lab.world.updates.add("chosen_inline_result", {"result_id": "1", "from": lab.ann.json(), "query": ""}, "1")

    async def kinds_after(seconds: int) -> list[str]:
        lab.world.move_clock(timedelta(seconds=seconds))
        lab.world.pace.push(1)
        return sorted(key for update in await lab.updates() for key in update if key != "update_id")

    assert await kinds_after(29) == ["callback_query", "chosen_inline_result", "inline_query", "message"]
    assert await kinds_after(2) == ["callback_query", "chosen_inline_result", "message"]
    assert await kinds_after(120) == ["chosen_inline_result", "message"]
    assert await kinds_after(450) == ["message"]
    assert await kinds_after(24 * 3600) == []


@behaviour("telegram-bot-api: Client.cpp, abort_long_poll, fail_query_conflict")
async def two_pollers(lab: Lab) -> None:
    """Of two pollers the one that waits is turned away with a 409; the newer one gets the update."""
    first = asyncio.create_task(lab.refusal("getUpdates", timeout=5, offset=1))
    await lab.until(lambda: lab.world.updates.waited_for)
    second = asyncio.create_task(lab.updates(timeout=5, offset=2))
    refused = await first
    assert (refused.code, refused.words) == (
        409, "terminated by other getupdates request; make sure that only one bot instance is running",
    )  # fmt: skip
    lab.world.person_sends(lab.ann, "hello")
    assert texts(await second) == ["hello"]


@behaviour("Bot API documentation: getUpdates, timeout")
async def long_poll(lab: Lab) -> None:
    """A poll waits until something comes."""
    poll = asyncio.create_task(lab.updates(timeout=5))
    await lab.until(lambda: lab.world.updates.waited_for)
    lab.world.person_sends(lab.ann, "hello")
    assert texts(await poll) == ["hello"]


@behaviour("each library's own guide")
async def own_polling_loop(lab: Lab) -> None:
    """The library's own loop, filters and shortcuts hold a whole conversation: start, tap, text, inline."""
    await lab.client.ask("run", secret=None)
    try:
        await whole_conversation(lab)
    finally:
        await lab.client.ask("rest")
    assert lab.world.updates.pending() == []


async def whole_conversation(lab: Lab) -> None:
    """Talk with the small bot that each driver has."""
    with lab.world.events.listen() as shown:

        async def next_of_bot(kind: str) -> JSON:
            while (
                (event := await shown.get()) is None or event["type"] != kind or not event["message"]["from"]["is_bot"]
            ):
                pass
            return dict(event["message"])

        lab.world.person_sends(lab.ann, "/start s-nose")
        assert (await lab.client.hears("start"))["payload"] == "s-nose"
        hello = await next_of_bot("message")
        assert (hello["text"], hello["entities"][0]["type"]) == ("Hello Ann", "bold")
        tap = lab.world.taps(lab.ann, lab.ann.id, hello["message_id"], "on")
        assert await tap.wait(PATIENCE) == {"text": "noted", "show_alert": False, "url": ""}
        edited = await next_of_bot("edited")
        assert (edited["text"], edited.get("reply_markup")) == ("You said on", None)
        lab.world.person_sends(lab.ann, "good morning")
        assert (await next_of_bot("message"))["text"] == "Heard: good morning"
        answer = await lab.world.inline_query(lab.ann, "nose").wait(PATIENCE)
        assert answer
        assert [one["title"] for one in answer["results"]] == ["nose"]
