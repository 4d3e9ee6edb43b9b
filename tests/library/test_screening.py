"""Listening for emergencies and for thoughts of dying in whatever people type."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.conftest import REAL
from tgbot.library.loader import read
from tgbot.library.screening import Screened

if TYPE_CHECKING:
    from tgbot.library.content import Content
    from tgbot.library.screening import Screening

PHRASES = yaml.safe_load((Path(__file__).parent / "screening_phrases.yaml").read_text(encoding="utf-8"))
ROUNDS = [(kind, name) for kind in ("emergency", "crisis") for name in PHRASES[kind]]
ALARMS = [(kind, text) for kind, name in ROUNDS for text in PHRASES[kind][name]]
CALM = [(kind, text) for kind in ("gentle", "none") for text in PHRASES[kind]]


@pytest.fixture(scope="module")
def screening(real: Content) -> Screening:
    """Take the real English rules."""
    return real.language("en").screening


@pytest.fixture(scope="module")
def heard(screening: Screening) -> dict[str, str]:
    """Listen to every phrase once."""
    texts = [text for _, text in [*ALARMS, *CALM]] + PHRASES["either"]
    return {text: screening.screen(text).kind for text in texts}


@pytest.mark.parametrize(("kind", "name"), ROUNDS)
def test_danger_is_heard(heard: dict[str, str], kind: str, name: str) -> None:
    """Every phrase of danger gets its card, whoever it is about and however it is spelled."""
    assert [text for text in PHRASES[kind][name] if heard[text] != kind] == []


def test_ordinary_words_bring_no_card(heard: dict[str, str]) -> None:
    """Idioms, questions about illness, denials, old stories and fears get no card."""
    assert [text for _, text in CALM if heard[text] in {"emergency", "crisis"}] == []


def test_words_of_dying_that_are_not_meant_get_a_gentle_question(heard: dict[str, str]) -> None:
    """Idioms, fears and denials of it are not passed over."""
    assert [text for text in PHRASES["gentle"] if heard[text] != "gentle"] == []


def test_a_gentle_question_seldom_meets_ordinary_words(heard: dict[str, str]) -> None:
    """At most 2 in 100 ordinary messages are asked back."""
    asked = [text for text in PHRASES["none"] if heard[text] == "gentle"]
    assert len(asked) <= len(PHRASES["none"]) * 0.02, asked


def test_danger_told_in_a_roundabout_way_is_not_passed_over(heard: dict[str, str]) -> None:
    """It gets the kind question at least; a card is as good."""
    assert [text for text in PHRASES["either"] if heard[text] == "none"] == []


def test_there_are_enough_phrases_each_way() -> None:
    """At least 60 phrases of each kind of alarm and of calm are kept as tests."""
    assert len([row for row in ALARMS if row[0] == "emergency"]) >= 60
    assert len([row for row in ALARMS if row[0] == "crisis"]) >= 60
    assert len(CALM) >= 60


def test_danger_is_heard_inside_a_longer_message(screening: Screening) -> None:
    """Other sentences around it, capitals and missing marks hide nothing."""
    for kind, text in ALARMS[::8]:
        around = f"Hi there. My nose has been twitching since spring and I like this bot. {text}! What is BFS?"
        assert screening.screen(around).kind == kind, text
        assert screening.screen(text.upper()).kind == kind
        assert screening.screen(text.replace("'", "’").replace(",", "").rstrip(".?!")).kind == kind, text


def test_a_no_that_is_part_of_the_danger_takes_nothing_back(screening: Screening) -> None:
    """Not answering is no denial where that is the danger; no numbness is one."""
    assert screening.screen("my flatmate is lying on the bathroom floor and not answering").kind == "emergency"
    assert screening.screen("no numbness or face droop").kind == "none"


def test_a_long_story_is_asked_about(screening: Screening) -> None:
    """Strength that went over weeks, or nobody says when, is no stroke and no nothing; what came suddenly is one."""
    for text in (
        "I can no longer use my hand",
        "can't use my right hand any more for months",
        "cant button my shirt with my left hand since spring",
        "my speech has been slurred for weeks",
        "my chest hurts when I press on it",
    ):
        assert screening.screen(text).kind == "gentle", text
    for text in (
        "woke up and can't use my hand",
        "suddenly I cannot use my right arm",
        "my speech is slurred since lunch",
    ):
        assert screening.screen(text) == Screened("emergency", "stroke"), text


def test_what_comes_with_effort_is_passed_over(screening: Screening) -> None:
    """Breath that is short after a run is no danger; breath that is short at rest is one."""
    assert screening.screen("I was out of breath after running for the bus").kind == "none"
    assert screening.screen("I am out of breath sitting still").kind == "emergency"


def test_a_phrase_is_not_heard_beside_what_it_goes_without(screening: Screening) -> None:
    """Milligrams are a dose and no number of tablets, in the same sentence only."""
    assert screening.screen("I take 40 mg of propranolol a day").kind == "none"
    assert screening.screen("should I take 40 propranolol. I weigh 70 g more").kind == "crisis"


def test_a_turn_of_speech_between_two_words_of_danger_takes_nothing_back(screening: Screening) -> None:
    """Blood pressure is harmless, but not the tablets for it in a child's mouth."""
    assert screening.screen("my blood pressure is fine").kind == "none"
    assert screening.screen("our toddler got into grandma's blood pressure tablets").kind == "emergency"


def test_the_danger_with_its_own_first_aid_names_the_card(screening: Screening) -> None:
    """Choking stands before breath, a fit before blue lips, the nerves of the back before weak legs."""
    assert screening.screen("something is stuck in his throat and he can't breathe").topic == "throat"
    assert screening.screen("she went stiff and jerked and is blue round the lips").topic == "fit"
    assert screening.screen("my legs lost all strength and I'm numb between the legs").topic == "back"


def test_an_overdose_meant_to_end_life_is_a_crisis(screening: Screening) -> None:
    """The crisis words come first; the emergency number stands on that card too."""
    assert screening.screen("I took all my pills because I want to die") == Screened("crisis", "plan")
    assert screening.screen("I took too many pills by accident").kind == "emergency"


def test_a_body_in_danger_goes_before_a_mind_in_danger(screening: Screening) -> None:
    """Minutes count for a stroke; both cards name the emergency number."""
    assert screening.screen("my face is drooping and I want to die").kind == "emergency"


def test_the_topic_names_the_card(screening: Screening) -> None:
    """The card's first lines depend on what was heard."""
    assert screening.screen("I suddenly can't lift my right arm") == Screened("emergency", "stroke")
    assert screening.screen("I can't breathe") == Screened("emergency", "breath")
    assert screening.screen("he is having a seizure") == Screened("emergency", "fit")
    assert screening.screen("I'm going to kill myself tonight") == Screened("crisis", "plan")
    assert screening.screen("good morning") == Screened("none", "")


@pytest.mark.parametrize(
    "text", ["", " ", "....", "😀" * 4096, "\u202eabc", "a" * 4096, "cant " * 900, "- " * 2000, "\ufdfa" * 4096]
)
def test_odd_texts_break_nothing(screening: Screening, text: str) -> None:
    """Empty, endless and strange texts are calm and quick."""
    start = time.process_time()
    assert screening.screen(text).kind == "none"
    assert time.process_time() - start < 0.5


def test_a_long_text_of_dangerous_words_is_quick(screening: Screening) -> None:
    """As many words of danger as fit into a message take no longer than a blink."""
    words = sorted({word for topic in screening.topics for phrase in topic.phrases for word in phrase.words})
    chance = random.Random(3)
    texts = [" ".join(chance.choices(words, k=700))[:4096] for _ in range(4)]
    for text in texts:
        screening.screen(text)
    start = time.process_time()
    for text in texts:
        screening.screen(text)
    assert time.process_time() - start < 0.15 * len(texts)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    """No text whatsoever raises."""
    assert _screening().screen(text).kind in {"emergency", "crisis", "gentle", "none"}


def test_english_is_heard_under_every_language(small: Content) -> None:
    """A person with a Polish phone may write English when it matters."""
    assert small.language("pl").screening.screen("help I cant breathe").kind == "emergency"
    assert small.language("ar").screening.screen("I want to die").kind == "crisis"


def _screening() -> Screening:
    if not _KEPT:
        _KEPT.append(read(REAL)[0].language("en").screening)
    return _KEPT[0]


_KEPT: list[Screening] = []
