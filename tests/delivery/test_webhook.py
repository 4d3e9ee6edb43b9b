"""Receiving by being called: who is let in, when 200 is said, and what a stop does."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import socket
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import pytest_asyncio
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from tests.support.wire import Wire
from tgbot.delivery.errors import DeliveryError, SetElsewhere
from tgbot.delivery.lanes import Lanes
from tgbot.delivery.registration import path_for
from tgbot.delivery.server import listen
from tgbot.delivery.webhook import MAX_BODY, MAX_DEPTH, Webhook, too_deep

if TYPE_CHECKING:
    from starlette.requests import Request
    from telegram import Update
    from telegram.ext import ExtBot

SECRET = "a-secret"
STUCK = 1


async def well(_request: Request) -> PlainTextResponse:
    """Say that all is well."""
    return PlainTextResponse("well")


class Hook:
    """A webhook at work, and Telegram's side of it."""

    def __init__(self, api: Wire, bot: ExtBot[None], client: aiohttp.ClientSession) -> None:
        self.api = api
        self.bot = bot
        self.client = client
        self.lanes = Lanes()
        self.stop = asyncio.Event()
        self.gate = asyncio.Event()
        self.began: list[int] = []
        self.handled: list[int] = []
        self.url = ""

    async def handle(self, update: Update) -> None:
        """Handle at once, except in the stuck chat."""
        self.began.append(update.update_id)
        if update.effective_user and update.effective_user.id == STUCK:
            await self.gate.wait()
        self.handled.append(update.update_id)

    @contextlib.asynccontextmanager
    async def served(self, **settings: Any) -> AsyncIterator[Webhook]:
        """Serve for the time of the block."""
        webhook = Webhook(
            self.bot,
            self.lanes,
            self.handle,
            url="https://bot.example.org",
            secret=SECRET,
            allowed=["message"],
            routes=[Route("/healthz", well)],
            **({"grace": 1.0} | settings),
        )
        listener = listen(0, "127.0.0.1")
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        running = asyncio.create_task(webhook.run(self.stop, listener))
        registered = asyncio.create_task(self.until_registered())
        await asyncio.wait((running, registered), return_when=asyncio.FIRST_COMPLETED)
        registered.cancel()
        try:
            yield webhook
        finally:
            self.stop.set()
            await running

    async def until_registered(self) -> None:
        """Wait until Telegram knows the address."""
        while not self.api.count("setWebhook"):  # noqa: ASYNC110  - the server has no event for it
            await asyncio.sleep(0.005)

    async def post(self, body: object, **headers: str) -> int:
        """Call as Telegram does; tell the status."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        usual = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.client.post(self.url + path_for(SECRET), data=io.BytesIO(raw), headers=usual | given) as answer:
            assert await answer.read() == b""
            return answer.status


def tap(number: int, chat: int = 10) -> dict[str, Any]:
    """Make an update with a button press."""
    person = {"id": chat, "is_bot": False, "first_name": "P"}
    message = {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "private"}, "text": "?"}
    query = {"id": str(number), "from": person, "chat_instance": "1", "data": "x", "message": message}
    return {"update_id": number, "callback_query": query}


@pytest_asyncio.fixture
async def hook(api: Wire, bot: ExtBot[None]) -> AsyncIterator[Hook]:
    """Set everything up; nothing is served yet."""
    api.results["getWebhookInfo"] = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
    async with aiohttp.ClientSession() as client:
        yield Hook(api, bot, client)


async def test_200_only_after_handling(hook: Hook) -> None:
    """Telegram hears 200 when the update has been handled, not before."""
    async with hook.served():
        call = asyncio.create_task(hook.post(tap(1, STUCK)))
        await asyncio.sleep(0.1)
        assert (hook.began, call.done()) == ([1], False)
        hook.gate.set()
        assert await call == 200
    assert hook.handled == [1]


async def test_200_for_what_takes_too_long(hook: Hook) -> None:
    """After the longest time 200 is said and the work goes on; that is counted."""
    async with hook.served(answer_within=0.1) as webhook:
        assert await hook.post(tap(1, STUCK)) == 200
        assert (hook.handled, webhook.counts.early) == ([], 1)
        hook.gate.set()
    assert hook.handled == [1]


async def test_chats_that_hang_do_not_take_all_of_telegrams_calls(hook: Hook) -> None:
    """Half of the hundred calls may wait for long; those beyond are answered after a second, and the work goes on."""
    async with hook.served(answer_within=4.0) as webhook:
        calls = [asyncio.create_task(hook.post(tap(number, STUCK))) for number in range(1, 101)]
        async with asyncio.timeout(3):
            while webhook.counts.early < 50:  # noqa: ASYNC110  (a count has no event)
                await asyncio.sleep(0.02)
        assert sum(call.done() for call in calls) <= 50 == webhook.counts.early
        hook.gate.set()
        assert {await call for call in calls} == {200}
    assert len(hook.handled) == 100


async def test_a_repeated_update_is_joined(hook: Hook) -> None:
    """When Telegram brings an update again that is still in work, it is not run twice and both hear 200."""
    async with hook.served():
        calls = [asyncio.create_task(hook.post(tap(1, STUCK))) for _ in range(3)]
        await asyncio.sleep(0.1)
        hook.gate.set()
        assert await asyncio.gather(*calls) == [200, 200, 200]
    assert hook.began == [1]


async def test_a_caller_who_goes_away_stops_nothing(hook: Hook) -> None:
    """A connection that drops takes no update with it."""
    async with hook.served():
        call = asyncio.create_task(hook.post(tap(1, STUCK)))
        await asyncio.sleep(0.1)
        call.cancel()
        hook.gate.set()
        assert await hook.post(tap(2)) == 200
    assert sorted(hook.handled) == [1, 2]


@pytest.mark.parametrize("secret", ["", "a-secre", "a-secret2", "ä"])
async def test_without_the_secret_nobody_gets_in(hook: Hook, secret: str) -> None:
    """A wrong secret is 403, whatever the body is, and nothing is handled."""
    async with hook.served() as webhook:
        assert await hook.post(tap(1), **{"X-Telegram-Bot-Api-Secret-Token": secret}) == 403
        assert await hook.post(b"{", **{"X-Telegram-Bot-Api-Secret-Token": secret}) == 403
        assert webhook.counts.refused == 2
    assert hook.began == []


async def test_other_ways_in_are_closed(hook: Hook) -> None:
    """Only POST to the one path is served; other pages of the server are as they were given."""
    async with hook.served():
        for path, status in ((path_for(SECRET), 405), ("/telegram/0123", 404), ("/", 404), ("/healthz", 200)):
            async with hook.client.get(hook.url + path) as answer:
                assert answer.status == status
        async with hook.client.post(hook.url + path_for("other"), json=tap(1)) as answer:
            assert answer.status == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b'{"update_id":', 400),
        (b"\xff\xfe", 400),
        (b"[" * 5000 + b"]" * 5000, 400),
        (b"[" * 100 + b"]" * 100, 400),
        (b'"' + b"x" * MAX_BODY + b'"', 413),
        (b'{"update_id":7}', 200),
        (b'{"update_id":"7"}', 200),
        (b"[]", 200),
        (b'{"update_id":8,"callback_query":{"id":1}}', 200),
    ],
    ids=["empty", "cut", "no text", "very deep", "deep", "long", "bare", "no number", "list", "unreadable"],
)
async def test_nonsense(hook: Hook, body: bytes, status: int) -> None:
    """What is no JSON is refused; JSON that is no update we know is confirmed, as Telegram would bring it again."""
    async with hook.served():
        assert await hook.post(body) == status
        assert await hook.post(tap(9)) == 200
    assert hook.handled[-1] == 9


async def test_json_only(hook: Hook) -> None:
    """A form is refused; a charset beside the kind is not."""
    async with hook.served():
        assert await hook.post(tap(1), **{"Content-Type": "application/x-www-form-urlencoded"}) == 415
        assert await hook.post(tap(1), **{"Content-Type": "application/json; charset=utf-8"}) == 200


async def test_overfull_asks_to_come_again(hook: Hook) -> None:
    """With too much in work Telegram hears 503 and brings the update later."""
    async with hook.served(most=1) as webhook:
        call = asyncio.create_task(hook.post(tap(1, STUCK)))
        await asyncio.sleep(0.1)
        assert await hook.post(tap(2)) == 503
        assert webhook.counts.turned_away == 1
        hook.gate.set()
        assert await call == 200
        assert await hook.post(tap(2)) == 200


async def test_stop_finishes_and_lets_nothing_in(hook: Hook) -> None:
    """At a stop what is in work ends with 200, later calls are turned away, and the webhook stays set."""
    async with hook.served():
        call = asyncio.create_task(hook.post(tap(1, STUCK)))
        await asyncio.sleep(0.1)
        hook.stop.set()
        await asyncio.sleep(0.05)
        assert await hook.post(tap(2)) == 503
        hook.gate.set()
        assert await call == 200
    assert hook.handled == [1]
    assert hook.api.count("deleteWebhook") == 0


async def test_stop_leaves_unfinished_work_to_telegram(hook: Hook) -> None:
    """What does not end in the grace never hears 200, so Telegram brings it again; the stop ends."""
    async with asyncio.timeout(6), hook.served(grace=1.0):
        call = asyncio.create_task(hook.post(tap(1, STUCK)))
        await asyncio.sleep(0.1)
        hook.stop.set()
        assert await call == 503
    assert hook.handled == []
    assert hook.lanes.idle


async def test_a_webhook_elsewhere_ends_the_start(hook: Hook) -> None:
    """Nothing is served when Telegram calls another address, and the error names the way out."""
    hook.api.results["getWebhookInfo"] |= {"url": "https://other.example.com/hook", "max_connections": 40}
    with pytest.raises(SetElsewhere, match="--take-over"):
        async with hook.served():
            pass
    hook.stop = asyncio.Event()
    async with hook.served(take_over=True):
        assert await hook.post(tap(1)) == 200


async def test_a_taken_port_is_named() -> None:
    """A port that another program has is an error that names PORT."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(DeliveryError, match=f"port {port}.*PORT"):
            listen(port, "127.0.0.1")


def nested(depth: int) -> Any:
    """Make lists in each other."""
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


def test_depth() -> None:
    """Depth is measured in lists and objects alike."""
    assert not too_deep(nested(MAX_DEPTH))
    assert too_deep(nested(MAX_DEPTH + 1))
    assert too_deep({"a": nested(MAX_DEPTH)})
    assert not too_deep(tap(1))
