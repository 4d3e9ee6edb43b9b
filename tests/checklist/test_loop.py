"""The checking loop, counted from links and kept results alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tgbot.chat.deps import make_codec
from tgbot.checklist import loop
from tgbot.checklist.code import LIMIT, Link
from tgbot.checklist.questionnaire import OptionId, QuestionId
from tgbot.checklist.run import Run, next_question
from tgbot.library.content import Content

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
SAME = {
    QuestionId("gate_now"): OptionId("none"),
    QuestionId("gate_body"): OptionId("none"),
    QuestionId("coping"): OptionId("worried"),
    QuestionId("who_age"): OptionId("me_16"),
    QuestionId("background"): OptionId("none"),
    QuestionId("place"): OptionId("nose"),
    QuestionId("body"): OptionId("none"),
    QuestionId("mouth"): OptionId("none"),
    QuestionId("duration"): OptionId("d14"),
    QuestionId("pattern_face"): OptionId("flicker"),
    QuestionId("signs"): OptionId("none"),
    QuestionId("triggers"): OptionId("none"),
}
OTHER = SAME | {QuestionId("place"): OptionId("lid")}


def checked(began: Run, answers: dict[QuestionId, OptionId], day: date) -> Run:
    """Finish a run that began so, with these answers, on this day."""
    return loop.dated(replace(began, answers=answers), day)


def test_the_third_same_check_in_a_week_is_the_third() -> None:
    """Each [Check again] carries on what the one before knew."""
    first = checked(Run(), SAME, TODAY)
    second = checked(loop.again(first, TODAY + DAY), SAME, TODAY + DAY)
    third = checked(loop.again(second, TODAY + 2 * DAY), SAME, TODAY + 2 * DAY)
    assert [loop.repeated(run, TODAY + 2 * DAY) for run in (first, second, third)] == [1, 2, 3]


def test_other_answers_begin_the_count_anew() -> None:
    """A check in which something changed is the first of its kind."""
    first = checked(Run(), SAME, TODAY)
    second = checked(loop.again(first, TODAY), OTHER, TODAY)
    third = checked(loop.again(second, TODAY), OTHER, TODAY)
    assert [loop.repeated(run, TODAY) for run in (first, second, third)] == [1, 1, 2]


def test_what_is_older_than_a_week_does_not_count() -> None:
    """After eight days, or with a clock that went backwards, the next check is a first one."""
    first = checked(Run(), SAME, TODAY)
    for later in (TODAY + 8 * DAY, TODAY - DAY):
        assert loop.again(first, later) == Run()
    second = checked(loop.again(first, TODAY + 7 * DAY), SAME, TODAY + 7 * DAY)
    assert loop.repeated(second, TODAY + 7 * DAY) == 2
    assert loop.repeated(second, TODAY + 8 * DAY) == 1


def test_kept_results_are_counted_too() -> None:
    """Two kept ones with these answers within a week make this the third; others do not count."""
    run = checked(Run(), SAME, TODAY)
    kept = [(TODAY, SAME), (TODAY - 7 * DAY, SAME), (TODAY - 8 * DAY, SAME), (TODAY, OTHER)]
    assert loop.repeated(run, TODAY, kept) == 3


def test_the_short_form_is_never_counted() -> None:
    """It is what the note itself leads to."""
    run = replace(checked(Run(), SAME, TODAY), short=True)
    assert loop.repeated(run, TODAY, [(TODAY, SAME)] * 5) == 0
    assert loop.again(run, TODAY) == Run(short=True)


def test_what_changed_asks_the_gates_and_two_questions(content: Content) -> None:
    """Both emergency questions come first, then daily life and the mouth; the other answers stay."""
    questionnaire = content.languages["en"].questionnaire
    run = loop.what_changed(questionnaire, checked(Run(country="AU"), SAME, TODAY), TODAY)
    assert run.country == "AU"
    assert run.answers[QuestionId("place")] == "nose"
    asked = []
    while (question := next_question(questionnaire, run)) and question.id in SAME:
        asked.append(question.id)
        run = replace(run, answers={**run.answers, question.id: SAME[question.id]})
    assert asked == ["gate_now", "gate_body", "body", "mouth"]


@given(st.dictionaries(st.text(), st.text()), st.dictionaries(st.text(), st.text()))
def test_marks_tell_answers_apart(one: dict[str, str], other: dict[str, str]) -> None:
    """The same answers, in any order, have the same mark; other answers another one (but for one in 4 billion)."""
    first = {QuestionId(key): OptionId(value) for key, value in one.items()}
    second = {QuestionId(key): OptionId(value) for key, value in reversed(list(one.items()))}
    assert loop.mark(first) == loop.mark(second)
    third = {QuestionId(key): OptionId(value) for key, value in other.items()}
    assert (first == third) == (loop.mark(first) == loop.mark(third))


def test_the_longest_run_fits_into_a_button(content: Content) -> None:
    """All answers, every extra and the mark: within Telegram's 64 bytes, and read back whole."""
    questionnaire = content.languages["en"].questionnaire
    codec = make_codec(content)
    answers = {question.id: question.option_ids[-1] for question in questionnaire.questions}
    run = Run(answers=answers, country="ZZ", language="zz", started=TODAY, turn=7, row="0" * 24 + "f" * 8)
    link = Link("keep", run, number=3)
    assert len(codec.encode(link)) <= LIMIT
    assert codec.decode(codec.encode(link)) == link
