"""A plan: what a reminder says and when. Owns how it is kept, when it is due next, and what each outcome makes of it.

The first occurrence (`at`) is an anchor that never moves: every later one is counted from it in wall time, so neither a
change of the clocks nor a snooze nor a short month shifts the rest. A month without the anchor's day uses its last day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, Literal, TypeAlias, get_args

from tgbot.reminders.walltime import DAY, DEFAULT_QUIET, Quiet, loud_moment, month_later, tz, wall_at

Kind: TypeAlias = Literal["recheck", "book", "appointment", "own"]
Every: TypeAlias = Literal["once", "weekly", "fortnightly", "monthly"]
Lateness: TypeAlias = Literal["early", "on_time", "late", "skipped"]

REPEATS: Final = 4
"""How often an own text repeats when nobody says."""
MOST_REPEATS: Final = 52
LONGEST_TEXT: Final = 500
UNANSWERED_LIMIT: Final = 3
ON_TIME: Final = timedelta(minutes=10)
"""Up to here nobody calls it late: a full minute of reminders needs some minutes to be sent."""
LATEST: Final = timedelta(hours=6)
_DAYS: Final = {"weekly": 7, "fortnightly": 14}
_KINDS: Final[dict[object, Kind]] = {kind: kind for kind in get_args(Kind)}
_RHYTHMS: Final[dict[object, Every]] = {every: every for every in get_args(Every)}


class UnreadablePlan(ValueError):
    """What was kept is not a plan; the text says which part, never what it holds."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One reminder. `at` and `visit` are wall times in `zone` (naive, whole minutes), `snoozed` is a UTC moment."""

    kind: Kind
    at: datetime
    zone: str
    every: Every = "once"
    times_left: int = 1
    text: str = ""
    code: str = ""
    """A link's code: what [Check now] opens."""
    result: str = ""
    """The id of the kept result to compare with."""
    visit: datetime | None = None
    """When the appointment itself is."""
    quiet: Quiet = DEFAULT_QUIET
    snoozed: datetime | None = None
    unanswered: int = 0
    unsure: bool = False
    """The last try got no answer, so the person may have seen it."""

    @property
    def last(self) -> bool:
        """Tell whether no occurrence follows the one that is due (time to ask whether to go on)."""
        return self.times_left <= 1

    @property
    def ignored(self) -> bool:
        """Tell whether so many went unanswered that it should pause."""
        return self.unanswered >= UNANSWERED_LIMIT

    def same_times(self, other: Plan) -> bool:
        """Tell whether another plan comes at the same wall times, as often."""
        return (self.at, self.zone, self.every, self.visit) == (other.at, other.zone, other.every, other.visit)

    def to_json(self) -> dict[str, Any]:
        """Make an object that JSON can hold."""
        kept = {
            "v": 1,
            "kind": self.kind,
            "at": _minute(self.at),
            "zone": self.zone,
            "every": self.every,
            "times_left": self.times_left,
            "text": self.text,
            "code": self.code,
            "result": self.result,
            "visit": self.visit and _minute(self.visit),
            "quiet": [f"{self.quiet.start:%H:%M}", f"{self.quiet.end:%H:%M}"],
            "snoozed": self.snoozed and self.snoozed.isoformat(),
            "unanswered": self.unanswered,
            "unsure": self.unsure,
        }
        return {key: value for key, value in kept.items() if value or key == "times_left"}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Plan:
        """Read what `to_json` made, of this version or another: unknown keys are left out, missing ones filled in."""
        try:
            visit, snoozed, quiet = kept.get("visit"), kept.get("snoozed"), kept.get("quiet")
            plan = cls(
                kind=_KINDS.get(kept.get("kind"), "own"),
                at=datetime.fromisoformat(kept["at"]).replace(tzinfo=None, second=0, microsecond=0),
                zone=str(kept.get("zone", "UTC")),
                every=_RHYTHMS.get(kept.get("every"), "once"),
                times_left=int(kept.get("times_left", 1)),
                text=str(kept.get("text", "")),
                code=str(kept.get("code", "")),
                result=str(kept.get("result", "")),
                visit=datetime.fromisoformat(visit).replace(tzinfo=None) if visit else None,
                quiet=Quiet(*(time.fromisoformat(end) for end in quiet)) if quiet else DEFAULT_QUIET,
                snoozed=datetime.fromisoformat(snoozed).astimezone(UTC) if snoozed else None,
                unanswered=int(kept.get("unanswered", 0)),
                unsure=bool(kept.get("unsure", False)),
            )
            tz(plan.zone)
        except (KeyError, TypeError, ValueError) as error:
            raise UnreadablePlan(type(error).__name__) from None
        return plan


def next_due(plan: Plan, after: datetime) -> datetime | None:
    """Tell the first moment (UTC) after `after` at which the plan is due, or None when it has ended."""
    planned = _planned_after(plan, after) if plan.times_left > 0 else None
    snoozed = plan.snoozed if plan.snoozed is not None and plan.snoozed > after else None
    return min((at for at in (planned, snoozed) if at is not None), default=None)


def occurrence(plan: Plan, due_at: datetime) -> datetime:
    """Tell which occurrence a row due at `due_at` is about: a row that waits for another try is due later than it.

    When the rules of a zone have changed since the row was written, this may be a moment that is still to come.
    """
    near = _index_near(plan, due_at)
    planned = [_nth(plan, number) for number in range(max(0, near - 1), (near + 1 if plan.every != "once" else 0) + 1)]
    begun = [at for at in planned if at <= due_at]
    if plan.snoozed is not None and plan.snoozed <= due_at:
        begun.append(plan.snoozed)
    coming = min((at for at in planned if at > due_at), default=None)
    if begun and not (coming and due_at - max(begun) > DAY > coming - due_at):
        return max(begun)
    return coming or due_at


def late(due: datetime, now: datetime) -> Lateness:
    """Judge how late an occurrence would come now."""
    if now < due:
        return "early"
    if now - due <= ON_TIME:
        return "on_time"
    return "late" if now - due <= LATEST else "skipped"


def caught_up(plan: Plan, due: datetime, now: datetime) -> tuple[Plan, datetime]:
    """Pass over every occurrence that another one has overtaken by now; tell the plan and the newest that is due."""
    while True:
        passed = skipped(plan, due)
        following = next_due(passed, due)
        if following is None or following > now:
            return plan, due
        plan, due = passed, following


def sent(plan: Plan, due: datetime) -> Plan:
    """Tell the plan after the occurrence `due` was sent: one fewer left (a snoozed one aside), one more unanswered."""
    return replace(skipped(plan, due), unanswered=plan.unanswered + 1)


def maybe_sent(plan: Plan) -> Plan:
    """Tell the plan after a try that got no answer."""
    return replace(plan, unsure=True)


def skipped(plan: Plan, due: datetime) -> Plan:
    """Tell the plan after the occurrence `due` was missed: it counts as used."""
    near = _index_near(plan, due)
    planned = due in (_nth(plan, number) for number in range(max(0, near - 1), near + 2))
    snoozed = None if plan.snoozed is not None and plan.snoozed <= due else plan.snoozed
    return replace(plan, times_left=max(0, plan.times_left - planned), snoozed=snoozed, unsure=False)


def answered(plan: Plan) -> Plan:
    """Tell the plan after somebody tapped on a reminder of it."""
    return replace(plan, unanswered=0)


def extended(plan: Plan, times: int = REPEATS) -> Plan:
    """Tell the plan that goes on for so many occurrences more."""
    return replace(plan, times_left=min(max(0, plan.times_left) + times, MOST_REPEATS), unanswered=0)


def quieted(plan: Plan, quiet: Quiet, now: datetime) -> Plan:
    """Tell the plan within other quiet hours; one that would then come too late, or never, stays as it is."""
    moved = replace(plan, quiet=quiet)
    due = next_due(moved, now)
    if due is None or (plan.visit is not None and not before_visit(moved, due)):
        return plan
    return moved


def is_quiet(plan: Plan, now: datetime) -> bool:
    """Tell whether it is quiet where the person is: what still has to be sent then should make no sound."""
    return plan.quiet.covers(wall_at(now, plan.zone).time())


def before_visit(plan: Plan, due: datetime) -> bool:
    """Tell whether a due moment comes before the appointment that the plan is about."""
    return plan.visit is not None and wall_at(due, plan.zone) < plan.visit


def loud(plan: Plan, wall: datetime) -> datetime:
    """Tell the first moment (UTC) at or after a wall time that is not quiet."""
    return loud_moment(wall, plan.zone, plan.quiet)


def _planned_after(plan: Plan, after: datetime) -> datetime | None:
    if plan.every == "once":
        return at if (at := _nth(plan, 0)) > after else None
    start = max(0, _index_near(plan, after) - 1)
    return next((at for number in range(start, start + 4) if (at := _nth(plan, number)) > after), None)


def _index_near(plan: Plan, now: datetime) -> int:
    """Tell the number of the occurrence about `now`, right to within one."""
    if plan.every == "once":
        return 0
    wall = wall_at(now, plan.zone)
    if plan.every == "monthly":
        return (wall.year - plan.at.year) * 12 + wall.month - plan.at.month
    return (wall - plan.at).days // _DAYS[plan.every]


def _nth(plan: Plan, number: int) -> datetime:
    """Tell the planned moment of one occurrence, counted from the anchor (number 0)."""
    if plan.every == "monthly":
        return loud(plan, month_later(plan.at, number))
    return loud(plan, plan.at + number * _DAYS.get(plan.every, 0) * DAY)


def _minute(wall: datetime) -> str:
    return wall.isoformat(timespec="minutes")
