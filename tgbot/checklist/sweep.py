"""An exact search over all runs of a questionnaire at once, level by level, one level a question.

Because runs that differ in nothing that matters later are one state (see `tracker`), a few thousand states stand for
all of the (far too many) runs: "no state is left" means that no run does it, and a state that is left leads back to
a run that does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from tgbot.checklist.questionnaire import OptionId, QuestionId, Questionnaire
from tgbot.checklist.run import Run
from tgbot.checklist.tracker import Goal, State, Tracker

Weight: TypeAlias = Callable[[int, int], int]
"""What an answer adds to a run's total: (place of the question, place of the option) -> weight."""


@dataclass(frozen=True, slots=True)
class _Trace:
    """How a state was reached: the state before, the place of the option chosen (None: not asked), the total so far."""

    before: State
    option: int | None
    total: int = 0


class Sweep:
    """One questionnaire in one form, searched for runs. Every search is exact."""

    def __init__(self, questionnaire: Questionnaire, *, short: bool = False) -> None:
        self.questionnaire = questionnaire
        self.short = short

    def complete(self, goal: Goal) -> Run | None:
        """Find a complete run that reaches the goal; None when no run does."""
        return self.extreme(goal, lambda _place, _option: 0)

    def extreme(self, goal: Goal, weight: Weight) -> Run | None:
        """Find the complete run with the greatest total among those that reach the goal."""
        tracker = Tracker(self.questionnaire, goal, short=self.short)
        levels = [{tracker.start: _Trace(0, None)}]
        for place in range(len(tracker.questions)):
            level: dict[State, _Trace] = {}
            for state, trace in levels[-1].items():
                for after, option in _choices(tracker, place, state):
                    reached = tracker.settled(place, after)
                    if reached is None:
                        continue
                    total = trace.total + (0 if option is None else weight(place, option))
                    known = level.get(reached)
                    if known is None or known.total < total:
                        level[reached] = _Trace(state, option, total)
            levels.append(level)
        best = max(
            (state for state in levels[-1] if tracker.won(state)), key=lambda s: levels[-1][s].total, default=None
        )
        return None if best is None else self._run(levels, best)

    def until_fired(self, goal: Goal) -> Run | None:
        """Find a run, as far as the answer at which a wanted rule fires, with nothing forbidden before that answer."""
        tracker = Tracker(self.questionnaire, goal, short=self.short)
        levels = [{tracker.start: _Trace(0, None)}]
        for place in range(len(tracker.questions)):
            level: dict[State, _Trace] = {}
            for state in levels[-1]:
                for after, option in _choices(tracker, place, state):
                    hopeful = tracker.hopeful(place, after)
                    if hopeful is not None and tracker.won(hopeful):
                        return self._run([*levels, {hopeful: _Trace(state, option)}], hopeful)
                    reached = None if hopeful is None else tracker.allowed(place, hopeful)
                    if reached is not None:
                        level.setdefault(reached, _Trace(state, option))
            levels.append(level)
        return None

    def until_asked(self, question: QuestionId, goal: Goal) -> Run | None:
        """Find a run that comes to a question, with nothing forbidden before it; None when no run does."""
        tracker = Tracker(self.questionnaire, goal, short=self.short)
        levels = [{tracker.start: _Trace(0, None)}]
        for place, asked in enumerate(tracker.questions):
            if asked.id == question:
                found = next((state for state in levels[-1] if tracker.asks(place, state)), None)
                return None if found is None else self._run(levels, found)
            level: dict[State, _Trace] = {}
            for state in levels[-1]:
                for after, option in _choices(tracker, place, state):
                    reached = tracker.allowed(place, after)
                    if reached is not None:
                        level.setdefault(reached, _Trace(state, option))
            levels.append(level)
        return None

    def _run(self, levels: list[dict[State, _Trace]], state: State) -> Run:
        answers: dict[QuestionId, OptionId] = {}
        for place in range(len(levels) - 1, 0, -1):
            trace = levels[place][state]
            question = self.questionnaire.questions[place - 1]
            if trace.option is not None:
                answers[question.id] = question.option_ids[trace.option]
            state = trace.before
        return Run(answers=dict(reversed(answers.items())), short=self.short)


def _choices(tracker: Tracker, place: int, state: State) -> list[tuple[State, int | None]]:
    """Tell the states that the answers at this place lead to, before anything is decided."""
    if not tracker.asks(place, state):
        return [(state & tracker.absent[place], None)]
    return [(state & keep, option) for option, keep in enumerate(tracker.keep[place])]
