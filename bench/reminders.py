"""A million stored reminders: what they cost in memory, at the start and at each look, and ten thousand due at once.

Run by hand: `python bench/reminders.py`. The real bot runs as a process of its own on SQLite; the Bot API and the
people who tap run in this one. Both share the machine's cores with whatever else it does, so read the ratios.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import asyncio

import uvloop

from bench.api.server import BotApi, serve
from bench.contenders import PROJECT, Contender, ours, settings_for
from bench.figures import quantile
from bench.measuring import record
from bench.people import Nobody
from bench.processes import run
from bench.rush import Rush, rush
from bench.stock import remember
from tgbot.store import Store
from tgbot.store.seal import new_key

EACH = 20
LOOKS = 300
TRIES = 3
FIRST_STRANGER = 5_000_000_000
_CALM = 4.0


async def fill(url: str, keys: str, rows: int) -> None:
    """Store so many reminders for the year that begins tomorrow."""
    store = await Store.open(url, keys)
    people = range(FIRST_STRANGER, FIRST_STRANGER + rows // EACH)
    await remember(store, people, EACH, datetime.now(UTC) + timedelta(days=1), timedelta(days=365))
    await store.close()


async def start(bot: Contender) -> tuple[float, float]:
    """Start the bot once; give the seconds until it asks for updates, and its memory in MB some seconds later."""
    api = BotApi(Nobody())
    async with serve(api) as address, run(bot.command, settings_for(bot, address, Path()), api.ready) as running:
        await asyncio.sleep(_CALM)
        return api.first["getUpdates"] - running.since, running.memory


async def looks(url: str, keys: str) -> list[float]:
    """Look for due rows as the dispatcher does; give each look's milliseconds."""
    store = await Store.open(url, keys)
    found = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        assert await store.queue.claim(datetime.now(UTC), "bench", 64) == []
        assert await store.queue.next_due() is not None
        found.append((time.perf_counter() - began) * 1000)
    await store.close()
    return found


def measure(given: argparse.Namespace, folder: str) -> None:
    """Measure everything, and tell it as it comes."""
    keys = new_key()
    full, empty = (f"sqlite+aiosqlite:///{folder}/{name}.db" for name in ("full", "empty"))
    began = time.monotonic()
    uvloop.run(fill(full, keys, given.rows))
    size = Path(folder, "full.db").stat().st_size / 1e6
    print(f"{given.rows:,} reminders stored in {time.monotonic() - began:.0f} s, {size:.0f} MB on disk", flush=True)

    def bot(url: str, rate: float = 0.0) -> Contender:
        return ours("ours", given.code, DATABASE_URL=url, DATA_KEYS=keys, MESSAGES_PER_SECOND=str(rate))

    # In turns, and the least of each: a machine that does other work only adds.
    starts = [(uvloop.run(start(bot(empty))), uvloop.run(start(bot(full)))) for _ in range(TRIES)]
    (bare, least), (loaded, most) = (_least(tries) for tries in zip(*starts, strict=True))
    print(f"start: {bare:.2f} s empty, {loaded:.2f} s full")
    print(f"memory: {least:.1f} MB empty, {most:.1f} MB full", flush=True)
    print(f"a look for due rows: {_figures(uvloop.run(looks(full, keys)))}", flush=True)
    if given.due:
        conversation = uvloop.run(record(ours("recording", given.code)))
        tell(uvloop.run(rush(bot(full, given.rate), conversation, given.due, given.idle)), given.rate)


def tell(seen: Rush, rate: float) -> None:
    """Print what came of many due at once."""
    print(f"{seen.sent:,} due at once: {seen.seconds:.0f} s, {seen.pace:.1f} messages/s with taps; {seen.twice} twice")
    if rate:
        print(f"  {100 * seen.pace / rate:.1f} % of the allowed {rate:g} messages/s")
    print(f"  {seen.cpu:.2f} ms CPU for each reminder")
    for what, idle, meanwhile in (
        ("as seen", seen.idle.seen, seen.meanwhile.seen),
        ("without waits for a core", seen.idle.undisturbed, seen.meanwhile.undisturbed),
    ):
        ratio = quantile(meanwhile, 0.99) / quantile(idle, 0.99)
        print(f"  taps {what}: idle {_figures(idle)}; meanwhile {_figures(meanwhile)}; p99 {ratio:.2f} times")


def _least(tries: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return min(seconds for seconds, _ in tries), min(memory for _, memory in tries)


def _figures(times: Sequence[float]) -> str:
    return f"p50 {quantile(times, 0.5):.1f} ms, p99 {quantile(times, 0.99):.1f} ms ({len(times)})"


def main() -> None:
    """Read the arguments and run."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--due", type=int, default=10_000, help="due in the same second; 0 leaves this part out")
    arguments.add_argument("--rate", type=float, default=25, help="MESSAGES_PER_SECOND; 0: no limit")
    arguments.add_argument("--idle", type=float, default=60, help="seconds of taps before and after")
    arguments.add_argument("--folder", default=None, help="where the databases are made")
    arguments.add_argument("--code", type=Path, default=PROJECT, help="the checkout that is measured")
    given = arguments.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start", flush=True)
    with tempfile.TemporaryDirectory(prefix="tgbot-bench-", dir=given.folder) as folder:
        measure(given, folder)


if __name__ == "__main__":
    main()
