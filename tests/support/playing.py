"""`tgbot play` as a newcomer starts it: a process of its own on a free port, and the bot's process beside it."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.process import environment


@dataclass(frozen=True, slots=True)
class Playground:
    """A running playground: where it is, and its process."""

    url: str
    process: asyncio.subprocess.Process

    def bots(self) -> list[int]:
        """List the living processes that it has started."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("utf-8").split()
        return [int(child) for child in children]


@asynccontextmanager
async def playing(folder: Path, **settings: str) -> AsyncIterator[Playground]:
    """Start the playground, and end it as Ctrl-C does, unless that has been done."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tgbot", "play", "--port", str(port),
        cwd=folder, env=environment(**settings), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(30):
            line = (await process.stdout.readline()).decode()
        assert f"http://127.0.0.1:{port}" in line
        yield Playground(f"http://127.0.0.1:{port}", process)
    finally:
        if process.returncode is None:
            process.terminate()
        async with asyncio.timeout(20):
            await process.wait()
