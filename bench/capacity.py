"""What one worker costs and carries: measured on this machine, then a simulated day.

Run by `make bench`. Measures the real bot as a process of its own (its CPU time from /proc) against the playground's
Bot API server, which runs in this process: the figures are the bot's alone, but both share the machine's cores.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from bench.day import Day, lateness  # noqa: E402  (found beside the package once the path is set)
from tgbot.clock import MovableClock  # noqa: E402
from tgbot.playground.server import Served, serve  # noqa: E402
from tgbot.playground.world import World  # noqa: E402
from tgbot.reminders.plan import Plan  # noqa: E402
from tgbot.reminders.walltime import NEVER_QUIET  # noqa: E402
from tgbot.store import Store  # noqa: E402
from tgbot.store.chat import Consent  # noqa: E402
from tgbot.store.seal import new_key  # noqa: E402

TOKEN = "111111:playground"  # noqa: S105  (opens nothing but the playground)
THINK = 0.8
LABELS = (
    "None of these",
    "I am all right",
    "Me, 16 to 39",
    "Nose",
    "Up to 2 weeks",
    "A small flicker",
    "Start the check",
)


async def measure_updates(people: int, seconds: float) -> None:
    """Let people take checks, one tap every 0.8 s each, and tell what an update costs."""
    world = World(MovableClock(), token=TOKEN)
    async with serve(world) as server, bot(server, new_key()) as pid:
        tapping = [asyncio.create_task(_taps(world, number)) for number in range(people)]
        await asyncio.sleep(5)
        began, cpu, calls = time.monotonic(), _cpu(pid), server.api.calls
        taps = sum(_counted)
        await asyncio.sleep(seconds)
        span, cpu, taps = time.monotonic() - began, _cpu(pid) - cpu, sum(_counted) - taps
        calls = server.api.calls - calls
        for task in tapping:
            task.cancel()
        await asyncio.gather(*tapping, return_exceptions=True)
        print(f"updates: {people} people, {taps / span:.0f} updates/s, {1000 * cpu / taps:.2f} ms CPU per update,")
        print(f"         {calls / span:.0f} calls/s, {100 * cpu / span:.0f} % of one core, {_memory(pid):.0f} MB")


async def measure_reminders(number: int) -> None:
    """Let reminders fall due while the bot is down, start it without a limit, and tell what one costs."""
    world = World(MovableClock(), token=TOKEN)
    keys = new_key()
    with tempfile.TemporaryDirectory(prefix="tgbot-bench-") as made:
        url = f"sqlite:///{made}/bot.db"
        await _remember(world, url, keys, number)
        async with serve(world) as server, bot(server, keys, url) as pid:
            cpu, began = _cpu(pid), time.monotonic()
            while (sent := sum(bool(chat.messages) for chat in world.chats.values())) < number:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            span, cpu = time.monotonic() - began, _cpu(pid) - cpu
        print(f"reminders: {sent} due at once, {sent / span:.0f}/s, {1000 * cpu / sent:.2f} ms CPU per reminder")


async def _remember(world: World, url: str, keys: str, number: int) -> None:
    store = await Store.open(url, keys)
    now = datetime.now(UTC)
    for each in range(number):
        person = world.add_person(f"R{each}")
        world.private_chat(person).started = True
        consent = Consent("reminders", "hash", "1", "en", now)
        chat = await store.chats.consent(person.id, consent, today=now.date(), language="en", zone="UTC")
        plan = Plan("own", now.replace(tzinfo=None), "UTC", text="note", quiet=NEVER_QUIET)
        await store.reminders.add(chat, plan.to_json(), now, os.urandom(32))
    await store.close()


_counted: list[int] = []


async def _taps(world: World, number: int) -> None:
    """Be one person who walks through the check again and again, whatever button of the walk is there."""
    person = world.add_person(f"P{number}")
    room = world.private_chat(person)
    _counted.append(0)
    mine = len(_counted) - 1
    world.person_sends(person, "/start", room)
    await asyncio.sleep(THINK * (1 + number % 10 / 10))
    while True:
        message = next((m for m in reversed(world.bot_said(room.id)) if m.get("reply_markup")), None)
        data = _choice(message) if message else None
        if message is None or data is None:
            world.person_sends(person, "/check", room)
        else:
            await world.taps(person, room.id, message["message_id"], data).wait(5)
        _counted[mine] += 1
        await asyncio.sleep(THINK)


def _choice(message: dict[str, object]) -> str | None:
    markup: dict[str, list[list[dict[str, str]]]] = message["reply_markup"]  # type: ignore[assignment]
    buttons = {b["text"]: b["callback_data"] for row in markup["inline_keyboard"] for b in row if "callback_data" in b}
    return next((data for label in LABELS for text, data in buttons.items() if text.startswith(label)), None)


@contextlib.asynccontextmanager
async def bot(server: Served, keys: str, url: str = "") -> AsyncIterator[int]:
    """Run the bot as a process; give its number once it receives."""
    with tempfile.TemporaryDirectory(prefix="tgbot-bench-") as folder:
        settings = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(PROJECT),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.url,
            "DATA_KEYS": keys,
            "DATABASE_URL": url or f"sqlite:///{folder}/bot.db",
            "MESSAGES_PER_SECOND": "0",
            "ALLOW_EPHEMERAL_DB": "1",
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tgbot", "run", cwd=folder, env=settings, stderr=asyncio.subprocess.PIPE
        )
        assert process.stderr is not None
        while b"event='started'" not in (line := await process.stderr.readline()):
            assert line, "the bot did not start"
        drain = asyncio.create_task(process.stderr.read())
        try:
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            await process.wait()
            await drain


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def simulate() -> None:
    """Print a day's lateness for crowds of several sizes and Telegram's two rates."""
    print("a day: 1 % of the people take a check of 14 taps, 0.3 % have a reminder due, 60 % of those at 09:00")
    print(f"{'people':>12} {'rate/s':>7} {'taps/s peak':>12} {'reminders':>10} {'late p50':>9} {'p95':>8} {'max':>9}")
    for people, rate in (
        (10_000, 25),
        (1_000_000, 25),
        (10_000_000, 25),
        (10_000_000, 900),
        (100_000_000, 25),
        (100_000_000, 900),
    ):
        day = Day(people=people, rate=rate)
        late = lateness(day)
        print(
            f"{people:>12,} {rate:>7} {late.peak_taps:>12.1f} {late.reminders:>10,} "
            f"{_span(late.median):>9} {_span(late.p95):>8} {_span(late.longest):>9}"
        )


def _span(seconds: float) -> str:
    if seconds == float("inf"):
        return "never"
    return (
        f"{seconds:.0f} s"
        if seconds < 120
        else f"{seconds / 60:.0f} min"
        if seconds < 7200
        else f"{seconds / 3600:.1f} h"
    )


def main() -> None:
    """Read the arguments and run."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--people", type=int, default=200)
    arguments.add_argument("--seconds", type=float, default=15)
    arguments.add_argument("--reminders", type=int, default=1000)
    arguments.add_argument("--only-day", action="store_true", help="only the simulation")
    given = arguments.parse_args()
    if not given.only_day:
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start")
        # Polls that the bot leaves behind when it is stopped.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        asyncio.run(measure_updates(given.people, given.seconds))
        asyncio.run(measure_reminders(given.reminders))
    simulate()


if __name__ == "__main__":
    main()
