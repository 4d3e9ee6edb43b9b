"""What the Python clients have in common: one request a line on stdin, one answer a line on stdout.

Runs inside the client's own process (and virtual environment), so it knows nothing but the standard library. The
requests are those of `Driver`; `conformance/client.py` is the other end, and `grammy/drive.mjs` speaks the same.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import traceback
from collections.abc import Callable
from typing import Any, Protocol

LONGEST_LINE = 64 * 1024 * 1024
Report = Callable[[dict[str, Any]], None]


class Refused(Exception):
    """The library raised what it raises when the server says no; code 0 means that no answer came at all."""

    def __init__(self, code: int, words: str, retry_after: int | None = None) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
        self.retry_after = retry_after


class Driver(Protocol):
    """What each client can be asked to do; results are JSON."""

    async def open(self, base: str, token: str) -> None:
        """Talk to this server as this bot from now on."""

    async def call(self, method: str, arguments: dict[str, Any]) -> Any:
        """Call a method through the library and tell what the library made of the answer. Raises Refused."""

    async def words(self, message: dict[str, Any]) -> list[list[str]]:
        """Cut a message's entities out of its text with the library's own means: [[type, words], ...]."""

    async def download(self, file_id: str) -> str:
        """Fetch a file; base64."""

    async def http(self, method: str, url: str, kind: str, fields: dict[str, str]) -> Any:
        """Send a request of one kind of body (query, form, multipart, json) with the library's own HTTP stack."""

    async def run(self, secret: str | None) -> str:
        """Run the small bot: with a secret behind an own web server (tells its address), else by polling."""

    async def rest(self) -> None:
        """Stop the small bot."""

    async def close(self) -> None:
        """Let go of every connection: the process ends."""


def content(given: dict[str, Any]) -> bytes:
    """Read the bytes of an upload: {"base64": ...}, or {"size": n} for so many zeros."""
    return base64.b64decode(given["base64"]) if "base64" in given else bytes(given["size"])


async def serve(make: Callable[[Report], Driver]) -> None:
    """Answer requests until stdin ends, several at a time."""
    reader = asyncio.StreamReader(limit=LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    out = sys.stdout
    sys.stdout = sys.stderr

    def report(line: dict[str, Any]) -> None:
        out.write(json.dumps(line) + "\n")
        out.flush()

    driver, running = make(report), set[asyncio.Task[None]]()
    while line := await reader.readline():
        task = asyncio.create_task(_answer(driver, json.loads(line), report))
        running.add(task)
        task.add_done_callback(running.discard)
    await driver.close()


async def _answer(driver: Driver, request: dict[str, Any], report: Report) -> None:
    number, act = request.pop("id"), getattr(driver, request.pop("do"))
    try:
        report({"id": number, "result": await act(**request)})
    except Refused as refused:
        told = {"code": refused.code, "words": refused.words, "retry_after": refused.retry_after}
        report({"id": number, "refused": told})
    except Exception:  # noqa: BLE001 - whatever it is, the test has to see it
        report({"id": number, "crash": traceback.format_exc()})
