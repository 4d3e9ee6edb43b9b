"""Updates delivered to the bot's own address."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.client import PATIENCE
from tests.playground.conformance.lab import Lab
from tests.playground.conformance.polling import texts, whole_conversation

ACTOR = "telegram-bot-api: WebhookActor.cpp"
SET = "telegram-bot-api: Client.cpp, process_set_webhook_query, do_set_webhook"
NO_POLLING = "can't use getupdates method while webhook is active; use deletewebhook to delete the webhook first"


@dataclass
class Receiver:
    """An address that notes what comes and answers as told: 200 when nothing is left to answer."""

    url: str = ""
    answers: list[web.Response] = field(default_factory=list)
    got: asyncio.Queue[tuple[str, str | None]] = field(default_factory=asyncio.Queue)

    async def take(self, request: web.Request) -> web.Response:
        """Take one delivery."""
        body: dict[str, Any] = await request.json()
        await self.got.put((body["message"]["text"], request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return self.answers.pop(0) if self.answers else web.Response()

    async def next(self) -> str:
        """Wait for the next delivery and tell its text."""
        return (await asyncio.wait_for(self.got.get(), PATIENCE))[0]


@contextlib.asynccontextmanager
async def receiver() -> AsyncIterator[Receiver]:
    """Listen on a free port."""
    made, application = Receiver(), web.Application()
    application.router.add_post("/hook", made.take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield made
    await runner.cleanup()


@behaviour("each library's own guide")
async def own_web_server(lab: Lab) -> None:
    """The library's own webhook holds a whole conversation, its answers in the bodies of its replies included."""
    url = await lab.client.ask("run", secret="hush")
    try:
        assert await lab.call("setWebhook", url=url, secret_token="hush") is True
        await whole_conversation(lab)
        await lab.call("deleteWebhook")
    finally:
        await lab.client.ask("rest")
    assert lab.world.updates.pending() == []


@behaviour(ACTOR)
async def wrong_secret(lab: Lab) -> None:
    """A delivery with another secret is turned away by the library, stays, and getWebhookInfo tells of it."""
    url = await lab.client.ask("run", secret="hush")
    try:
        await lab.call("setWebhook", url=url, secret_token="loud")
        lab.world.person_sends(lab.ann, "hello")
        await lab.until(lambda: lab.served.api.webhook.last_error is not None)
        info = await lab.call("getWebhookInfo")
        assert info["last_error_message"].startswith("Wrong response from the webhook: 40")
        assert info["pending_update_count"] == 1
        await lab.call("deleteWebhook")
    finally:
        await lab.client.ask("rest")
    assert lab.client.heard.empty()


@behaviour(ACTOR)
async def repeated_deliveries(lab: Lab) -> None:
    """A delivery is repeated at once, then after growing pauses or as Retry-After says; later ones of the chat wait."""
    async with receiver() as hook:
        hook.answers = [web.Response(status=500), web.Response(status=503),
                        web.Response(status=429, headers={"Retry-After": "300"})]  # fmt: skip
        await lab.call("setWebhook", url=hook.url)
        lab.world.person_sends(lab.ann, "first")
        lab.world.person_sends(lab.ann, "second")
        assert [await hook.next(), await hook.next()] == ["first", "first"]
        for pause in (2.1, 300):
            await asyncio.sleep(0.02)
            assert hook.got.empty()
            lab.world.pace.push(pause)
            assert await hook.next() == "first"
        assert await hook.next() == "second"
        info = await lab.call("getWebhookInfo")
        assert (info["url"], info["max_connections"], info["pending_update_count"]) == (hook.url, 40, 0)
        assert info["last_error_message"] == "Wrong response from the webhook: 429 Too Many Requests"


@behaviour(ACTOR)
async def answer_in_the_body(lab: Lab) -> None:
    """A bot may answer a delivery with a call in its body; methods that only ask are passed over."""
    async with receiver() as hook:
        body = {"method": "sendMessage", "chat_id": lab.ann.id, "text": "from the body"}
        hook.answers = [web.json_response(body), web.json_response({"method": "getMe"})]
        await lab.call("setWebhook", url=hook.url, secret_token="hush-1_A")
        lab.world.person_sends(lab.ann, "hello")
        lab.world.person_sends(lab.ann, "again")
        assert (await hook.got.get())[1] == "hush-1_A"
        await hook.got.get()
        assert lab.shown()["text"] == "from the body"


@behaviour(SET)
async def webhook_or_polling(lab: Lab) -> None:
    """Setting a webhook ends the poll that waits; polling is a 409 until the webhook is taken away."""
    poll = asyncio.create_task(lab.refusal("getUpdates", timeout=5))
    await lab.until(lambda: lab.world.updates.waited_for)
    async with receiver() as hook:
        await lab.call("setWebhook", url=hook.url)
        ended = await poll
        assert (ended.code, ended.words) == (409, "terminated by setwebhook request")
        lab.world.pace.push(4)
        await lab.refuses(NO_POLLING, "getUpdates", 409, timeout=0)
        await lab.call("deleteWebhook")
    lab.world.person_sends(lab.ann, "hello")
    assert texts(await lab.updates()) == ["hello"]


@behaviour(SET)
async def setting_a_webhook(lab: Lab) -> None:
    """A webhook can be set once a second; its address and secret have to be right; what waited can be dropped."""
    async with receiver() as hook:
        await lab.call("setWebhook", url=hook.url, max_connections=3, allowed_updates=["message"])
        refused = await lab.refusal("setWebhook", url=hook.url)
        assert (refused.code, refused.retry_after) == (429, 1)
        info = await lab.call("getWebhookInfo")
        assert (info["max_connections"], info["allowed_updates"]) == (3, ["message"])
    for arguments, words in (
        ({"url": "ftp://example.org"}, "invalid webhook URL specified"),
        ({"url": "https://example.org/x", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ):
        lab.world.pace.push(2)
        await lab.refuses(words, "setWebhook", **arguments)
    lab.world.person_sends(lab.ann, "waited")
    await lab.call("deleteWebhook", drop_pending_updates=True)
    assert (await lab.call("getWebhookInfo"))["url"] == ""
    assert await lab.updates() == []
