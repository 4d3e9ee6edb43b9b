"""A turn: what a reminder's row asks for now, and what its plan becomes afterwards. Sends and stores nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Literal

from tgbot.reminders import plan as plans
from tgbot.reminders.plan import Plan, next_due

SURE_AFTER: Final = timedelta(minutes=10)
"""How long to wait before a message that may have arrived is sent again, once."""


class Mark(StrEnum):
    """What a message says about itself, beside the reminder."""

    ON_TIME = "on_time"
    LATE = "late"
    REPEATED = "repeated"
    """You may have seen this already."""
    SKIPPED = "skipped"
    """A note instead of the reminder: the bot was away for too long. Once for all of a chat's missed ones."""
    PAUSED = "paused"
    """A note instead of the reminder: three went unanswered, so it rests until /resume."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What to send now (None: nothing yet), for which occurrence, and the plan as it stands just before."""

    mark: Mark | None
    due: datetime
    plan: Plan


@dataclass(frozen=True, slots=True)
class Next:
    """What to write down: the plan, whether it still runs, and when it is due (None: the moment stays as it was)."""

    plan: Plan
    status: Literal["live", "paused", "done"]
    due: datetime | None


def turn(plan: Plan, due_at: datetime, now: datetime) -> Turn:
    """Tell what a row due at `due_at` asks for now."""
    plan, due = plans.caught_up(plan, plans.occurrence(plan, due_at), now)
    lateness = plans.late(due, now)
    if lateness == "early":
        return Turn(None, due, plan)
    if plan.ignored:
        return Turn(Mark.PAUSED, due, plan)
    if lateness == "skipped":
        return Turn(Mark.SKIPPED, due, plan)
    if plan.unsure:
        return Turn(Mark.REPEATED, due, plan)
    return Turn(Mark.LATE if lateness == "late" else Mark.ON_TIME, due, plan)


def over(done: Turn, now: datetime) -> Next:
    """Tell what follows once the message was sent, or was not needed."""
    match done.mark:
        case None:
            return Next(done.plan, "live", done.due)
        case Mark.PAUSED:
            resting = plans.answered(done.plan)
            return Next(resting, "paused", next_due(resting, now))
        case Mark.SKIPPED:
            after = plans.skipped(done.plan, done.due)
        case _:
            after = plans.sent(done.plan, done.due)
    due = next_due(after, done.due)
    return Next(after, "live" if due else "done", due)


def unsure(done: Turn, now: datetime) -> Next:
    """Tell what follows a try without an answer: once more after a while, then on to the next occurrence."""
    if done.mark in {Mark.ON_TIME, Mark.LATE}:
        return Next(plans.maybe_sent(done.plan), "live", now + SURE_AFTER)
    return over(done, now)


def resumed(plan: Plan, now: datetime) -> Plan:
    """Tell the plan that goes on after a pause: from the next occurrence to come, with some left if it had ended."""
    fresh = plans.answered(plan)
    return fresh if next_due(fresh, now) is not None else plans.extended(fresh)
