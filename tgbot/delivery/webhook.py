"""Receiving by being called: Telegram posts each update and repeats it until it hears 200.

So 200 is said only when the update was handled, or after ten seconds, when the next one of that chat must not wait any
longer; after one where Telegram, which makes a hundred calls at once, has few of them left. Whoever does not know the
secret learns nothing. Owns what a request may look like; the order is the lanes'.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from tgbot.delivery.errors import StoppedEarly
from tgbot.delivery.intake import Intake
from tgbot.delivery.reach import reached
from tgbot.delivery.registration import MAX_CONNECTIONS, path_for, register
from tgbot.delivery.server import serve

if TYPE_CHECKING:
    import socket

    from starlette.applications import Starlette
    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send
    from telegram import Bot, Update

    from tgbot.delivery.lanes import Lanes

MAX_BODY = 1 << 20
"""Bytes; Telegram's largest updates are far smaller."""
MAX_DEPTH = 64
"""How deep lists and objects may lie in each other."""
ANSWER_WITHIN = 10.0
"""Seconds after which an update is confirmed though it is still in work."""
SCARCE_WITHIN = 1.0
"""The same where half of the calls that Telegram makes at once wait already: chats that hang must not take them all."""
_BODY_WITHIN = 10.0
_GOODBYE = 2.0
_SECRET = b"x-telegram-bot-api-secret-token"


@dataclass(slots=True)
class Counts:
    """Who was not served at once, for the metrics."""

    refused: int = 0
    turned_away: int = 0
    early: int = 0


class Webhook:
    """Takes updates that Telegram posts and puts each into its lane.

    `url` is the public address without the path that is ours; `secret` is what Telegram sends along. `handle` gets the
    library's object and never raises. `allowed` is the exact list of kinds to ask for. `routes` are further pages of
    the same server. `most`: with so many updates in work, Telegram is asked to come again. `on_update` is called for
    each update that came in, `on_ready` once Telegram knows the address.
    """

    def __init__(
        self,
        bot: Bot,
        lanes: Lanes,
        handle: Callable[[Update], Awaitable[None]],
        *,
        url: str,
        secret: str,
        allowed: Sequence[str],
        routes: Sequence[BaseRoute] = (),
        take_over: bool = False,
        answer_within: float = ANSWER_WITHIN,
        grace: float = 8.0,
        most: int = 2000,
        on_update: Callable[[], None] = lambda: None,
        on_ready: Callable[[], None] = lambda: None,
    ) -> None:
        self.intake = Intake(bot, lanes, handle)
        self._bot = bot
        self._lanes = lanes
        self._url = url
        self._secret = secret
        self._allowed = allowed
        self._routes = routes
        self._take_over = take_over
        self._answer_within = answer_within
        self._grace = grace
        self._most = most
        self._on_update = on_update
        self._on_ready = on_ready
        self._closing = False
        self._waiting = 0
        self.counts = Counts()

    async def run(self, stop: asyncio.Event, listener: socket.socket) -> None:
        """Serve until `stop` is set; then finish what is in work. The webhook stays set: Telegram waits for us.

        Raises SetElsewhere when Telegram calls another address.
        """
        drained = asyncio.Event()
        serving = asyncio.create_task(serve(self.app(), listener, drained, grace=_GOODBYE))
        closing = asyncio.create_task(self._close(stop, drained))
        try:
            # Only now: Telegram calls as soon as it knows the address.
            with contextlib.suppress(StoppedEarly):
                await reached(self._register, stop)
                self._on_ready()
                await asyncio.wait((serving, closing), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.set()
            await closing
            await serving

    def app(self) -> Starlette:
        """Make the web application."""
        from starlette.applications import Starlette  # noqa: PLC0415  - not needed by those who poll
        from starlette.routing import Route  # noqa: PLC0415

        return Starlette(routes=[Route(path_for(self._secret), _Post(self._receive)), *self._routes])

    async def _register(self) -> bool:
        return await register(self._bot, self._url, self._secret, self._allowed, take_over=self._take_over)

    async def _close(self, stop: asyncio.Event, drained: asyncio.Event) -> None:
        """Turn new calls away, and let those in work be answered before the server goes."""
        await stop.wait()
        self._closing = True
        await self._lanes.drain(self._grace)
        drained.set()

    async def _receive(self, scope: Scope, receive: Receive) -> int:
        """Take one request; give the HTTP status to answer with."""
        headers = dict(scope["headers"])
        if not hmac.compare_digest(headers.get(_SECRET, b""), self._secret.encode()):
            self.counts.refused += 1
            return 403
        if self._closing or len(self._lanes) >= self._most:
            self.counts.turned_away += 1
            return 503
        if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != b"application/json":
            return 415
        try:
            async with asyncio.timeout(_BODY_WITHIN):
                body = await _read(receive)
        except TimeoutError:
            return 408
        return 413 if body is None else await self._take(body)

    async def _take(self, body: bytes) -> int:
        try:
            raw = orjson.loads(body)
        except orjson.JSONDecodeError:
            return 400
        if too_deep(raw):
            return 400
        self._on_update()
        end = self.intake.take(raw)
        if end is None:
            # Telegram would bring the same again.
            return 200
        self._waiting += 1
        scarce = self._waiting > MAX_CONNECTIONS // 2
        try:
            await asyncio.wait(
                (end,), timeout=min(self._answer_within, SCARCE_WITHIN) if scarce else self._answer_within
            )
        finally:
            self._waiting -= 1
        if not end.done():
            self.counts.early += 1
            return 200
        return 503 if end.cancelled() else 200


class _Post:
    """An ASGI endpoint that answers a POST with a bare status."""

    def __init__(self, receive: Callable[[Scope, Receive], Awaitable[int]]) -> None:
        self._receive = receive

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        status = await self._receive(scope, receive) if scope["method"] == "POST" else 405
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})


async def _read(receive: Receive) -> bytes | None:
    """Read a body; None when it is longer than we take. A caller who has gone has sent what it has."""
    parts = []
    size = 0
    more = True
    while more:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > MAX_BODY:
            return None
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def too_deep(value: Any) -> bool:  # noqa: ANN401  - JSON is anything
    """Tell whether lists and objects lie in each other deeper than any update's."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True
