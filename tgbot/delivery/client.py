"""The calls that go out: python-telegram-bot's request over aiohttp.

Owns connections, time limits and what an error means: did it surely not reach Telegram, or may it have? Decides nothing
about repeating a message; says nothing that holds the token (every address does).
"""

from __future__ import annotations

import asyncio
import io
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from tgbot.delivery.proxy import ProxyKindError, proxy_for

UNREAD = frozenset({"answerCallbackQuery", "editMessageText", "editMessageReplyMarkup", "editMessageCaption"})
"""Methods whose good answer nobody reads: the library then gives True, as it does for inline messages."""

_DONE = b'{"ok":true,"result":true}'
_JSON = "application/json"
# Named here, so that the client need not work out for each call which headers to add.
_HEADERS = {"User-Agent": "tgbot", "Accept": "*/*", "Accept-Encoding": "identity"}
# Asking, editing and answering twice does no harm; sending does.
_SAFE_TWICE = ("get", "edit", "answer", "set", "delete")
_BIG = 1 << 16
CONNECTIONS = 768
"""Two for each update that may be at work or hang (`lanes.py`), so that calls that hang leave some to the others."""
_LONGEST_CALL = 120.0
"""Seconds; no call lasts longer, whatever it carries."""
_LEFT_AT_MOST_EVERY = 5.0


class NotSent(NetworkError):
    """The call surely never reached Telegram: no address, no connection, or none free in time. Safe to repeat."""


class AiohttpRequest(BaseRequest):
    """The HTTP side of the library's Bot; make two, one for getUpdates alone.

    `connections`: the most at once. `unread`: methods whose good answers are not parsed. Times are in seconds and hold
    where the library passes none; `upload` is the time to write a call that carries files. `on_call` hears of each
    method called and of its HTTP status, or of the error that it had instead.
    """

    __slots__ = (
        *("_connections", "_left", "_on_call", "_proxies", "_session", "_timeouts", "_times", "_unread", "_urls"),
    )

    def __init__(
        self,
        connections: int = CONNECTIONS,
        *,
        unread: Iterable[str] = UNREAD,
        read: float = 10.0,
        write: float = 10.0,
        connect: float = 5.0,
        pool: float = 5.0,
        upload: float = 60.0,
        on_call: Callable[[str, str], None] | None = None,
    ) -> None:
        self._connections = connections
        self._unread = frozenset(unread)
        self._on_call = on_call
        self._times = (read, write, connect, pool, upload)
        self._session: aiohttp.ClientSession | None = None
        self._left: deque[tuple[float, aiohttp.ClientSession]] = deque()
        self._timeouts: dict[tuple[object, ...], aiohttp.ClientTimeout] = {}
        self._urls: dict[str, URL] = {}
        self._proxies: dict[str, str | None] = {}

    @property
    def read_timeout(self) -> float:
        """How long to wait for an answer when the library does not say, in seconds."""
        return self._times[0]

    async def initialize(self) -> None:
        """Open the pool of connections; a second time does nothing."""
        if self._session is None:
            self._session = self._opened()

    def _opened(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300, keepalive_timeout=30),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers=_HEADERS,
        )

    async def shutdown(self) -> None:
        """Close every connection."""
        session, self._session = self._session, None
        if session is not None:
            self._left.append((0.0, session))
        while self._left:
            await self._left.popleft()[1].close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read Telegram's answer; anything else raises TelegramError, without showing what it was."""
        try:
            answer = orjson.loads(payload)
        except orjson.JSONDecodeError:
            answer = None
        if isinstance(answer, dict) and ("result" in answer or "description" in answer):
            return answer
        raise TelegramError("Invalid server response")

    async def do_request(  # noqa: PLR0917  - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; give the HTTP status and the answer.

        Raises NotSent when it surely never arrived, TimedOut and NetworkError when it may have.
        """
        name = url[url.rfind("/") + 1 :].partition("?")[0]
        files = request_data is not None and request_data.contains_files
        limits = self._timeout(read_timeout, write_timeout, connect_timeout, pool_timeout, files=files)
        outcome = await self._attempt(method, url, request_data, limits)
        if isinstance(outcome, _DROPPED) and not isinstance(outcome, _NEVER_LEFT) and name.startswith(_SAFE_TWICE):
            # A kept connection can be closed by the other side in the moment we use it.
            outcome = await self._attempt(method, url, request_data, limits)
        if self._on_call is not None:
            what = type(_meaning(outcome, name)).__name__ if isinstance(outcome, Exception) else str(outcome[0])
            self._on_call("file" if "/file/" in url else name, what)
        if isinstance(outcome, Exception):
            # Not chained: the causes' texts hold the address, and with it the token.
            raise _meaning(outcome, name)
        if outcome[0] == 200 and name in self._unread:
            return 200, _DONE
        return outcome

    async def _attempt(
        self, method: str, url: str, data: RequestData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes] | Exception:
        session = self._session
        if session is None:
            raise RuntimeError("initialize() comes first")
        try:
            async with session.request(
                method,
                self._address(url),
                data=_body(data),
                timeout=limits,
                proxy=self._proxy(url),
                allow_redirects=False,
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            if isinstance(error, TimeoutError) and not isinstance(error, _NEVER_LEFT):
                await self._leave(session)
            return error

    async def _leave(self, session: aiohttp.ClientSession) -> None:
        """Begin no call on a connection as old as one that fell silent: the others may be as dead.

        Those under way go on; whatever is idle is closed by its own time limit.
        """
        now = asyncio.get_running_loop().time()
        if session is not self._session or (self._left and now - self._left[-1][0] < _LEFT_AT_MOST_EVERY):
            return
        self._session = self._opened()
        self._left.append((now, session))
        while now - self._left[0][0] > _LONGEST_CALL:
            await self._left.popleft()[1].close()

    def _address(self, url: str) -> URL:
        known = self._urls.get(url)
        if known is None:
            known = URL(url)
            # A method's address comes again and again; a file's or one with parameters does not.
            if len(self._urls) < 100 and "?" not in url:
                self._urls[url] = known
        return known

    def _proxy(self, url: str) -> str | None:
        host = url[: url.find("/", 8)]
        if host not in self._proxies:
            self._proxies[host] = proxy_for(url)
        return self._proxies[host]

    def _timeout(
        self, read: object, write: object, connect: object, pool: object, *, files: bool
    ) -> aiohttp.ClientTimeout:
        given = (read, write, connect, pool, files)
        known = self._timeouts.get(given)
        if known is None:
            usual = self._times
            r, w, c, p = (_seconds(value, usual[i]) for i, value in enumerate(given[:4]))
            if files and not isinstance(write, int | float):
                w = usual[4]
            total = None if None in (r, w, c, p) else r + w + c + p  # type: ignore[operator]
            connecting = None if c is None or p is None else c + p
            known = aiohttp.ClientTimeout(total=total, connect=connecting, sock_connect=c, sock_read=r)
            if len(self._timeouts) < 100:
                self._timeouts[given] = known
        return known


_DROPPED = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)
_NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ClientHttpProxyError, aiohttp.ConnectionTimeoutError)


def _meaning(error: Exception, name: str) -> NetworkError:
    if isinstance(error, _NEVER_LEFT):
        return NotSent(f"{name} was not sent: {type(error).__name__}")
    if isinstance(error, TimeoutError):
        return TimedOut(f"{name} was not answered in time")
    if isinstance(error, ProxyKindError):
        return NotSent(f"{name} was not sent: {error}")
    return NetworkError(f"{name} failed: {type(error).__name__}")


def _seconds(given: object, usual: float) -> float | None:
    if given is None or isinstance(given, int | float):
        return given
    return usual


def _body(data: RequestData | None) -> aiohttp.BytesPayload | aiohttp.FormData | None:
    if data is None:
        return None
    if not data.contains_files:
        return aiohttp.BytesPayload(orjson.dumps(data.parameters), content_type=_JSON)
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mimetype) in data.multipart_data.items():
        # aiohttp writes a stream piece by piece, but bytes all at once.
        big = isinstance(content, bytes) and len(content) > _BIG
        form.add_field(name, io.BytesIO(content) if big else content, filename=filename, content_type=mimetype)  # type: ignore[arg-type]
    return form
