"""From answers to an urgency, by rules only. The highest wins; nothing missing or unruled is read as harmless."""

from __future__ import annotations

from dataclasses import dataclass

from tgbot.checklist.questionnaire import Answers, Note, Question, Questionnaire, Rule, Urgency
from tgbot.checklist.run import Run, path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules say. `urgency` is the highest of all, `body` that of the rules that are not about worry."""

    urgency: Urgency
    body: Urgency
    rules: tuple[Rule, ...]
    notes: tuple[Note, ...]
    missing: tuple[Question, ...]
    by_default: bool

    @property
    def worries(self) -> tuple[Rule, ...]:
        """Tell the rules about worry or self-harm, which have a line of their own."""
        return tuple(rule for rule in self.rules if rule.worry)

    @property
    def reasons(self) -> tuple[Rule, ...]:
        """Tell the rules about the body that explain the advice: a calm one says nothing beside a graver one."""
        floor = min(self.body, Urgency.ROUTINE)
        return tuple(rule for rule in self.rules if not rule.worry and rule.urgency >= floor)

    @property
    def sections(self) -> tuple[str, ...]:
        """Tell the article sections that fit, the gravest rule's first, each once."""
        named = [section for rule in (*self.worries, *self.reasons) for section in rule.sections]
        named += [section for note in self.notes for section in note.sections]
        return tuple(dict.fromkeys(named))


def triage(questionnaire: Questionnaire, run: Run) -> Outcome:
    """Judge a run. All answers given count, also those that the path would not have asked for: that can only raise."""
    answers = run.answers
    fired = [rule for rule in questionnaire.rules if rule.fires(answers)]
    fired.sort(key=lambda rule: -rule.urgency)
    missing = tuple(
        question for question in path(questionnaire, run) if question.red_flag and question.id not in answers
    )
    of_the_body = [rule.urgency for rule in fired if not rule.worry]
    body = max(of_the_body, default=Urgency.ROUTINE)
    if missing:
        body = max(body, Urgency.ROUTINE)
    return Outcome(
        urgency=max([body, *(rule.urgency for rule in fired if rule.worry)]),
        body=body,
        rules=tuple(fired),
        notes=tuple(note for note in questionnaire.notes if _meets(note, answers)),
        missing=missing,
        by_default=not of_the_body,
    )


def _meets(note: Note, answers: Answers) -> bool:
    return any(condition.holds(answers) for condition in note.when)
