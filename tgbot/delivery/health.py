"""Whether this worker does its work: the database answers, updates come in, the dispatcher goes round.

Owns what counts as stuck. Says it in bare words: the page is open to everybody who can reach the port.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from tgbot.store.errors import StoreError

if TYPE_CHECKING:
    from tgbot.store.database import Database

STALE: Final = 50.0
"""Seconds without a sign after which a part counts as stuck. A long poll takes 10, the dispatcher's nap 30."""
_DATABASE_WITHIN: Final = 5.0
_REMEMBERED: Final = 2.0
"""Seconds for which an answer of the database is not asked for again, however often the page is."""


@dataclass(slots=True)
class Pulse:
    """The last sign of life of one part; none is expected while it is `at_rest`."""

    at: float = field(default_factory=time.monotonic)
    at_rest: bool = False

    def beat(self) -> None:
        """Note a sign of life."""
        self.at = time.monotonic()
        self.at_rest = False

    @property
    def age(self) -> float:
        """Tell the seconds since the last sign."""
        return time.monotonic() - self.at

    @property
    def stuck(self) -> bool:
        """Tell whether a sign is overdue."""
        return not self.at_rest and self.age > STALE


class Health:
    """The signs of one worker. `receiving`: a good poll, or that Telegram's calls arrive; `leading`: who sends."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._asked = float("-inf")
        self._answers = True
        self._asking = asyncio.Lock()
        self.receiving = Pulse()
        self.leading = Pulse()
        self.dispatching = Pulse(at_rest=True)
        self.leads = False

    def led(self, leads: bool) -> None:
        """Note a turn of the leadership, and whether this worker leads."""
        self.leading.beat()
        if leads and not self.leads:
            self.dispatching.beat()
        self.leads = leads
        if not leads:
            self.dispatching.at_rest = True

    def is_well(self) -> bool:
        """Tell whether every part but the database shows signs of life."""
        return not any(pulse.stuck for pulse in (self.receiving, self.leading, self.dispatching))

    async def report(self) -> dict[str, str]:
        """Say of each part whether it is well; whatever is not `ok` is a reason for 503."""
        return {
            "database": "ok" if await self._database_answers() else "does not answer",
            "receiving": _words(self.receiving),
            "leadership": _words(self.leading),
            "dispatcher": "ok, another worker sends" if self.dispatching.at_rest else _words(self.dispatching),
        }

    async def _database_answers(self) -> bool:
        async with self._asking:
            if self._clock() - self._asked >= _REMEMBERED:
                self._answers = await self._ask()
                self._asked = self._clock()
            return self._answers

    async def _ask(self) -> bool:
        try:
            async with asyncio.timeout(_DATABASE_WITHIN):
                await self._database.fetch(text("SELECT 1"))
        except (StoreError, TimeoutError):
            return False
        return True


def is_ok(report: dict[str, str]) -> bool:
    """Tell whether every part of a report is well."""
    return all(words.startswith("ok") for words in report.values())


def _words(pulse: Pulse) -> str:
    return f"no sign for {pulse.age:.0f} s" if pulse.stuck else "ok"
