"""The port that the playground is served on. Can be opened before the server is imported: who calls meanwhile waits."""

from __future__ import annotations

import socket

_HOST = "127.0.0.1"


def listen(port: int) -> socket.socket:
    """Open a port for this machine only; 0 takes any free one."""
    listening = socket.create_server((_HOST, port), backlog=2048)
    # Without it every answer on a kept connection waits 40 ms for the reader's system to confirm its first half.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def address(listening: socket.socket) -> str:
    """Tell where an open port is called."""
    return f"http://{_HOST}:{listening.getsockname()[1]}"
