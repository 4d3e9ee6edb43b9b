"""The result and the review: the advice stands out, nothing gainsays it, and each answer is told once."""

from __future__ import annotations

import random
from statistics import median

import pytest

from tests.summary.runs import RUNS
from tgbot.chat.deps import make_books
from tgbot.checklist.questionnaire import Urgency
from tgbot.checklist.run import Run, answered, next_question
from tgbot.checklist.triage import triage
from tgbot.library.content import Content
from tgbot.library.text import Block, Quote, plain_text
from tgbot.pages.book import Book
from tgbot.pages.page import Page
from tgbot.pages.result import result
from tgbot.pages.review import review

GOOD_LENGTH = 700
"""Characters that a frightened person reads at a glance; what is folded does not count."""


@pytest.fixture(scope="module")
def book(content: Content) -> Book:
    """Give the English book."""
    return make_books(content, "some_bot")["en"]


def run_of(answers: dict[str, str], **more: str) -> Run:
    """Make a run of some answers."""
    return Run(answers={**answers, **more})  # type: ignore[arg-type]


def folded(block: Block) -> bool:
    """Tell whether a person must tap to read all of it."""
    return isinstance(block, Quote) and block.expandable


def open_words(page: Page) -> str:
    """Tell what is read without a tap."""
    return plain_text([block for block in page.blocks if not folded(block)])


def folded_words(page: Page) -> str:
    """Tell what is folded away."""
    return plain_text([block for block in page.blocks if folded(block)])


def finished(book: Book, chance: random.Random) -> Run:
    """Walk to the end, mostly calmly."""
    run = Run()
    while question := next_question(book.questionnaire, run):
        ids = list(question.option_ids)
        calm = [option for option in ids if option in {"none", "no", "flicker", "worried"}]
        run = answered(run, question.id, chance.choice(calm if calm and chance.random() < 0.8 else ids))
    return run


def test_what_is_less_pressing_is_folded(book: Book) -> None:
    """Beside "within 2 weeks" nobody reads of a normal visit in the open."""
    page = result(book, run_of(RUNS["soon"], duration="m3", seen="no", place="arm", pattern_body="flicker"))
    assert "within 2 weeks" in open_words(page)
    assert "no longer works as it did" in open_words(page)
    assert "worth a normal visit" not in open_words(page)
    assert "worth a normal visit" in folded_words(page)


def test_what_was_not_answered_hides_no_pressing_reason(book: Book) -> None:
    """That a red flag has no answer yet is read in the open, and so is the reason for the advice."""
    answers = {question: option for question, option in RUNS["soon"].items() if question != "mouth"}
    words = open_words(result(book, run_of(answers)))
    assert "Not answered" in words
    assert "no longer works as it did" in words


def test_below_thoughts_of_dying_the_reasons_are_folded(book: Book) -> None:
    """First somebody to talk to; the body's advice stays open, its reasons are a tap away."""
    page = result(book, run_of(RUNS["soon"], coping="dark", harm="thoughts"))
    words = open_words(page)
    assert words.index("You do not have to carry this alone") < words.index("within 2 weeks")
    assert "no longer works as it did" not in words
    assert "no longer works as it did" in folded_words(page)


def test_worry_counts_as_a_reason(book: Book) -> None:
    """With a line about the worry one reason for the body stands open, and nothing is lost."""
    routine = {**RUNS["routine"], "background": "family", "place": "leg", "duration": "m3", "seen": "no"}
    calm, heavy = result(book, run_of(routine, coping="worried")), result(book, run_of(routine, coping="heavy"))
    assert "About the worry" in open_words(heavy)
    assert open_words(calm).count("”") > open_words(heavy).count("”")
    for words in ("worth a normal visit", "advice about genes"):
        assert words in open_words(heavy) + folded_words(heavy)


def test_worry_folds_no_reason_for_today(book: Book) -> None:
    """Two reasons for today stand open beside the worry, and so does what must not be done meanwhile."""
    urgent = {**RUNS["urgent"], "swallow": "choke", "triggers": "alcohol", "alcohol": "daily", "coping": "heavy"}
    words = open_words(result(book, run_of(urgent)))
    for said in ("About the worry", "lying flat", "losing weight", "don't stop drinking all at once"):
        assert said in words


def test_nobody_waits_for_two_weeks_that_have_passed(book: Book) -> None:
    """A habit of months needs no visit, so the page does not say that a twitch over 2 weeks does."""
    calm = {**RUNS["urgent"], "mouth": "none", "breath": "no", "who_age": "me_u16", "place": "lid", "seen": "no"}
    calm |= {"pattern_face": "flicker", "child_kind": "habit"}
    early, late = (open_words(result(book, run_of(calm, duration=lasted))) for lasted in ("d14", "m3"))
    assert "No visit needed now" in early
    assert "No visit needed now" in late
    assert "2 weeks after it began" in early
    assert "2 weeks after it began" not in late
    assert "See a doctor if something new comes" in late


def test_no_clinician_has_seen_it_is_read_before_the_sources(book: Book) -> None:
    """The first line of the small print, the one that shows while it is folded, says so."""
    words = folded_words(result(book, run_of(RUNS["soon"])))
    assert words.index("Not clinically reviewed") < words.index("Sources")


def test_of_any_two_results_one_fits_into_a_glance(book: Book) -> None:
    """In 300 runs by chance: half are under the good length, none is twice as long, and advice is never folded."""
    chance = random.Random(7)
    lengths = []
    for _ in range(300):
        run = finished(book, chance)
        said = triage(book.questionnaire, run)
        if said.urgency is not Urgency.EMERGENCY:
            words = open_words(result(book, run, said))
            assert book.say("change-title") in words
            lengths.append(len(words))
    assert len(lengths) > 100
    assert median(lengths) < GOOD_LENGTH
    assert max(lengths) < 2 * GOOD_LENGTH


def test_the_review_tells_an_answer_once_with_all_its_questions(book: Book) -> None:
    """Eight times "None of these" is one line; every question is named, and each has its button."""
    run = run_of(RUNS["soon"])
    page = review(book, run)
    words = plain_text(page.blocks)
    assert words.count("None of these") == 1
    titles = [book.questionnaire.by_id[question].title for question in run.answers]
    assert all(title in words for title in titles)
    assert len(
        [button for row in page.rows for button in row if button.link and button.link.page == "question"]
    ) == len(titles)
