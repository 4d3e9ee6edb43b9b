"""A run: one pass through the checklist, as a value. Which question comes next, which came before, what applies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from tgbot.checklist.questionnaire import Answers, OptionId, Question, QuestionId, Questionnaire, holds


@dataclass(frozen=True, slots=True)
class Run:
    """The answers so far and the few extras that ride in every link beside them.

    `country` is an ISO 3166 code in capitals, `language` a content folder's name, `started` the day on which the run
    began, `turn` counts full checks within a few days (in a way to change a reminder: its changes so far), `row` names
    the row that the page is about or that the run is compared with (a reminder, a kept result): 32 hexadecimal digits.
    """

    answers: Answers = field(default_factory=dict)
    short: bool = False
    country: str = ""
    language: str = ""
    started: date | None = None
    turn: int = 0
    row: str = ""

    @property
    def extras(self) -> bool:
        """Tell whether there is anything but answers."""
        return bool(self.row or self.started or self.country or self.language or self.short or self.turn)

    @property
    def about_other(self) -> bool:
        """Tell whether the run is about somebody else, so that every text speaks in the third person."""
        return self.answers.get(WHO) == "other"

    @property
    def under_16(self) -> bool:
        """Tell whether the person who taps said that they are under 16."""
        return self.answers.get(WHO) == "me_u16"

    def fresh(self) -> Run:
        """Start again: the choices about the person (country, language) stay, the answers go."""
        return Run(country=self.country, language=self.language)


WHO = QuestionId("who_age")


def applies(question: Question, answers: Answers, *, short: bool) -> bool:
    """Tell whether these answers lead to the question. The short form always asks the questions marked for it."""
    if short and question.short:
        return True
    if question.shown is None:
        return not short
    return holds(question.shown, answers)


def path(questionnaire: Questionnaire, run: Run) -> Iterator[Question]:
    """Walk the questions that the run leads to, in order; answers that no longer apply open nothing."""
    kept: dict[QuestionId, OptionId] = {}
    answers, short = run.answers, run.short
    for question in questionnaire.questions:
        if applies(question, kept, short=short):
            yield question
            answer = answers.get(question.id)
            if answer is not None:
                kept[question.id] = answer


def pruned(questionnaire: Questionnaire, run: Run) -> Run:
    """Drop the answers to questions that no longer apply."""
    return settled(questionnaire, run)[0]


def settled(questionnaire: Questionnaire, run: Run) -> tuple[Run, Question | None]:
    """Drop the answers to questions that no longer apply, and find the next question; None when the run is complete."""
    answers = run.answers
    kept: dict[QuestionId, OptionId] = {}
    following = None
    for question in path(questionnaire, run):
        if question.id in answers:
            kept[question.id] = answers[question.id]
        elif following is None:
            following = question
    return (run if len(kept) == len(answers) else replace(run, answers=kept)), following


def answered(run: Run, question: str, option: str) -> Run:
    """Give an answer (or change it). Nothing is dropped yet: `pruned` does that when the next page is made."""
    return replace(run, answers={**run.answers, QuestionId(question): OptionId(option)})


def without(run: Run, question: str) -> Run:
    """Take an answer back."""
    return replace(run, answers={key: value for key, value in run.answers.items() if key != question})


def next_question(questionnaire: Questionnaire, run: Run) -> Question | None:
    """Find the first question on the path that has no answer; None when the run is complete."""
    return next((question for question in path(questionnaire, run) if question.id not in run.answers), None)


def previous_question(questionnaire: Questionnaire, run: Run, question: str) -> Question | None:
    """Find the answered question just before this one on the path; None at the start."""
    return place(questionnaire, run, question).before


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands on a run's path: its number of so many, and the answered question before it."""

    number: int
    total: int
    before: Question | None


def place(questionnaire: Questionnaire, run: Run, question: str) -> Place:
    """Find where a question stands, as far as the answers so far tell."""
    before, number, total = None, 0, 0
    for step in path(questionnaire, run):
        total += 1
        if step.id == question:
            number = total
        elif not number and step.id in run.answers:
            before = step
    return Place(number or total, total, before if number else None)
