"""A process that dies at any moment: nothing is lost, and a kill repeats an occurrence at most once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import World


class Mortal:
    """The queue as one process sees them: from its death on, no call of its reaches the database."""

    def __init__(self, queue: object) -> None:
        self._queue = queue
        self.dead = False
        self.dies_before: str | None = None

    def __getattr__(self, name: str) -> Callable[..., Any]:
        async def call(*args: Any, **more: Any) -> Any:
            if name == self.dies_before:
                self.dead = True
            if self.dead:
                await asyncio.Event().wait()
            # What has reached the database by then is done there, whoever waits for it.
            return await asyncio.shield(getattr(self._queue, name)(*args, **more))

        return call


async def test_killed_between_send_and_write(world: World) -> None:
    """The message went out and nobody wrote it down: it comes once more soon after the next start, never again."""
    await world.add(1, after=timedelta())
    world.queue = mortal = Mortal(world.store.queue)
    mortal.dies_before = "finish"
    world.start("one")
    await world.until(lambda: mortal.dead)
    await world.kill()
    world.queue = world.store.queue
    world.start("two")
    await asyncio.sleep(0.05)
    assert len(world.arrived) == 1

    world.clock.move(timedelta(seconds=6))
    await world.until(lambda: len(world.arrived) == 2)
    await world.settled()
    world.clock.move(timedelta(hours=1))
    await asyncio.sleep(0.05)
    assert len(world.arrived) == 2


@pytest.mark.parametrize("seed", range(10))
async def test_killed_at_random_moments(world: World, seed: int) -> None:
    """Over several kills under load every reminder arrives, repeated only if it was in work at a kill."""
    chance = random.Random(seed)
    for number in range(60):
        await world.add(number + 1, after=timedelta(seconds=number))
    world.clock.move(timedelta(minutes=1))
    world.pace = 0.002
    repeats_allowed: Counter[int] = Counter()
    for kill in range(3):
        world.queue = mortal = Mortal(world.store.queue)
        world.start(f"worker {kill}", slots=8)
        goal = len(world.arrived) + chance.randrange(1, 20)
        await world.until(lambda goal=goal: len(world.arrived) >= goal or len({c for c, _, _ in world.arrived}) == 60)
        await asyncio.sleep(chance.random() * 0.01)
        mortal.dead = True
        await world.kill()
        world.clock.move(timedelta(seconds=121))
        repeats_allowed.update({chat: 1 for chat, _, _ in world.arrived})
    world.queue = world.store.queue
    world.start("last", slots=8)
    await world.settled()

    arrived = Counter(chat for chat, _, _ in world.arrived)
    assert set(arrived) == set(range(1, 61))
    assert all(arrived[chat] <= 1 + repeats_allowed[chat] for chat in arrived)
    assert sum(arrived.values()) - 60 <= 3 * 8
    assert set(world.marks()) <= {"on_time", "late"}
