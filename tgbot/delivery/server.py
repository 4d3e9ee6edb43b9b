"""The web server: one port for the webhook, the health page and the figures. Knows none of them."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, Final

from tgbot.delivery.errors import DeliveryError

if TYPE_CHECKING:
    from starlette.types import ASGIApp


_PLAIN: Final[dict[str, Any]] = {
    "log_config": None,
    "access_log": False,
    "lifespan": "off",
    "ws": "none",
    "http": "httptools",
    "server_header": False,
    "proxy_headers": False,
    "timeout_keep_alive": 75,
}
"""What uvicorn would do beside serving, and need not: our own log lines, no web sockets, no word of what serves."""


def listen(port: int, host: str = "0.0.0.0") -> socket.socket:  # noqa: S104  - a host's router must reach it
    """Take the port; 0 takes a free one. Raises DeliveryError when that is not possible."""
    try:
        return socket.create_server((host, port), backlog=2048)
    except OSError as error:
        raise DeliveryError(f"port {port} can't be used ({error.strerror}): set PORT to another one") from None


async def serve(app: ASGIApp, listener: socket.socket, stop: asyncio.Event, *, grace: float = 10.0) -> None:
    """Serve until `stop` is set; then answer what has come in, at most `grace` seconds."""
    import uvicorn  # noqa: PLC0415  - not needed by those who poll, and slow to import

    class Server(uvicorn.Server):
        """Leaves the signals to those who started us."""

        @contextlib.contextmanager
        def capture_signals(self) -> Generator[None, None, None]:
            yield

    server = Server(uvicorn.Config(app, timeout_graceful_shutdown=max(1, int(grace)), **_PLAIN))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        server.should_exit = True
        await serving
