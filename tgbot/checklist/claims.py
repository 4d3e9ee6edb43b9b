"""Claims that follow from the questionnaire's shape, or from one question of it at a time."""

from __future__ import annotations

from collections.abc import Iterator

from tgbot.checklist.flags import Flags
from tgbot.checklist.pairs import PairSweep
from tgbot.checklist.proof import Finding
from tgbot.checklist.questionnaire import Condition, Question, Questionnaire, Rule, RuleId, Urgency
from tgbot.checklist.run import Run
from tgbot.checklist.sweep import Sweep
from tgbot.checklist.tracker import Goal
from tgbot.checklist.triage import triage
from tgbot.checklist.walking import in_words

_UNSURE = "not_sure"
_NONE = frozenset({"none", "no"})


def every_run_ends(questionnaire: Questionnaire) -> Finding:
    """Show that a walk can only go forward: each question stands once, and conditions only look back."""
    failures: list[str] = []
    earlier: set[str] = set()
    for question in questionnaire.questions:
        if question.id in earlier:
            failures.append(f"{question.id} stands twice")
        if not question.options:
            failures.append(f"{question.id} has no options, so nobody gets past it")
        ahead = {name for condition in question.shown or () for name in condition.reads} - earlier
        failures += [f"{question.id} is shown by {name}, which is not asked before it" for name in sorted(ahead)]
        earlier.add(question.id)
    return Finding("Every run ends: each question is asked once, and conditions only look back", tuple(failures))


def gates_first(questionnaire: Questionnaire) -> Finding:
    """Show that the gates stand before everything else, and that each of their signs is an emergency by itself."""
    failures: list[str] = []
    gates = questionnaire.gates
    count = len(gates)
    always = [gate for gate in gates if gate.shown is None]
    if not always:
        failures.append("no gate is always asked")
    failures += [f"{gate.id} is not asked in the short form" for gate in always if not gate.short]
    failures += [
        f"{question.id} is asked before the gate {gates[-1].id}"
        for question in questionnaire.questions[:count]
        if not question.gate
    ]
    for gate in gates:
        for option in gate.option_ids:
            if option in _NONE or _emergency_alone(questionnaire, gate, option):
                continue
            if option != _UNSURE or not any(_opens(gate, option, other) for other in gates):
                failures.append(f"{gate.id}={option} neither shows an emergency card nor leads to another gate")
    signs = sum(option not in _NONE for gate in gates for option in gate.option_ids)
    fact = f"{len(always)} gates are always asked first, {count - len(always)} ask again; {signs} answers checked"
    return Finding(
        "The gates come first, and a sign on them shows the emergency card in one tap", tuple(failures), (fact,)
    )


def self_care_is_earned(questionnaire: Questionnaire, no_rule: Run | None) -> Finding:
    """Show that self-care comes only out of a rule that names answers; no rule at all gives routine."""
    failures = [
        f"{rule.id} (self_care) fires without any answer"
        for rule in questionnaire.rules
        if rule.urgency is Urgency.SELF_CARE and any(not condition.needs for condition in rule.when)
    ]
    failures += [
        f"{rule.id} ({rule.urgency.id}) has an `unless`"
        for rule in questionnaire.rules
        if rule.unless and rule.urgency is not Urgency.ROUTINE
    ]
    for run in (Run(), Run(short=True), *([no_rule] if no_rule else [])):
        urgency = triage(questionnaire, run).body
        if urgency < Urgency.ROUTINE:
            failures.append(f"no rule fires, and the outcome is {urgency.id}: {in_words(run) or 'no answers'}")
    fact = (
        f"a finished run that no rule fits gives routine: {in_words(no_rule)}" if no_rule else "a rule fits every run"
    )
    return Finding("No self-care without a rule that says so", tuple(failures), (fact,))


def unsure_is_never_calm(questionnaire: Questionnaire, pairs: PairSweep) -> Iterator[str]:
    """Name each "Not sure" that ends as harmless where another answer to the same question would not."""
    for question in questionnaire.questions:
        if question.red_flag and _UNSURE not in question.option_ids:
            yield f'{question.id} is a red flag without "Not sure"'
        if question.red_flag and _UNSURE in question.option_ids and question.not_sure.kind == "none":
            yield f'{question.id}: "Not sure" leads to nothing'
        if _UNSURE in question.option_ids:
            yield from _asked_on(questionnaire, question, short=pairs.short)
            if question.red_flag and question.not_sure.kind == "safer":
                yield from _read_as_safer(question, pairs)
    if not pairs.short:
        yield from _calming_conditions(questionnaire)


def _asked_on(questionnaire: Questionnaire, question: Question, *, short: bool) -> Iterator[str]:
    """Name the questions that "Not sure" should lead to and does not always."""
    unsure = _rule(Condition(((question.id, frozenset(o for o in question.option_ids if o == _UNSURE)),)))
    for name in question.not_sure.questions:
        follow_up = questionnaire.by_id.get(name)
        if follow_up is None:
            yield f"{question.id}: there is no question {name}"
            continue
        asked = _rule(Condition(((follow_up.id, frozenset(follow_up.option_ids)),)))
        run = Sweep(questionnaire, short=short).complete(Goal(some=(unsure,), none=(asked,)))
        if run is not None:
            yield f"{question.id}=not_sure does not lead to {name}: {in_words(run)}"


def _read_as_safer(question: Question, pairs: PairSweep) -> Iterator[str]:
    for option in question.option_ids:
        if option == _UNSURE:
            continue
        found = pairs.harmless_but_for(question, option)
        if found is not None:
            yield f"{question.id}=not_sure ends harmless where {option} would not: {in_words(found)}"
            return


def _calming_conditions(questionnaire: Questionnaire) -> Iterator[str]:
    """Name the conditions that calm on "Not sure" without clear answers to all that was asked after it."""
    for rule in questionnaire.rules:
        calming = (*rule.unless, *(rule.when if rule.urgency is Urgency.SELF_CARE else ()))
        wrong = {name for condition in calming for name in _taken_unsure(questionnaire, condition)}
        for name in sorted(wrong):
            yield f'{rule.id} calms on "Not sure" to {name}'


def _taken_unsure(questionnaire: Questionnaire, condition: Condition) -> Iterator[str]:
    needs = dict(condition.needs)
    for name, options in needs.items():
        question = questionnaire.by_id.get(name)
        if question is None or _UNSURE not in options:
            continue
        after = question.not_sure.questions
        cleared = after and all(later in needs and _UNSURE not in needs[later] for later in after)
        if not cleared:
            yield name


def unmarked_flags(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Name the questions of which one answer alone makes soon or above, and which are not marked as red flags."""
    return tuple(
        f"{question.id} is not marked red_flag, though one answer to it alone makes soon or above; treated as one"
        for question in Flags(questionnaire).unmarked
    )


def _emergency_alone(questionnaire: Questionnaire, gate: Question, option: str) -> bool:
    answers = {gate.id: next(known for known in gate.option_ids if known == option)}
    return any(rule.urgency is Urgency.EMERGENCY and rule.fires(answers) for rule in questionnaire.rules)


def _opens(gate: Question, option: str, other: Question) -> bool:
    return any(
        gate.id in condition.reads and option in dict(condition.needs)[gate.id] for condition in other.shown or ()
    )


def _rule(condition: Condition) -> Rule:
    return Rule(id=RuleId(""), urgency=Urgency.ROUTINE, when=(condition,), reason="", authority="")
