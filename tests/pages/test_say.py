"""What to say: three lines that fit the answers, for every run that needs a visit."""

from __future__ import annotations

import random

import pytest

from tests.summary.runs import RUNS
from tgbot.chat.deps import make_books
from tgbot.checklist.questionnaire import Urgency
from tgbot.checklist.run import Run, answered, next_question
from tgbot.checklist.triage import triage
from tgbot.library.content import Content
from tgbot.library.text import plain_text
from tgbot.pages import say
from tgbot.pages.book import Book

ASKS = {
    Urgency.URGENT: "today, within hours",
    Urgency.SOON: "within two weeks",
    Urgency.ROUTINE: "a normal visit",
}


@pytest.fixture(scope="module")
def book(content: Content) -> Book:
    """Give the English book."""
    return make_books(content, "some_bot")["en"]


def lines(book: Book, answers: dict[str, str]) -> tuple[str, str, str]:
    """Tell the three lines for some answers."""
    run = Run(answers=answers)  # type: ignore[arg-type]
    return say.three_lines(book, run, triage(book.questionnaire, run))


def test_the_lines_say_what_since_when_and_what_is_asked(book: Book) -> None:
    """The lost function comes first, then its course, then the wish in the words of the urgency."""
    assert lines(book, dict(RUNS["soon"])) == (
        "“I can no longer use my hand or arm as I could. For example, I cannot (say one task).”",
        "“It began (say when), and it is getting worse.”",
        "“Please give me a visit within two weeks.”",
    )
    assert lines(book, dict(RUNS["urgent"]))[0] == "“I get short of breath when I lie flat.”"
    assert lines(book, dict(RUNS["routine"]))[2] == "“I would like a normal visit, to have it looked at once.”"
    assert lines(book, dict(RUNS["emergency"]))[0] == "Where you are, and a phone number."


def test_somebody_else_is_spoken_of_as_they(book: Book) -> None:
    """A caller for somebody else reads no "I"."""
    for line in lines(book, dict(RUNS["other"])):
        assert not {"I", "my", "me"} & set(line.strip("“”.").replace(",", "").split())


def test_thoughts_of_dying_ask_for_somebody_today(book: Book) -> None:
    """Where the body needs no visit and the worry is grave, the lines speak of that alone."""
    calm = {**RUNS["soon"], "place": "nose", "duration": "d14", "pattern_face": "flicker", "body": "none"}
    calm = {key: value for key, value in calm.items() if not key.startswith(("body_", "pattern_body"))}
    said = lines(book, {**calm, "coping": "dark", "harm": "thoughts"})
    assert said[0] == "“I think about dying, and I need help with it.”"
    assert "today" in said[2]
    assert "worried about my health" in lines(book, {**calm, "coping": "heavy"})[0]


@pytest.mark.parametrize(("kind", "calm"), [("routine", "There is no hurry"), ("soon", "in the next day or two")])
def test_thoughts_of_dying_wait_for_no_later_visit(book: Book, kind: str, calm: str) -> None:
    """Where the body can wait, the call is for today and about dying; what the body needs is said beside it."""
    run = Run(answers={**RUNS[kind], "coping": "dark", "harm": "thoughts"})  # type: ignore[arg-type]
    words = plain_text(say.say(book, run, triage(book.questionnaire, run)).blocks)
    assert "Call today" in words
    assert "I think about dying" in words
    assert "I need to talk to someone today" in words
    assert "For the body, ask" in words
    assert calm not in words
    assert "a wait of some weeks is fine" not in words


def test_every_run_that_needs_a_visit_has_lines_to_read_out(book: Book) -> None:
    """In 500 runs by chance: three sentences in quotes, the urgency's own words, and pages that can be made."""
    chance = random.Random(88)
    met = set()
    for _ in range(500):
        run = Run()
        while (question := next_question(book.questionnaire, run)) is not None:
            calm = [option for option in question.option_ids if option in {"none", "no"}]
            often = calm and chance.random() < 0.7
            run = answered(run, question.id, calm[0] if often else chance.choice(question.option_ids))
        outcome = triage(book.questionnaire, run)
        if outcome.urgency is Urgency.SELF_CARE or outcome.body is Urgency.EMERGENCY:
            continue
        met.add(outcome.body)
        said = say.three_lines(book, run, outcome)
        assert all(line.startswith("“") and line.endswith("”") for line in said), said
        dark = outcome.body < Urgency.URGENT <= outcome.urgency
        assert ("today" if dark else ASKS.get(outcome.body, "")) in said[2]
        whole = plain_text(say.say(book, run, outcome).blocks)
        assert "No appointment in time?" in whole
        assert len(whole) < 1000
        for other in (say.desk, say.unheard, say.partner):
            assert other(book, run).rows
    assert met == {Urgency.SELF_CARE, *ASKS}


def test_what_nobody_could_tell_is_not_read_out_as_a_fact(book: Book) -> None:
    """A "not sure" about the breath asks for help today all the same, and says that it is not sure."""
    said = lines(book, {**RUNS["urgent"], "breath": "not_sure"})
    assert said[0] == "“I am not sure, but perhaps:” “I get short of breath when I lie flat.”"
    assert "today, within hours" in said[2]


def test_every_answer_it_speaks_of_is_in_the_questions(book: Book) -> None:
    """A question or option that is renamed in the content is noticed here, and so is a sentence that is missing."""
    for question, options, key in say.WHAT:
        assert set(options.split()) <= set(book.questionnaire.by_id[question].option_ids), question
        assert book.say(f"say-what-{key}") != book.say(f"say-what-{key}-other")


def test_the_advice_line_is_shown_where_it_is_known(book: Book) -> None:
    """A run with a country names that country's advice line; without one, none is guessed."""
    answers = dict(RUNS["soon"])
    british = Run(answers=answers, country="GB")  # type: ignore[arg-type]
    outcome = triage(book.questionnaire, british)
    assert "111" in plain_text(say.say(book, british, outcome).blocks)
    unknown = Run(answers=answers)  # type: ignore[arg-type]
    assert "Advice line here" not in plain_text(say.say(book, unknown, outcome).blocks)
