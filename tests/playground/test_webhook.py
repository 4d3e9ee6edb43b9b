"""Deliveries side by side, and to nobody. The rest is in conformance/webhooks.py."""

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


async def test_chats_are_delivered_side_by_side_within_the_limit(raw: Raw, world: World, receiver: Receiver) -> None:
    """Ten people at once, four connections: never more than four under way, and nobody is forgotten."""
    receiver.seconds = 0.03
    await raw("setWebhook", url=receiver.url, max_connections=4)
    for number in range(10):
        world.person_sends(world.add_person(f"P{number}"), str(number))
    assert sorted(await receiver.texts(10)) == [str(number) for number in range(10)]
    assert receiver.most_at_once == 4


async def test_a_dead_address_keeps_the_updates(raw: Raw, world: World, ann: Person) -> None:
    """Nobody there: the update waits on and can be fetched once the webhook is gone."""
    await raw("setWebhook", url="http://127.0.0.1:9/hook")
    world.person_sends(ann, "hello?")
    await asyncio.sleep(0.2)
    assert "last_error_message" in (await raw("getWebhookInfo"))["result"]
    await raw("deleteWebhook")
    assert [u["message"]["text"] for u in (await raw("getUpdates"))["result"]] == ["hello?"]
