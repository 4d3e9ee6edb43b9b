"""Last check against now: what is the same, what changed, and whether something works worse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import pytest

from tgbot.checklist import compare as module
from tgbot.checklist.compare import Changes, compare, raised
from tgbot.checklist.questionnaire import Answers, Questionnaire, Urgency
from tgbot.library.content import Content

Given: TypeAlias = Mapping[str, str]

HAND = {"body": "hand", "body_side": "one", "body_course": "same"}
MOUTH = {"mouth": "speech", "speech": "words", "swallow": "no", "breath": "no"}
NOTHING = {"body": "none", "mouth": "none", "signs": "none"}


@pytest.fixture
def questionnaire(content: Content) -> Questionnaire:
    """Give the project's own questions."""
    return content.language("en").questionnaire


def compared(questionnaire: Questionnaire, before: Given, now: Given) -> Changes:
    """Compare answers written as plain text."""
    earlier: Answers = dict(before)  # type: ignore[arg-type]
    later: Answers = dict(now)  # type: ignore[arg-type]
    return compare(questionnaire, earlier, later)


def label(questionnaire: Questionnaire, question: str, option: str, *, other: bool = False) -> str:
    """Tell an option in words."""
    found = questionnaire.by_id[question].option(option)
    assert found is not None
    return found.other if other else found.label


def titles(questionnaire: Questionnaire, *questions: str) -> tuple[str, ...]:
    """Tell the titles of questions."""
    return tuple(questionnaire.by_id[question].title for question in questions)


def test_same_and_changed_are_told_in_words(questionnaire: Questionnaire) -> None:
    """Titles of what is the same; title and both labels of what changed."""
    changes = compared(questionnaire, {**NOTHING, **MOUTH}, {**NOTHING, **MOUTH, "speech": "worse"})
    assert changes.same == titles(questionnaire, "body", "mouth", "swallow", "breath", "signs")
    before, now = (label(questionnaire, "speech", option) for option in ("words", "worse"))
    assert changes.changed == ((*titles(questionnaire, "speech"), before, now),)
    assert changes.worse
    assert not changes.nothing_changed


def test_the_same_answers_change_nothing(questionnaire: Questionnaire) -> None:
    """Also where something is lost: the same as before is not worse than before."""
    changes = compared(questionnaire, {**HAND, **MOUTH}, {**HAND, **MOUTH})
    assert changes.changed == ()
    assert changes.nothing_changed


def test_twitches_are_never_counted(questionnaire: Questionnaire) -> None:
    """More twitches, other places, a longer time: not compared, not worse."""
    before = {**NOTHING, "place": "nose", "duration": "d14", "pattern_face": "flicker", "still": "same"}
    now = {**NOTHING, "place": "many", "duration": "y1", "pattern_body": "cramp", "still": "more"}
    changes = compared(questionnaire, before, now)
    assert changes.nothing_changed
    assert changes.same == titles(questionnaire, "body", "mouth", "signs")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"body": "none"}, {"body": "hand"}),
        ({"body": "none"}, {"body": "not_sure", "body_check": "leg"}),
        ({"body": "felt", "felt_do": "no"}, {"body": "felt", "felt_do": "yes"}),
        ({"body": "felt", "felt_do": "no"}, {"body": "thin"}),
        ({"body": "hand"}, {"body": "more"}),
        ({"body": "hand"}, {"body": "leg"}),
        ({**HAND}, {**HAND, "body_course": "worse"}),
        ({"mouth": "none"}, {"mouth": "speech", "speech": "same"}),
        ({"mouth": "speech", "speech": "same"}, {"mouth": "speech", "speech": "worse"}),
        ({"mouth": "none"}, {"mouth": "swallow", "swallow": "worse"}),
        ({"mouth": "breath", "breath": "exert"}, {"mouth": "breath", "breath": "flat"}),
        ({"mouth": "none"}, {"mouth": "emotion"}),
        ({"mouth": "more", "laughter": "no"}, {"mouth": "more", "laughter": "not_sure"}),
    ],
)
def test_worse_function_raises_the_urgency(questionnaire: Questionnaire, before: Given, now: Given) -> None:
    """A new or graver loss is worse, its way back is not; worse means a doctor within about 2 weeks at least."""
    changes = compared(questionnaire, before, now)
    assert changes.worse
    assert raised(Urgency.SELF_CARE, changes) is Urgency.SOON
    assert raised(Urgency.URGENT, changes) is Urgency.URGENT
    back = compared(questionnaire, now, before)
    moved = {before.get("body"), now.get("body")} == {"hand", "leg"}
    assert back.worse is moved


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"body": "none"}, {"body": "felt", "felt_do": "no"}),
        ({"body": "none"}, {"body": "not_sure", "body_check": "none"}),
        ({"mouth": "none"}, {"mouth": "swallow", "swallow": "lump"}),
        ({"mouth": "none"}, {"mouth": "breath", "breath": "sigh"}),
        ({"mouth": "none"}, {"mouth": "speech", "speech": "words"}),
        ({**HAND}, {**HAND, "body_course": "better"}),
    ],
)
def test_what_only_feels_worse_is_not_worse(questionnaire: Questionnaire, before: Given, now: Given) -> None:
    """Feelings that go with worry, and getting better, leave the urgency as it is."""
    changes = compared(questionnaire, before, now)
    assert not changes.worse
    assert raised(Urgency.ROUTINE, changes) is Urgency.ROUTINE


def test_answers_that_exist_no_more_are_left_out(questionnaire: Questionnaire) -> None:
    """A kept result from older questions is compared as far as it goes."""
    changes = compared(questionnaire, {"body": "elbow", "gone": "yes", "mouth": "none"}, {"body": "none", **MOUTH})
    assert changes.same == ()
    assert tuple(title for title, _, _ in changes.changed) == titles(questionnaire, "mouth")


def test_somebody_else_is_spoken_of_as_they(questionnaire: Questionnaire) -> None:
    """The labels of a run about somebody else are about them."""
    other = {"who_age": "other", "body": "none"}
    changes = compared(questionnaire, other, {**other, "body": "felt"})
    before, now = (label(questionnaire, "body", option, other=True) for option in ("none", "felt"))
    assert changes.changed == ((*titles(questionnaire, "body"), before, now),)


def test_every_name_it_uses_is_in_the_questions(questionnaire: Questionnaire) -> None:
    """A question or option that is renamed in the content is noticed here."""
    for question_id in module.COMPARED:
        assert question_id in questionnaire.by_id
    for question_id, burdens in module.BURDEN.items():
        assert set(burdens) <= set(questionnaire.by_id[question_id].option_ids)
    assert set(questionnaire.by_id["body"].option_ids) >= module.LOST
