"""A link and its code: everything that goes in comes out, and nothing else is ever read."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import CONTENT
from tgbot.chat.deps import make_codec
from tgbot.checklist.code import LIMIT, Codec, Link, Undecodable
from tgbot.checklist.questionnaire import Question
from tgbot.checklist.run import Run, answered
from tgbot.library.loader import load
from tgbot.pages.page import PAGES

_CONTENT = load(CONTENT)
_CODEC = make_codec(_CONTENT)
_QUESTIONS = _CONTENT.languages["en"].questionnaire.questions

answers = st.fixed_dictionaries(
    {}, optional={question.id: st.sampled_from(question.option_ids) for question in _QUESTIONS}
)
letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=2) | st.just("")
runs = st.builds(
    Run,
    answers=answers,
    short=st.booleans(),
    country=letters.map(str.upper),
    language=letters,
    started=st.none() | st.dates(date(2026, 1, 1), date(2090, 1, 1)),
    turn=st.integers(0, 7),
    row=st.just("") | st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}"),
)
links = st.builds(
    Link,
    page=st.sampled_from(sorted(PAGES)),
    run=runs,
    topic=st.sampled_from(["", "gate_now", "nose-and-als", "E01", "recheck"]),
    number=st.integers(0, 2**32 - 1),
)


@given(links)
def test_a_link_comes_back_as_it_went(link: Link) -> None:
    """Every page, run and extra survives, in at most 64 characters that a deep link may hold."""
    code = _CODEC.encode(link)
    assert len(code) <= LIMIT
    assert all(character.isascii() and (character.isalnum() or character in "-_") for character in code)
    assert _CODEC.decode(code) == link


def test_the_fullest_link_fits() -> None:
    """All questions answered with their last option and every extra set: still within Telegram's 64 bytes."""
    full = Run({q.id: q.option_ids[-1] for q in _QUESTIONS}, True, "ZZ", "zz", date(2090, 1, 1), 7, "f" * 32)
    assert len(_CODEC.encode(Link("result", full, "gate_now", 2**32 - 1))) <= LIMIT


@given(st.text(max_size=80) | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")))
def test_anything_else_is_undecodable(text: str) -> None:
    """Random text raises `Undecodable` and nothing else."""
    with pytest.raises(Undecodable):
        _CODEC.decode(text)


@given(links, st.data())
def test_a_changed_character_is_noticed(link: Link, data: st.DataObject) -> None:
    """One character changed, cut off or added is never read as another link."""
    code = _CODEC.encode(link)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from("AZaz09-_").filter(lambda character: character != code[place]))
    for forged in (code[:place] + other + code[place + 1 :], code[:-1], code + "A"):
        with pytest.raises(Undecodable):
            _CODEC.decode(forged)


def _changed(**change: object) -> Codec:
    questionnaire = _CONTENT.languages["en"].questionnaire
    first = replace(questionnaire.questions[0], **change)
    return Codec(replace(questionnaire, questions=(first, *questionnaire.questions[1:])), PAGES, ["gate_now"])


def test_another_questionnaire_does_not_read_old_answers() -> None:
    """When an option comes to mean something else, or the order changes, old answers are refused, not misread."""
    question = _QUESTIONS[0]
    code = _CODEC.encode(Link("next", Run({question.id: question.option_ids[0]})))
    others = ({"meaning": 2}, {"options": question.options[::-1]}, {"options": question.options[1:]})
    for codec in (_changed(**change) for change in others):
        with pytest.raises(Undecodable):
            codec.decode(code)


def test_a_link_without_answers_outlives_a_new_questionnaire() -> None:
    """A reminder's [Stop] works after the questions have changed."""
    code = _CODEC.encode(Link("stop_reminder", Run(row="0" * 31 + "7")))
    assert _changed(meaning=2).decode(code).run.row == "0" * 31 + "7"


def test_two_topics_with_the_same_code_are_refused() -> None:
    """Content that would make a link ambiguous is refused at start."""
    questionnaire = _CONTENT.languages["en"].questionnaire
    with pytest.raises(ValueError, match="share a code"):
        Codec(questionnaire, PAGES, [f"topic-{number}" for number in range(2000)])


def test_ten_thousand_random_codes_are_all_refused() -> None:
    """Random codes of every length in Telegram's own alphabet: none is read, nothing else is raised."""
    chance = random.Random(11)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for _ in range(10_000):
        with pytest.raises(Undecodable):
            _CODEC.decode("".join(chance.choices(alphabet, k=chance.randint(0, 70))))


@given(links, st.sampled_from(_QUESTIONS), st.data())
def test_an_answer_beside_the_run_comes_back_within_it(link: Link, question: Question, data: st.DataObject) -> None:
    """A button that adds an answer (or changes one) has the code of the run that holds it."""
    option = data.draw(st.sampled_from(question.option_ids))
    beside = replace(link, topic=question.id, answer=option)
    within = replace(link, topic=question.id, run=answered(link.run, question.id, option))
    codec = make_codec(_CONTENT)
    assert codec.encode(beside) == codec.encode(within)
