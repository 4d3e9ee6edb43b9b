"""A bot as a process of its own: started, bound to one core, watched through /proc, and ended. Linux only."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_START_WITHIN = 60.0
_END_WITHIN = 15.0


class NotStarted(Exception):
    """The bot ended, or asked for nothing, within a minute; what it wrote."""


@dataclass(frozen=True, slots=True)
class Running:
    """A running bot: its number, and when it was started (monotonic, in seconds)."""

    pid: int
    since: float

    @property
    def cpu(self) -> float:
        """Tell the CPU time that all its threads have used, in seconds."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def stalled(self) -> float:
        """Tell how long its main thread was ready to run and waited for a core, in seconds."""
        return stalled(self.pid)

    @property
    def memory(self) -> float:
        """Tell what it holds in memory (RSS), in MB."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def stalled(pid: int | None = None) -> float:
    """Tell how long a process's main thread (our own without a number) has waited for a core, in seconds."""
    return int(Path(f"/proc/{pid or 'self'}/schedstat").read_text().split()[1]) / 1e9


@contextlib.asynccontextmanager
async def run(
    command: Sequence[str], settings: Mapping[str, str], ready: asyncio.Event, core: int | None = None
) -> AsyncIterator[Running]:
    """Run a command with these settings and PATH alone; hand it over once it is `ready`. Raises NotStarted."""
    with tempfile.TemporaryDirectory(prefix="tgbot-bench-") as folder, tempfile.TemporaryFile() as said:
        environment = {"PATH": os.environ["PATH"], **settings}
        since = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=said
        )
        if core is not None:
            os.sched_setaffinity(process.pid, {core})
        try:
            await _until(ready, process)
            if process.returncode is not None or not ready.is_set():
                said.seek(0)
                raise NotStarted(said.read().decode(errors="replace")[-2000:])
            yield Running(process.pid, since)
        finally:
            await _end(process)


async def _until(ready: asyncio.Event, process: asyncio.subprocess.Process) -> None:
    ends = [asyncio.create_task(ready.wait()), asyncio.create_task(process.wait())]
    await asyncio.wait(ends, timeout=_START_WITHIN, return_when=asyncio.FIRST_COMPLETED)
    for end in ends:
        end.cancel()


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(_END_WITHIN):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
