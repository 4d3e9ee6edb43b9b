"""How a call may come: by GET, form, multipart or JSON, in any case of letters; and what is said to wrong ones."""

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


async def test_every_way_to_pass_arguments(http: aiohttp.ClientSession, world: World, ann: Person) -> None:
    """The method's name may be written in any case, and the arguments in any of four ways."""
    path, given = f"/bot{world.token}/SENDmessage", {"chat_id": str(ann.id), "text": "héllo"}
    form = aiohttp.FormData(given)
    form.add_field("unused", b"x", filename="x.bin")
    for request in (
        http.get(path, params=given),
        http.post(path, params=given),
        http.post(path, data=given),
        http.post(path, data=form),
        http.post(path, json=given | {"chat_id": ann.id}),
    ):
        async with request as response:
            assert (await response.json())["result"]["text"] == "héllo"


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
        ({"text": "x", "reply_markup": "{"}, "400 Bad Request: can't parse reply markup JSON object"),
        ({"text": "x", "reply_markup": "[]"}, "400 Bad Request: object expected as reply markup"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": {}}},
            '400 Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        ({"text": "x", "entities": "{}"}, "400 Bad Request: expected an Array of message entities"),
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


async def test_web_app_buttons_stay_out_of_groups(raw: Raw, world: World, ann: Person) -> None:
    """They need https and a private chat."""
    group = world.add_group("Family", [ann])
    markup = {"inline_keyboard": [[{"text": "x", "web_app": {"url": "https://example.org"}}]]}
    assert (await raw("sendMessage", chat_id=ann.id, text="x", reply_markup=markup))["ok"]
    assert "BUTTON_TYPE_INVALID" in await raw.refusal("sendMessage", chat_id=group.id, text="x", reply_markup=markup)
    markup["inline_keyboard"][0][0]["web_app"] = {"url": "http://example.org"}
    assert "Only HTTPS" in await raw.refusal("sendMessage", chat_id=ann.id, text="x", reply_markup=markup)


async def test_protected_messages_are_not_passed_on(raw: Raw, world: World, ann: Person) -> None:
    """Forward and copy work, but not of what is protected."""
    here = {"chat_id": ann.id, "from_chat_id": ann.id}
    open_one = (await raw("sendMessage", chat_id=ann.id, text="a"))["result"]["message_id"]
    closed = (await raw("sendMessage", chat_id=ann.id, text="b", protect_content=True))["result"]["message_id"]
    assert (await raw("forwardMessage", message_id=open_one, **here))["result"]["forward_origin"]["type"] == "user"
    assert (await raw("copyMessage", message_id=open_one, **here))["result"]["message_id"] > closed
    assert "can't be forwarded" in await raw.refusal("forwardMessage", message_id=closed, **here)
    assert "can't be copied" in await raw.refusal("copyMessage", message_id=closed, **here)
    assert world.messages(ann.id)[-1]["text"] == "a"


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
