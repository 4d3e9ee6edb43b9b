"""The bot as a process of its own, as it runs in service: started, killed and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.nursery import Forked, Nursery
from tests.support.postgres import free_port
from tests.support.running import TOKEN

PROJECT = Path(__file__).parent.parent.parent
WAYS = ("polling", "webhook")
"""The ways of receiving updates."""


def receiving_by(way: str) -> dict[str, str]:
    """Tell the settings that choose a way of receiving."""
    if way == "polling":
        return {}
    port = free_port()
    return {"PORT": str(port), "WEBHOOK_URL": f"http://127.0.0.1:{port}"}


def environment(**changes: str) -> dict[str, str]:
    """Make an environment with nothing of the machine's own settings in it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    ours = {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1", "ALLOW_EPHEMERAL_DB": "1"}
    return kept | ours | changes


@dataclass
class Process:
    """One bot process, with what it wrote."""

    settings: Mapping[str, str]
    folder: Path
    arguments: tuple[str, ...] = ()
    nursery: Nursery | None = None
    running: asyncio.subprocess.Process | Forked | None = None
    lines: list[str] = field(default_factory=list)
    receives: bool = False
    _reading: asyncio.Task[None] | None = None
    _started: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> None:
        """Start it and wait until it is receiving."""
        await self.launch()
        await self.until_it_receives()

    async def until_it_receives(self) -> None:
        """Wait until it says that it receives."""
        async with asyncio.timeout(60):
            await self._started.wait()
        assert self.receives, self.log

    async def until_it_leads(self) -> None:
        """Wait until it has the lease, and has said in the database that it is well."""
        async with asyncio.timeout(60):
            while "event='leading'" not in self.log:  # noqa: ASYNC110  (a line has no event)
                await asyncio.sleep(0.02)

    async def launch(self) -> None:
        """Start it and wait for nothing."""
        self._started, self.receives = asyncio.Event(), False
        arguments, env = ("run", *self.arguments), environment(**self.settings)
        if self.nursery is not None:
            self.running = await self.nursery.fork(arguments, self.folder, env)
        else:
            self.running = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tgbot", *arguments),
                cwd=self.folder,
                env=env,
                stderr=asyncio.subprocess.PIPE,
            )
        self._reading = asyncio.create_task(self._read())

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and wait for the end; tell the exit code."""
        assert self.running is not None
        if self.running.returncode is None:
            self.running.send_signal(number)
        return await self.ended(15)

    async def ended(self, seconds: float = 60) -> int:
        """Wait for its end and for all that it wrote; tell the exit code."""
        assert self.running is not None
        assert self._reading is not None
        async with asyncio.timeout(seconds):
            code = await self.running.wait()
            await self._reading
        return code

    @property
    def pid(self) -> int:
        """Tell the process's number; 0 before the first start."""
        return self.running.pid if self.running else 0

    @property
    def alive(self) -> bool:
        """Tell whether it runs."""
        return self.running is not None and self.running.returncode is None

    async def kill(self) -> None:
        """End it as a power cut would."""
        await self.stop(signal.SIGKILL)

    @property
    def log(self) -> str:
        """Tell everything that it wrote to standard error."""
        return "\n".join(self.lines)

    async def _read(self) -> None:
        assert self.running is not None
        assert self.running.stderr is not None
        while line := await self.running.stderr.readline():
            self.lines.append(line.decode().rstrip())
            if "event='started'" in self.lines[-1]:
                self.receives = True
                self._started.set()
        self._started.set()


@asynccontextmanager
async def bot_process(
    api_url: str, folder: Path, keys: str, *, nursery: Nursery | None = None, **settings: str
) -> AsyncIterator[Process]:
    """Run a bot process on a database in `folder`; whatever is left of it at the end is killed.

    `nursery`: fork it from a process that has imported everything, for tests that start it many times.
    """
    process = Process(
        {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api_url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
            "DATA_KEYS": keys,
            "MESSAGES_PER_SECOND": "0",
        }
        | settings,
        folder,
        nursery=nursery,
    )
    try:
        await process.start()
        yield process
    finally:
        if process.running is not None and process.running.returncode is None:
            await process.kill()
