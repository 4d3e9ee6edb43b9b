"""A day of many people, second by second: taps go first, reminders take what the rate leaves. No bot, no clock.

`python bench/day.py` prints it for crowds of several sizes and Telegram's two rates. The assumptions are the fields of
`Day`; the figures that come out are only as good as they are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

SECONDS: Final = 86_400
ZONES: Final = (
    2, 0, 1, 1, 3, 5, 9, 4, 4, 3, 2, 1, 6, 12, 9, 6, 4, 6, 9, 4, 3, 5, 1, 1,
)  # fmt: skip
"""Shares of the people by hour offset, UTC-12 first; roughly where people who write English live. Only a shape."""
WAKING: Final = (1, 1, 1, 1, 1, 2, 3, 5, 6, 6, 6, 5, 5, 5, 5, 5, 5, 6, 7, 8, 8, 7, 5, 3)
"""How the taps of one zone spread over its hours."""

CROWDS: Final = (
    (10_000, 25), (1_000_000, 25), (10_000_000, 25), (10_000_000, 900), (100_000_000, 25), (100_000_000, 900),
)  # fmt: skip
"""People, and messages a second."""


@dataclass(frozen=True, slots=True)
class Day:
    """What is assumed: `rate` messages a second in all; `active` and `reminded` are shares of the people."""

    people: int
    rate: float
    active: float = 0.01
    taps: int = 14
    reminded: float = 0.003
    at_nine: float = 0.6


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late the reminders of the day went out, in seconds; infinity for those that did not within two days."""

    reminders: int
    peak_taps: float
    median: float
    p95: float
    longest: float


def lateness(day: Day) -> Lateness:
    """Go through two days (the second without new reminders) and tell how long the first day's had to wait."""
    taps = [_taps(day, second) for second in range(0, SECONDS, 3600)]
    due = _due(day)
    waiting = 0.0
    late: list[tuple[float, float]] = []
    came = 0.0
    queue: list[tuple[int, float]] = []
    head = 0
    for second in range(2 * SECONDS):
        new = due[second] if second < SECONDS else 0.0
        if new:
            queue.append((second, new))
            waiting += new
            came += new
        room = max(0.0, day.rate - taps[second % SECONDS // 3600])
        while room > 0 and head < len(queue):
            since, number = queue[head]
            sent = min(room, number)
            room -= sent
            waiting -= sent
            late.append((float(second - since), sent))
            if sent < number:
                queue[head] = (since, number - sent)
            else:
                head += 1
    late.sort()
    missing = max(0.0, came - sum(number for _, number in late))
    if missing > 1:
        late.append((math.inf, missing))
    return Lateness(round(came), max(taps), _at(late, 0.5), _at(late, 0.95), late[-1][0] if late else 0.0)


def _taps(day: Day, second: int) -> float:
    """Give the taps a second in an hour of the day, UTC."""
    a_day = day.people * day.active * day.taps
    here = sum(share * WAKING[(second // 3600 + zone - 12) % 24] for zone, share in enumerate(ZONES)) / (
        sum(ZONES) * sum(WAKING)
    )
    return a_day * here / 3600


def _due(day: Day) -> list[float]:
    """Give how many reminders fall due in each second, UTC: many at 09:00 of their zone, the others while awake."""
    in_all = day.people * day.reminded
    due = [0.0] * SECONDS
    for zone, share in enumerate(ZONES):
        here = in_all * share / sum(ZONES)
        due[(9 - (zone - 12)) % 24 * 3600] += here * day.at_nine
        for hour in range(9, 21):
            start = (hour - (zone - 12)) % 24 * 3600
            for minute in range(0, 60, 5):
                due[start + minute * 60] += here * (1 - day.at_nine) / (12 * 12)
    return due


def _at(late: list[tuple[float, float]], share: float) -> float:
    """Give the lateness that this share of the reminders does not exceed."""
    goal = share * sum(number for _, number in late)
    for seconds, number in late:
        goal -= number
        if goal <= 0:
            return seconds
    return late[-1][0] if late else 0.0


def main() -> None:
    """Print a day's lateness."""
    print("a day: 1 % of the people take a check of 14 taps, 0.3 % have a reminder due, 60 % of those at 09:00")
    print(f"{'people':>12} {'rate/s':>7} {'taps/s peak':>12} {'reminders':>10} {'late p50':>9} {'p95':>8} {'max':>9}")
    for people, rate in CROWDS:
        late = lateness(Day(people=people, rate=rate))
        print(
            f"{people:>12,} {rate:>7} {late.peak_taps:>12.1f} {late.reminders:>10,} "
            f"{_span(late.median):>9} {_span(late.p95):>8} {_span(late.longest):>9}"
        )


def _span(seconds: float) -> str:
    if seconds == math.inf:
        return "never"
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


if __name__ == "__main__":
    main()
