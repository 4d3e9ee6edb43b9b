"""Putting off: later once, never shifting the plan."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.plans import LONDON, ZONES, occurrences, own, utc, wall, walls
from tgbot.reminders import plan as plans
from tgbot.reminders.plan import Plan, next_due
from tgbot.reminders.snooze import Snooze, snooze, snoozes
from tgbot.reminders.walltime import moment


@pytest.mark.parametrize(
    ("how", "now", "due"),
    [
        ("hour", "2026-12-01T10:07:30", "2026-12-01T11:08"),
        ("hour", "2026-12-01T20:30", "2026-12-02T09:00"),
        ("tonight", "2026-12-01T10:07", "2026-12-01T20:00"),
        ("tonight", "2026-12-01T20:30", "2026-12-02T20:00"),
        ("tomorrow", "2026-12-01T20:30", "2026-12-02T10:00"),
        ("next_week", "2026-12-02T10:07", "2026-12-09T10:00"),
    ],
)
def test_snooze(how: Snooze, now: str, due: str) -> None:
    """A snoozed reminder comes back once at the time asked for, outside quiet hours."""
    plan = plans.sent(Plan("own", wall("2026-12-01T10:00"), LONDON), utc("2026-12-01T10:00"))
    later = snooze(plan, utc(now), how)

    assert utc(due) == next_due(later, utc(now))
    assert next_due(plans.sent(later, utc(due)), utc(due)) is None


def test_an_hour_is_an_hour_across_a_change_of_the_clocks() -> None:
    """Half past midnight plus an hour is two o'clock on the wall when the clocks go forward."""
    plan = own("2027-03-28T00:30")

    assert utc("2027-03-28T01:30") == snooze(plan, utc("2027-03-28T00:30"), "hour").snoozed


@given(walls, st.sampled_from(ZONES), st.sampled_from(["weekly", "fortnightly", "monthly"]), st.data())
@settings(max_examples=200, deadline=None)
def test_snoozing_never_shifts_the_base_plan(at: datetime, zone: str, every: str, data: st.DataObject) -> None:
    """Whatever is snoozed in between, the planned occurrences are sent as if nothing had been, and no more follow."""
    plan = Plan("own", at, zone, every=every, times_left=4)  # type: ignore[arg-type]
    planned = occurrences(plan)
    found = []
    due = next_due(plan, moment(at, zone) - timedelta(days=2))
    for _ in range(40):
        if due is None:
            break
        found.append(due)
        plan = plans.sent(plan, due)
        if len(found) < 12 and data.draw(st.booleans()):
            plan = snooze(plan, due, data.draw(st.sampled_from(["hour", "tonight", "tomorrow", "next_week"])))
        due = next_due(plan, due)

    assert due is None
    assert [due for due in found if due in planned] == planned


def test_a_snooze_past_the_next_occurrence_is_that_occurrence() -> None:
    """A weekly reminder snoozed to next week does not come twice next week."""
    plan = plans.sent(own("2026-12-01T10:00", every="weekly", times_left=4), utc("2026-12-01T10:00"))
    later = snooze(plan, utc("2026-12-02T08:00"), "next_week")

    assert later.snoozed is None
    assert utc("2026-12-08T10:00") == next_due(later, utc("2026-12-02T08:00"))


def test_snoozes_leave_out_what_makes_no_sense() -> None:
    """In the evening there is no "tonight", and nothing comes after the appointment itself."""
    plan = Plan("appointment", wall("2026-12-01T10:00"), LONDON, visit=wall("2026-12-02T15:00"))

    assert snoozes(plan, utc("2026-12-01T10:00")) == ("hour", "tonight", "tomorrow")
    assert snoozes(own("2026-12-01T10:00"), utc("2026-12-01T19:45")) == ("hour", "tomorrow", "next_week")
