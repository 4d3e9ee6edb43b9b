"""The exact search, held against counting out every run of many small, random questionnaires."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.questionnaires import any_of, question, questionnaire
from tgbot.checklist.flags import Flags, Turn
from tgbot.checklist.pairs import PairSweep
from tgbot.checklist.questionnaire import AnyOf, Questionnaire, Rule, RuleId, Urgency
from tgbot.checklist.run import Run, answered, next_question
from tgbot.checklist.sweep import Sweep
from tgbot.checklist.tracker import Goal
from tgbot.checklist.triage import triage

_OPTIONS = ("a", "b", "none")
_NAMES = ("q0", "q1", "q2", "q3", "q4")


def _conditions(names: tuple[str, ...], least: int = 1) -> st.SearchStrategy[AnyOf]:
    options = st.lists(st.sampled_from(_OPTIONS), min_size=1, max_size=2, unique=True).map(" ".join)
    needs = st.dictionaries(st.sampled_from(names), options, min_size=1, max_size=3)
    return st.lists(needs, min_size=least, max_size=2).map(lambda many: any_of(*many))


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Draw five questions, some behind conditions, and a few rules of all urgencies."""
    questions = []
    for at, name in enumerate(_NAMES):
        asked = question(name, " ".join(_OPTIONS), red_flag=draw(st.booleans()), short=draw(st.booleans()))
        if at and draw(st.booleans()):
            shown = draw(_conditions(_NAMES[:at], least=0))
            asked = type(asked)(**{field: getattr(asked, field) for field in asked.__slots__} | {"shown": shown})
        questions.append(asked)
    rules = []
    for at in range(draw(st.integers(1, 5))):
        urgency = draw(st.sampled_from(list(Urgency)))
        unless = draw(_conditions(_NAMES, least=0)) if urgency is Urgency.ROUTINE else ()
        rules.append(Rule(RuleId(f"r{at}"), urgency, draw(_conditions(_NAMES)), "", "", unless=unless))
    return questionnaire(questions, rules)


def every_run(asked: Questionnaire, run: Run) -> Iterator[Run]:
    """Count out all complete runs."""
    following = next_question(asked, run)
    if following is None:
        yield run
        return
    for option in following.option_ids:
        yield from every_run(asked, answered(run, following.id, option))


@settings(max_examples=60, deadline=None)
@given(questionnaires(), st.booleans())
def test_a_rule_fires_in_a_run_exactly_when_one_of_all_runs_does_it(asked: Questionnaire, short: bool) -> None:
    """What is found is a run that does it; what is not found, no run does."""
    runs = list(every_run(asked, Run(short=short)))
    for rule in asked.rules:
        others = tuple(other for other in asked.rules if other.urgency > rule.urgency)
        doing = [run for run in runs if rule.fires(run.answers) and not any(o.fires(run.answers) for o in others)]
        found = Sweep(asked, short=short).complete(Goal(some=(rule,), none=others))
        assert (found is not None) == bool(doing)
        assert found is None or found in doing


@settings(max_examples=60, deadline=None)
@given(questionnaires(), st.booleans())
def test_the_longest_run_is_the_longest_of_all(asked: Questionnaire, short: bool) -> None:
    """The greatest total over all runs, for any weights."""
    runs = list(every_run(asked, Run(short=short)))
    longest = Sweep(asked, short=short).extreme(Goal(), lambda _place, _option: 1)
    assert longest is not None
    assert len(longest.answers) == max(len(run.answers) for run in runs)


@settings(max_examples=60, deadline=None)
@given(questionnaires(), st.booleans())
def test_a_question_is_reached_exactly_when_one_of_all_runs_comes_to_it(asked: Questionnaire, short: bool) -> None:
    """The search finds a way to a question when there is one, and the way leads there."""
    runs = list(every_run(asked, Run(short=short)))
    for wanted in asked.questions:
        found = Sweep(asked, short=short).until_asked(wanted.id, Goal())
        assert (found is not None) == any(wanted.id in run.answers for run in runs)
        if found is not None:
            following = next_question(asked, found)
            assert following is not None
            assert following.id == wanted.id


def _lowers(asked: Questionnaire, turn: Turn, before: Run, after: Run, opened: frozenset[str]) -> bool:
    """Tell whether two runs are a pair as `flags` means it, with the second judged lower."""
    place = [known.id for known in asked.questions].index(turn.question.id)
    both = before.answers.keys() & after.answers.keys()
    same = all(before.answers[name] == after.answers[name] for name in both if name != turn.question.id)
    earlier = {known.id for known in asked.questions[:place]}
    if not same or before.answers.keys() & earlier != after.answers.keys() & earlier:
        return False
    was, now = triage(asked, before).body, triage(asked, after).body
    if was is Urgency.ROUTINE:
        return now < was and not opened
    return now < was


@settings(max_examples=60, deadline=None)
@given(questionnaires(), st.booleans())
def test_a_flag_lowers_the_urgency_exactly_when_a_pair_of_all_runs_shows_it(asked: Questionnaire, short: bool) -> None:
    """Both directions: every pair found is a real one, and no pair is overlooked."""
    flags = Flags(asked)
    runs = list(every_run(asked, Run(short=short)))
    for turn in flags.turns():
        before = [run for run in runs if run.answers.get(turn.question.id) == turn.calm]
        after = [run for run in runs if run.answers.get(turn.question.id) == turn.on]
        expected = any(
            _lowers(asked, turn, one, two, _taken_back(asked, flags, one, two)) for one in before for two in after
        )
        found = PairSweep(asked, short=short).lowered(turn)
        assert (found is not None) == expected
        if found is not None:
            assert found.calm in before
            assert found.on in after
            assert triage(asked, found.on).body < triage(asked, found.calm).body


def _taken_back(asked: Questionnaire, flags: Flags, before: Run, after: Run) -> frozenset[str]:
    """Tell the red flags that only the second run was asked and answered calmly although it could have said more."""
    return frozenset(
        name
        for name, option in after.answers.items()
        if name not in before.answers
        and name in flags.all
        and flags.is_calm(name, option)
        and not all(flags.is_calm(name, other) for other in asked.by_id[name].option_ids)
    )
