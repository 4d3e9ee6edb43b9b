"""Letting time pass: halts where something is due, waits while it is being sent, takes along whoever follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tgbot.clock import MovableClock
from tgbot.playground.travel import travel

START = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
DUE = START + timedelta(days=3)


@dataclass(frozen=True)
class Waiting:
    """How many reminders wait."""

    number: int


@dataclass
class OneReminder:
    """A single reminder that is claimed as soon as it is due, and takes its time to be sent."""

    clock: MovableClock
    asked: list[datetime] = field(default_factory=list)

    async def next_due(self) -> datetime | None:
        """Tell when it is due; claimed, it is no more."""
        return None if self.clock.now() >= DUE else DUE

    async def due(self, now: datetime) -> Waiting:
        """Count it while it is being sent: until it has been asked about three times."""
        if now < DUE:
            return Waiting(0)
        self.asked.append(self.clock.now())
        return Waiting(int(len(self.asked) < 3))


async def test_time_halts_at_what_is_due_until_it_is_sent() -> None:
    """Claimed is not yet sent: the clock stands at the due moment while the sender is busy."""
    clock = MovableClock(START)
    reminder = OneReminder(clock)
    followed: list[timedelta] = []

    async def tell(by: timedelta) -> None:
        followed.append(by)

    end = await travel(clock, reminder, timedelta(days=14), tell)
    assert len(reminder.asked) == 3
    assert all(DUE <= moment < DUE + timedelta(minutes=1) for moment in reminder.asked)
    assert timedelta() <= end - (START + timedelta(days=14)) < timedelta(minutes=1)
    assert [round(step / timedelta(days=1)) for step in followed] == [3, 11]


async def test_backwards_is_a_plain_jump() -> None:
    """Nothing is waited for."""
    clock = MovableClock(START)
    reminder = OneReminder(clock)
    assert await travel(clock, reminder, -timedelta(days=1)) < START
    assert not reminder.asked
