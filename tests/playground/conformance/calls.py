"""How a call may come, and what is said to wrong ones."""

from __future__ import annotations

import asyncio

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.lab import Lab
from tgbot.playground.botapi import Fault
from tgbot.playground.botapi.rates import Rates


@behaviour("Bot API documentation: making requests")
async def ways_to_call(lab: Lab) -> None:
    """Arguments come in the address, as a form, multipart or JSON; a method's name in any case of letters."""
    fields = {"chat_id": str(lab.ann.id), "text": "héllo"}
    for method, kind in (
        ("GET", "query"),
        ("POST", "query"),
        ("POST", "form"),
        ("POST", "multipart"),
        ("POST", "json"),
    ):
        url = f"/bot{lab.world.token}/SENDmessage"
        answer = await lab.client.ask("http", method=method, url=url, kind=kind, fields=fields)
        assert (answer["status"], answer["body"]["result"]["text"]) == (200, "héllo"), (method, kind)


@behaviour("telegram-bot-api: ClientManager.cpp, HttpConnection.cpp")
async def wrong_token(lab: Lab) -> None:
    """A wrong token is a 401, and one that is none is told so."""
    for token, words in (("1:wrong", "Unauthorized"), ("wrong", "Unauthorized: invalid token specified")):
        answer = await lab.client.ask("http", method="GET", url=f"/bot{token}/getMe", kind="query", fields={})
        assert answer["status"] == 401
        assert answer["body"] == {"ok": False, "error_code": 401, "description": words}
    await lab.client.ask("open", base=lab.served.url, token="222:other")
    assert (await lab.refusal("getMe")).code == 401


@behaviour("telegram-bot-api: Client.cpp; api.telegram.org answers 404 to unknown methods")
async def unknown_method(lab: Lab) -> None:
    """An unknown method is a 404."""
    refused = await lab.refusal("doMagic", chat_id=lab.ann.id)
    assert (refused.code, "not found" in refused.words) == (404, True)


@behaviour("Bot API documentation: ResponseParameters; telegram-bot-api: Query.cpp, HttpConnection.cpp")
async def too_many_requests(lab: Lab) -> None:
    """Who sends too fast is told how long to wait, in the answer's parameters and in Retry-After; others go on."""
    lab.served.api.rates = Rates(burst=2)
    bea = lab.world.add_person("Bea")
    lab.world.person_sends(bea, "/start")
    for _ in range(3):
        await lab.say("x")
    refused = await lab.refusal("sendMessage", chat_id=lab.ann.id, text="x")
    assert (refused.code, refused.retry_after) == (429, 1)
    assert await lab.call("sendMessage", chat_id=bea.id, text="x")
    answer = await lab.client.ask("http", method="POST", url=f"/bot{lab.world.token}/sendMessage", kind="json",
                                  fields={"chat_id": str(lab.ann.id), "text": "x"})  # fmt: skip
    assert (answer["status"], answer["retry_after"]) == (429, "1")


@behaviour("any network")
async def outages(lab: Lab) -> None:
    """A server in trouble is an error that the library tells from a refusal; a cut connection is none of Telegram's."""
    lab.served.faults.plan(Fault("500", "sendMessage", times=1))
    refused = await lab.refusal("sendMessage", chat_id=lab.ann.id, text="x")
    assert refused.code in (500, 0)
    lab.served.faults.plan(Fault("429", "sendMessage", times=1, retry_after=7))
    assert (await lab.refusal("sendMessage", chat_id=lab.ann.id, text="x")).retry_after == 7
    before = len(lab.world.messages(lab.ann.id))
    lab.served.faults.plan(Fault("drop", "sendMessage", times=1))
    assert (await lab.refusal("sendMessage", chat_id=lab.ann.id, text="x")).code == 0
    assert len(lab.world.messages(lab.ann.id)) == before
    assert (await asyncio.wait_for(lab.say("x"), 5))["text"] == "x"
