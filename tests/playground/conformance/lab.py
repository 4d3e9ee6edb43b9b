"""What a scenario works with: a world of its own, served, Ann in it, and one client library logged in."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from tests.playground.conformance.client import Client, Refused
from tgbot.clock import MovableClock
from tgbot.playground.people import Person
from tgbot.playground.server import Served, serve
from tgbot.playground.world import World

JSON = dict[str, Any]


@dataclass(slots=True)
class Lab:
    """One client and one world; Ann has pressed Start, and the bot has seen it."""

    served: Served
    client: Client
    ann: Person

    @property
    def world(self) -> World:
        """Tell the world."""
        return self.served.world

    async def call(self, method: str, **arguments: Any) -> Any:
        """Call a method. Raises Refused."""
        return await self.client.call(method, **arguments)

    async def refusal(self, method: str, **arguments: Any) -> Refused:
        """Call a method that has to be refused."""
        try:
            answer = await self.client.call(method, **arguments)
        except Refused as refused:
            return refused
        raise AssertionError(f"{method} was not refused: {answer}")

    async def refuses(self, expected: str, method: str, code: int = 400, **arguments: Any) -> None:
        """Check in which words a call is refused; the library's own capitals don't count."""
        refused = await self.refusal(method, **arguments)
        assert (refused.code, refused.words) == (code, expected.lower())

    async def say(self, text: str, **arguments: Any) -> JSON:
        """Send Ann a message and tell what the library made of the answer."""
        message: JSON = await self.call("sendMessage", chat_id=self.ann.id, text=text, **arguments)
        return message

    async def updates(self, **arguments: Any) -> list[JSON]:
        """Fetch what waits; nothing is confirmed by it."""
        found: list[JSON] = await self.call("getUpdates", **{"timeout": 0, **arguments})
        return found

    async def next_update(self, kind: str) -> JSON:
        """Fetch and confirm what waits, and tell the one update of a kind."""
        found = await self.updates()
        await self.updates(offset=found[-1]["update_id"] + 1)
        (told,) = [update[kind] for update in found if kind in update]
        return dict(told)

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something in the world has happened that nobody announces."""
        while not happened():  # noqa: ASYNC110
            await asyncio.sleep(0.005)

    def shown(self, position: int = -1) -> JSON:
        """Tell what Ann sees as a message of her chat, the last unless told."""
        return self.world.messages(self.ann.id)[position]


def buttons(*rows: list[str]) -> JSON:
    """Make an inline keyboard whose buttons carry their own labels."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in row] for row in rows]}


def entities(message: JSON) -> list[tuple[str, int, int]]:
    """Write a message's entities short."""
    found = message.get("entities") or message.get("caption_entities") or ()
    return [(one["type"], one["offset"], one["length"]) for one in found]


@contextlib.asynccontextmanager
async def lab(client: Client) -> AsyncIterator[Lab]:
    """Make a world, serve it and log the client in."""
    world = World(MovableClock(), token="424242:conformance")
    ann = world.add_person("Ann")
    world.person_sends(ann, "/start")
    world.updates.clear()
    async with serve(world) as served:
        await client.ask("open", base=served.url, token=world.token)
        while not client.heard.empty():
            client.heard.get_nowait()
        yield Lab(served, client, ann)
