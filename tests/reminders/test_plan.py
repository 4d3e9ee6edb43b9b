"""Plans: when they are due, and what outcomes make of them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.plans import LONDON, ZONES, occurrences, own, quiets, rhythms, utc, wall, walls
from tgbot.reminders import plan as plans
from tgbot.reminders.plan import Plan, next_due
from tgbot.reminders.walltime import NEVER_QUIET, Quiet, moment, wall_at


@given(walls, st.sampled_from(ZONES), rhythms, st.integers(1, 30), quiets)
@settings(max_examples=400, deadline=None)
def test_every_occurrence_is_at_the_right_local_time(
    at: datetime, zone: str, every: str, times: int, quiet: Quiet
) -> None:
    """Occurrences come so often, in order, at the wall time or the first minute that a gap or quiet hours allow."""
    plan = Plan("own", at, zone, every=every, times_left=times, quiet=quiet)  # type: ignore[arg-type]
    found = occurrences(plan)

    assert len(found) == (1 if every == "once" else times)
    assert found == sorted(set(found))
    for due in found:
        local = wall_at(due, zone)
        assert due.tzinfo is UTC
        assert not quiet.covers(local.time())
        if local.time() != at.time():
            minute_before = wall_at(due - timedelta(minutes=1), zone)
            in_a_gap = local - minute_before > timedelta(minutes=1)
            assert in_a_gap or local.time() == quiet.end
        else:
            first_of_two = wall_at(due - timedelta(hours=1), zone) != local
            assert first_of_two
        if quiet is NEVER_QUIET and every in {"weekly", "fortnightly"} and local.time() == at.time():
            assert (local - at).days % {"weekly": 7, "fortnightly": 14}[every] == 0


@given(walls, st.sampled_from(ZONES))
@settings(max_examples=300, deadline=None)
def test_a_moment_is_the_first_at_or_after_the_wall_time(at: datetime, zone: str) -> None:
    """The minute before shows an earlier time on the wall; the moment itself shows the time or a later one."""
    due = moment(at, zone)

    assert wall_at(due, zone) >= at
    assert wall_at(due - timedelta(minutes=1), zone) < at


@given(walls, st.sampled_from(ZONES), rhythms, st.integers(-40_000, 40_000))
@settings(max_examples=300, deadline=None)
def test_next_due_is_always_later_and_misses_nothing(at: datetime, zone: str, every: str, hours: int) -> None:
    """Whatever the moment, the next occurrence lies after it and no other one lies between."""
    plan = Plan("own", at, zone, every=every, times_left=5)  # type: ignore[arg-type]
    after = moment(at, zone) + timedelta(hours=hours)
    due = next_due(plan, after)

    if due is None:
        assert every == "once"
    else:
        assert due > after
        assert next_due(plan, due - timedelta(seconds=1)) == due
        middle = after + (due - after) / 2
        assert next_due(plan, middle) == due


def test_a_gap_moves_to_the_first_valid_minute_and_only_that_once() -> None:
    """At the change to summer time 01:30 does not exist in London: that week it is 02:00, the next 01:30 again."""
    found = occurrences(own("2027-03-21T01:30", every="weekly", times_left=3))

    assert [utc("2027-03-21T01:30"), utc("2027-03-28T01:00"), utc("2027-04-04T00:30")] == found


def test_a_fold_comes_once_at_the_first_of_the_two() -> None:
    """At the change to winter time 01:30 happens twice in London: only the first of them counts."""
    found = occurrences(own("2027-10-24T01:30", every="weekly", times_left=3))

    assert [utc("2027-10-24T00:30"), utc("2027-10-31T00:30"), utc("2027-11-07T01:30")] == found


def test_a_day_that_a_zone_left_out_is_a_gap_too() -> None:
    """Samoa had no 30 December 2011: the reminder comes when the next day begins."""
    assert utc("2011-12-30T10:00") == moment(wall("2011-12-30T09:00"), "Pacific/Apia")


def test_the_31st_is_the_last_day_of_shorter_months() -> None:
    """A monthly plan of the 31st comes on the last day of a short month and on the 31st again after it."""
    found = occurrences(own("2027-12-31T10:00", every="monthly", times_left=5))

    assert [f"{due:%m-%d}" for due in found] == ["12-31", "01-31", "02-29", "03-31", "04-30"]


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-12-01T21:00", "2026-12-02T09:00"),
        ("2026-12-01T03:00", "2026-12-01T09:00"),
        ("2026-12-01T20:59", "2026-12-01T20:59"),
        ("2026-12-01T09:00", "2026-12-01T09:00"),
    ],
)
def test_quiet_hours_move_to_the_first_allowed_minute(at: str, due: str) -> None:
    """By default nothing rings from 21:00 to 09:00."""
    assert utc(due) == next_due(Plan("own", wall(at), LONDON), utc("2026-11-22"))


@pytest.mark.parametrize(
    ("minutes", "lateness"),
    [(-1, "early"), (0, "on_time"), (10, "on_time"), (11, "late"), (360, "late"), (361, "skipped")],
)
def test_lateness(minutes: int, lateness: str) -> None:
    """Ten minutes are nothing, up to six hours are late, more is too late."""
    due = utc("2026-12-01T10:00")

    assert lateness == plans.late(due, due + timedelta(minutes=minutes))


def test_a_retried_row_is_still_about_its_occurrence() -> None:
    """A row that waits for another try is due later than the occurrence that it is about."""
    plan = own("2026-12-01T10:00", every="weekly", times_left=4)

    assert utc("2026-12-08T10:00") == plans.occurrence(plan, utc("2026-12-08T10:10"))
    assert utc("2026-12-01T10:00") == plans.occurrence(plan, utc("2026-12-01T15:59"))


def test_a_row_written_under_older_zone_rules_waits_for_the_new_time() -> None:
    """When a zone's rules change, the occurrence is where the new rules put it, not the one of the week before."""
    plan = own("2026-12-01T10:00", every="weekly", times_left=4)

    assert utc("2026-12-08T10:00") == plans.occurrence(plan, utc("2026-12-08T09:00"))
    assert utc("2026-12-01T10:00") == plans.occurrence(plan, utc("2026-12-01T09:00"))


def test_catching_up_passes_over_what_was_overtaken() -> None:
    """After two weeks away only the newest occurrence is due; those before it count as used."""
    plan = own("2026-12-01T10:00", every="weekly", times_left=4)
    caught, due = plans.caught_up(plan, utc("2026-12-01T10:00"), utc("2026-12-15T11:00"))

    assert utc("2026-12-15T10:00") == due
    assert caught.times_left == 2


def test_catching_up_stops_at_the_end_of_the_plan() -> None:
    """A plan with one occurrence left is not carried on by a long absence."""
    plan = own("2026-12-01T10:00", every="weekly", times_left=1)

    assert (plan, utc("2026-12-01T10:00")) == plans.caught_up(plan, utc("2026-12-01T10:00"), utc("2027-02-01"))


def test_three_unanswered_are_enough_and_a_tap_starts_again() -> None:
    """After three sent without a tap the plan counts as ignored, until somebody taps."""
    plan = own("2026-12-01T10:00", every="weekly", times_left=9)
    for due in occurrences(plan)[:3]:
        assert not plan.ignored
        plan = plans.sent(plan, due)

    assert plan.ignored
    assert not plans.answered(plan).ignored


def test_going_on_keeps_the_rhythm() -> None:
    """A plan that had ended goes on from its anchor, with so many more."""
    plan = own("2026-12-31T10:00", every="monthly", times_left=1)
    ended = plans.sent(plan, utc("2026-12-31T10:00"))
    more = plans.extended(ended)

    assert next_due(ended, utc("2026-12-31T10:00")) is None
    assert [f"{due:%m-%d}" for due in occurrences_after(more, "2026-12-31T10:00")] == [
        "01-31",
        "02-28",
        "03-31",
        "04-30",
    ]


def occurrences_after(plan: Plan, text: str) -> list[datetime]:
    """Send a plan to its end from a moment on."""
    found, due = [], next_due(plan, utc(text))
    while due is not None:
        found.append(due)
        plan = plans.sent(plan, due)
        due = next_due(plan, due)
    return found


def test_other_quiet_hours_move_what_is_to_come() -> None:
    """New quiet hours move a plan; one that would then come after its appointment, or never, stays as it was."""
    late, early = Quiet(time(23), time(7)), Quiet(time(20), time(10))
    now = utc("2026-12-01T12:00")
    plan = Plan("own", wall("2026-12-01T22:00"), LONDON)
    assert next_due(plan, now) == utc("2026-12-02T09:00")
    assert next_due(plans.quieted(plan, late, now), now) == utc("2026-12-01T22:00")
    assert plans.quieted(plan, late, utc("2026-12-01T22:30")) == plan

    visit = Plan("appointment", wall("2026-12-02T07:30"), LONDON, visit=wall("2026-12-02T09:30"))
    assert plans.quieted(visit, early, now) == visit
    assert plans.quieted(visit, late, now).quiet == late
