"""Walks a given run question by question, with the functions that the bot uses. What a proof found must stand this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tgbot.checklist.questionnaire import OptionId, Question, QuestionId, Questionnaire, Urgency
from tgbot.checklist.run import Run, answered, next_question

Given: TypeAlias = Mapping[QuestionId, OptionId] | Mapping[str, str]
"""Answers, from a run or from a file."""


@dataclass(frozen=True, slots=True)
class Walk:
    """How far a run went: the questions that were asked, the answers that were never asked for, what comes next."""

    run: Run
    asked: tuple[Question, ...]
    unasked: tuple[str, ...]
    following: Question | None
    emergency: bool

    @property
    def complete(self) -> bool:
        """Tell whether nothing is left to ask: the end, or an emergency card."""
        return self.emergency or self.following is None


def walk(questionnaire: Questionnaire, given: Given, *, short: bool = False) -> Walk:
    """Give the answers one by one as they are asked for; stop at an emergency, as the bot shows its card there."""
    answers: dict[str, str] = {str(question): str(option) for question, option in given.items()}
    run, asked = Run(short=short), []
    emergency = False
    while not emergency and (question := next_question(questionnaire, run)) and question.id in answers:
        run = answered(run, question.id, answers[question.id])
        asked.append(question)
        emergency = is_emergency(questionnaire, run)
    following = None if emergency else next_question(questionnaire, run)
    unasked = tuple(name for name in answers if name not in run.answers)
    return Walk(run, tuple(asked), unasked, following, emergency)


def is_emergency(questionnaire: Questionnaire, run: Run) -> bool:
    """Tell whether an emergency card is due."""
    return any(rule.urgency is Urgency.EMERGENCY and rule.fires(run.answers) for rule in questionnaire.rules)


def in_words(run: Run) -> str:
    """Write the answers of a run in one line."""
    form = "short form: " if run.short else ""
    return form + ", ".join(f"{question}={option}" for question, option in run.answers.items())
