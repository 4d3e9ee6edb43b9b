"""The HTTP face: `/bot<token>/<method>` and `/file/bot<token>/<path>`, answered as api.telegram.org does."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import re
from typing import TYPE_CHECKING, Any

import orjson
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from tgbot.playground.botapi import answering, chats, editing, face, files, polling, sending
from tgbot.playground.botapi.call import Call, read, read_answer
from tgbot.playground.botapi.faults import Fault, Faults
from tgbot.playground.botapi.refusal import Refusal
from tgbot.playground.botapi.webhook import Webhook

if TYPE_CHECKING:
    from tgbot.playground.botapi.rates import Rates
    from tgbot.playground.world import World

METHODS: dict[str, Any] = {
    **answering.METHODS, **chats.METHODS, **editing.METHODS, **face.METHODS, **files.METHODS, **sending.METHODS,
}  # fmt: skip
NOT_IN_ANSWERS = frozenset({"setwebhook", "deletewebhook", "close", "logout"})
_TOKEN = re.compile(r"[1-9][0-9]*:.{1,70}")
COUNTED = ("send", "edit", "forward", "copy")


class BotApi:
    """The server's inside: one world, its planned faults, its rates and its webhook."""

    def __init__(self, world: World, faults: Faults | None = None, rates: Rates | None = None) -> None:
        self.world = world
        self.faults = faults or Faults()
        self.rates = rates
        self.webhook = Webhook(world, self.answer_to_delivery)
        self.calls = 0

    def routes(self) -> list[Route]:
        """Tell the routes of the Bot API."""
        return [
            Route("/bot{token}/{method}", self.method, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.file, methods=["GET"]),
        ]

    async def method(self, request: Request) -> Response:
        """Answer one call."""
        name = request.path_params["method"]
        self.calls += 1
        try:
            self._check_token(request.path_params["token"])
            call = await read(request, name.lower())
            fault = self.faults.strike(call.method, repr(call.arguments) if self.faults.planned else "")
            result = await self._with_fault(call, fault)
        except Refusal as refusal:
            return refused(refusal)
        except (ClientDisconnect, ConnectionAbortedError):
            cut(request)
            return Response(status_code=499)
        if isinstance(result, polling.Told):
            return answered({"ok": True, "result": result.result, "description": result.description})
        return answered({"ok": True, "result": result})

    def _check_token(self, token: str) -> None:
        if not _TOKEN.fullmatch(token):
            raise Refusal(401, "Unauthorized: invalid token specified")
        if not hmac.compare_digest(token.encode(), self.world.token.encode()):
            raise Refusal(401, "Unauthorized")

    async def _with_fault(self, call: Call, fault: Fault | None) -> object:
        if fault is None:
            return await self.run(call)
        refusal = fault.refusal()
        if refusal:
            raise refusal
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return await self.run(call)
        if fault.kind == "lost":
            await self.run(call)
        raise ConnectionAbortedError

    async def run(self, call: Call) -> object:
        """Do what a call asks for. Raises Refusal."""
        waiting = polling.METHODS.get(call.method)
        if waiting:
            result = waiting(self.world, call, self.webhook)
            told: object = await result if asyncio.iscoroutine(result) else result
            return told
        handler = METHODS.get(call.method)
        if handler is None:
            raise Refusal(404, "Not Found: method not found")
        if self.rates and call.method.startswith(COUNTED) and call.has("chat_id"):
            self.rates.count(call.integer("chat_id"))
        done: object = handler(self.world, call)
        return done

    async def answer_to_delivery(self, kind: str, body: bytes) -> None:
        """Do what a bot asks for in its answer to a delivery; whether that worked it never learns."""
        with contextlib.suppress(Refusal):
            call = await read_answer(kind, body)
            if call.method and call.method not in NOT_IN_ANSWERS and not call.method.startswith("get"):
                await self.run(call)

    async def file(self, request: Request) -> Response:
        """Hand out a file that getFile told the path of."""
        if request.path_params["token"] != self.world.token:
            return refused(Refusal(401, "Unauthorized"))
        stored = self.world.files.by_path(request.path_params["path"])
        if stored is None:
            return refused(Refusal(404, "Not Found"))
        return Response(stored.content, media_type="application/octet-stream")

    async def stop(self) -> None:
        """Deliver no more and let waiting calls go."""
        ending = self.webhook.stop()
        self.world.close()
        if ending:
            await asyncio.wait([ending])


def answered(body: dict[str, Any]) -> Response:
    """Write an answer as JSON."""
    return Response(orjson.dumps(body), media_type="application/json")


def refused(refusal: Refusal) -> Response:
    """Write a refusal as JSON."""
    body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    headers = {}
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
        headers["Retry-After"] = str(refusal.retry_after)
    return Response(orjson.dumps(body), refusal.code, headers, media_type="application/json")


def cut(request: Request) -> None:
    """Cut the connection without an answer, where the server lends us its end."""
    transport = request.scope.get("extensions", {}).get("transport")
    if transport:
        transport["abort"]()


def app(world: World, faults: Faults | None = None, rates: Rates | None = None) -> Starlette:
    """Make a server of the Bot API alone."""
    return Starlette(routes=list(BotApi(world, faults, rates).routes()))
