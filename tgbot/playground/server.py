"""Serves a world over HTTP within the running event loop: the Bot API, the people's side, and the chat page."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from tgbot.playground.botapi import BotApi, Faults
from tgbot.playground.user_side import UserSide

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from starlette.routing import BaseRoute

    from tgbot.playground.botapi.rates import Rates
    from tgbot.playground.world import World

PAGE = Path(__file__).with_name("page")


class _Protocol(HttpToolsProtocol):
    """Lends the connection to the application, so that a planned fault can cut it."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {"transport": {"abort": self.transport.abort}}


class _Server(uvicorn.Server):
    """Stops as soon as nothing is under way, without uvicorn's fixed tenth of a second."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for listening in sockets or ():
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0)
        running = self.server_state.tasks
        if running:
            await asyncio.wait(list(running), timeout=self.config.timeout_graceful_shutdown)
        for task in list(running):
            task.cancel()


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: where it is, and what it serves."""

    url: str
    port: int
    world: World
    api: BotApi
    faults: Faults


@contextlib.asynccontextmanager
async def serve(
    world: World,
    port: int = 0,
    *,
    host: str = "127.0.0.1",
    faults: Faults | None = None,
    rates: Rates | None = None,
    extra_routes: Sequence[BaseRoute] = (),
) -> AsyncIterator[Served]:
    """Serve a world until the block ends; port 0 takes any free one."""
    faults = faults or Faults()
    api = BotApi(world, faults, rates)
    routes: list[Any] = [*api.routes(), *extra_routes, *UserSide(world, faults).routes()]
    if PAGE.is_dir():
        routes.append(Mount("/", StaticFiles(directory=PAGE, html=True)))
    listening = socket.create_server((host, port), backlog=2048)
    # Without it every answer on a kept connection waits 40 ms for the reader's system to confirm its first half.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    config = uvicorn.Config(
        Starlette(routes=routes),
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=2,
        backlog=2048,
    )
    config.load()
    server = _Server(config)
    server.lifespan = config.lifespan_class(config)
    # `serve` would take over the process's signals; its two halves do all that is needed here.
    await server.startup(sockets=[listening])
    taken = listening.getsockname()[1]
    try:
        yield Served(f"http://{host}:{taken}", taken, world, api, faults)
    finally:
        await api.stop()
        await asyncio.sleep(0)
        await server.shutdown(sockets=[listening])
