"""The flood limit: each chat, or person asking inline, may do so much at once and so much a second.

In memory, bounded, on the clock it is given.

Nobody who reads before they tap ever meets it. It forgets everything at a restart, and nothing depends on it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

BURST: Final = 20
PER_SECOND: Final = 2.0
_REMEMBERED: Final = 10_000


class Verdict(Enum):
    """What to do with an update."""

    PASS = "pass"  # noqa: S105  (lets it in)
    TELL = "tell"
    """Drop it, and say so: the first one too many."""
    DROP = "drop"


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime
    told: bool = False


class Flood:
    """Counts what each id may still do: a chat, or a person who asks inline.

    One that has its whole burst again is forgotten.
    """

    def __init__(self, burst: float = BURST, per_second: float = PER_SECOND, remembered: int = _REMEMBERED) -> None:
        self._burst = burst
        self._per_second = per_second
        self._remembered = remembered
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        """Count the ids that are remembered."""
        return len(self._buckets)

    def take(self, who: int, now: datetime) -> Verdict:
        """Judge one more update of an id. It is told once, and again only after it has been calm for a while."""
        bucket = self._buckets.pop(who, None) or _Bucket(self._burst, now)
        # A clock that was put back gives nothing and takes nothing.
        passed = max(0.0, (now - bucket.at).total_seconds())
        bucket.left, bucket.at = min(self._burst, bucket.left + passed * self._per_second), now
        if bucket.left >= self._burst / 2:
            bucket.told = False
        self._buckets[who] = bucket
        verdict = self._judged(bucket)
        self._forget(now)
        return verdict

    @staticmethod
    def _judged(bucket: _Bucket) -> Verdict:
        if bucket.left >= 1:
            bucket.left -= 1
            return Verdict.PASS
        verdict = Verdict.DROP if bucket.told else Verdict.TELL
        bucket.told = True
        return verdict

    def _forget(self, now: datetime) -> None:
        """Drop the ids that were quiet the longest, as long as they are whole again or there are too many."""
        while self._buckets:
            who, oldest = next(iter(self._buckets.items()))
            whole = oldest.left + (now - oldest.at).total_seconds() * self._per_second >= self._burst
            if not whole and len(self._buckets) <= self._remembered:
                return
            del self._buckets[who]
