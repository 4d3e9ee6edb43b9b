"""One contender under load: started, filled with people, watched for a while at a steady pace, and left to rest."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import math
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.api.server import BotApi, serve
from bench.contenders import Contender, settings_for
from bench.conversation import Conversation
from bench.figures import Figures, quantile
from bench.people import Crowd
from bench.processes import Running, run
from bench.recording import Recorder

_CALM = 1.0
_SETTLED_WITHIN = 120.0
_WRONG = ("out of order", "wrong page", "tap unanswered", "button missing", "lost", "unasked")


@dataclass(frozen=True, slots=True)
class Load:
    """What the people do; times in seconds. `twice` is the share of double taps."""

    people: int
    think: float
    latency: float
    poll_latency: float
    ramp: float
    settle: float
    window: float
    rest: float
    twice: float
    core: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A run's figures, and in words what went wrong."""

    figures: Figures
    troubles: Counter[str]


async def record(contender: Contender) -> Conversation:
    """Let one person walk through our bot, and write down what it shows."""
    recorder = Recorder()
    api = BotApi(recorder)
    async with serve(api) as url, run(contender.command, settings_for(contender, url, Path()), api.ready):
        return await recorder.walk(api)


async def measure(contender: Contender, conversation: Conversation, written: Path, load: Load) -> Seen:
    """Run one contender once; `written` is the file that holds the conversation."""
    crowd = Crowd(conversation, min(load.people, contender.most), think=load.think, twice=load.twice)
    api = BotApi(crowd, latency=load.latency, poll_latency=load.poll_latency)
    async with serve(api) as url:
        settings = settings_for(contender, url, written)
        async with run(contender.command, settings, api.ready, load.core) as bot:
            await asyncio.sleep(_CALM)
            at_rest = bot.memory
            crowd.start(api, load.ramp)
            await asyncio.sleep(load.ramp + load.settle)
            # A bot that cannot even answer everybody once is measured as it is.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(crowd.all_tapped.wait(), _SETTLED_WITHIN)
            rate, waits, cpu, core, troubles = await _watch(bot, api, crowd, load.window)
            loaded = bot.memory
            crowd.stop()
            await asyncio.sleep(load.rest)
            afterwards = bot.memory
    figures = Figures(
        rate=rate,
        p50=1000 * quantile(waits, 0.5),
        p99=1000 * quantile(waits, 0.99),
        cpu=cpu,
        core=core,
        at_rest=at_rest,
        loaded=loaded,
        afterwards=afterwards,
        first_poll=api.first.get("getUpdates", math.nan) - bot.since,
        wrong=troubles.total(),
    )
    return Seen(figures, troubles)


async def _watch(
    bot: Running, api: BotApi, crowd: Crowd, window: float
) -> tuple[float, list[float], float, float, Counter[str]]:
    """Count for a while; give updates a second, waits, CPU ms per update, the share of the core, and the troubles."""
    gc.collect()
    gc.freeze()
    crowd.reset()
    refused = api.refused.copy()
    began, cpu = time.perf_counter(), bot.cpu
    await asyncio.sleep(window)
    span, cpu = time.perf_counter() - began, bot.cpu - cpu
    answered, waits = crowd.count["answered"], list(crowd.waits)
    troubles = Counter({what: crowd.count[what] for what in _WRONG if crowd.count[what]}) + (api.refused - refused)
    gc.unfreeze()
    return answered / span, waits, 1000 * cpu / answered if answered else math.nan, cpu / span, troubles
