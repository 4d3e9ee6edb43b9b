"""The proof: it holds for a sound questionnaire, and names what breaks each claim of a broken one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.support import questionnaires as q
from tests.support.questionnaires import any_of, question, questionnaire, rule
from tgbot.checklist.proof import Budget, Lengths, Proof, format_proof
from tgbot.checklist.prove import prove
from tgbot.checklist.questionnaire import NotSure, Question, Rule, Urgency
from tgbot.checklist.run import Run
from tgbot.checklist.triage import triage
from tgbot.checklist.walking import walk

_SOUND = questionnaire(q.QUESTIONS, q.RULES)


def proof_of(questions: Sequence[Question] = q.QUESTIONS, rules: Sequence[Rule] = q.RULES) -> Proof:
    """Prove a questionnaire."""
    return prove(questionnaire(questions, rules))


def broken(proof: Proof) -> str:
    """Tell all failures with their claims."""
    return "\n".join(f"{finding.claim}: {failure}" for finding in proof.findings for failure in finding.failures)


def instead(*others: Question) -> tuple[Question, ...]:
    """Put questions in the place of those with the same id."""
    changed = {other.id: other for other in others}
    return tuple(changed.get(known.id, known) for known in q.QUESTIONS)


def test_a_sound_questionnaire_is_proven() -> None:
    """Every claim holds; every question and rule has a run that can be walked."""
    proof = proof_of()
    assert broken(proof) == ""
    assert proof.ok
    assert set(proof.questions) == {known.id for known in q.QUESTIONS}
    assert set(proof.rules) == {known.id for known in q.RULES}
    for name, run in proof.questions.items():
        walked = walk(_SOUND, run.answers, short=run.short)
        assert walked.following is not None
        assert walked.following.id == name
    for known in q.RULES:
        run = proof.rules[known.id]
        assert walk(_SOUND, run.answers, short=run.short).complete
        assert known.fires(run.answers)
        assert triage(_SOUND, run).urgency is known.urgency


def test_the_longest_and_the_shortest_run_are_exact() -> None:
    """Six questions at most (all but none of the gate's ways out are taken), three at least."""
    proof = proof_of()
    assert proof.longest is not None
    assert len(proof.longest.answers) == 6
    assert proof.shortest is not None
    assert len(proof.shortest.answers) == 3


def test_a_question_that_nobody_is_asked_is_named() -> None:
    """Two conditions that exclude each other: the question is behind a locked door."""
    hidden = question("hidden", "yes no", shown=[{"body": "none", "speed": "days"}])
    assert "no run comes to hidden" in broken(proof_of((*q.QUESTIONS, hidden)))


def test_a_question_behind_an_emergency_card_is_not_reached() -> None:
    """Whoever taps the sign sees the card, and not the question that waits for it."""
    hidden = question("hidden", "yes no", shown=[{"gate": "stroke"}])
    assert "no run comes to hidden" in broken(proof_of((*q.QUESTIONS, hidden)))


def test_a_question_that_looks_ahead_is_named() -> None:
    """A condition on a later question is a broken claim, and opens nothing."""
    early = question("early", "yes no", shown=[{"body": "weak"}])
    found = broken(proof_of((q.GATE, q.GATE_AGAIN, early, *q.QUESTIONS[2:])))
    assert "early is shown by body, which is not asked before it" in found
    assert "no run comes to early" in found


def test_a_question_that_stands_twice_is_named() -> None:
    """Each question is asked once."""
    assert "twitch stands twice" in broken(proof_of((*q.QUESTIONS, q.TWITCH)))


def test_a_rule_that_cannot_fire_is_named() -> None:
    """No run is calm and fast at once."""
    dead = rule("X", Urgency.SOON, {"body": "none", "speed": "days"})
    assert "X never fires" in broken(proof_of(rules=(*q.RULES, dead)))


def test_a_rule_that_never_decides_is_named() -> None:
    """A rule under the shadow of a graver one says nothing that the other does not."""
    shadowed = rule("X", Urgency.ROUTINE, {"body": "weak"})
    found = broken(proof_of(rules=(*q.RULES, shadowed)))
    assert "X never decides: a rule above it always fires with it" in found
    assert "X never fires" not in found


def test_a_rule_that_fires_only_behind_an_emergency_never_fires() -> None:
    """Nobody goes on behind the card."""
    late = rule("X", Urgency.SOON, {"gate": "stroke", "twitch": "long"})
    assert "X never fires" in broken(proof_of(rules=(*q.RULES, late)))


def test_an_alternative_that_no_run_meets_is_worth_a_look() -> None:
    """The rule fires by its other alternative, so this is no failure."""
    half = rule("X", Urgency.SOON, {"body": "weak"}, {"body": "none", "speed": "days"})
    proof = proof_of(rules=(*q.RULES, half))
    assert proof.ok
    assert "no run meets the alternative body=none, speed=days of X" in format_proof(proof)


@pytest.mark.parametrize("late", [q.GATE, q.GATE_AGAIN], ids=["the gate", "its check"])
def test_a_gate_that_comes_late_is_named(late: Question) -> None:
    """Nothing else is asked before the gates."""
    others = [known for known in q.QUESTIONS if known is not late]
    assert "is asked before the gate" in broken(proof_of((*others[:3], late, *others[3:])))


def test_a_gate_outside_of_the_short_form_is_named() -> None:
    """The gate is asked every time."""
    found = broken(proof_of(instead(replace(q.GATE, short=False))))
    assert "gate is not asked in the short form" in found


def test_a_sign_on_a_gate_without_a_card_is_named() -> None:
    """One tap on a sign of a gate is enough."""
    found = broken(proof_of(rules=(rule("E", Urgency.EMERGENCY, {"gate_again": "stroke not_sure"}), *q.RULES[1:])))
    assert "gate=stroke neither shows an emergency card nor leads to another gate" in found


def test_a_missing_urgency_is_named() -> None:
    """Each of the five has a run."""
    found = broken(proof_of(rules=[known for known in q.RULES if known is not q.URGENT]))
    assert "no run ends in urgent" in found


def test_self_care_out_of_nothing_is_named() -> None:
    """A rule that holds without any answer, or takes its calm from what was not said, is broken."""
    free = Rule(q.SELF_CARE.id, Urgency.SELF_CARE, any_of({}), "free", "")
    assert "C (self_care) fires without any answer" in broken(proof_of(rules=(*q.RULES[:4], free)))
    negative = replace(q.SELF_CARE, unless=any_of({"body": "weak"}))
    assert "C (self_care) has an `unless`" in broken(proof_of(rules=(*q.RULES[:4], negative)))


def test_not_sure_that_counts_as_calm_is_named() -> None:
    """A rule of self-care that takes "Not sure" without asking again is broken."""
    trusting = rule("C", Urgency.SELF_CARE, {"twitch": "short", "body": "not_sure none"})
    found = broken(proof_of(rules=(*q.RULES[:4], trusting)))
    assert 'C calms on "Not sure" to body' in found


def test_not_sure_that_is_not_read_as_the_safer_answer_is_named() -> None:
    """Where another answer would raise the urgency, "Not sure" may not end in self-care."""
    soon = rule("S", Urgency.SOON, {"body": "weak"}, {"body_again": "weak"})
    calm = rule("C", Urgency.SELF_CARE, {"twitch": "short", "body": "none not_sure"})
    speed = replace(q.SPEED, shown=any_of({"body": "weak"}))
    found = broken(proof_of(instead(speed), (q.EMERGENCY, q.URGENT, soon, q.ROUTINE, calm)))
    assert "body_again=not_sure ends harmless where weak would not" in found


def test_not_sure_that_leads_nowhere_is_named() -> None:
    """The question that should ask again is not asked; a red flag offers "Not sure" and does something with it."""
    lost = replace(q.BODY_AGAIN, shown=any_of({"body": "not_sure", "twitch": "long"}))
    assert "body=not_sure does not lead to body_again" in broken(proof_of(instead(lost)))
    mute = replace(q.SPEED, not_sure=NotSure("none"))
    assert 'speed: "Not sure" leads to nothing' in broken(proof_of(instead(mute)))
    bare = question("speed", "days months", red_flag=True, shown=[{"body": "weak"}])
    assert 'speed is a red flag without "Not sure"' in broken(proof_of(instead(bare)))


def test_a_flag_that_lowers_the_urgency_is_named() -> None:
    """A calming exception that a red flag brings along: turned on, the run falls from routine to self-care."""
    signs = question("signs", "odd not_sure none", red_flag=True, safer="as odd")
    soon = rule("S2", Urgency.SOON, {"twitch": "short", "signs": "odd not_sure"})
    excuse = replace(q.ROUTINE, unless=any_of({"signs": "odd"}))
    kind = rule("C2", Urgency.SELF_CARE, {"twitch": "long", "signs": "odd", "body": "none"})
    found = broken(proof_of((*q.QUESTIONS, signs), (*q.RULES[:3], soon, excuse, q.SELF_CARE, kind)))
    assert "signs: none -> odd lowers routine to self_care" in found


def test_a_grave_rule_that_needs_calm_is_named() -> None:
    """A rule at soon or above that reads a calming answer is lost when that flag is turned on as well."""
    needs_calm = rule("X", Urgency.URGENT, {"twitch": "long", "body": "none"})
    found = broken(proof_of(rules=(*q.RULES, needs_calm)))
    assert "lowers urgent to soon" in found


def test_a_run_that_is_too_long_for_its_budget_is_named() -> None:
    """The budget walks the person's run and counts."""
    budget = Budget("a twitch", {"twitch": "short"}, most=2)
    proof = prove(_SOUND, budgets=(budget,))
    assert "3 questions: gate=none, twitch=short, body=none" in broken(proof)
    assert prove(_SOUND, budgets=(replace(budget, most=3),)).ok
    assert "twitch has no calm answer" in broken(prove(_SOUND, budgets=(replace(budget, answers={}),)))


def test_the_longest_code_is_measured_on_a_real_run() -> None:
    """The length function sees the run with the greatest answers; one character too many is a failure."""
    seen: list[Run] = []

    def length(run: Run) -> int:
        seen.append(run)
        return 10 * len(run.answers)

    assert prove(_SOUND, lengths=Lengths(length, 60)).ok
    assert "60 characters" in broken(prove(_SOUND, lengths=Lengths(length, 59)))
    heaviest = seen[0].answers
    assert heaviest["speed"] == "not_sure"
    assert heaviest["body_again"] == "not_sure"
    assert walk(_SOUND, heaviest).complete


def test_progress_is_told_to_the_end() -> None:
    """The steps only go up, and end at all of them."""
    told: list[tuple[int, int, str]] = []
    prove(_SOUND, progress=lambda *step: told.append(step))
    done = [step[0] for step in told]
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1]
    assert len({step[1] for step in told}) == 1


def test_the_report_names_each_claim_once() -> None:
    """A broken claim is marked, the others are not, and the last line counts."""
    dead = rule("X", Urgency.SOON, {"body": "none", "speed": "days"})
    text = format_proof(proof_of(rules=(*q.RULES, dead)))
    assert text.count("FAILS") == 1
    assert "! X never fires" in text
    assert text.endswith("1 of 9 claims fail.\n")
