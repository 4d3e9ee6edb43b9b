"""What is said to calls that are wrong. How a right one may come is in conformance/calls.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import pytest_asyncio

from tgbot.clock import MovableClock
from tgbot.playground.botapi.rates import Rates
from tgbot.playground.botapi.refusal import Refusal
from tgbot.playground.server import serve
from tgbot.playground.world import World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.playground.conftest import Raw
    from tgbot.playground.people import Person
    from tgbot.playground.server import Served


@pytest_asyncio.fixture
async def http(served: Served) -> AsyncIterator[aiohttp.ClientSession]:
    """Open a plain connection."""
    async with aiohttp.ClientSession(served.url) as session:
        yield session


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("bot{token}/doMagic", 404, "Not Found: method not found"),
        ("bot1:wrong/getMe", 401, "Unauthorized"),
        ("file/bot1:wrong/photos/file_0.jpg", 401, "Unauthorized"),
        ("file/bot{token}/photos/file_0.jpg", 404, "Not Found"),
    ],
)
async def test_wrong_addresses(
    http: aiohttp.ClientSession, world: World, path: str, status: int, description: str
) -> None:
    """A wrong token is a 401, an unknown method or file a 404, each as JSON."""
    async with http.get("/" + path.format(token=world.token)) as response:
        assert response.status == status
        assert await response.json() == {"ok": False, "error_code": status, "description": description}


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({}, "400 Bad Request: message text is empty"),
        ({"text": "x"}, "400 Bad Request: chat_id is empty"),
        ({"text": "x", "chat_id": "@nobody"}, "400 Bad Request: chat not found"),
        ({"text": "x", "chat_id": 1, "parse_mode": "BBCode"}, "400 Bad Request: unsupported parse_mode"),
        ({"text": "x", "reply_markup": "{"}, "400 Bad Request: can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": "[]"}, "400 Bad Request: object expected as reply markup"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": {}}},
            '400 Bad Request: field "inline_keyboard" must be of type Array',
        ),
        ({"text": "x", "entities": "{}"}, "400 Bad Request: chat_id is empty"),
        (
            {"text": "x", "entities": [{"type": "gold", "offset": 0, "length": 1}]},
            "400 Bad Request: can't parse MessageEntity: Unsupported type specified",
        ),
    ],
)
async def test_wrong_arguments(raw: Raw, given: dict[str, Any], refusal: str) -> None:
    """The content is judged first, then the keyboard, then the chat, in Telegram's words."""
    assert await raw.refusal("sendMessage", **given) == refusal


async def test_broken_bodies(http: aiohttp.ClientSession, world: World) -> None:
    """A body that is no JSON is refused, not crashed on."""
    path = f"/bot{world.token}/getMe"
    for body in (b"{", b"[]", b"\xff\xfe"):
        async with http.post(path, data=body, headers={"Content-Type": "application/json"}) as response:
            assert response.status == 400
            assert (await response.json())["description"] == "Bad Request: can't parse JSON object"


async def test_real_rates_if_wanted() -> None:
    """More than a short burst in one chat is a 429 that says how long to wait; other chats go on."""
    world = World(MovableClock())
    ann, bea = world.add_person("Ann"), world.add_person("Bea")
    for person in (ann, bea):
        world.person_sends(person, "/start")
    async with serve(world, rates=Rates(burst=2)) as served, aiohttp.ClientSession(served.url) as session:

        async def send(person: Person) -> int:
            body = {"chat_id": person.id, "text": "x"}
            async with session.post(f"/bot{world.token}/sendMessage", json=body) as response:
                return response.status

        statuses = [await send(ann) for _ in range(4)]
        assert (statuses, await send(bea)) == ([200, 200, 200, 429], 200)


def test_rates_in_all() -> None:
    """Thirty messages a second, whoever they go to."""
    rates = Rates(overall=30)
    for chat in range(30):
        rates.count(chat)
    with pytest.raises(Refusal, match="retry after 1"):
        rates.count(31)
