"""The questionnaire as a value: questions, options, rules. It knows nothing of files: `library.loader` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import NewType, TypeAlias

QuestionId = NewType("QuestionId", str)
OptionId = NewType("OptionId", str)
RuleId = NewType("RuleId", str)

Answers: TypeAlias = Mapping[QuestionId, OptionId]
"""The answers so far. Treated as a value: never changed in place."""


class Urgency(IntEnum):
    """How soon; the highest wins. NICE's words for time differ from ours and are never shown beside them."""

    SELF_CARE = 0
    ROUTINE = 1
    SOON = 2
    URGENT = 3
    EMERGENCY = 4

    @property
    def id(self) -> str:
        """Tell the name that content and JSON use: `self_care`, `routine`, `soon`, `urgent`, `emergency`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Condition:
    """Every question named must hold one of the options listed for it (AND)."""

    needs: tuple[tuple[QuestionId, frozenset[OptionId]], ...]

    def holds(self, answers: Answers) -> bool:
        """Tell whether these answers meet the condition; an unanswered question meets nothing."""
        for question, options in self.needs:  # noqa: SIM110  (a plain loop: this runs hundreds of times a tap)
            if answers.get(question) not in options:
                return False
        return True

    @property
    def reads(self) -> frozenset[QuestionId]:
        """Tell which questions the condition looks at."""
        return frozenset(question for question, _ in self.needs)


AnyOf: TypeAlias = tuple[Condition, ...]
"""Alternatives (OR). None at all holds never."""


def holds(alternatives: AnyOf, answers: Answers) -> bool:
    """Tell whether one of the alternatives holds."""
    for condition in alternatives:  # noqa: SIM110  (as above)
        if condition.holds(answers):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Option:
    """One button. `label` is what it says (at most 40 characters), `other` the same about someone else.

    `calm`: the content says of it that it is meant to change nothing.
    """

    id: OptionId
    label: str
    other: str
    example: str = ""
    example_other: str = ""
    beside: bool = False
    calm: bool = False


@dataclass(frozen=True, slots=True)
class NotSure:
    """What "Not sure" leads to: a second question in other words, or the reading of one of the other options."""

    kind: str
    """`recheck` (asks `questions` next), `asks` (fans out to `questions`), `safer` (read as `option`), `none`."""
    questions: tuple[QuestionId, ...] = ()
    reading: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """One page of the checklist. `shown` is None for "always"; `other` wordings speak about someone else."""

    id: QuestionId
    title: str
    text: str
    other: str
    options: tuple[Option, ...]
    why: str
    sources: tuple[str, ...]
    shown: AnyOf | None
    not_sure: NotSure
    help: str = ""
    help_other: str = ""
    meaning: int = 1
    gate: bool = False
    short: bool = False
    red_flag: bool = False

    def option(self, option_id: str) -> Option | None:
        """Find an option by its id."""
        return next((option for option in self.options if option.id == option_id), None)

    @property
    def option_ids(self) -> tuple[OptionId, ...]:
        """Tell the ids in the order of the buttons."""
        return tuple(option.id for option in self.options)


@dataclass(frozen=True, slots=True)
class Rule:
    """A positive condition on answers and what follows from it. `unless` is allowed to routine rules only."""

    id: RuleId
    urgency: Urgency
    when: AnyOf
    reason: str
    authority: str
    sources: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    unless: AnyOf = ()
    card: str = ""
    worry: bool = False

    @property
    def is_card(self) -> bool:
        """Tell whether a card is shown at once when an answer meets the rule."""
        return bool(self.card) or self.urgency is Urgency.EMERGENCY

    def fires(self, answers: Answers) -> bool:
        """Tell whether the rule applies to these answers."""
        return holds(self.when, answers) and not holds(self.unless, answers)


@dataclass(frozen=True, slots=True)
class Note:
    """A line added to the result. It never changes the urgency."""

    id: str
    when: AnyOf
    text: str
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """Everything that a run and its triage need, in one language."""

    version: str
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    default_reason: str
    notes: tuple[Note, ...] = ()
    defs: Mapping[str, AnyOf] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """Find questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def rule_by_id(self) -> Mapping[str, Rule]:
        """Find rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def cards_read_by(self) -> Mapping[str, tuple[Rule, ...]]:
        """Tell, for each question, the rules that show a card and look at its answer."""
        cards = [rule for rule in self.rules if rule.is_card]
        return {
            question.id: tuple(rule for rule in cards if any(question.id in each.reads for each in rule.when))
            for question in self.questions
        }

    @property
    def gates(self) -> tuple[Question, ...]:
        """Tell the emergency questions, which come before all others."""
        return tuple(question for question in self.questions if question.gate)
