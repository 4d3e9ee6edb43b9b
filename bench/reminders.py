"""A million stored reminders: what they cost in memory, at the start and at each look, and ten thousand due at once.

Run by hand: `python bench/reminders.py`. The real bot runs as a process of its own on SQLite; the playground's Bot API
server and the people who tap run in this one. Both share the machine's cores, so read the ratios, not the seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import resource
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from tgbot.clock import MovableClock  # noqa: E402  (found beside the package once the path is set)
from tgbot.playground.server import Served, serve  # noqa: E402
from tgbot.playground.world import World  # noqa: E402
from tgbot.reminders.plan import Plan  # noqa: E402
from tgbot.reminders.walltime import NEVER_QUIET  # noqa: E402
from tgbot.store import Store  # noqa: E402
from tgbot.store.chat import Chat, Consent, to_sealed  # noqa: E402
from tgbot.store.seal import new_key  # noqa: E402
from tgbot.store.tables import chats, reminders  # noqa: E402

TOKEN = "111111:playground"  # noqa: S105  (opens nothing but the playground)
EACH = 20
AT_ONCE = 1000
LOOKS = 300
FIRST_STRANGER = 5_000_000_000


@dataclass(frozen=True, slots=True)
class Running:
    """A started bot process: its number, and how long it took until it was receiving."""

    pid: int
    started_in: float


async def remember(store: Store, people: list[int], each: int, due: datetime, spread: timedelta) -> None:
    """Store so many reminders of each person, due from a moment on; sealed as the bot itself seals them."""
    now = datetime.now(UTC)
    for start in range(0, len(people), AT_ONCE):
        holders: list[dict[str, Any]] = []
        rows: list[dict[str, Any]] = []
        for place, person in enumerate(people[start : start + AT_ONCE], start=start):
            row_id = os.urandom(16)
            consents = (Consent("reminders", "hash", "1", "en", now),)
            chat = Chat(row_id, person, "en", "UTC", None, None, False, False, consents, now.date(), None)
            sealed = store.seal.seal("chats", row_id, row_id, to_sealed(chat))
            lookup = store.seal.lookups(person)[0]
            holders.append({"id": row_id, "lookup": lookup, "sealed": sealed, "seen_on": now.date()})
            for number in range(each):
                at = due + spread * ((place * each + number) / (len(people) * each))
                rows.append(_row(store, row_id, at))
        async with store.database.write() as connection:
            await connection.execute(chats.insert(), holders)
            await connection.execute(reminders.insert(), rows)


def _row(store: Store, chat_row: bytes, at: datetime) -> dict[str, Any]:
    row_id = os.urandom(16)
    plan = Plan("own", at.replace(tzinfo=None, second=0, microsecond=0), "UTC", text="Water", quiet=NEVER_QUIET)
    return {
        "id": row_id,
        "chat_id": chat_row,
        "due_at": at,
        "status": "live",
        "fence": 1,
        "attempts": 0,
        "made_by": os.urandom(32),
        "sealed": store.seal.seal("reminders", row_id, chat_row, plan.to_json()),
    }


@contextlib.asynccontextmanager
async def bot(server: Served, keys: str, url: str, rate: float) -> AsyncIterator[Running]:
    """Run the bot as a process, from the moment when it receives."""
    settings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": server.url,
        "DATA_KEYS": keys,
        "DATABASE_URL": url,
        "MESSAGES_PER_SECOND": str(rate),
        "ALLOW_EPHEMERAL_DB": "1",
    }
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tgbot", "run", cwd=PROJECT, env=settings, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    while b"event='started'" not in (line := await process.stderr.readline()):
        assert line, "the bot did not start"
    running = Running(process.pid, time.monotonic() - began)
    drain = asyncio.create_task(process.stderr.read())
    try:
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()
        await drain


def memory(pid: int) -> float:
    """Tell what a process holds in memory, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


async def start(keys: str, url: str, tries: int = 3) -> tuple[float, float]:
    """Start the bot a few times; tell the shortest time until it receives, and the least memory some seconds later."""
    times, sizes = [], []
    for _ in range(tries):
        async with serve(World(MovableClock(), token=TOKEN)) as server, bot(server, keys, url, 25) as running:
            await asyncio.sleep(4)
            times.append(running.started_in)
            sizes.append(memory(running.pid))
    return min(times), min(sizes)


async def looks(keys: str, url: str) -> list[float]:
    """Look for due rows as the dispatcher does; tell each look's milliseconds."""
    store = await Store.open(url, keys)
    found = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        assert await store.reminders.claim(datetime.now(UTC), "bench", 64) == []
        assert await store.reminders.next_due() is not None
        found.append((time.perf_counter() - began) * 1000)
    await store.close()
    return found


class Tappers:
    """People who tap while reminders go out. Each tap's time runs until the bot has answered it."""

    def __init__(self, world: World, number: int, pause: float) -> None:
        self._world = world
        self._people = [world.add_person(f"T{each}") for each in range(number)]
        self._pause = pause
        self.times: list[float] = []

    async def tap(self, seconds: float | None, until: asyncio.Event | None = None) -> list[float]:
        """Tap for so long, or until something has happened; tell the times."""
        self.times = []
        tasks = [asyncio.create_task(self._taps(number)) for number in range(len(self._people))]
        if until is not None:
            await until.wait()
        else:
            await asyncio.sleep(seconds or 0)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return sorted(self.times)

    async def _taps(self, number: int) -> None:
        person = self._people[number]
        room = self._world.private_chat(person)
        await asyncio.sleep(self._pause * number / len(self._people))
        self._world.person_sends(person, "/start", room)
        await asyncio.sleep(self._pause)
        while True:
            message = next(m for m in reversed(self._world.bot_said(room.id)) if m.get("reply_markup"))
            buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
            wanted = next(b for b in buttons if b["text"] in {"About this bot", "To the start"})
            began = time.perf_counter()
            await self._world.taps(person, room.id, message["message_id"], wanted["callback_data"]).wait(20)
            self.times.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(self._pause)


async def rush(keys: str, url: str, number: int, rate: float, idle: float) -> None:
    """Let so many fall due in one minute, with taps before and meanwhile; tell pace, doubles and the taps' times."""
    world = World(MovableClock(), token=TOKEN)
    tappers = Tappers(world, 8, 2.0)
    people = []
    for each in range(number):
        person = world.add_person(f"R{each}")
        world.private_chat(person).started = True
        people.append(person.id)
    store = await Store.open(url, keys)
    due = datetime.now(UTC) + timedelta(seconds=idle + 30)
    await remember(store, people, 1, due, timedelta(seconds=1))
    async with serve(world) as server, bot(server, keys, url, rate):
        before = await tappers.tap(idle)
        await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
        done = asyncio.Event()
        tapping = asyncio.create_task(tappers.tap(None, done))
        while _arrived(world, people) == 0:  # noqa: ASYNC110  (another process sends)
            await asyncio.sleep(0.01)
        began, first = time.monotonic(), _arrived(world, people)
        while _arrived(world, people) < number:  # noqa: ASYNC110
            await asyncio.sleep(0.25)
        span = time.monotonic() - began
        done.set()
        meanwhile = await tapping
        await asyncio.sleep(2)
    await store.close()
    counts = [len(world.bot_said(person)) for person in people]
    pace = (number - first + len(meanwhile)) / span
    print(f"{number:,} due in one second, {rate:g} messages/s allowed: {span:.0f} s, {pace:.1f} messages/s with taps")
    print(f"  {100 * pace / rate:.1f} % of the allowed rate; {sum(count > 1 for count in counts)} came twice")
    print(f"  taps idle:      {_figures(before)}")
    print(f"  taps meanwhile: {_figures(meanwhile)}; p99 {_p99(meanwhile) / _p99(before):.2f} times the idle one")


def _size(folder: str) -> float:
    return Path(folder, "full.db").stat().st_size / 1e6


def _arrived(world: World, people: list[int]) -> int:
    return sum(bool(world.chats[person].messages) for person in people)


def _p99(times: list[float]) -> float:
    return times[min(len(times) - 1, int(len(times) * 0.99))]


def _figures(times: list[float]) -> str:
    return f"{len(times)} taps, p50 {statistics.median(times):.1f} ms, p99 {_p99(times):.1f} ms"


async def measure(given: argparse.Namespace) -> None:
    """Run everything."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start")
    with tempfile.TemporaryDirectory(prefix="tgbot-bench-", dir=given.folder) as made:
        keys, empty, full = new_key(), f"sqlite:///{made}/empty.db", f"sqlite:///{made}/full.db"
        began = time.monotonic()
        store = await Store.open(full, keys)
        people = [FIRST_STRANGER + number for number in range(given.rows // EACH)]
        await remember(store, people, EACH, datetime.now(UTC) + timedelta(days=1), timedelta(days=365))
        await store.close()
        print(f"{given.rows:,} reminders stored in {time.monotonic() - began:.0f} s, {_size(made):.0f} MB on disk")
        await (await Store.open(empty, keys)).close()
        (bare, least), (loaded, most) = await start(keys, empty), await start(keys, full)
        print(f"start: {bare:.2f} s empty, {loaded:.2f} s full; memory: {least:.1f} MB empty, {most:.1f} MB full")
        found = sorted(await looks(keys, full))
        print(f"a look for due rows: p50 {statistics.median(found):.2f} ms, p99 {_p99(found):.2f} ms")
        if given.due:
            await rush(keys, full, given.due, given.rate, given.idle)


def main() -> None:
    """Read the arguments and run."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--due", type=int, default=10_000, help="due in the same second; 0 leaves this part out")
    arguments.add_argument("--rate", type=float, default=25, help="MESSAGES_PER_SECOND")
    arguments.add_argument("--idle", type=float, default=60, help="seconds of taps before")
    arguments.add_argument("--folder", default=None, help="where the databases are made")
    # A long poll that ends with the server is an error in the server's log, and none here.
    logging.disable(logging.ERROR)
    asyncio.run(measure(arguments.parse_args()))


if __name__ == "__main__":
    main()
