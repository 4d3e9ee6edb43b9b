"""Serves a world over HTTP within the running event loop: the Bot API, the people's side, and the chat page."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from tgbot.playground.botapi import BotApi, Faults
from tgbot.playground.port import address, listen
from tgbot.playground.user_side import UserSide

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from socket import socket

    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import Scope

    from tgbot.playground.botapi.rates import Rates
    from tgbot.playground.world import World

PAGE = Path(__file__).with_name("page")


class _Fresh(StaticFiles):
    """The page's files, which a browser keeps but asks about each time: after an update nobody sees old ones."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a file, or 304 where the browser has this very one."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


class _Protocol(HttpToolsProtocol):
    """Lends the connection to the application, so that a planned fault can cut it."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {"transport": {"abort": self.transport.abort}}


class _Server(uvicorn.Server):
    """Stops as soon as nothing is under way, without uvicorn's fixed tenth of a second."""

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
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
    listening: socket | None = None,
    faults: Faults | None = None,
    rates: Rates | None = None,
    extra_routes: Sequence[BaseRoute] = (),
) -> AsyncIterator[Served]:
    """Serve a world on this machine until the block ends; port 0 takes any free one. `listening`: open already."""
    faults = faults or Faults()
    api = BotApi(world, faults, rates)
    routes: list[Any] = [*api.routes(), *extra_routes, *UserSide(world, faults).routes()]
    if PAGE.is_dir():
        routes.append(Mount("/", _Fresh(directory=PAGE, html=True)))
    listening = listening or listen(port)
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
        yield Served(address(listening), taken, world, api, faults)
    finally:
        await api.stop()
        await asyncio.sleep(0)
        await server.shutdown(sockets=[listening])
