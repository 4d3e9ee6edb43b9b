"""The people's side over HTTP, for the chat page: the chats, what happens, what people do. All under /play."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import orjson
from starlette.datastructures import UploadFile
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from tgbot.playground.botapi.entities import Entity
from tgbot.playground.botapi.faults import Fault
from tgbot.playground.botapi.render import to_page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request

    from tgbot.playground.botapi.faults import Faults
    from tgbot.playground.people import JSON, Chat, Person
    from tgbot.playground.queries import Query
    from tgbot.playground.world import World

_SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/webp", "audio/ogg", "audio/wav"})
"""Kinds of files that a browser may open where it is; all others are only saved."""
_BASE = frozenset({"type", "offset", "length"})


class BadAct(Exception):
    """Something that no app could do; told to the page in one sentence."""


class UserSide:
    """The routes of one world's people."""

    def __init__(self, world: World, faults: Faults) -> None:
        self.world = world
        self.faults = faults
        self._offered: dict[int, Query] = {}

    def routes(self) -> list[Route]:
        """Tell the routes."""
        acts: dict[str, Callable[[JSON], Awaitable[JSON]]] = {
            "send": self.send, "tap": self.tap, "edit": self.edit, "location": self.location, "block": self.block,
            "inline": self.inline, "inline_choose": self.inline_choose, "person": self.person, "group": self.group,
            "clock": self.clock, "faults": self.plan, "forward": self.forward,
        }  # fmt: skip
        return [
            Route("/play/state", self.state, methods=["GET"]),
            Route("/play/events", self.events, methods=["GET"]),
            Route("/play/file/{file_id}", self.file, methods=["GET"]),
            Route("/play/upload", self.upload, methods=["POST"]),
            Route("/play/faults", self.planned, methods=["GET"]),
            *(Route(f"/play/{name}", _endpoint(act), methods=["POST"]) for name, act in acts.items()),
        ]

    async def state(self, _request: Request) -> Response:
        """Tell everything at once, for a page that opens."""
        world, texts = self.world, self.world.profile.texts
        people = [
            {**person.json(), "name": person.name, "blocked": world.private_chat(person).blocked}
            for person in world.people.values()
        ]
        bot = {
            "id": world.bot["id"],
            "name": world.profile.text("name", "") or world.bot["first_name"],
            "username": world.bot["username"],
            "description": world.profile.text("description", ""),
            "short_description": world.profile.text("short_description", ""),
            "descriptions": texts["description"],
            "short_descriptions": texts["short_description"],
            "commands": world.profile.commands_by_language(),
            "menu_button": world.profile.menu_button(0),
        }
        chats = [self._chat(chat) for chat in world.chats.values()]
        return _json({"now": world.clock.now().isoformat(), "people": people, "bot": bot, "chats": chats})

    def _chat(self, chat: Chat) -> JSON:
        return {
            "id": chat.id,
            "type": chat.type,
            "title": chat.title,
            "started": chat.started,
            "blocked": chat.blocked,
            "members": [person.id for person in chat.members],
            "messages": [with_html(message) for message in self.world.messages(chat.id)],
        }

    async def events(self, _request: Request) -> Response:
        """Stream what happens as Server-Sent Events."""
        return StreamingResponse(self._stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _stream(self) -> AsyncIterator[bytes]:
        with self.world.events.listen() as heard:
            yield b": here\n\n"
            while (event := await heard.get()) is not None:
                told = event | {"message": with_html(event["message"])} if "message" in event else event
                yield b"data: " + orjson.dumps(told) + b"\n\n"

    async def send(self, given: JSON) -> JSON:
        """Write a message."""
        who, chat = self._who(given), self._chat_of(given)
        return {"ok": True, "message": self.world.person_sends(who, str(given["text"]), chat, given.get("reply_to"))}

    async def tap(self, given: JSON) -> JSON:
        """Press a button and wait for the answer."""
        chat = self._chat_of(given)
        if chat is None or given["message_id"] not in chat.messages:
            raise BadAct("This message is gone.")
        query = self.world.taps(self._who(given), chat.id, int(given["message_id"]), str(given["data"]))
        return {"ok": True, "answer": await query.wait()}

    async def edit(self, given: JSON) -> JSON:
        """Change an own message."""
        who, chat = self._who(given), self._chat_of(given)
        return {"ok": True, "message": self.world.edits(who, int(given["message_id"]), str(given["text"]), chat)}

    async def forward(self, given: JSON) -> JSON:
        """Forward a message of a chat into a chat."""
        source, chat = self.world.chats[int(given["from_chat"])], self._chat_of(given)
        message = source.messages[int(given["message_id"])].data
        return {"ok": True, "message": self.world.forwards(self._who(given), message, chat)}

    async def location(self, given: JSON) -> JSON:
        """Share a place."""
        latitude, longitude = float(given["latitude"]), float(given["longitude"])
        return {
            "ok": True,
            "message": self.world.sends_location(self._who(given), latitude, longitude, self._chat_of(given)),
        }

    async def block(self, given: JSON) -> JSON:
        """Block the bot, or let it write again."""
        (self.world.blocks if given["blocked"] else self.world.unblocks)(self._who(given))
        return {"ok": True}

    async def inline(self, given: JSON) -> JSON:
        """Type "@bot query" and wait for the results."""
        who = self._who(given)
        query = self.world.inline_query(who, str(given["query"]))
        answer = await query.wait()
        self._offered[who.id] = query
        return {"ok": True, "results": (answer or {}).get("results", []), "answered": answer is not None}

    async def inline_choose(self, given: JSON) -> JSON:
        """Choose one of the results that were offered last."""
        who = self._who(given)
        if who.id not in self._offered:
            raise BadAct("Nothing was offered yet.")
        message = self.world.inline_choose(who, self._offered[who.id], str(given["result_id"]), self._chat_of(given))
        return {"ok": True, "message": with_html(message)}

    async def person(self, given: JSON) -> JSON:
        """Let somebody in."""
        who = self.world.add_person(str(given["name"]), given.get("language_code") or "en")
        self.world.private_chat(who)
        self.world.events.publish("person", person=who.id)
        return {"ok": True, "id": who.id}

    async def group(self, given: JSON) -> JSON:
        """Make a group."""
        group = self.world.add_group(str(given["title"]), [self.world.people[int(one)] for one in given["members"]])
        self.world.events.publish("group", chat_id=group.id)
        return {"ok": True, "id": group.id}

    async def clock(self, given: JSON) -> JSON:
        """Move the time."""
        return {"now": self.world.move_clock(timedelta(seconds=float(given["seconds"]))).isoformat()}

    async def plan(self, given: JSON) -> JSON:
        """Plan trouble, or clear it with kind null."""
        kind = given.get("kind")
        if kind is None:
            self.faults.clear(given.get("method"))
        else:
            wanted = {
                key: given[key] for key in ("method", "contains", "times", "retry_after", "seconds") if key in given
            }
            self.faults.plan(Fault(kind, **wanted))
        return self._planned()

    async def planned(self, _request: Request) -> Response:
        """Tell what trouble still waits for the bot's calls."""
        return _json(self._planned())

    def _planned(self) -> JSON:
        planned = [{"kind": f.kind, "method": f.method, "times": f.times} for f in self.faults.planned]
        return {"ok": True, "planned": planned}

    async def upload(self, request: Request) -> Response:
        """Send a photo, voice note, document or sticker."""
        async with request.form() as form:
            given = {key: value for key, value in form.items() if isinstance(value, str)}
            file = form.get("file")
            content = await file.read() if isinstance(file, UploadFile) else b""
            name = (file.filename if isinstance(file, UploadFile) else None) or "file.bin"
            mime = (file.content_type if isinstance(file, UploadFile) else None) or "application/octet-stream"
        who, chat = self._who(given), self._chat_of(given)
        match given.get("kind"):
            case "photo":
                message = self.world.sends_photo(who, content, given.get("caption", ""), chat=chat)
            case "voice":
                message = self.world.sends_voice(who, content, chat=chat)
            case "sticker":
                message = self.world.sends_sticker(who, chat=chat)
            case _:
                message = self.world.sends_document(who, content, name, mime, chat=chat)
        return _json({"ok": True, "message": message})

    async def file(self, request: Request) -> Response:
        """Show a file."""
        stored = self.world.files.by_id(request.path_params["file_id"])
        if stored is None:
            return _json({"ok": False, "error": "This file is gone."}, 404)
        safe = stored.mime if stored.mime in _SHOWN else None
        name = "".join(char for char in stored.name if char.isascii() and (char.isalnum() or char in "._- "))
        shown = "inline" if safe else "attachment"
        headers = {"Content-Disposition": f'{shown}; filename="{name}"', "X-Content-Type-Options": "nosniff"}
        return Response(stored.content, media_type=safe or "application/octet-stream", headers=headers)

    def _who(self, given: JSON) -> Person:
        return self.world.people[int(given["person"])]

    def _chat_of(self, given: JSON) -> Chat | None:
        if given.get("chat") is None:
            return None
        chat_id = int(given["chat"])
        if chat_id in self.world.people:
            return self.world.private_chat(self.world.people[chat_id])
        return self.world.chats[chat_id]


def with_html(message: JSON) -> JSON:
    """Add the safe HTML of a message's text or caption."""
    for text, entities in (("text", "entities"), ("caption", "caption_entities")):
        if text in message:
            read = tuple(_entity(one) for one in message.get(entities, ()))
            return message | {"html": to_page(message[text], read)}
    return message


def _entity(one: JSON) -> Entity:
    extra = tuple((key, value) for key, value in one.items() if key not in _BASE)
    return Entity(one["type"], one["offset"], one["length"], extra)


def _endpoint(act: Callable[[JSON], Awaitable[JSON]]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            given = orjson.loads(await request.body())
            return _json(await act(given))
        except BadAct as error:
            return _json({"ok": False, "error": str(error)}, 400)
        except ValueError as error:
            return _json({"ok": False, "error": f"This can't be done: {error}."}, 400)
        except (KeyError, TypeError, StopIteration):
            return _json({"ok": False, "error": "This can't be done: something that it needs is not there."}, 400)

    return endpoint


def _json(value: object, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status_code=status, media_type="application/json")
