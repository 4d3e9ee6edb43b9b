"""A run through the real questionnaire: the gate first, nothing asked twice, no dead end, calm never out of nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import CONTENT
from tgbot.checklist.questionnaire import Question, Urgency
from tgbot.checklist.run import Run, answered, next_question, path, place, previous_question, pruned, without
from tgbot.checklist.triage import triage
from tgbot.library.loader import load

_QUESTIONNAIRE = load(CONTENT).languages["en"].questionnaire
_LONGEST = len(_QUESTIONNAIRE.questions)


def random_run(chance: random.Random, *, short: bool = False) -> Run:
    """Answer at random to the end."""
    run = Run(short=short)
    for _ in range(_LONGEST + 1):
        question = next_question(_QUESTIONNAIRE, run)
        if question is None:
            return run
        run = answered(run, question.id, chance.choice(question.option_ids))
    raise AssertionError("the run does not end")


seeds = st.integers(0, 2**32).map(random.Random)


@given(seeds, st.booleans())
def test_the_gates_come_before_everything(chance: random.Random, short: bool) -> None:
    """No other question is asked before both gates are answered, in both forms."""
    run = random_run(chance, short=short)
    order = [question.gate for question in path(_QUESTIONNAIRE, run)]
    assert order == sorted(order, reverse=True)
    assert sum(order) >= 2


@settings(max_examples=300)
@given(seeds, st.booleans())
def test_every_walk_ends_and_goes_back_to_the_start(chance: random.Random, short: bool) -> None:
    """Back leads question by question to the first one; from any change the run can be finished again."""
    run = random_run(chance, short=short)
    steps = list(path(_QUESTIONNAIRE, run))
    at = steps[-1]
    for _ in range(len(steps) - 1):
        before = previous_question(_QUESTIONNAIRE, run, at.id)
        assert before is not None
        at = before
    assert previous_question(_QUESTIONNAIRE, run, at.id) is None
    changed = chance.choice(steps)
    again = pruned(_QUESTIONNAIRE, answered(run, changed.id, chance.choice(changed.option_ids)))
    while (question := next_question(_QUESTIONNAIRE, again)) is not None:
        again = answered(again, question.id, chance.choice(question.option_ids))
    assert set(again.answers) == {question.id for question in path(_QUESTIONNAIRE, again)}


@given(seeds)
def test_pruning_keeps_what_applies_and_nothing_else(chance: random.Random) -> None:
    """Answers to questions that no longer apply go; the rest stays as it was; pruning twice changes nothing."""
    run = random_run(chance)
    changed = chance.choice(list(path(_QUESTIONNAIRE, run)))
    after = pruned(_QUESTIONNAIRE, answered(run, changed.id, chance.choice(changed.option_ids)))
    assert {key: after.answers[key] for key in after.answers if key != changed.id}.items() <= run.answers.items()
    assert pruned(_QUESTIONNAIRE, after) is after


@given(seeds)
def test_the_same_answers_give_the_same_outcome(chance: random.Random) -> None:
    """An outcome is a function of the answers, not of their order."""
    run = random_run(chance)
    shuffled = list(run.answers.items())
    chance.shuffle(shuffled)
    assert triage(_QUESTIONNAIRE, Run(dict(shuffled))) == triage(_QUESTIONNAIRE, run)


@given(seeds)
def test_a_missing_red_flag_answer_is_never_self_care(chance: random.Random) -> None:
    """Taking one red-flag answer out of a finished run gives at least routine."""
    run = random_run(chance)
    flags = [question for question in path(_QUESTIONNAIRE, run) if question.red_flag]
    outcome = triage(_QUESTIONNAIRE, without(run, chance.choice(flags).id))
    assert outcome.urgency >= Urgency.ROUTINE


def test_nothing_answered_is_routine() -> None:
    """An empty run names what is missing and is never harmless."""
    outcome = triage(_QUESTIONNAIRE, Run())
    assert outcome.urgency is Urgency.ROUTINE
    assert {"gate_now", "gate_body", "body", "mouth"} <= {question.id for question in outcome.missing}


def test_progress_counts_from_one() -> None:
    """The first question is number one of several."""
    first = place(_QUESTIONNAIRE, Run(), "gate_now")
    assert first.number == 1
    assert first.total > 5
    assert first.before is None


_UNSURE = [question for question in _QUESTIONNAIRE.questions if question.red_flag and question.option("not_sure")]


@pytest.mark.parametrize("question", _UNSURE, ids=lambda question: question.id)
def test_not_sure_on_a_red_flag_is_never_a_no(question: Question) -> None:
    """The answer "Not sure" asks on or is read as the safer one; it is never counted among the calm answers."""
    kind = question.not_sure.kind
    assert kind in {"recheck", "asks", "safer"}
    for follow_up in question.not_sure.questions:
        shown = _QUESTIONNAIRE.by_id[follow_up].shown
        assert shown is not None
        assert any("not_sure" in options for need in shown for asked, options in need.needs if asked == question.id)
