"""HTTP as a bot speaks it to the Bot API: one call in, one JSON answer out. Knows no method.

Parsed by httptools, so that the server costs a small part of what any bot costs: the load must not be the wall.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import httptools
import orjson

_REASONS = {200: b"OK", 400: b"Bad Request", 404: b"Not Found", 409: b"Conflict", 500: b"Internal Server Error"}


@dataclass(slots=True)
class Call:
    """One call of a method: its name, what it brought, and the connection that waits for the answer."""

    method: str
    query: str
    body: bytes
    content_type: str
    _connection: _Connection = field(repr=False)

    def parameters(self) -> dict[str, Any]:
        """Read what the call brought. Raises ValueError for a body that is neither JSON nor a form."""
        found: dict[str, Any] = dict(parse_qsl(self.query, keep_blank_values=True))
        if self.content_type.startswith("application/json"):
            found.update(orjson.loads(self.body))
        elif self.content_type.startswith("application/x-www-form-urlencoded"):
            found.update(parse_qsl(self.body.decode(), keep_blank_values=True))
        elif self.body:
            raise ValueError(f"unread content type {self.content_type}")
        return found

    def answer(self, result: bytes) -> None:
        """Give the result, which is JSON already."""
        self._connection.reply(200, b'{"ok":true,"result":' + result + b"}")

    def refuse(self, status: int, why: str) -> None:
        """Refuse the call as Telegram does."""
        self._connection.reply(status, orjson.dumps({"ok": False, "error_code": status, "description": why}))


class _Connection(asyncio.Protocol):
    """One kept connection. A client waits for each answer before it asks again, so one call at a time is enough."""

    def __init__(self, called: Callable[[Call], None]) -> None:
        self._called = called
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]
        self._parser = httptools.HttpRequestParser(self)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            if self._transport is not None:
                self._transport.abort()

    def on_message_begin(self) -> None:
        self._url, self._content_type = b"", b""
        self._body: list[bytes] = []

    def on_url(self, url: bytes) -> None:
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self._content_type = value

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        path, _, query = self._url.decode().partition("?")
        method = path.rpartition("/")[2]
        self._called(Call(method, query, b"".join(self._body), self._content_type.decode(), self))

    def reply(self, status: int, body: bytes) -> None:
        """Answer; whoever has hung up meanwhile gets nothing."""
        if self._transport is None or self._transport.is_closing():
            return
        head = b"HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._transport.write(head % (status, _REASONS[status], len(body)) + body)


@contextlib.asynccontextmanager
async def listen(called: Callable[[Call], None]) -> AsyncIterator[str]:
    """Serve on a free port of this machine; give the address."""
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(called), "127.0.0.1", 0, backlog=2048)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
