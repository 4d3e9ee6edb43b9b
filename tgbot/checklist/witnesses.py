"""For each question a run that comes to it, for each rule a run that it decides; the longest and the shortest run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tgbot.checklist.questionnaire import Question, Questionnaire, Rule, Urgency
from tgbot.checklist.run import Run
from tgbot.checklist.sweep import Sweep
from tgbot.checklist.tracker import Goal
from tgbot.checklist.walking import walk


class Witnesses:
    """Finds runs in either form. A run ends at an emergency card, so no witness goes on behind one."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._sweeps = (Sweep(questionnaire), Sweep(questionnaire, short=True))
        self._emergencies = tuple(rule for rule in questionnaire.rules if rule.urgency is Urgency.EMERGENCY)

    def of_question(self, question: Question) -> Run | None:
        """Find a run that comes to the question, and walk it."""
        for sweep in self._sweeps:
            run = sweep.until_asked(question.id, Goal(none=self._emergencies))
            if run is not None:
                walked = walk(self.questionnaire, run.answers, short=run.short)
                if not walked.unasked and walked.following is not None and walked.following.id == question.id:
                    return run
        return None

    def of_rule(self, rule: Rule) -> Run | None:
        """Find a finished run in which the rule fires and none about the same (body or worry) is above it."""
        above = [r for r in self.questionnaire.rules if r.urgency > rule.urgency and r.worry is rule.worry]
        return self._fired(rule, tuple(dict.fromkeys((*above, *self._emergencies))))

    def of_firing(self, rule: Rule) -> Run | None:
        """Find a finished run in which the rule fires at all."""
        return self._fired(rule, self._emergencies)

    def dead_alternatives(self, rule: Rule) -> Iterator[int]:
        """Tell the places of the alternatives of a rule that no run meets."""
        for place, condition in enumerate(rule.when):
            goal = Goal(some=(replace(rule, when=(condition,), unless=()),))
            if all(sweep.complete(goal) is None for sweep in self._sweeps):
                yield place

    def of_no_rule(self) -> Run | None:
        """Find a finished run in which no rule about the body fires."""
        rules = tuple(rule for rule in self.questionnaire.rules if not rule.worry)
        return next((run for sweep in self._sweeps if (run := sweep.complete(Goal(none=rules)))), None)

    def extremes(self) -> tuple[Run | None, Run | None]:
        """Find the longest and the shortest run that end without an emergency card. Exact over both forms."""
        goal = Goal(none=self._emergencies)
        longest = [run for sweep in self._sweeps if (run := sweep.extreme(goal, lambda _at, _option: 1))]
        shortest = [run for sweep in self._sweeps if (run := sweep.extreme(goal, self._plainest))]
        return (
            max(longest, key=lambda run: len(run.answers), default=None),
            min(shortest, key=lambda run: len(run.answers), default=None),
        )

    def heaviest(self) -> Run | None:
        """Find the run whose answers make the greatest number in a code, with emergencies tapped as well."""
        weights = [1]
        for question in self.questionnaire.questions:
            weights.append(weights[-1] * (len(question.options) + 1))
        runs = [run for s in self._sweeps if (run := s.extreme(Goal(), lambda at, option: (option + 1) * weights[at]))]
        return runs[0] if runs else None

    def _fired(self, rule: Rule, none: tuple[Rule, ...]) -> Run | None:
        others = tuple(other for other in none if other is not rule)
        for sweep in self._sweeps:
            # One alternative at a time: a rule of many alternatives would make many states.
            for condition in rule.when:
                goal = Goal(some=(replace(rule, when=(condition,)),), none=others)
                is_card = rule.urgency is Urgency.EMERGENCY
                run = sweep.until_fired(goal) if is_card else sweep.extreme(goal, self._plainest)
                if run is not None and self._stands(run, rule):
                    return run
        return None

    def _stands(self, run: Run, rule: Rule) -> bool:
        walked = walk(self.questionnaire, run.answers, short=run.short)
        return walked.complete and not walked.unasked and rule.fires(walked.run.answers)

    def _plainest(self, place: int, option: int) -> int:
        """Prefer few questions, and among as many the plain "none"."""
        return (self.questionnaire.questions[place].option_ids[option] in {"none", "no"}) - 100
