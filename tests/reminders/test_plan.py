"""Plans: when they are due, what outcomes make of them, and how they are kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tgbot.reminders import plan as plans
from tgbot.reminders.plan import Plan, UnreadablePlan, next_due
from tgbot.reminders.walltime import NEVER_QUIET, Quiet, UnknownZone, moment, tz, wall_at

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
def test_snooze(how: plans.Snooze, now: str, due: str) -> None:
    """A snoozed reminder comes back once at the time asked for, outside quiet hours."""
    plan = plans.sent(Plan("own", wall("2026-12-01T10:00"), LONDON), utc("2026-12-01T10:00"))
    later = plans.snooze(plan, utc(now), how)

    assert utc(due) == next_due(later, utc(now))
    assert next_due(plans.sent(later, utc(due)), utc(due)) is None


def test_an_hour_is_an_hour_across_a_change_of_the_clocks() -> None:
    """Half past midnight plus an hour is two o'clock on the wall when the clocks go forward."""
    plan = own("2027-03-28T00:30")

    assert utc("2027-03-28T01:30") == plans.snooze(plan, utc("2027-03-28T00:30"), "hour").snoozed


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
            plan = plans.snooze(plan, due, data.draw(st.sampled_from(["hour", "tonight", "tomorrow", "next_week"])))
        due = next_due(plan, due)

    assert due is None
    assert [due for due in found if due in planned] == planned


def test_a_snooze_past_the_next_occurrence_is_that_occurrence() -> None:
    """A weekly reminder snoozed to next week does not come twice next week."""
    plan = plans.sent(own("2026-12-01T10:00", every="weekly", times_left=4), utc("2026-12-01T10:00"))
    later = plans.snooze(plan, utc("2026-12-02T08:00"), "next_week")

    assert later.snoozed is None
    assert utc("2026-12-08T10:00") == next_due(later, utc("2026-12-02T08:00"))


def test_snoozes_leave_out_what_makes_no_sense() -> None:
    """In the evening there is no "tonight", and nothing comes after the appointment itself."""
    plan = Plan("appointment", wall("2026-12-01T10:00"), LONDON, visit=wall("2026-12-02T15:00"))

    assert plans.snoozes(plan, utc("2026-12-01T10:00")) == ("hour", "tonight", "tomorrow")
    assert plans.snoozes(own("2026-12-01T10:00"), utc("2026-12-01T19:45")) == ("hour", "tomorrow", "next_week")


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


@given(
    st.builds(
        Plan,
        kind=st.sampled_from(["recheck", "book", "appointment", "own"]),
        at=walls,
        zone=st.sampled_from(ZONES),
        every=rhythms,
        times_left=st.integers(0, 52),
        text=st.text(max_size=60),
        code=st.text(max_size=60),
        visit=st.none() | walls,
        quiet=quiets,
        unanswered=st.integers(0, 3),
        unsure=st.booleans(),
    )
)
def test_a_plan_is_kept_whole(plan: Plan) -> None:
    """What was written is read back the same, whatever it holds."""
    snoozed = plans.snooze(plan, moment(plan.at, plan.zone), "tomorrow")

    assert plan == Plan.from_json(json.loads(json.dumps(plan.to_json())))
    assert snoozed == Plan.from_json(json.loads(json.dumps(snoozed.to_json())))


def test_other_versions_are_read() -> None:
    """Unknown keys are left out and missing ones filled in."""
    plan = Plan.from_json({"v": 9, "at": "2026-12-01T10:00", "kind": "dance", "every": "hourly", "colour": "red"})

    assert Plan("own", wall("2026-12-01T10:00"), "UTC") == plan


@pytest.mark.parametrize("kept", [{}, {"at": "soon"}, {"at": 5}, {"at": "2026-12-01T10:00", "zone": "Mars/Olympus"}])
def test_what_is_no_plan_is_said(kept: dict[str, object]) -> None:
    """A row without a time or with an unknown zone is refused in one known way."""
    with pytest.raises(UnreadablePlan):
        Plan.from_json(kept)


@pytest.mark.parametrize(
    "zone", ["UTC+15:00", "UTC-12:15", "UTC+05:75", "utc", "../etc/passwd", "", "Mars/Olympus", "localtime"]
)
def test_unknown_zones_are_refused(zone: str) -> None:
    """Only IANA names and offsets that exist are zones."""
    with pytest.raises(UnknownZone):
        tz(zone)
