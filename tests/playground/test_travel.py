"""Letting time pass: halts where something is due, waits while it is being sent, takes along whoever follows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tgbot.clock import MovableClock
from tgbot.playground.travel import travel

START = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
DUE = START + timedelta(days=3)


async def test_time_halts_at_what_is_due_until_it_is_sent() -> None:
    """Claimed is not yet sent: the clock stands at the due moment while the sender is busy."""
    clock = MovableClock(START)
    followed: list[timedelta] = []
    seen: list[datetime] = []

    async def next_due() -> datetime | None:
        claimed = clock.now() >= DUE
        return None if claimed else DUE

    async def busy() -> bool:
        seen.append(clock.now())
        return len(seen) < 3

    async def tell(by: timedelta) -> None:
        followed.append(by)

    end = await travel(clock, next_due, timedelta(days=14), tell, busy)
    assert len(seen) == 3
    assert all(DUE <= moment < DUE + timedelta(minutes=1) for moment in seen)
    assert timedelta() <= end - (START + timedelta(days=14)) < timedelta(minutes=1)
    assert [round(step / timedelta(days=1)) for step in followed] == [3, 11]


async def test_backwards_is_a_plain_jump() -> None:
    """Nothing is waited for."""
    clock = MovableClock(START)

    async def next_due() -> datetime | None:
        return DUE

    assert await travel(clock, next_due, -timedelta(days=1)) < START
