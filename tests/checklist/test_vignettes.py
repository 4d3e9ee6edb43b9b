"""The written cases, tapped through as an ordinary person would, against the targets that the project set itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.support import questionnaires as q
from tests.support.questionnaires import questionnaire
from tgbot.checklist.questionnaire import Urgency
from tgbot.checklist.vignette import Judged, Vignette, format_vignettes, judge, scores
from tgbot.operation.errors import OperatorError
from tgbot.operation.vignettes import read_vignettes

_SMALL = questionnaire(q.QUESTIONS, q.RULES)


def vignette(expected: Urgency, *, short: bool = False, **answers: str) -> Vignette:
    """Make a case for the small questionnaire."""
    return Vignette("v", "story", answers, expected, "because", short)


def test_every_vignette_can_be_tapped(judged: list[Judged]) -> None:
    """Its answers are the ones that are asked for: none missing, none that nobody asks."""
    assert [f"{case.vignette.id}: {case.problem}" for case in judged if case.problem] == []


def test_there_are_enough_of_each_urgency(judged: list[Judged]) -> None:
    """At least 60 in all, and some of each of the five."""
    counts = Counter(case.vignette.expected for case in judged)
    assert len(judged) >= 60
    assert min(counts[urgency] for urgency in Urgency) >= 8


def test_the_targets_are_met(judged: list[Judged]) -> None:
    """Every emergency found, hardly one too low, most exact, most harmless cases told so."""
    found = {score.name: score for score in scores(judged)}
    assert found["emergencies found"].target == 1
    assert found["never too low"].target == 0.975
    assert found["exact"].target == 0.8
    assert found["harmless told so"].target == 0.75
    missed = [str(score) for score in found.values() if not score.met]
    assert missed == [], format_vignettes(judged)


def test_a_case_is_walked_to_the_card_or_to_the_end() -> None:
    """An emergency ends the walk; anything else needs every answer."""
    card = judge(_SMALL, vignette(Urgency.EMERGENCY, gate="stroke"))
    assert card.exact
    calm = judge(_SMALL, vignette(Urgency.SELF_CARE, gate="none", twitch="short", body="none"))
    assert calm.exact


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({"gate": "none", "twitch": "short"}, "no answer to body"),
        ({"gate": "stroke", "twitch": "short"}, "never asked: twitch"),
        ({"gate": "none", "twitch": "short", "body": "none", "speed": "days"}, "never asked: speed"),
        ({"gate": "none", "twitch": "tomorrow", "body": "none"}, "twitch has no option tomorrow"),
    ],
)
def test_a_case_that_cannot_be_tapped_is_no_success(answers: dict[str, str], problem: str) -> None:
    """It counts as a miss in every share, and says why."""
    case = judge(_SMALL, vignette(Urgency.SELF_CARE, **answers))
    assert case.problem == problem
    assert not case.exact
    assert not case.safe
    assert problem in format_vignettes([case])


def test_the_shares_count_what_they_say() -> None:
    """Too low is never exact nor safe, too high is safe; the emergencies and the harmless are counted by themselves."""
    calm = {"gate": "none", "twitch": "short", "body": "none"}
    cases = [
        judge(_SMALL, vignette(Urgency.SELF_CARE, **calm)),
        judge(_SMALL, vignette(Urgency.EMERGENCY, **calm)),
        judge(_SMALL, vignette(Urgency.ROUTINE, gate="stroke")),
    ]
    found = {score.name: (score.good, score.of, score.met) for score in scores(cases)}
    assert found == {
        "exact": (1, 3, False),
        "never too low": (2, 3, False),
        "emergencies found": (0, 1, False),
        "harmless told so": (1, 1, True),
    }
    assert "TOO LOW: self_care instead of emergency" in format_vignettes(cases)


def test_no_case_of_a_kind_is_no_success() -> None:
    """A target over nothing is not reached."""
    assert not any(score.met for score in scores([]))


def test_bad_files_are_named_all_at_once(tmp_path: Path) -> None:
    """The file and the case, and what is expected; an empty folder says so."""
    with pytest.raises(OperatorError, match="no vignettes"):
        read_vignettes(tmp_path)
    (tmp_path / "a.yaml").write_text(
        "- {id: one, story: s, because: b, expected: never, answers: {body: none}}\n"
        "- {id: two, story: s, because: b, expected: soon, answers: {body: yes}}\n"
        "- {story: s}\n"
    )
    (tmp_path / "b.yaml").write_text("- [\n")
    with pytest.raises(OperatorError) as told:
        read_vignettes(tmp_path)
    for named in ("one: expected 'never'", "two: answers", "without an id", "b.yaml"):
        assert named in str(told.value)
