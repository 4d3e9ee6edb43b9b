"""Turns: what a row asks for now, and what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tgbot.reminders.plan import Plan, maybe_sent, next_due
from tgbot.reminders.turn import Mark, over, resumed, turn, unsure

DUE = datetime(2026, 12, 1, 10, tzinfo=UTC)
PLAN = Plan("own", datetime.fromisoformat("2026-12-01T10:00"), "UTC", every="weekly", times_left=4)
WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("plan", "after", "mark"),
    [
        (PLAN, timedelta(), Mark.ON_TIME),
        (PLAN, timedelta(hours=1), Mark.LATE),
        (PLAN, timedelta(hours=7), Mark.SKIPPED),
        (maybe_sent(PLAN), timedelta(minutes=10), Mark.REPEATED),
        (replace(PLAN, unanswered=3), timedelta(), Mark.PAUSED),
        (replace(PLAN, unanswered=2), timedelta(), Mark.ON_TIME),
        (PLAN, -timedelta(minutes=1), None),
    ],
)
def test_mark(plan: Plan, after: timedelta, mark: Mark | None) -> None:
    """The mark says on time, late, repeated, or which note stands in for the reminder."""
    assert turn(plan, DUE, DUE + after).mark == mark


def test_a_repeat_that_is_overtaken_is_forgotten() -> None:
    """An occurrence without an answer does not mark the next one as a repeat."""
    found = turn(maybe_sent(PLAN), DUE + timedelta(minutes=10), DUE + WEEK)

    assert (found.mark, found.due, found.plan.times_left) == (Mark.ON_TIME, DUE + WEEK, 3)


def test_pausing_uses_nothing_up() -> None:
    """The occurrence that the note stood in for is not lost: after /resume the plan goes on with the next ones."""
    after = over(turn(replace(PLAN, unanswered=3), DUE, DUE), DUE)

    assert (after.status, after.plan.times_left, after.plan.unanswered) == ("paused", 4, 0)
    assert next_due(resumed(after.plan, DUE + 10 * WEEK), DUE + 10 * WEEK) == DUE + 11 * WEEK


def test_resuming_an_ended_plan_gives_it_some_more() -> None:
    """Who resumes what had ended wants it to go on."""
    assert resumed(replace(PLAN, times_left=0), DUE).times_left == 4


@given(st.lists(st.tuples(st.sampled_from(["sent", "unsure", "down"]), st.integers(0, 60 * 24 * 20)), max_size=30))
@settings(max_examples=300)
def test_a_row_always_moves_on(steps: list[tuple[str, int]]) -> None:
    """Whatever happens at each due moment, the row is due later than before or ends, and the plan never grows."""
    plan, due, status, now = PLAN, DUE, "live", DUE
    for outcome, minutes in steps:
        if status != "live" or due is None:
            break
        now = max(now, due) + (timedelta(minutes=minutes) if outcome == "down" else timedelta())
        asked = turn(plan, due, now)
        after = unsure(asked, now) if outcome == "unsure" else over(asked, now)
        assert after.plan.times_left <= plan.times_left
        assert after.due is None or after.due > now
        assert asked.mark is not None
        plan, due, status = after.plan, after.due or due, after.status
