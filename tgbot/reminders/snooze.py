"""Putting a reminder off: which ways make sense now, and what each makes of the plan. Its base stays where it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final, Literal, TypeAlias, get_args

from tgbot.reminders.plan import Plan, before_visit, is_quiet, loud, next_due
from tgbot.reminders.walltime import DAY, wall_at

Snooze: TypeAlias = Literal["hour", "tonight", "tomorrow", "next_week"]
_EVENING: Final = time(20)


def snooze(plan: Plan, now: datetime, how: Snooze) -> Plan:
    """Tell the plan that comes back once more, later; its base stays where it is, and quiet hours hold here too."""
    today = wall_at(now, plan.zone).date()
    match how:
        case "hour":
            until = _in_an_hour(plan, now)
        case "tonight":
            until = loud(plan, datetime.combine(today, _EVENING))
        case "tomorrow":
            until = loud(plan, datetime.combine(today + DAY, plan.at.time()))
        case "next_week":
            until = loud(plan, datetime.combine(today + 7 * DAY, plan.at.time()))
    if until <= now:
        until = loud(plan, datetime.combine(today + DAY, _EVENING))
    planned = next_due(replace(plan, snoozed=None), now)
    return replace(plan, snoozed=None if planned is not None and planned <= until else until, unanswered=0)


def snoozes(plan: Plan, now: datetime) -> tuple[Snooze, ...]:
    """Tell which ways to snooze make sense now: no evening that is over or quiet, nothing after the appointment."""
    wall = wall_at(now, plan.zone)
    evening = datetime.combine(wall.date(), _EVENING)
    ways: tuple[Snooze, ...] = get_args(Snooze)
    if plan.quiet.covers(_EVENING) or evening - wall < timedelta(minutes=30):
        ways = tuple(way for way in ways if way != "tonight")
    if plan.visit is None:
        return ways
    return tuple(way for way in ways if (due := next_due(snooze(plan, now, way), now)) and before_visit(plan, due))


def _in_an_hour(plan: Plan, now: datetime) -> datetime:
    """Count a real hour, also across a change of the clocks; only quiet hours make it longer."""
    until = now + timedelta(hours=1, seconds=59)
    until = until.replace(second=0, microsecond=0)
    return loud(plan, wall_at(until, plan.zone)) if is_quiet(plan, until) else until
