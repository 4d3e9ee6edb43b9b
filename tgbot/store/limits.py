"""How long each thing is kept. Owns the terms that /privacy names; deletes nothing (`retention.py` does)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """How long each thing is kept."""

    results: timedelta = timedelta(days=90)  # after a chat's last result
    inactive: timedelta = timedelta(days=365)  # after a chat was last heard of
    blocked: timedelta = timedelta(days=30)  # after a chat blocked us
    erasures: timedelta = timedelta(days=35)  # longer than any backup should be kept
    done: timedelta = timedelta(days=30)  # after a reminder's last occurrence
    workers: timedelta = timedelta(days=1)  # after a worker that was killed
