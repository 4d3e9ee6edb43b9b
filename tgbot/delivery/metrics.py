"""The figures for /metrics. Owns their names; none has a label about a person, none counts fewer than the whole bot.

Imported only where a port is open: the client library is not needed otherwise.
"""

from __future__ import annotations

import time
from datetime import datetime
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

from tgbot.delivery.polling import Polling
from tgbot.delivery.webhook import Webhook
from tgbot.reminders.turn import Mark
from tgbot.store.errors import StoreError
from tgbot.store.queue import Queue

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
# When a figure was first counted says when somebody first did something.
disable_created_metrics()  # type: ignore[no-untyped-call]

_KINDS: Final = frozenset({"message", "callback_query", "my_chat_member", "inline_query", "edited_message"})
_QUICK: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_LATE: Final = (1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 21600.0)


class Metrics:
    """One worker's figures, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own = self.registry
        self._updates = Counter("tgbot_updates", "Updates taken in, by kind", ["kind"], registry=own)
        self._handling = Histogram(
            "tgbot_update_seconds", "From taking an update in to its end", buckets=_QUICK, registry=own
        )
        self._calls = Counter("tgbot_api_calls", "Calls of the Bot API", ["method", "outcome"], registry=own)
        self._too_many = Counter("tgbot_api_too_many", "Calls that Telegram answered with 429", registry=own)
        self._sent = Counter("tgbot_reminders_sent", "Reminders that went out, by mark", ["mark"], registry=own)
        self._failed = Counter(
            "tgbot_reminders_failed", "Tries to send a reminder that failed", ["error"], registry=own
        )
        self._late = Histogram("tgbot_reminder_late_seconds", "Lateness of the sent ones", buckets=_LATE, registry=own)
        self._due = Gauge("tgbot_reminders_due", "Reminders that are due now and not yet sent", registry=own)
        self._reminder_age = Gauge("tgbot_reminder_queue_age_seconds", "Age of the longest due reminder", registry=own)
        self._update_age = Gauge("tgbot_update_queue_age_seconds", "Age of the oldest update in work", registry=own)
        self._in_work = Gauge("tgbot_updates_in_work", "Updates in work or waiting for their turn", registry=own)
        self._leads = Gauge("tgbot_leader", "1 in the worker that sends the reminders", registry=own)
        self._not_served = Gauge(
            "tgbot_updates_not_served", "Confirmed early, malformed or refused", ["why"], registry=own
        )
        self._waiting: dict[int, float] = {}

    def taken(self, number: int, kind: str) -> None:
        """Count an update that came in."""
        self._updates.labels(kind if kind in _KINDS else "other").inc()
        self._waiting.setdefault(number, time.monotonic())

    def done(self, number: int) -> None:
        """Time an update that was handled."""
        if (since := self._waiting.pop(number, None)) is not None:
            self._handling.observe(time.monotonic() - since)

    def called(self, method: str, outcome: str) -> None:
        """Count a call of the Bot API: its method, and its HTTP status or what kept it from having one."""
        self._calls.labels(method, outcome).inc()
        if outcome == "429":
            self._too_many.inc()

    def sent(self, mark: Mark, due_at: datetime, now: datetime) -> None:
        """Count a reminder that went out, and how late."""
        self._sent.labels(mark.name.lower()).inc()
        self._late.observe(max(0.0, (now - due_at).total_seconds()))

    def failed(self, error: BaseException) -> None:
        """Count a reminder that could not be sent this time."""
        self._failed.labels(type(error).__name__).inc()

    async def page(self, receiver: Polling | Webhook, queue: Queue, now: datetime, *, leads: bool) -> bytes:
        """Write everything down as Prometheus reads it; without a database its figures stay as they were."""
        self._leads.set(leads)
        self._in_work.set(len(self._waiting))
        oldest = next(iter(self._waiting.values()), None)
        self._update_age.set(0.0 if oldest is None else time.monotonic() - oldest)
        for why, number in _not_served(receiver).items():
            self._not_served.labels(why).set(number)
        try:
            due = await queue.due(now)
        except StoreError:
            return generate_latest(self.registry)
        self._due.set(due.number)
        self._reminder_age.set((now - due.since).total_seconds() if due.since else 0.0)
        return generate_latest(self.registry)


def _not_served(receiver: Polling | Webhook) -> dict[str, int]:
    found = {"malformed": receiver.intake.malformed}
    if isinstance(receiver, Polling):
        return found | {"early_stuck": receiver.counts.early_stuck, "early_full": receiver.counts.early_full}
    counts = receiver.counts
    return found | {"early": counts.early, "refused": counts.refused, "turned_away": counts.turned_away}
