"""Updates delivered to the bot's own address."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest_asyncio
from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.playground.conftest import Raw
    from tgbot.playground.people import Person
    from tgbot.playground.world import World


@dataclass
class Receiver:
    """An address that notes what comes and answers as told: 200 when nothing is left to answer."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: asyncio.Queue[tuple[dict[str, Any], str | None]] = field(default_factory=asyncio.Queue)
    at_once: int = 0
    most_at_once: int = 0
    seconds: float = 0.0

    async def take(self, request: web.Request) -> web.Response:
        """Take one delivery."""
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        body = await request.json()
        await asyncio.sleep(self.seconds)
        self.at_once -= 1
        await self.got.put((body, request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return web.Response(status=self.answers.pop(0) if self.answers else 200)

    async def texts(self, count: int) -> list[str]:
        """Wait for so many deliveries and tell their texts."""
        return [(await asyncio.wait_for(self.got.get(), 5))[0]["message"]["text"] for _ in range(count)]


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Listen on a free port."""
    receiver = Receiver()
    application = web.Application()
    application.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(application, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_are_pushed_with_the_secret(raw: Raw, world: World, ann: Person, receiver: Receiver) -> None:
    """What waited and what comes are delivered, in order, and are then confirmed."""
    world.person_sends(ann, "before")
    assert (await raw("setWebhook", url=receiver.url, secret_token="hush", max_connections=3))["result"] is True
    world.person_sends(ann, "after")
    assert await receiver.texts(1) == ["before"]
    body, secret = await asyncio.wait_for(receiver.got.get(), 5)
    assert (body["message"]["text"], secret) == ("after", "hush")
    await raw("deleteWebhook")
    assert world.updates.pending() == []


async def test_a_delivery_is_repeated_until_it_is_taken(
    raw: Raw, world: World, ann: Person, receiver: Receiver
) -> None:
    """A refusal brings the same update again, later ones of the chat wait, and the trouble is told."""
    receiver.answers = [500, 503]
    await raw("setWebhook", url=receiver.url)
    world.person_sends(ann, "first")
    world.person_sends(ann, "second")
    assert await receiver.texts(2) == ["first", "first"]
    info = (await raw("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (receiver.url, 2, 40)
    assert info["last_error_message"].startswith("Wrong response from the webhook: 50")
    assert await receiver.texts(2) == ["first", "second"]


async def test_chats_are_delivered_side_by_side_within_the_limit(raw: Raw, world: World, receiver: Receiver) -> None:
    """Ten people at once, four connections: never more than four under way, and nobody is forgotten."""
    receiver.seconds = 0.03
    await raw("setWebhook", url=receiver.url, max_connections=4)
    for number in range(10):
        world.person_sends(world.add_person(f"P{number}"), str(number))
    assert sorted(await receiver.texts(10)) == [str(number) for number in range(10)]
    assert receiver.most_at_once == 4


async def test_polling_and_webhook_exclude_each_other(raw: Raw, world: World, receiver: Receiver) -> None:
    """A waiting poll is ended by the webhook, and a later one refused until it is deleted."""
    poll = asyncio.create_task(raw.refusal("getUpdates", timeout=5))
    await asyncio.sleep(0.1)
    await raw("setWebhook", url=receiver.url)
    assert await poll == "409 Conflict: terminated by setWebhook request"
    world.updates.calm_until = 0.0
    assert (await raw.refusal("getUpdates")).startswith("409 Conflict: can't use getUpdates method while webhook")
    assert await raw.refusal("setWebhook", url=receiver.url) == "429 Too Many Requests: retry after 1"
    await raw("deleteWebhook", drop_pending_updates=True)
    assert (await raw("getUpdates"))["result"] == []


async def test_a_dead_address_keeps_the_updates(raw: Raw, world: World, ann: Person) -> None:
    """Nobody there: the update waits on and can be fetched once the webhook is gone."""
    await raw("setWebhook", url="http://127.0.0.1:9/hook")
    world.person_sends(ann, "hello?")
    await asyncio.sleep(0.2)
    assert "last_error_message" in (await raw("getWebhookInfo"))["result"]
    await raw("deleteWebhook")
    assert [u["message"]["text"] for u in (await raw("getUpdates"))["result"]] == ["hello?"]


async def test_bad_webhooks_are_refused(raw: Raw) -> None:
    """An address must be one, and a secret made of letters, digits, _ and -."""
    assert "bad webhook" in await raw.refusal("setWebhook", url="ftp://example.org")
    assert "unallowed characters" in await raw.refusal("setWebhook", url="https://example.org/x", secret_token="a b")
