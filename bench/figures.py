"""What a run gave, the medians of several, and the table of all. Arithmetic and words; measures nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import median

_COLUMNS = (
    "bot",
    "updates/s",
    "ratio",
    "p50 ms",
    "p99 ms",
    "CPU ms per update",
    "share of its core",
    "RSS MB at rest → load → after",
    "first getUpdates, s",
    "wrong",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """One contender's run: times in milliseconds but for `first_poll` (seconds), memory in MB.

    `core`: the share of its core that the bot had. `wrong`: answers out of order, wrong pages, taps without an answer,
    calls that were refused, people who gave up waiting.
    """

    rate: float
    p50: float
    p99: float
    cpu: float
    core: float
    at_rest: float
    loaded: float
    afterwards: float
    first_poll: float
    wrong: float


def quantile(values: Iterable[float], share: float) -> float:
    """Give the value that this share of the values does not exceed; not a number where there are none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def middle(runs: Sequence[Figures]) -> Figures:
    """Give the median of each figure; of what went wrong, the sum."""
    found = {each.name: median(getattr(run, each.name) for run in runs) for each in fields(Figures)}
    return Figures(**found | {"wrong": sum(run.wrong for run in runs)})


def table(found: Mapping[str, tuple[str, Figures]], first: str) -> str:
    """Write a Markdown table; the ratio is that of the first one's rate to each other's."""
    lines = [
        f"| {' | '.join(_COLUMNS)} |",
        "|---" * len(_COLUMNS) + "|",
    ]
    for name, (says, seen) in found.items():
        cells = (
            says,
            f"{seen.rate:.{1 if seen.rate < 100 else 0}f}",
            "–" if name == first else f"{found[first][1].rate / seen.rate:.2f}",
            f"{seen.p50:.0f}",
            f"{seen.p99:.0f}",
            f"{seen.cpu:.2f}",
            f"{100 * seen.core:.0f} %",
            f"{seen.at_rest:.0f} → {seen.loaded:.0f} → {seen.afterwards:.0f}",
            f"{seen.first_poll:.2f}",
            f"{seen.wrong:.0f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
