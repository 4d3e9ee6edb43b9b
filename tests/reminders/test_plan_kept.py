"""How a plan is kept: whole, in other versions too, and never with a zone that there is not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.plans import ZONES, quiets, rhythms, wall, walls
from tgbot.reminders.plan import Plan, UnreadablePlan
from tgbot.reminders.snooze import snooze
from tgbot.reminders.walltime import UnknownZone, moment, tz


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
    snoozed = snooze(plan, moment(plan.at, plan.zone), "tomorrow")

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
