"""Lets time pass as if it had been lived through: a plain jump would make everything due on the way look late."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from tgbot.clock import MovableClock

NextDue = Callable[[], Awaitable[datetime | None]]
Tell = Callable[[timedelta], Awaitable[None]]
Busy = Callable[[], Awaitable[bool]]

_REST: Final = 0.02
_PATIENCE: Final = 8.0
_MOST: Final = 100


async def _nobody(_by: timedelta) -> None:
    """Tell nobody: the clock is the only one."""


async def _never() -> bool:
    """Tell that nothing is under way."""
    return False


async def travel(
    clock: MovableClock, next_due: NextDue, by: timedelta, tell: Tell = _nobody, busy: Busy = _never
) -> datetime:
    """Move the clock on by a span, halting at each due moment until what is due there has been dealt with.

    `next_due` tells the earliest moment at which something is due (UTC), or None; `tell` moves whatever else follows
    this clock by each step; `busy` tells whether something due is still being sent. Backwards is a plain jump.
    """
    until = clock.now() + by
    for _ in range(_MOST):
        due = await next_due()
        if due is None or due > until:
            break
        await _step(clock, max(due - clock.now(), timedelta()), tell)
        await _dealt_with(next_due, due, busy)
    return await _step(clock, until - clock.now(), tell)


async def _step(clock: MovableClock, by: timedelta, tell: Tell) -> datetime:
    now = clock.move(by)
    await tell(by)
    return now


async def _dealt_with(next_due: NextDue, due: datetime, busy: Busy) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + _PATIENCE
    while loop.time() < until:
        await asyncio.sleep(_REST)
        following = await next_due()
        if (following is None or following > due) and not await busy():
            return
