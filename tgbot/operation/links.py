"""`tgbot content links`: asks whether the sources' pages still answer, politely, and notes the day in sources.yaml.

Only the `checked:` value of a source that answered is changed; every other byte of the file stays as it is.
"""

from __future__ import annotations

import asyncio
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout
from rich.console import Console

from tgbot.library.loader import load
from tgbot.library.sources import Source
from tgbot.operation.progress import progress_bar

_AT_ONCE: Final = 4
_LIMITS: Final = ClientTimeout(total=30, connect=10)
_HEADERS: Final = {"User-Agent": "tgbot-link-check (one request a page)", "Accept": "text/html,application/pdf,*/*"}
_CHECKED: Final = re.compile(r"(\bchecked:[ \t]*)(null|~|\"?\d{4}-\d\d-\d\d\"?)")
_TOP: Final = re.compile(r"[^\s#]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source's address said; `problem` is empty when the page is there."""

    source: Source
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Tell whether the page answered."""
        return not self.problem

    def __str__(self) -> str:
        return f"{self.source.id}: {self.source.url}: {self.problem or 'answers'}"


def check_sources(directory: Path, today: date) -> list[Answer]:
    """Check the links of all sources, print a line per failure, and note the day for those that answered."""
    sources = load(directory).sources
    console = Console(soft_wrap=True, highlight=False, markup=False)
    with progress_bar() as bar:
        task = bar.add_task("links", total=len(sources))
        answers = asyncio.run(check_links(sources.values(), done=lambda _answer: bar.advance(task)))
    failed = [answer for answer in answers if not answer.ok]
    for answer in failed:
        console.print(str(answer))
    file = directory / "sources.yaml"
    # Bytes, since reading as text would change the ends of lines. Read again: somebody may have edited meanwhile.
    text = file.read_bytes().decode("utf-8")
    file.write_bytes(with_checked(text, {answer.source.id: today for answer in answers if answer.ok}).encode("utf-8"))
    console.print(f"{len(answers) - len(failed)} of {len(answers)} links answer.")
    return failed


async def check_links(
    sources: Iterable[Source],
    *,
    limits: ClientTimeout = _LIMITS,
    done: Callable[[Answer], None] = lambda _answer: None,
) -> list[Answer]:
    """Ask each address once (HEAD, then GET where HEAD is not liked), a few at a time and one at a time per host."""
    at_once = asyncio.Semaphore(_AT_ONCE)
    hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async with ClientSession(timeout=limits, headers=_HEADERS, trust_env=True) as session:

        async def one(source: Source) -> Answer:
            async with hosts[urlsplit(source.url).netloc], at_once:
                answer = Answer(source, await _problem(session, source.url))
            done(answer)
            return answer

        return list(await asyncio.gather(*(one(source) for source in sources)))


async def _problem(session: ClientSession, url: str) -> str:
    status = 0
    try:
        for method in ("HEAD", "GET"):
            async with _asked(session, method, url) as status:
                if status < 400:
                    return ""
    except TimeoutError:
        return "no answer in time"
    except (ClientError, OSError, ValueError) as error:
        return f"cannot be reached ({type(error).__name__})"
    if status in {401, 403, 429}:
        return f"refuses programs (status {status}); please open it by hand"
    return f"status {status}"


@asynccontextmanager
async def _asked(session: ClientSession, method: str, url: str) -> AsyncIterator[int]:
    async with session.request(method, url, allow_redirects=True, max_redirects=10) as response:
        yield response.status


def with_checked(text: str, days: Mapping[str, date]) -> str:
    """Put the day into the `checked:` of each named source; a source without the key is left alone."""
    lines = text.splitlines(keepends=True)
    current = ""
    left = dict(days)
    for at, line in enumerate(lines):
        if _TOP.match(line):
            current = line.partition(":")[0].strip().strip("\"'")
        if current in left and not line.lstrip().startswith("#"):
            written, count = _CHECKED.subn(rf"\g<1>{left[current].isoformat()}", line, count=1)
            if count:
                lines[at] = written
                del left[current]
    return "".join(lines)
