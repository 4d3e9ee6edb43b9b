"""The red flags of a questionnaire, and the ways to turn one on. Decides nothing about urgency (`pairs.py` does)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tgbot.checklist.questionnaire import Condition, OptionId, Question, QuestionId, Questionnaire, Urgency


@dataclass(frozen=True, slots=True)
class Turn:
    """A red flag that goes from a calm option to one that is not calm."""

    question: Question
    calm: OptionId
    on: OptionId

    def __str__(self) -> str:
        return f"{self.question.id}: {self.calm} -> {self.on}"


class Flags:
    """The red flags of a questionnaire: questions marked so, and those of which one answer alone makes soon or above.

    "None of these" is calm; so is an option that no rule at soon or above reads and that opens no red flag.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._grave = [c for rule in questionnaire.rules if rule.urgency >= Urgency.SOON for c in rule.when]
        self._opening = [c for question in questionnaire.questions if question.red_flag for c in question.shown or ()]

    @cached_property
    def unmarked(self) -> tuple[Question, ...]:
        """Tell the questions of which one answer alone makes soon or above although they are not marked so."""
        alone = {name for condition in self._grave if len(condition.reads) == 1 for name in condition.reads}
        return tuple(q for q in self.questionnaire.questions if q.id in alone and not q.red_flag)

    @cached_property
    def all(self) -> frozenset[QuestionId]:
        """Tell the ids of all red flags."""
        marked = {question.id for question in self.questionnaire.questions if question.red_flag}
        return frozenset(marked | {question.id for question in self.unmarked})

    def is_calm(self, question: QuestionId, option: OptionId) -> bool:
        """Tell whether an answer by itself neither raises anything nor opens what could."""
        watched = (*self._grave, *self._opening)
        return option == "none" or not any(
            name == question and option in options for c in watched for name, options in c.needs
        )

    def turns(self) -> Iterator[Turn]:
        """Tell every way to turn a red flag on; options that nothing tells apart are tried once."""
        for question in self.questionnaire.questions:
            if question.id not in self.all:
                continue
            alike = {self._read_by(question.id, option): option for option in reversed(question.option_ids)}
            calm = [option for option in alike.values() if self.is_calm(question.id, option)]
            for before in calm:
                for after in alike.values():
                    if after not in calm:
                        yield Turn(question, before, after)

    def _read_by(self, question: QuestionId, option: OptionId) -> frozenset[int]:
        """Tell which conditions take the option; options that the same ones take can stand for each other."""
        return frozenset(
            at
            for at, condition in enumerate(self._every)
            if any(name == question and option in options for name, options in condition.needs)
        )

    @cached_property
    def _every(self) -> tuple[Condition, ...]:
        rules = [c for rule in self.questionnaire.rules for c in (*rule.when, *rule.unless)]
        return (*rules, *(c for question in self.questionnaire.questions for c in question.shown or ()))
