"""How many updates a second our bot answers, beside others as they are commonly written, under the same load.

`python bench/delivery.py` runs each bot as a process of its own on one core, in turns; the Bot API and the people who
tap run in this process on another. Read the ratios: a machine that does other work meanwhile slows all of them.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import logging
import os
import platform
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import uvloop

from bench import environment
from bench.contenders import NAMES, USUAL, Contender, ours, peer
from bench.figures import Figures, middle, table
from bench.measuring import Load, measure, record
from bench.processes import NotStarted


def contenders(names: list[str], also: list[Path]) -> list[Contender]:
    """Give those who take part; who cannot be installed is named and left out."""
    python: Path | None = None
    if any(name.startswith("aiogram") for name in names):
        try:
            python = environment.python()
        except environment.NotInstalled as problem:
            print(f"aiogram is left out: its packages could not be installed ({problem})")
            names = [name for name in names if not name.startswith("aiogram")]
    found = []
    for name in names:
        if name.startswith("ours"):
            found.append(ours(name, webhook=name.endswith("webhook")))
            if name == "ours":
                found += [ours(code.resolve().name, code.resolve()) for code in also]
        else:
            found.append(peer(name, python or Path(sys.executable)))
    return found


def compare(taking_part: list[Contender], rounds: int, load: Load) -> None:
    """Run all in turns, and print each run and the medians."""
    runs: dict[str, list[Figures]] = {contender.name: [] for contender in taking_part}
    troubles: dict[str, Counter[str]] = {contender.name: Counter() for contender in taking_part}
    with tempfile.TemporaryDirectory(prefix="tgbot-bench-") as folder:
        conversation = uvloop.run(record(ours("recording")))
        written = Path(folder, "conversation.json")
        written.write_text(conversation.to_json(), encoding="utf-8")
        # Ctrl-C tells what there is so far.
        with contextlib.suppress(KeyboardInterrupt):
            for number, contender in itertools.product(range(1, rounds + 1), taking_part):
                try:
                    seen = uvloop.run(measure(contender, conversation, written, load))
                except NotStarted as problem:
                    print(f"{contender.name} did not start: {problem}")
                    continue
                runs[contender.name].append(seen.figures)
                troubles[contender.name] += seen.troubles
                print(f"round {number}  {contender.name:<16} {_line(seen.figures)}", flush=True)
    _tell(taking_part, runs, troubles)


def _line(seen: Figures) -> str:
    return (
        f"{seen.rate:8.1f}/s  p99 {seen.p99:7.0f} ms  {seen.cpu:6.2f} ms CPU  {100 * seen.core:3.0f} % of its core  "
        f"load {os.getloadavg()[0]:.1f}"
    )


def _tell(taking_part: list[Contender], runs: dict[str, list[Figures]], troubles: dict[str, Counter[str]]) -> None:
    found = {each.name: (each.says, middle(runs[each.name])) for each in taking_part if runs[each.name]}
    if not found:
        return
    print()
    print(table(found, next(iter(found))))
    for name, what in troubles.items():
        if what:
            print(f"{name}: " + "; ".join(f"{number} x {why}" for why, number in what.most_common(5)))


def arguments() -> argparse.ArgumentParser:
    """Name what can be set."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    made.add_argument("--people", type=int, default=2000)
    made.add_argument("--think", type=float, default=0.8, help="seconds before each tap")
    made.add_argument("--latency", type=float, default=0.05, help="seconds that each call takes, but for getUpdates")
    made.add_argument("--poll-latency", type=float, default=0.0, help="seconds that getUpdates takes")
    made.add_argument("--twice", type=float, default=0.0, help="share of taps made twice at once")
    made.add_argument("--rounds", type=int, default=3)
    made.add_argument("--ramp", type=float, default=8, help="seconds in which people come")
    made.add_argument("--settle", type=float, default=4, help="seconds of load before the window, at least")
    made.add_argument("--window", type=float, default=8, help="seconds that are measured")
    made.add_argument("--rest", type=float, default=5, help="seconds without load before memory is read again")
    made.add_argument("--who", nargs="+", choices=NAMES, default=list(USUAL))
    made.add_argument("--also", nargs="*", type=Path, default=[], help="further checkouts of this bot to compare")
    made.add_argument("--no-pin", action="store_true", help="let the bots share all cores")
    return made


def main() -> None:
    """Read the arguments and run."""
    if not Path("/proc/self/stat").exists():
        sys.exit("This benchmark reads CPU time and memory from /proc, which only Linux has.")
    given = arguments().parse_args()
    cores = sorted(os.sched_getaffinity(0))
    pinned = len(cores) > 1 and not given.no_pin
    if pinned:
        os.sched_setaffinity(0, set(cores[1:2]))
    load = Load(
        people=given.people,
        think=given.think,
        latency=given.latency,
        poll_latency=given.poll_latency,
        ramp=given.ramp,
        settle=given.settle,
        window=given.window,
        rest=given.rest,
        twice=given.twice,
        core=cores[0] if pinned else None,
    )
    print(
        f"{given.people} people, {given.think:g} s before a tap, {given.latency * 1000:g} ms latency; "
        f"{len(cores)} cores, "
        f"{'bot and people on one each' if pinned else 'not pinned'}, Python {platform.python_version()}, "
        f"load {os.getloadavg()[0]:.1f} before the start",
        flush=True,
    )
    # Ended from outside, it still ends the bot that it has started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Polls that a bot leaves behind when it is stopped.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    compare(contenders(given.who, given.also), given.rounds, load)


if __name__ == "__main__":
    main()
