"""Conditions as bits: what an answer leaves possible. The ground that `sweep` stands on.

A state is a number. Each watched condition has a bit in it, which an answer that contradicts the condition clears, and
which is dropped once nobody will look at it again. So runs that differ in nothing that matters later are one state.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from tgbot.checklist.questionnaire import Condition, Question, Questionnaire, Rule

State: TypeAlias = int

_WON: Final = 1


@dataclass(frozen=True, slots=True)
class Goal:
    """What a run must do: at least one of `some` fires (if any is named), and none of `none` does."""

    some: tuple[Rule, ...] = ()
    none: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class _Clause:
    """A condition, or a whole rule with an `unless`, as bits; it is decided after the question at `end`."""

    when: int
    unless: int
    end: int

    def fires(self, state: State) -> bool:
        return bool(state & self.when) and not state & self.unless


@dataclass(frozen=True, slots=True)
class _Decided:
    """The clauses that are decided after one question: plain conditions as one mask, and the rules with an `unless`."""

    plain: int
    excepted: tuple[_Clause, ...]

    def fires(self, state: State) -> bool:
        return bool(state & self.plain) or (bool(self.excepted) and any(c.fires(state) for c in self.excepted))


class Tracker:
    """Follows one run through a questionnaire towards a goal."""

    def __init__(self, questionnaire: Questionnaire, goal: Goal, *, short: bool = False) -> None:
        self.questions = questionnaire.questions
        self._short = short
        self._place = {question.id: place for place, question in enumerate(self.questions)}
        self._watched: list[Condition] = []
        self._until: list[int] = []
        self._opens = [self._opening(place, question) for place, question in enumerate(self.questions)]
        some = [clause for rule in goal.some for clause in self._clauses(rule)]
        none = [clause for rule in goal.none for clause in self._clauses(rule)]
        self._hopes = _union(clause.when for clause in some)
        self._wanted = self._hopes | _union(clause.unless for clause in some)
        self._wins = self._by_end(some)
        self._fails = self._by_end(none)
        self._live = [self._live_after(place) for place in range(len(self.questions))]
        self.start: State = _union(self._bit(at) for at in range(len(self._watched))) | (0 if goal.some else _WON)
        everything = (2 << len(self._watched)) - 1
        self.keep = [[everything] * len(question.options) for question in self.questions]
        self.absent = [everything] * len(self.questions)
        for at, condition in enumerate(self._watched):
            self._contradict(condition, ~self._bit(at))

    def asks(self, place: int, state: State) -> bool:
        """Tell whether the question at this place is asked in the state before it."""
        opens = self._opens[place]
        return opens is None or bool(state & opens)

    def hopeful(self, place: int, state: State) -> State | None:
        """Tell the state after the question at this place; None when no wanted rule can fire any more."""
        if state & _WON:
            return state
        if self._wins[place].fires(state):
            return (state & ~self._wanted) | _WON
        return state if state & self._hopes else None

    def allowed(self, place: int, state: State) -> State | None:
        """Drop the bits that nobody looks at later; None when a forbidden rule fires."""
        if self._fails[place].fires(state):
            return None
        return state & self._live[place]

    def after(self, place: int, state: State, option: int | None) -> State | None:
        """Tell the state after an answer (None: not asked); None when the goal is out of reach."""
        return self.settled(place, state & (self.absent[place] if option is None else self.keep[place][option]))

    def settled(self, place: int, state: State) -> State | None:
        """Decide both sides at once, as `hopeful` and then `allowed` do; written out, for it runs millions of times."""
        if not state & _WON:
            wins = self._wins[place]
            if state & wins.plain or (wins.excepted and wins.fires(state)):
                state = (state & ~self._wanted) | _WON
            elif not state & self._hopes:
                return None
        fails = self._fails[place]
        if state & fails.plain or (fails.excepted and fails.fires(state)):
            return None
        return state & self._live[place]

    @staticmethod
    def won(state: State) -> bool:
        """Tell whether a wanted rule has fired (or none is wanted)."""
        return bool(state & _WON)

    def _bit(self, at: int) -> int:
        return 2 << at

    def _watch(self, condition: Condition, until: int) -> int:
        """Give a condition a bit; one that reads what nobody asks can never hold and gets none."""
        if not condition.reads <= self._place.keys():
            return 0
        self._watched.append(condition)
        self._until.append(until)
        return self._bit(len(self._watched) - 1)

    def _opening(self, place: int, question: Question) -> int | None:
        """Tell the bits that open a question; None when it is always asked. A look ahead opens nothing."""
        if (self._short and question.short) or (question.shown is None and not self._short):
            return None
        looks_back = [c for c in question.shown or () if self._end(c) < place]
        return _union(self._watch(condition, place) for condition in looks_back)

    def _clauses(self, rule: Rule) -> Iterable[_Clause]:
        if not rule.unless:
            for condition in rule.when:
                end = max(self._end(condition), 0)
                yield _Clause(self._watch(condition, end), 0, end)
            return
        end = max(0, *(self._end(condition) for condition in (*rule.when, *rule.unless)))
        when = _union(self._watch(condition, end) for condition in rule.when)
        yield _Clause(when, _union(self._watch(condition, end) for condition in rule.unless), end)

    def _end(self, condition: Condition) -> int:
        return max((self._place.get(name, len(self.questions)) for name in condition.reads), default=-1)

    def _by_end(self, clauses: Sequence[_Clause]) -> list[_Decided]:
        ending: list[list[_Clause]] = [[] for _ in self.questions]
        for clause in clauses:
            ending[clause.end].append(clause)
        return [
            _Decided(_union(c.when for c in some if not c.unless), tuple(c for c in some if c.unless))
            for some in ending
        ]

    def _live_after(self, place: int) -> int:
        kept = (self._bit(at) for at, until in enumerate(self._until) if until > place)
        return _union(kept) | _WON

    def _contradict(self, condition: Condition, left: int) -> None:
        """Let every answer that contradicts a condition clear its bit; not being asked contradicts as well."""
        for name, needed in condition.needs:
            place = self._place[name]
            self.absent[place] &= left
            for option, known in enumerate(self.questions[place].option_ids):
                if known not in needed:
                    self.keep[place][option] &= left


def _union(bits: Iterable[int]) -> int:
    all_bits = 0
    for bit in bits:
        all_bits |= bit
    return all_bits
