"""What was chosen, as a number in a link, and the plan that it makes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tgbot.reminders.plan import Plan, next_due
from tgbot.reminders.walltime import DEFAULT_QUIET, NEVER_QUIET, Quiet, wall_at
from tgbot.reminders.wish import Wish, changed, leads, planned, quiet_of, ready_made

NOW = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
BERLIN = "Europe/Berlin"


@given(at=st.integers(0, (1 << 23) - 1), choice=st.integers(0, 3), extra=st.integers(0, 127))
def test_a_wish_survives_the_link(at: int, choice: int, extra: int) -> None:
    """Whatever was chosen comes back from 32 bits as it was."""
    wish = Wish(at, choice, extra)
    assert Wish.of(wish.number) == wish
    assert 0 <= wish.number < 1 << 32


@given(st.datetimes(datetime(2026, 11, 1), datetime(2041, 1, 1)))  # noqa: DTZ001  (wall times)
def test_a_wall_time_survives_to_the_minute(wall: datetime) -> None:
    """A wall time can be carried until 2041."""
    assert Wish().on(wall).wall == wall.replace(second=0, microsecond=0)


def test_days_are_no_wall_time() -> None:
    """The days since it began ride in the same place, and are told apart."""
    assert Wish(14).wall is None
    assert Wish().wall is None


def test_a_look_back_counts_from_the_beginning() -> None:
    """Two weeks after it began, from the days; or at the wall time that was read and confirmed."""
    plan = planned("recheck", Wish(4), NOW, BERLIN)
    assert plan is not None
    assert plan.at == datetime(2026, 12, 11, 11)  # noqa: DTZ001
    confirmed = planned("recheck", Wish().on(plan.at), NOW, BERLIN)
    assert confirmed == plan


@pytest.mark.parametrize("choice", range(4))
def test_an_own_note_takes_the_rhythm(choice: int) -> None:
    """Repeats end by themselves: four times where nothing was said, never more than a year of weeks."""
    wish = Wish(choice=choice).on(datetime(2026, 12, 2, 12))  # noqa: DTZ001
    plan = planned("own", wish, NOW, BERLIN, text="x")
    assert plan is not None
    assert (plan.every, plan.times_left) == (wish.every, 1 if choice == 0 else 4)
    often = planned("own", Wish(wish.at, choice, 127), NOW, BERLIN)
    assert often is not None
    assert often.times_left == (1 if choice == 0 else 52)


def test_a_past_moment_makes_no_plan() -> None:
    """What is over is not set."""
    assert planned("own", Wish().on(datetime(2026, 12, 1, 10, 59)), NOW, BERLIN) is None  # noqa: DTZ001


@given(
    hours=st.integers(1, 24 * 30),
    zone=st.sampled_from((BERLIN, "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "UTC")),
    quiet=st.sampled_from((DEFAULT_QUIET, NEVER_QUIET)),
    choice=st.integers(0, 3),
)
def test_an_appointments_reminder_comes_before_it_and_loud(hours: int, zone: str, quiet: Quiet, choice: int) -> None:
    """Whatever lead is wished: it comes after now, before the appointment and outside quiet hours, or there is none."""
    visit = wall_at(NOW, zone) + timedelta(hours=hours)
    ways = leads(visit, NOW, zone, quiet)
    plan = planned("appointment", Wish(choice=choice).on(visit), NOW, zone, quiet=quiet)
    assert (plan is None) == (not ways)
    if plan is not None:
        due = next_due(plan, NOW)
        assert due is not None
        assert due > NOW
        assert wall_at(due, zone) < visit
        assert not quiet.covers(wall_at(due, zone).time())


def test_a_changed_plan_keeps_its_words_and_its_count() -> None:
    """Another time is another time and nothing else; another rhythm starts its own count."""
    plan = Plan("own", datetime(2026, 12, 7, 12), BERLIN, "weekly", 2, "words")  # noqa: DTZ001
    wish = Wish(choice=1).on(datetime(2026, 12, 8, 15))  # noqa: DTZ001
    moved = changed(plan, wish, NOW)
    assert moved is not None
    assert (moved.text, moved.zone, moved.every, moved.times_left, moved.at.hour) == ("words", BERLIN, "weekly", 2, 15)
    monthly = changed(plan, Wish(wish.at, 3), NOW)
    assert monthly is not None
    assert (monthly.every, monthly.times_left) == ("monthly", 4)


def test_ready_made_times_are_mornings_that_are_not_quiet() -> None:
    """From tomorrow on, at nine, or when the quiet hours end."""
    late = quiet_of(("20:00", "10:00"))
    now = datetime(2026, 12, 1, 23)  # noqa: DTZ001
    assert [at.time() for at in ready_made(now, DEFAULT_QUIET)] == [time(9)] * 4
    assert [at.time() for at in ready_made(now, late)] == [time(10)] * 4
    assert ready_made(now, late)[0].date() == datetime(2026, 12, 2).date()  # noqa: DTZ001
