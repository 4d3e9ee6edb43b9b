"""A load balancer as small as one can be: each request goes to the next worker that takes connections."""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

_DROPPED = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


@dataclass
class Balancer:
    """Where it listens, whom it knows, and who answered how often."""

    ports: Sequence[int]
    url: str = ""
    served: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    _turn: Iterator[int] = field(init=False)

    def __post_init__(self) -> None:
        self._turn = itertools.cycle(self.ports)

    async def forward(self, request: web.Request, client: aiohttp.ClientSession) -> web.Response:
        """Pass a request on; one that broke in a worker's hands is the caller's to repeat, as with nginx."""
        body = await request.read()
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _DROPPED}
        for _ in self.ports:
            port = next(self._turn)
            try:
                address = f"http://127.0.0.1:{port}{request.path_qs}"
                async with client.request(request.method, address, data=body, headers=headers) as answer:
                    self.served[port] += 1
                    return web.Response(status=answer.status, body=await answer.read())
            except aiohttp.ClientConnectorError:
                continue
            except (aiohttp.ClientError, OSError):
                break
        self.broken += 1
        return web.Response(status=502)


@contextlib.asynccontextmanager
async def balanced(ports: Sequence[int]) -> AsyncIterator[Balancer]:
    """Serve before these ports for the time of the block."""
    balancer = Balancer(ports)
    # No kept connections: one to a worker that was killed would break a request that another could have served.
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    async with aiohttp.ClientSession(connector=connector) as client:

        async def forward(request: web.Request) -> web.Response:
            return await balancer.forward(request, client)

        app = web.Application()
        app.router.add_route("*", "/{path:.*}", forward)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        balancer.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield balancer
        finally:
            await runner.cleanup()
