"""A client library in a process of its own: started once, asked in lines of JSON (lines.Driver says what)."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent.parent
ROOT = HERE.parent.parent
AIOGRAM_PYTHON = Path(os.environ.get("AIOGRAM_PYTHON", ROOT / ".venv" / "aiogram" / "bin" / "python"))
PATIENCE, STARTING = 60.0, 110.0  # for a busy machine: aiogram alone takes seconds of CPU to import
LONGEST_LINE = 64 * 1024 * 1024


class Refused(Exception):
    """The library raised its error; code 0 means that no answer came. `words` are in lower case, without the kind."""

    def __init__(self, code: int, words: str, retry_after: int | None) -> None:
        super().__init__(f"{code} {words}")
        self.code = code
        self.words = _bare(words)
        self.retry_after = retry_after


def _bare(words: str) -> str:
    """Leave out what libraries add or drop: capitals, the kind of error in front."""
    small = words.lower()
    for kind in ("bad request: ", "forbidden: ", "conflict: ", "not found: ", "too many requests: "):
        small = small.replace(kind, "")
    return small


@dataclass(frozen=True, slots=True)
class Library:
    """A client library: its name in the table, how its driver is started, and what that needs to be there."""

    name: str
    command: tuple[str, ...]
    needs: Path

    def missing(self) -> str | None:
        """Tell what has to be installed first, or None."""
        if not shutil.which(self.command[0]):
            return f"{self.name} needs {self.command[0]}"
        return None if self.needs.exists() else f"{self.name} is not installed ({self.needs} is missing): make clients"


LIBRARIES = (
    Library("python-telegram-bot", (sys.executable, str(HERE / "clients" / "drive_ptb.py")), Path(sys.executable)),
    Library("aiogram", (str(AIOGRAM_PYTHON), str(HERE / "clients" / "drive_aiogram.py")), AIOGRAM_PYTHON),
    Library("grammY", ("node", str(HERE / "grammy" / "drive.mjs")), HERE / "grammy" / "node_modules" / "grammy"),
)


@dataclass
class Client:
    """A running library."""

    name: str
    process: asyncio.subprocess.Process
    heard: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    _waiting: dict[int, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)
    _listening: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, library: Library) -> Client:
        """Start the library's process."""
        process = await asyncio.create_subprocess_exec(
            *library.command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LONGEST_LINE,
            env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
        )
        client = cls(library.name, process)
        client._listening = asyncio.create_task(client._listen())
        await client.ask("open", STARTING, base="http://127.0.0.1:9", token="1:nobody")
        return client

    async def _listen(self) -> None:
        assert self.process.stdout
        async for line in self.process.stdout:
            told = json.loads(line)
            if "id" in told:
                self._waiting.pop(told["id"]).set_result(told)
            else:
                self.heard.put_nowait(told)

    async def ask(self, do: str, patience: float = PATIENCE, **given: Any) -> Any:
        """Ask for one act of the driver and wait for what it tells. Raises Refused."""
        number = next(self._numbers)
        self._waiting[number] = answer = asyncio.get_running_loop().create_future()
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"id": number, "do": do, **given}).encode() + b"\n")
        await self.process.stdin.drain()
        told = await asyncio.wait_for(answer, patience)
        assert "crash" not in told, f"{self.name} could not do this:\n{told['crash']}"
        if "refused" in told:
            raise Refused(**told["refused"])
        return told["result"]

    async def call(self, method: str, **arguments: Any) -> Any:
        """Call a method of the Bot API through the library. Raises Refused."""
        return await self.ask("call", method=method, arguments=arguments)

    async def words(self, message: dict[str, Any]) -> list[tuple[str, str]]:
        """Let the library cut a message's entities out of its text."""
        return [(kind, words) for kind, words in await self.ask("words", message=message)]

    async def download(self, file_id: str) -> bytes:
        """Fetch a file through the library."""
        return base64.b64decode(await self.ask("download", file_id=file_id))

    async def hears(self, what: str) -> dict[str, Any]:
        """Wait until the small bot has heard something of this kind."""
        while (told := await asyncio.wait_for(self.heard.get(), PATIENCE))["heard"] != what:
            pass
        return told

    async def stop(self) -> None:
        """End the process, and wait for it."""
        assert self.process.stdin
        self.process.stdin.close()
        try:
            await asyncio.wait_for(self.process.wait(), PATIENCE)
        except TimeoutError:
            self.process.kill()
        if self._listening:
            await self._listening


def upload(content: bytes | int, name: str = "file.bin") -> dict[str, Any]:
    """Name an upload for `call`: these bytes, or so many zeros."""
    what = {"size": content} if isinstance(content, int) else {"base64": base64.b64encode(content).decode()}
    return {"upload": {"name": name, **what}}
