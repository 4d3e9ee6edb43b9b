"""A scripted Bot API on a real socket, for what the wire can do wrong: it answers, is silent, cuts, or talks nonsense.

Keeps updates as Telegram does: confirmed by the offset, at most 100 at once, one only when an offset is repeated within
half a second. The playground's emulator is the faithful one; this one misbehaves on order and writes everything down.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

JSON = dict[str, Any]
TOKEN = "424242:secret-of-the-wire"
ME = {"id": 424242, "is_bot": True, "first_name": "Wire", "username": "wire_bot"}


@dataclass(frozen=True, slots=True)
class Poll:
    """One getUpdates: when, with what, and how many updates it was given."""

    at: float
    offset: int
    limit: int
    timeout: int
    allowed: list[str]
    given: int


@dataclass(eq=False)
class Wire:
    """The server's state; tests read and change it."""

    url: str = ""
    queue: deque[JSON] = field(default_factory=deque)
    polls: list[Poll] = field(default_factory=list)
    calls: list[tuple[str, JSON]] = field(default_factory=list)
    faults: defaultdict[str, deque[Callable[[web.Request], Awaitable[web.StreamResponse]]]] = field(
        default_factory=lambda: defaultdict(deque)
    )
    results: dict[str, Any] = field(default_factory=lambda: {"getMe": ME})
    connections: Counter[str] = field(default_factory=Counter)
    confirmed: int = 0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    _next: int = 1
    _asked: int = -1
    _asked_at: float = -1.0

    def tap(self, chat: int, data: str = "x") -> int:
        """Queue a button press; give its update_id."""
        person = {"id": chat, "is_bot": False, "first_name": "P"}
        message = {
            "message_id": 1,
            "date": 1,
            "chat": {"id": chat, "type": "private", "first_name": "P"},
            "from": ME,
            "text": "?",
        }
        query = {"id": f"q{self._next}", "from": person, "chat_instance": "1", "data": data, "message": message}
        return self.add({"callback_query": query})

    def add(self, update: JSON) -> int:
        """Queue an update of any kind; give its update_id."""
        number = self._next
        self._next += 1
        self.queue.append({"update_id": number, **update})
        self.news.set()
        return number

    def restart_numbers(self, at: int) -> None:
        """Go on with lower numbers, as Telegram may after a week."""
        self._next = at

    def count(self, method: str) -> int:
        """Tell how often a method was called."""
        return sum(name == method for name, _ in self.calls)

    async def updates(self, given: JSON) -> list[JSON]:
        """Answer getUpdates."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        offset, limit = int(given.get("offset", 0)), int(given.get("limit", 100))
        timeout = int(given.get("timeout", 0))
        again = offset == self._asked and now - self._asked_at < 0.5
        self._asked, self._asked_at = offset, now
        # Numbers that start anew are below any offset: Telegram then looks from its newest on.
        if offset and (not self.queue or offset <= self.queue[-1]["update_id"] + 1):
            while self.queue and self.queue[0]["update_id"] < offset:
                self.confirmed = self.queue.popleft()["update_id"]
        if not self.queue and timeout:
            self.news.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(timeout):
                    await self.news.wait()
        found = list(self.queue)[: 1 if again else limit]
        self.polls.append(Poll(now, offset, limit, timeout, json.loads(given.get("allowed_updates", "[]")), len(found)))
        return found

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer any method of the Bot API."""
        method = request.match_info["method"]
        self.connections[f"{request.transport.get_extra_info('peername')}"] += 1 if request.transport else 0
        given: JSON = dict(request.query)
        if request.content_type == "application/json":
            given |= json.loads(await request.read() or b"{}")
        elif request.content_type == "multipart/form-data":
            given |= await _form(request)
        self.calls.append((method, given))
        if self.faults[method]:
            return await self.faults[method].popleft()(request)
        result = await self.updates(given) if method == "getUpdates" else self.results.get(method, True)
        return web.json_response({"ok": True, "result": result})

    def fails(
        self, method: str, *faults: Callable[[web.Request], Awaitable[web.StreamResponse]], times: int = 1
    ) -> None:
        """Have the next calls of a method go wrong, one after the other."""
        self.faults[method].extend(faults * times)


async def _form(request: web.Request) -> JSON:
    given: JSON = {}
    async for part in await request.multipart():
        assert part.name
        content = await part.read()
        given[part.name] = (part.filename, part.headers.get("Content-Type"), content) if part.filename else content
    return given


def answers(status: int, body: str | bytes | JSON) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Answer with this status and body."""
    raw = json.dumps(body) if isinstance(body, dict) else body

    async def fault(_request: web.Request) -> web.StreamResponse:
        return web.Response(
            status=status, body=raw if isinstance(raw, bytes) else raw.encode(), content_type="application/json"
        )

    return fault


def error(status: int, description: str, **parameters: Any) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Refuse as Telegram does."""
    body: JSON = {"ok": False, "error_code": status, "description": description}
    return answers(status, body | ({"parameters": parameters} if parameters else {}))


async def cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def silence(_request: web.Request) -> web.StreamResponse:
    """Never answer: the connection is half open."""
    await asyncio.Event().wait()
    raise AssertionError


@contextlib.asynccontextmanager
async def wire(port: int = 0) -> AsyncIterator[Wire]:
    """Serve on a free port of this machine."""
    state = Wire()
    app = web.Application(client_max_size=1 << 26)
    app.router.add_route("*", "/bot{token}/{method}", state.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    state.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield state
    finally:
        await runner.cleanup()
