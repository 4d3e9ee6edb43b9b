"""Lets time pass as if it had been lived through: a plain jump would make everything due on the way look late."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final, Protocol

from tgbot.clock import MovableClock

Tell = Callable[[timedelta], Awaitable[None]]

_REST: Final = 0.02
_PATIENCE: Final = 8.0
"""Real seconds without one fewer waiting, after which the journey goes on."""
_MOST: Final = 100


class Waiting(Protocol):
    """How many reminders wait."""

    @property
    def number(self) -> int:
        """Count them."""


class Reminders(Protocol):
    """What a journey asks of the kept reminders."""

    async def next_due(self) -> datetime | None:
        """Tell the earliest moment (UTC) at which something is due, or None."""

    async def due(self, now: datetime) -> Waiting:
        """Count what is due and not yet dealt with, also what is being sent just now."""


async def _nobody(_by: timedelta) -> None:
    """Tell nobody: the clock is the only one."""


async def travel(clock: MovableClock, reminders: Reminders, by: timedelta, tell: Tell = _nobody) -> datetime:
    """Move the clock on by a span, halting at each due moment until what is due there has been dealt with.

    `tell` moves whatever else follows this clock by each step. Backwards is a plain jump.
    """
    until = clock.now() + by
    if by > timedelta():
        await _dealt_with(reminders, clock.now())
        for _ in range(_MOST):
            due = await reminders.next_due()
            if due is None or due > until:
                break
            await _step(clock, max(due - clock.now(), timedelta()), tell)
            await _dealt_with(reminders, due)
    return await _step(clock, until - clock.now(), tell)


async def _step(clock: MovableClock, by: timedelta, tell: Tell) -> datetime:
    now = clock.move(by)
    await tell(by)
    return now


async def _dealt_with(reminders: Reminders, due: datetime) -> None:
    loop = asyncio.get_running_loop()
    left, until = None, loop.time() + _PATIENCE
    while loop.time() < until:
        number = (await reminders.due(due)).number
        if not number:
            return
        if left is None or number < left:
            left, until = number, loop.time() + _PATIENCE
        await asyncio.sleep(_REST)
