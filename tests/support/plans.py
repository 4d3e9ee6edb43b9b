"""Plans, zones and times that the tests of reminders share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

from hypothesis import strategies as st

from tgbot.reminders import plan as plans
from tgbot.reminders.plan import Plan, next_due
from tgbot.reminders.walltime import NEVER_QUIET, Quiet

ZONES = (
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Tehran",
    "UTC+05:45",
)
LONDON = "Europe/London"
walls = st.datetimes(datetime(2026, 1, 1), datetime(2046, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))  # noqa: DTZ001
rhythms = st.sampled_from(["once", "weekly", "fortnightly", "monthly"])
quiets = st.sampled_from([Quiet(), NEVER_QUIET, Quiet(time(1), time(2, 30))])


def wall(text: str) -> datetime:
    """Read a naive wall time."""
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    """Read a UTC moment."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def occurrences(plan: Plan) -> list[datetime]:
    """Send a plan to its end and list what was due."""
    found = []
    due = next_due(plan, utc("2000-01-01"))
    while due is not None:
        found.append(due)
        plan = plans.sent(plan, due)
        due = next_due(plan, due)
    return found


def own(at: str, **more: object) -> Plan:
    """Make an own reminder in London without quiet hours."""
    return replace(Plan("own", wall(at), LONDON, quiet=NEVER_QUIET), **more)
