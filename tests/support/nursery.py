"""A process that has imported the bot once and forks one bot after the other: for tests that kill very often.

What is forked is a process of its own, with its own settings, folder and standard error, and runs `tgbot run` from the
command line's entry on; only Python's start and the imports, two thirds of the time to the first update, are not done
again. Tests of the start itself use `python -m tgbot`.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import random
import select
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_LONGEST = 1 << 16
_PROJECT = Path(__file__).parent.parent.parent


@dataclass(eq=False)
class Forked:
    """One forked process, with what tests use of asyncio's own kind of process."""

    pid: int
    stderr: asyncio.StreamReader
    returncode: int | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal, if it still runs."""
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def wait(self) -> int:
        """Wait for the end; tell the exit code, negative for a signal."""
        await self.ended.wait()
        assert self.returncode is not None
        return self.returncode


class Nursery:
    """The test's end of the line to the process that forks."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._born: asyncio.Queue[int] = asyncio.Queue()
        self._alive: dict[int, Forked] = {}

    async def fork(self, arguments: tuple[str, ...], folder: Path, env: Mapping[str, str]) -> Forked:
        """Start `tgbot` with these arguments."""
        reading, writing = os.pipe()
        asked = json.dumps({"arguments": arguments, "folder": str(folder), "env": dict(env)}).encode()
        socket.send_fds(self._line, [asked], [writing])
        os.close(writing)
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(reading, "rb"))
        pid = await self._born.get()
        found = self._alive[pid]
        found.stderr = reader
        return found

    async def listen(self) -> None:
        """Hear of births and deaths until cancelled."""
        loop = asyncio.get_running_loop()
        while told := await loop.sock_recv(self._line, _LONGEST):
            event = json.loads(told)
            if "born" in event:
                self._alive[event["born"]] = Forked(event["born"], asyncio.StreamReader())
                self._born.put_nowait(event["born"])
            else:
                ended = self._alive.pop(event["died"])
                ended.returncode = event["code"]
                ended.ended.set()


@contextlib.asynccontextmanager
async def nursery() -> AsyncIterator[Nursery]:
    """Run a process that forks bots; those that are left at the end are killed with it."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.setblocking(False)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.support.nursery",
        str(theirs.fileno()),
        pass_fds=[theirs.fileno()],
        cwd=_PROJECT,
        env=os.environ | {"PYTHONPATH": str(_PROJECT)},
    )
    theirs.close()
    made = Nursery(ours)
    listening = asyncio.create_task(made.listen())
    try:
        yield made
    finally:
        ours.shutdown(socket.SHUT_WR)
        await process.wait()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        ours.close()


def _serve(line: socket.socket) -> None:
    """Fork on demand and tell of every end, until the other side closes."""
    _import_the_bot()
    waking, wakened = socket.socketpair()
    wakened.setblocking(False)
    signal.set_wakeup_fd(wakened.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    alive: set[int] = set()
    while True:
        ready, _, _ = select.select([line, waking], [], [])
        if line in ready:
            asked, fds, _, _ = socket.recv_fds(line, _LONGEST, 1)
            if not asked:
                break
            pid = os.fork()
            if pid == 0:
                signal.set_wakeup_fd(-1)
                line.close()
                _become(json.loads(asked), fds[0])
            os.close(fds[0])
            alive.add(pid)
            line.send(json.dumps({"born": pid}).encode())
        if waking in ready:
            waking.recv(100)
            _tell_deaths(line, alive)
    for pid in alive:
        os.kill(pid, signal.SIGKILL)


def _tell_deaths(line: socket.socket, alive: set[int]) -> None:
    with contextlib.suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            alive.discard(found[0])
            line.send(json.dumps({"died": found[0], "code": os.waitstatus_to_exitcode(found[1])}).encode())


def _import_the_bot() -> None:
    """Import what a start imports; none of it opens, asks or starts anything."""
    import aiosqlite  # noqa: PLC0415
    import uvicorn  # noqa: PLC0415
    import uvicorn.protocols.http.httptools_impl  # noqa: PLC0415

    import tgbot.cli  # noqa: PLC0415
    import tgbot.delivery.metrics  # noqa: PLC0415
    import tgbot.operation.run  # noqa: PLC0415

    assert all((aiosqlite, uvicorn, tgbot))
    gc.collect()
    gc.freeze()


def _become(asked: dict[str, object], errors: int) -> None:
    """Be a bot from now on; never returns."""
    from tgbot.cli import main  # noqa: PLC0415

    code: object = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        random.seed()
        os.dup2(errors, 2)
        os.close(errors)
        os.chdir(str(asked["folder"]))
        os.environ.clear()
        os.environ.update(asked["env"])  # type: ignore[arg-type]
        sys.argv = ["tgbot", *asked["arguments"]]  # type: ignore[misc]
        main()
        code = 0
    except SystemExit as end:
        code = end.code or 0
    finally:
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
