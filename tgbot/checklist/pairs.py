"""Can turning a red flag on lower the urgency? Decided for all pairs of runs at once, not sampled.

Two runs are followed side by side: one answers a red flag calmly, the other does not. Before that question they are
the same run; after it they give the same answer wherever both are asked something. The search looks for a pair in
which a rule of some urgency fires in the first run, and none of that urgency or above in the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TypeAlias

from tgbot.checklist.flags import Flags, Turn
from tgbot.checklist.questionnaire import Condition, OptionId, Question, QuestionId, Questionnaire, Rule, Urgency
from tgbot.checklist.run import Run
from tgbot.checklist.tracker import Goal, State, Tracker

_Pair: TypeAlias = tuple[State, State]
_Choice: TypeAlias = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Lowered:
    """A pair of runs in which the second, with the flag on, is judged lower than the first."""

    turn: Turn
    urgency: Urgency
    calm: Run
    on: Run


class PairSweep:
    """All pairs of runs that differ in one red flag, in one form of one questionnaire."""

    def __init__(self, questionnaire: Questionnaire, *, short: bool = False) -> None:
        self.questionnaire = questionnaire
        self.short = short
        self._flags = Flags(questionnaire)

    def lowered(self, turn: Turn) -> Lowered | None:
        """Find a pair in which turning the flag on lowers the urgency of its axis; None when there is none.

        For soon and above, a question that only the second run is asked may be answered in any way. That routine does
        not become self-care is shown for the answers that do not take the flag back: red flags that it opens are not
        answered calmly.
        """
        for worry in (False, True):
            rules = tuple(rule for rule in self.questionnaire.rules if rule.worry is worry)
            for urgency in (Urgency.EMERGENCY, Urgency.URGENT, Urgency.SOON, Urgency.ROUTINE):
                found = self._lowered(turn, rules, urgency)
                if found:
                    return Lowered(turn, urgency, *found)
        return None

    def harmless_but_for(self, question: Question, option: OptionId) -> Run | None:
        """Find a run with "Not sure" that ends in self-care, where another option would have made it more."""
        unsure = next(known for known in question.option_ids if known == "not_sure")
        rules = [rule for rule in self.questionnaire.rules if not rule.worry]
        harmless = [rule for rule in rules if rule.urgency is Urgency.SELF_CARE]
        graver = tuple(rule for rule in rules if rule.urgency > Urgency.SELF_CARE)
        back = Turn(question, option, unsure)
        if any(_alone(rule, back) for rule in graver):
            return None
        calm = Goal(some=_possible(harmless, back), none=_possible(graver, back))
        there = Turn(question, unsure, option)
        found = self._pair(there, calm, Goal(some=_possible(graver, there)), strict=False) if calm.some else None
        return found[0] if found else None

    def _lowered(self, turn: Turn, rules: tuple[Rule, ...], urgency: Urgency) -> tuple[Run, Run] | None:
        at_least = _possible([rule for rule in rules if rule.urgency >= urgency], turn)
        if any(_alone(rule, turn) for rule in at_least):
            return None
        calm = Goal(some=tuple(self._at_risk(turn, [rule for rule in rules if rule.urgency is urgency])))
        if urgency > Urgency.ROUTINE:
            return self._pair(turn, calm, Goal(none=at_least), strict=False) if calm.some else None
        return self._to_self_care(turn, rules, calm, at_least)

    def _to_self_care(
        self, turn: Turn, rules: tuple[Rule, ...], calm: Goal, at_least: tuple[Rule, ...]
    ) -> tuple[Run, Run] | None:
        """Routine can come from a rule, or from the lack of any rule; it is lost only to a rule of self-care."""
        harmless = _possible([rule for rule in rules if rule.urgency is Urgency.SELF_CARE], turn)
        touched = self._downstream(turn.question)
        new = tuple(
            replace(rule, when=read)
            for rule in harmless
            if (read := tuple(condition for condition in rule.when if condition.reads & touched))
        )
        found = None
        if calm.some and harmless:
            found = self._pair(turn, calm, Goal(some=harmless, none=at_least), strict=True)
        if found is None and new:
            found = self._pair(turn, Goal(none=rules), Goal(some=new, none=at_least), strict=True)
        return found

    def _at_risk(self, turn: Turn, rules: list[Rule]) -> Iterator[Rule]:
        """Keep of the rules only what can fire with the calm answer and not stand the change."""
        touched = self._downstream(turn.question)
        for rule in rules:
            if any(condition.reads & touched for condition in rule.unless):
                yield rule
                continue
            risky = tuple(c for c in rule.when if c.reads & touched and not _stands(c, turn, touched))
            if risky:
                yield replace(rule, when=risky)

    def _downstream(self, question: Question) -> frozenset[QuestionId]:
        """Tell the questions that may be asked or not depending on this one, and itself."""
        touched = {question.id}
        for later in self.questionnaire.questions:
            asked_anyway = self.short and later.short
            if not asked_anyway and any(condition.reads & touched for condition in later.shown or ()):
                touched.add(later.id)
        return frozenset(touched)

    def _pair(self, turn: Turn, calm: Goal, on: Goal, *, strict: bool) -> tuple[Run, Run] | None:
        trackers = (
            Tracker(self.questionnaire, calm, short=self.short),
            Tracker(self.questionnaire, on, short=self.short),
        )
        levels: list[dict[_Pair, tuple[_Pair, _Choice] | None]] = [{(trackers[0].start, trackers[1].start): None}]
        for place, question in enumerate(self.questionnaire.questions):
            level: dict[_Pair, tuple[_Pair, _Choice] | None] = {}
            ways = {
                asked: _different(trackers, place, self._choices(turn, question, *asked, strict=strict))
                for asked in product((False, True), repeat=2)
            }
            for pair in levels[-1]:
                asked = trackers[0].asks(place, pair[0]), trackers[1].asks(place, pair[1])
                for choice in ways[asked]:
                    reached = _after(trackers, place, pair, choice)
                    if reached is not None:
                        level.setdefault(reached, (pair, choice))
            if not level:
                return None
            levels.append(level)
        last = next((pair for pair in levels[-1] if Tracker.won(pair[0]) and Tracker.won(pair[1])), None)
        return None if last is None else self._runs(levels, last)

    def _choices(self, turn: Turn, asked: Question, in_calm: bool, in_on: bool, *, strict: bool) -> list[_Choice]:
        """Tell the answers that the two runs may give to a question, asked in one of them, in both or in none."""
        everything = range(len(asked.options))
        if asked.id == turn.question.id:
            return [(asked.option_ids.index(turn.calm), asked.option_ids.index(turn.on))] if in_calm else []
        if in_calm and in_on:
            return [(option, option) for option in everything]
        if in_calm:
            return [(option, None) for option in everything]
        if not in_on:
            return [(None, None)]
        is_flag = strict and asked.id in self._flags.all
        calm = [is_flag and self._flags.is_calm(asked.id, option) for option in asked.option_ids]
        # A question without any answer that is not calm cannot take a flag back.
        return [(None, option) for option in everything if all(calm) or not calm[option]]

    def _runs(self, levels: list[dict[_Pair, tuple[_Pair, _Choice] | None]], last: _Pair) -> tuple[Run, Run]:
        answers: tuple[dict[QuestionId, OptionId], dict[QuestionId, OptionId]] = ({}, {})
        pair = last
        for place in range(len(levels) - 1, 0, -1):
            traced = levels[place][pair]
            if traced is None:
                break
            question = self.questionnaire.questions[place - 1]
            for given, option in zip(answers, traced[1], strict=True):
                if option is not None:
                    given[question.id] = question.option_ids[option]
            pair = traced[0]
        calm, on = (Run(answers=dict(reversed(given.items())), short=self.short) for given in answers)
        return calm, on


def _different(trackers: tuple[Tracker, Tracker], place: int, choices: list[_Choice]) -> list[_Choice]:
    """Keep one of the choices that leave the same possible."""
    seen: dict[tuple[int | None, ...], _Choice] = {}
    for choice in choices:
        left = tuple(
            None if option is None else tracker.keep[place][option]
            for tracker, option in zip(trackers, choice, strict=True)
        )
        seen.setdefault(left, choice)
    return list(seen.values())


def _after(trackers: tuple[Tracker, Tracker], place: int, pair: _Pair, choice: _Choice) -> _Pair | None:
    calm = trackers[0].after(place, pair[0], choice[0])
    if calm is None:
        return None
    on = trackers[1].after(place, pair[1], choice[1])
    return None if on is None else (calm, on)


def _possible(rules: Sequence[Rule], turn: Turn) -> tuple[Rule, ...]:
    """Leave out the conditions that the flag, turned on, contradicts."""
    left = []
    for rule in rules:
        when = tuple(
            condition
            for condition in rule.when
            if all(turn.on in options for name, options in condition.needs if name == turn.question.id)
        )
        if when:
            left.append(replace(rule, when=when))
    return tuple(left)


def _alone(rule: Rule, turn: Turn) -> bool:
    """Tell whether the answer alone makes the rule fire."""
    return not rule.unless and any(c.needs and all(_holds(need, turn) for need in c.needs) for c in rule.when)


def _holds(need: tuple[QuestionId, frozenset[OptionId]], turn: Turn) -> bool:
    name, options = need
    return name == turn.question.id and turn.on in options


def _stands(condition: Condition, turn: Turn, touched: frozenset[QuestionId]) -> bool:
    """Tell whether a condition cannot hold with the calm answer, or holds with the other as well."""
    for name, options in condition.needs:
        if name == turn.question.id:
            return turn.calm not in options or (turn.on in options and condition.reads & touched == {name})
    return False
