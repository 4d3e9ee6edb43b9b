"""A wish: what somebody has chosen of a reminder so far, as the number that rides in a link, and the plan it makes.

Owns what may be chosen: rhythms, how long before an appointment, ready-made times. Stores nothing, shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final, Literal, TypeAlias, get_args

from tgbot.reminders.moments import book_at, recheck_at
from tgbot.reminders.plan import MOST_REPEATS, REPEATS, Every, Kind, Plan, next_due
from tgbot.reminders.walltime import DAY, DEFAULT_QUIET, Quiet, wall_at

Lead: TypeAlias = Literal["day", "hours", "week"]

RHYTHMS: Final[tuple[Every, ...]] = get_args(Every)
LEADS: Final[tuple[Lead, ...]] = get_args(Lead)
"""How long before an appointment: the evening before, two hours, the evening a week before."""

_EPOCH: Final = datetime(2026, 1, 1)  # noqa: DTZ001  (a wall time has no zone)
_AT_BITS, _CHOICE_BITS, _EXTRA_BITS = 23, 2, 7
_FIRST_WALL: Final = 1000
"""Smaller numbers are days: how long ago the twitch began."""
_USUAL: Final = time(9)
_EVENING: Final = time(18)
_READY: Final = (1, 3, 7, 14)


@dataclass(frozen=True, slots=True)
class Wish:
    """`at`: a wall time in minutes since 2026 began (or, below 1000, days since it began); 0: not chosen.

    `choice`: the place of a rhythm or of a lead. `extra`: a clock being chosen, or how often (0: as usual).
    """

    at: int = 0
    choice: int = 0
    extra: int = 0

    @classmethod
    def of(cls, number: int) -> Wish:
        """Unpack what a link carries."""
        rest, at = divmod(number, 1 << _AT_BITS)
        extra, choice = divmod(rest, 1 << _CHOICE_BITS)
        return cls(at, choice, extra % (1 << _EXTRA_BITS))

    @property
    def number(self) -> int:
        """Pack it into the 32 bits that a link carries."""
        return self.at | self.choice << _AT_BITS | self.extra << (_AT_BITS + _CHOICE_BITS)

    @property
    def wall(self) -> datetime | None:
        """Tell the wall time that was chosen, or None."""
        return _EPOCH + timedelta(minutes=self.at) if self.at >= _FIRST_WALL else None

    @property
    def every(self) -> Every:
        """Tell the rhythm that was chosen."""
        return RHYTHMS[self.choice]

    def on(self, wall: datetime | date) -> Wish:
        """Choose a wall time; a day alone is its midnight."""
        at = wall if isinstance(wall, datetime) else datetime.combine(wall, time())
        return replace(self, at=int((at - _EPOCH).total_seconds() // 60))


def planned(
    kind: Kind, wish: Wish, now: datetime, zone: str, *, quiet: Quiet = DEFAULT_QUIET, text: str = ""
) -> Plan | None:
    """Make the plan of a wish; None when no moment of it is still to come, or none is left before the appointment."""
    plan = Plan(kind, _at(kind, wish, wall_at(now, zone), zone), zone, quiet=quiet)
    if kind == "own":
        times = wish.extra or REPEATS
        plan = replace(
            plan, text=text, every=wish.every, times_left=1 if wish.every == "once" else min(times, MOST_REPEATS)
        )
    elif kind == "appointment":
        return _before(wish, plan, now)
    return plan if next_due(plan, now) else None


def changed(plan: Plan, wish: Wish, now: datetime) -> Plan | None:
    """Move a plan to another time, with everything else as it was; None as in `planned`."""
    fresh = planned(plan.kind, wish, now, plan.zone, quiet=plan.quiet, text=plan.text)
    if fresh is None:
        return None
    kept_count = fresh.every == plan.every and not wish.extra
    return replace(
        fresh,
        code=plan.code,
        result=plan.result,
        times_left=max(1, plan.times_left) if kept_count else fresh.times_left,
    )


def wish_of(plan: Plan) -> Wish:
    """Tell what was chosen for a plan, so that it can be chosen again."""
    choice = RHYTHMS.index(plan.every) if plan.kind == "own" else 0
    return Wish(choice=choice)


def leads(visit: datetime, now: datetime, zone: str, quiet: Quiet) -> tuple[int, ...]:
    """Tell the places of the leads that still come in time."""
    wishes = (Wish(choice=place).on(visit) for place in range(len(LEADS)))
    plan = Plan("appointment", visit, zone, quiet=quiet)
    return tuple(wish.choice for wish in wishes if _in_time(wish, plan, now))


def ready_made(now_local: datetime, quiet: Quiet) -> tuple[datetime, ...]:
    """Tell the times that are offered as buttons: some mornings from tomorrow on."""
    return tuple(quiet.moved(datetime.combine(now_local.date() + days * DAY, _USUAL)) for days in _READY)


def quiet_of(pair: tuple[str, str] | None) -> Quiet:
    """Read the quiet hours of a chat."""
    return Quiet(time.fromisoformat(pair[0]), time.fromisoformat(pair[1])) if pair else DEFAULT_QUIET


def _at(kind: Kind, wish: Wish, now_local: datetime, zone: str) -> datetime:
    if wish.wall is not None:
        return wish.wall
    return recheck_at(wish.at, now_local, zone) if kind == "recheck" else book_at(now_local, zone)


def _before(wish: Wish, plan: Plan, now: datetime) -> Plan | None:
    """Take the lead that was wished, else the first that comes in time."""
    if wish.wall is None:
        return None
    for place in dict.fromkeys((min(wish.choice, len(LEADS) - 1), *range(len(LEADS)))):
        if timely := _in_time(replace(wish, choice=place), plan, now):
            return timely
    return None


def _in_time(wish: Wish, plan: Plan, now: datetime) -> Plan | None:
    visit = wish.wall
    if visit is None:
        return None
    match LEADS[wish.choice]:
        case "day":
            at = datetime.combine(visit.date() - DAY, _EVENING)
        case "hours":
            at = visit - timedelta(hours=2)
        case "week":
            at = datetime.combine(visit.date() - 7 * DAY, _EVENING)
    moved = replace(plan, at=at, visit=visit)
    due = next_due(moved, now)
    return moved if due is not None and wall_at(due, plan.zone) < visit else None
