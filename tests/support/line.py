"""The line between the bot and Telegram: TCP passed on as it is, until a test makes it slow, deaf, torn or garbled."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

_PIECE = 1 << 16


@dataclass(eq=False)
class Line:
    """What the line does just now; tests change it while it is in use.

    `delay`: seconds that each piece takes, each way. `torn`: the part of calls during which the connection is cut, half
    of them before Telegram hears of the call, half of them before the bot hears the answer. `garble` changes what
    Telegram says.
    """

    upstream: int
    port: int = 0
    delay: float = 0.0
    torn: float = 0.0
    garble: Callable[[bytes], bytes] | None = None
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    taken: int = 0
    _deaf: bool = False
    _server: asyncio.Server | None = None
    _calls: set[_Call] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Tell where the bot finds Telegram."""
        return f"http://127.0.0.1:{self.port}"

    async def open(self) -> None:
        """Take connections, on the same port as before."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def down(self) -> None:
        """Refuse new connections and cut those there are, as when nobody listens any more."""
        assert self._server is not None
        self._server.close()
        for call in list(self._calls):
            call.cut()

    def fall_silent(self) -> None:
        """Take connections and whatever comes over them, and say nothing more; nobody is told."""
        self._deaf = True
        self.vanish()

    def speak_again(self) -> None:
        """Let new connections work; those that fell silent never will."""
        self._deaf = False

    def vanish(self) -> None:
        """Leave the other end of every connection that is open now dead, without a word; new ones work."""
        for call in self._calls:
            call.deaf = True

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        call = _Call(self, reader, writer, self._deaf)
        self.taken += 1
        self._calls.add(call)
        try:
            await call.carry()
        finally:
            self._calls.discard(call)


@dataclass(eq=False)
class _Call:
    line: Line
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    deaf: bool

    async def carry(self) -> None:
        """Carry bytes both ways until one side closes."""
        with contextlib.suppress(OSError):
            back, forth = await asyncio.open_connection("127.0.0.1", self.line.upstream)
            try:
                pumps = (self._pump(self.reader, forth, answers=False), self._pump(back, self.writer, answers=True))
                done, rest = await asyncio.wait(map(asyncio.create_task, pumps), return_when=asyncio.FIRST_COMPLETED)
                for pump in rest:
                    pump.cancel()
                await asyncio.gather(*done, *rest, return_exceptions=True)
            finally:
                forth.close()
        self.writer.close()

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, answers: bool) -> None:
        line = self.line
        while piece := await source.read(_PIECE):
            if line.delay:
                await asyncio.sleep(line.delay)
            if self.deaf:
                continue
            if line.torn and line.chance.random() < line.torn / 2:
                self.cut()
                return
            target.write(line.garble(piece) if answers and line.garble else piece)
            await target.drain()

    def cut(self) -> None:
        """Cut the connection on the bot's side."""
        self.writer.transport.abort()


@contextlib.asynccontextmanager
async def line_to(upstream: int) -> AsyncIterator[Line]:
    """Lay a line to a port of this machine; it is open."""
    line = Line(upstream)
    await line.open()
    try:
        yield line
    finally:
        line.down()
        await asyncio.sleep(0)
