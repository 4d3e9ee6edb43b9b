"""`tgbot triage`: answers as JSON on standard input, the urgency and its reasons as JSON on standard output."""

from __future__ import annotations

import json
from typing import Any

from tgbot.checklist.questionnaire import OptionId, Question, QuestionId, Questionnaire
from tgbot.checklist.run import Run
from tgbot.checklist.triage import triage
from tgbot.library.content import LanguageContent
from tgbot.operation.errors import OperatorError


def judge(texts: LanguageContent, given: str) -> dict[str, Any]:
    """Judge `{question id: option id or a list of one}`; unknown ids raise `OperatorError` naming them all."""
    questionnaire = texts.questionnaire
    outcome = triage(questionnaire, Run(answers=_answers(questionnaire, given)))
    return {
        "urgency": outcome.urgency.id,
        "body": outcome.body.id,
        "rules": [{"id": rule.id, "reason": rule.reason, "authority": rule.authority} for rule in outcome.rules],
        "sections": [section for section in outcome.sections if section in texts.article.by_id],
        "notes": [note.text for note in outcome.notes],
        "missing": [question.id for question in outcome.missing],
    }


def _answers(questionnaire: Questionnaire, given: str) -> dict[QuestionId, OptionId]:
    try:
        values = json.loads(given)
    except ValueError as problem:
        raise OperatorError(f"standard input is not JSON: {problem}") from None
    if not isinstance(values, dict):
        raise OperatorError('standard input must be an object: {"question id": "option id"}')
    problems: list[str] = []
    answers = {
        question.id: option
        for name, value in values.items()
        if (question := _question(questionnaire, name, problems)) and (option := _option(question, value, problems))
    }
    if problems:
        raise OperatorError("\n".join(problems))
    return answers


def _question(questionnaire: Questionnaire, name: str, problems: list[str]) -> Question | None:
    question = questionnaire.by_id.get(name)
    if question is None:
        problems.append(f"unknown question {name!r}; known: {', '.join(questionnaire.by_id)}")
    return question


def _option(question: Question, value: object, problems: list[str]) -> OptionId | None:
    chosen = value[0] if isinstance(value, list) and len(value) == 1 else value
    option = question.option(chosen) if isinstance(chosen, str) else None
    if option is None:
        problems.append(
            f"unknown option {value!r} of question {question.id!r}; one of: {', '.join(question.option_ids)}"
        )
        return None
    return option.id
