"""How long to wait when getUpdates fails, and when to give up. Owns no connection."""

from __future__ import annotations

import random
import time
from datetime import timedelta

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from tgbot.delivery.errors import Conflicted

_log = structlog.get_logger()

PATIENCE = 60.0
"""Seconds to go on trying when another program takes the updates or the token is refused."""
LONGEST = 10.0
"""The longest pause between two tries, in seconds: so long people wait at most after an outage is over."""


def seconds_of(error: RetryAfter) -> float:
    """Give how long Telegram asks us to wait, in seconds."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


class Trouble:
    """Counts failures in a row.

    `patience`: seconds of refusals (409, a refused token) before it gives up. Everything else is tried for ever: the
    network comes back.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._in_a_row = 0
        self._refused_since = 0.0
        self._refused_last = -2 * patience

    def over(self) -> None:
        """Note that a question was answered well."""
        if self._in_a_row:
            _log.info("polling_recovered", failures=self._in_a_row)
        self._in_a_row = 0

    def wait_after(self, error: TelegramError) -> float:
        """Give the pause before the next try, in seconds; raise Conflicted or InvalidToken when patience is over."""
        if isinstance(error, Conflict | InvalidToken):
            return self._refused(error)
        self._in_a_row += 1
        if self._in_a_row == 1:
            _log.warning("polling_failed", error=type(error).__name__, then="trying on")
        if isinstance(error, RetryAfter):
            # Telegram says when it will answer; waiting longer would only keep people waiting.
            return max(seconds_of(error), 0.5) * random.uniform(1.0, 1.2)
        longest = min(LONGEST, 0.5 * 2 ** min(self._in_a_row - 1, 10))
        return random.uniform(longest / 2, longest)

    def _refused(self, error: Conflict | InvalidToken) -> float:
        now = time.monotonic()
        # Two programs take turns: each is answered well in between, so one good answer does not end the quarrel.
        if now - self._refused_last > self._patience / 2:
            self._refused_since = now
            what = "another program takes the updates" if isinstance(error, Conflict) else "the token is refused"
            _log.warning("polling_refused", why=what, trying_for=self._patience)
        self._refused_last = now
        if now - self._refused_since >= self._patience:
            if isinstance(error, InvalidToken):
                raise error
            raise Conflicted(
                "another program takes this bot's updates: stop the other one (or, if it has set a webhook, "
                "start with --take-over)"
            )
        return self._patience / 20 * random.uniform(0.5, 1.5)
