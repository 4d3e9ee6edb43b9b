"""Shows the claims about a questionnaire one after the other. Pure and exact; a minute at most on the real one."""

from __future__ import annotations

from collections.abc import Iterator

from tgbot.checklist.claims import (
    every_run_ends,
    gates_first,
    self_care_is_earned,
    unmarked_flags,
    unsure_is_never_calm,
)
from tgbot.checklist.flags import Flags
from tgbot.checklist.pairs import Lowered, PairSweep
from tgbot.checklist.proof import Budget, Finding, Lengths, Progress, Proof
from tgbot.checklist.questionnaire import Question, Questionnaire, Rule, Urgency
from tgbot.checklist.run import Run, answered, next_question
from tgbot.checklist.triage import triage
from tgbot.checklist.walking import in_words
from tgbot.checklist.witnesses import Witnesses

_FLAT = 6
"""Steps of progress beside one for each question, rule and turn of a flag."""


def prove(
    questionnaire: Questionnaire,
    *,
    budgets: tuple[Budget, ...] = (),
    lengths: Lengths | None = None,
    progress: Progress = lambda _done, _all, _what: None,
) -> Proof:
    """Show every claim; a broken one is a finding, never an exception."""
    return _Proving(questionnaire, progress).proof(budgets, lengths)


class _Proving:
    """One proof in the making."""

    def __init__(self, questionnaire: Questionnaire, progress: Progress) -> None:
        self.questionnaire = questionnaire
        self.witnesses = Witnesses(questionnaire)
        self._turns = list(Flags(questionnaire).turns())
        self._progress = progress
        self._done = 0
        self._all = len(questionnaire.questions) + len(questionnaire.rules) + 2 * len(self._turns) + _FLAT

    def proof(self, budgets: tuple[Budget, ...], lengths: Lengths | None) -> Proof:
        """Show the cheap claims first; the order is also that of the report."""
        ends = every_run_ends(self.questionnaire)
        gates = gates_first(self.questionnaire)
        questions, reached = self._questions()
        rules, fired = self._rules()
        one = self._one_urgency(rules)
        self._step("runs that no rule fits")
        earned = self_care_is_earned(self.questionnaire, self.witnesses.of_no_rule())
        unsure = self._unsure()
        raised = self._raised()
        self._step("longest and shortest run")
        longest, shortest = self.witnesses.extremes()
        findings = [ends, gates, reached, fired, one, earned, unsure, raised, _path_lengths(longest, shortest)]
        findings += [_budget(self.questionnaire, budget) for budget in budgets]
        if lengths is not None:
            findings.append(self._codes(lengths))
        self._progress(self._all, self._all, "done")
        return Proof(tuple(findings), questions, rules, longest, shortest)

    def _step(self, what: str) -> None:
        """Say what comes next."""
        self._progress(min(self._done, self._all), self._all, what)
        self._done += 1

    def _questions(self) -> tuple[dict[str, Run], Finding]:
        found: dict[str, Run] = {}
        failures: list[str] = []
        for question in self.questionnaire.questions:
            self._step(f"question {question.id}")
            run = self.witnesses.of_question(question)
            if run is None:
                failures.append(f"no run comes to {question.id}")
            else:
                found[question.id] = run
        fact = f"{len(found)} of {len(self.questionnaire.questions)} questions, each with a run that was walked"
        return found, Finding("Every question can be reached", tuple(failures), (fact,))

    def _rules(self) -> tuple[dict[str, Run], Finding]:
        found: dict[str, Run] = {}
        failures: list[str] = []
        facts: list[str] = []
        for rule in self.questionnaire.rules:
            self._step(f"rule {rule.id}")
            run = self.witnesses.of_rule(rule)
            if run is not None:
                found[rule.id] = run
                facts += self._dead(rule)
            elif self.witnesses.of_firing(rule) is not None:
                failures.append(f"{rule.id} never decides: a rule above it always fires with it")
            else:
                failures.append(f"{rule.id} never fires")
        facts.insert(0, f"{len(found)} of {len(self.questionnaire.rules)} rules, each with a run that was walked")
        return found, Finding("Every rule fires, and decides, in some run", tuple(failures), tuple(facts))

    def _dead(self, rule: Rule) -> Iterator[str]:
        if rule.urgency is Urgency.SELF_CARE:
            return
        for place in self.witnesses.dead_alternatives(rule):
            words = ", ".join(f"{name}={'|'.join(sorted(options))}" for name, options in rule.when[place].needs)
            yield f"worth a look: no run meets the alternative {words} of {rule.id}"

    def _one_urgency(self, rules: dict[str, Run]) -> Finding:
        failures: list[str] = []
        shown: dict[Urgency, Run] = {}
        for name, run in rules.items():
            fired = [rule for rule in self.questionnaire.rules if rule.fires(run.answers)]
            expected = max((rule.urgency for rule in fired), default=Urgency.ROUTINE)
            if not any(not rule.worry for rule in fired):
                expected = max(expected, Urgency.ROUTINE)
            outcome = triage(self.questionnaire, run)
            finished = expected is Urgency.EMERGENCY or not outcome.missing
            if outcome.urgency is not expected or not finished:
                failures.append(f"{name}: {outcome.urgency.id} instead of {expected.id}: {in_words(run)}")
            shown.setdefault(outcome.urgency, run)
        failures += [f"no run ends in {urgency.id}" for urgency in Urgency if urgency not in shown]
        facts = tuple(f"{urgency.id}: {in_words(run)}" for urgency, run in sorted(shown.items(), reverse=True))
        return Finding("Every run has exactly one urgency, the highest that fires", tuple(failures), facts)

    def _unsure(self) -> Finding:
        failures: list[str] = []
        for short in (False, True):
            pairs = PairSweep(self.questionnaire, short=short)
            self._step('"Not sure"')
            failures += unsure_is_never_calm(self.questionnaire, pairs)
        asked = sum("not_sure" in question.option_ids for question in self.questionnaire.questions)
        fact = f"{asked} questions offer it"
        return Finding('"Not sure" is never counted as calm', tuple(dict.fromkeys(failures)), (fact,))

    def _raised(self) -> Finding:
        failures: list[str] = []
        for short in (False, True):
            pairs = PairSweep(self.questionnaire, short=short)
            for turn in self._turns:
                self._step(f"red flag {turn}")
                lowered = pairs.lowered(turn)
                if lowered is not None:
                    failures.append(_told(self.questionnaire, lowered))
        facts = (f"{len(self._turns)} ways to turn a flag on, in both forms", *unmarked_flags(self.questionnaire))
        return Finding("Turning a red flag on never lowers the urgency", tuple(failures), facts)

    def _codes(self, lengths: Lengths) -> Finding:
        self._step("codes")
        heaviest = self.witnesses.heaviest()
        everything = Run({question.id: question.option_ids[-1] for question in self.questionnaire.questions})
        failures, facts = [], []
        for name, run in (("a run", heaviest), ("every question answered at once", everything)):
            length = lengths.of(run) if run else 0
            facts.append(f"{name}: {length} of {lengths.most} characters")
            if run is heaviest and length > lengths.most:
                failures.append(f"{length} characters for {in_words(heaviest)}" if heaviest else "")
        return Finding("The longest code fits into a button", tuple(failures), tuple(facts))


def _path_lengths(longest: Run | None, shortest: Run | None) -> Finding:
    if longest is None or shortest is None:
        return Finding("The longest and the shortest run are known", ("no run ends without an emergency card",))
    return Finding(
        "The longest and the shortest run are known",
        facts=(
            f"longest: {len(longest.answers)} questions: {in_words(longest)}",
            f"shortest: {len(shortest.answers)} questions: {in_words(shortest)}",
        ),
    )


def _budget(questionnaire: Questionnaire, budget: Budget) -> Finding:
    """Walk the person's run; what the budget does not name is answered calmly."""
    run = Run()
    claim = f"{budget.name} takes at most {budget.most} questions"
    while (question := next_question(questionnaire, run)) is not None:
        option = budget.answers.get(question.id) or _calm_option(question)
        if option is None or question.option(option) is None:
            return Finding(claim, (f"{question.id} has no calm answer, and none is given for it",))
        run = answered(run, question.id, option)
    count = len(run.answers)
    failures = (f"{count} questions: {in_words(run)}",) if count > budget.most else ()
    return Finding(claim, failures, (f"{count} questions, {triage(questionnaire, run).urgency.id}",))


def _calm_option(question: Question) -> str | None:
    return next((option for option in question.option_ids if option in {"none", "no"}), None)


def _told(questionnaire: Questionnaire, lowered: Lowered) -> str:
    after = triage(questionnaire, lowered.on).urgency
    return f"{lowered.turn} lowers {lowered.urgency.id} to {after.id}, as in {in_words(lowered.on)}"
