"""The people's side over HTTP, as the chat page uses it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import orjson
import pytest_asyncio

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.playground.conftest import Raw
    from tgbot.playground.people import Person
    from tgbot.playground.server import Served
    from tgbot.playground.world import World


class Page:
    """Calls what the page calls."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def post(self, path: str, status: int = 200, **given: Any) -> dict[str, Any]:
        """Do an act and tell the answer."""
        async with self.session.post(f"/play/{path}", json=given) as response:
            assert response.status == status, await response.text()
            answer: dict[str, Any] = await response.json()
            return answer

    async def state(self) -> dict[str, Any]:
        """Fetch everything."""
        async with self.session.get("/play/state") as response:
            state: dict[str, Any] = await response.json()
            return state


@pytest_asyncio.fixture
async def page(served: Served) -> AsyncIterator[Page]:
    """Open the page's connection."""
    async with aiohttp.ClientSession(served.url) as session:
        yield Page(session)


async def test_the_state_tells_everything(page: Page, raw: Raw, world: World, ann: Person) -> None:
    """People, the bot with its commands, chats with messages and their safe HTML."""
    await raw("setMyCommands", commands=[{"command": "start", "description": "Begin"}])
    await raw("setMyDescription", description="What it is")
    await raw("sendMessage", chat_id=ann.id, text="<b>a</b> &lt;i&gt;", parse_mode="HTML")
    state = await page.state()
    assert state["people"][0] | {"name": "Ann", "blocked": False} == state["people"][0]
    assert state["bot"]["commands"] == {"": [{"command": "start", "description": "Begin"}]}
    assert state["bot"]["description"] == "What it is"
    assert state["chats"][0]["messages"][-1]["html"] == "<b>a</b> &lt;i&gt;"
    assert state["now"].endswith("+00:00")


async def test_send_edit_and_tap(page: Page, raw: Raw, ann: Person) -> None:
    """A tap waits for the bot's answer and brings it to the page."""
    sent = await page.post("send", person=ann.id, chat=ann.id, text="hello")
    await page.post("edit", person=ann.id, chat=ann.id, message_id=sent["message"]["message_id"], text="hello!")
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    shown = (await raw("sendMessage", chat_id=ann.id, text="x", reply_markup=markup))["result"]
    tap = asyncio.create_task(page.post("tap", person=ann.id, chat=ann.id, message_id=shown["message_id"], data="a"))
    await asyncio.sleep(0.05)
    heard = (await raw("getUpdates"))["result"]
    assert [list(update)[1] for update in heard] == ["message", "edited_message", "callback_query"]
    await raw("answerCallbackQuery", callback_query_id=heard[-1]["callback_query"]["id"], text="done")
    assert await tap == {"ok": True, "answer": {"text": "done", "show_alert": False, "url": ""}}


async def test_events_are_streamed(page: Page, raw: Raw, ann: Person) -> None:
    """Each event is one line of JSON, messages whole and with their HTML."""
    async with page.session.get("/play/events") as stream:
        assert (await stream.content.readline()).startswith(b":")
        await raw("sendMessage", chat_id=ann.id, text="hi")
        await page.post("clock", seconds=3600)
        lines = [line async for line in _data(stream, 2)]
    assert [line["type"] for line in lines] == ["message", "clock"]
    assert lines[0]["message"]["html"] == "hi"


async def _data(stream: aiohttp.ClientResponse, count: int) -> AsyncIterator[dict[str, Any]]:
    while count:
        line = await asyncio.wait_for(stream.content.readline(), 2)
        if line.startswith(b"data: "):
            count -= 1
            yield orjson.loads(line.removeprefix(b"data: "))


async def test_the_page_itself_is_served(page: Page) -> None:
    """The address of the playground shows the chat page, its script and style beside it."""
    for path, kind in (("/", "text/html"), ("/main.js", "javascript"), ("/colours.css", "text/css")):
        async with page.session.get(path) as response:
            assert response.status == 200
            assert kind in response.headers["Content-Type"]


async def test_uploads_and_files(page: Page, raw: Raw, world: World, ann: Person) -> None:
    """A file goes to the bot; one that the bot sent can be looked at, and scripts are only downloaded."""
    form = aiohttp.FormData({"person": str(ann.id), "chat": str(ann.id), "kind": "document"})
    form.add_field("file", b"<script>", filename="a.html", content_type="text/html")
    async with page.session.post("/play/upload", data=form) as response:
        file_id = (await response.json())["message"]["document"]["file_id"]
    assert (await raw("getUpdates"))["result"][0]["message"]["document"]["mime_type"] == "text/html"
    async with page.session.get(f"/play/file/{file_id}") as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert await response.read() == b"<script>"
    await page.post("location", person=ann.id, chat=ann.id, latitude=1, longitude=2)
    assert world.messages(ann.id)[-1]["location"] == {"latitude": 1.0, "longitude": 2.0}


async def test_people_groups_blocking_and_faults(page: Page, raw: Raw, world: World, ann: Person) -> None:
    """Everything that the page's panels do."""
    bea = (await page.post("person", name="Bea", language_code="de"))["id"]
    group = (await page.post("group", title="Two", members=[ann.id, bea]))["id"]
    await page.post("send", person=bea, chat=group, text="/help")
    await page.post("block", person=ann.id, blocked=True)
    assert "blocked" in await raw.refusal("sendMessage", chat_id=ann.id, text="x")
    planned = await page.post("faults", kind="429", method="sendMessage", retry_after=9, times=1)
    assert planned["planned"] == [{"kind": "429", "method": "sendMessage", "times": 1}]
    assert (await raw("sendMessage", chat_id=group, text="x"))["parameters"] == {"retry_after": 9}
    assert (await page.post("faults", kind=None))["planned"] == []
    assert world.chats[group].title == "Two"


async def test_what_can_not_be_done_is_said(page: Page, ann: Person) -> None:
    """Wrong input is a 400 with a sentence, never a 500."""
    assert not (await page.post("tap", 400, person=ann.id, chat=ann.id, message_id=99, data="x"))["ok"]
    assert not (await page.post("send", 400, person=5, chat=ann.id, text="x"))["ok"]
    assert not (await page.post("send", 400, person=ann.id, chat=ann.id, text=""))["ok"]
    assert not (await page.post("faults", 400, kind="earthquake"))["ok"]
