"""The playground's bot as a process of its own: started, told the time, killed, started again. Knows no page."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tgbot.clock import MovableClock
from tgbot.operation.errors import OperatorError

_GRACE = 8.0
"""Seconds that a bot gets to finish its work at the end."""


@dataclass(slots=True)
class BotProcess:
    """One bot after the other, each in the same place; `environment` is what the bot's settings come from."""

    environment: Mapping[str, str] = field(repr=False)
    clock: MovableClock
    _running: asyncio.subprocess.Process | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _killed: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """Tell the number of the process that is the bot now."""
        return self._process.pid

    async def start(self) -> None:
        """Start a bot at the clock's present; it needs a second or two before it answers."""
        self._running = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tgbot.operation.played",
            str(self.clock.offset.total_seconds()),
            env=os.environ | self.environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            process_group=0,  # Ctrl-C is for the playground, which then ends the bot in order
        )

    async def restart(self) -> float:
        """Kill the bot as a power cut would (kill -9), start another, and tell after how many seconds it was there."""
        async with self._lock:
            self._killed = self._process
            self._killed.kill()
            await self._killed.wait()
            began = time.monotonic()
            await self.start()
            await self._heard("ready")
            return time.monotonic() - began

    async def move(self, by: timedelta) -> None:
        """Let the bot's clock follow the playground's, and wait until it has."""
        async with self._lock:
            _input(self._process).write(f"{by.total_seconds()}\n".encode())
            await self._heard("moved")

    async def attend(self, stop: asyncio.Event) -> None:
        """Wait for the end; raises OperatorError when the bot ends by itself."""
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            process = self._process
            ending = asyncio.create_task(process.wait())
            await asyncio.wait((stopping, ending), return_when=asyncio.FIRST_COMPLETED)
            if ending.done() and process is not self._killed and not stop.is_set():
                stopping.cancel()
                raise OperatorError(f"the bot ended by itself (exit code {ending.result()}); what it said is above")
            ending.cancel()
            async with self._lock:  # a killed one is followed by another
                pass

    async def stop(self) -> None:
        """Let the bot finish: the end of what it is told is the end of it."""
        if self._running is None or self._running.returncode is not None:
            return
        _input(self._running).close()
        try:
            async with asyncio.timeout(_GRACE):
                await self._running.wait()
        except TimeoutError:
            self._running.kill()
            await self._running.wait()

    @property
    def _process(self) -> asyncio.subprocess.Process:
        if self._running is None:
            raise RuntimeError("start() comes first")
        return self._running

    async def _heard(self, word: str) -> None:
        """Read what the bot says up to a word, or to its end."""
        said = self._process.stdout
        while said and (line := await said.readline()) and line.decode().strip() != word:
            pass


def _input(process: asyncio.subprocess.Process) -> asyncio.StreamWriter:
    if process.stdin is None:
        raise RuntimeError("a bot is started with a pipe to tell it the time")
    return process.stdin
