"""The page for the doctor as a value: what stands on it, in which order, and what never does."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from tests.summary.runs import RUNS, TODAY, page, page_of
from tgbot.chat.render import html
from tgbot.checklist.compare import compare
from tgbot.checklist.questionnaire import Questionnaire, Urgency
from tgbot.checklist.run import Run, answered, next_question, pruned
from tgbot.checklist.triage import triage
from tgbot.library.content import Content
from tgbot.library.text import plain_text
from tgbot.summary.answers import CHECKS
from tgbot.summary.document import Document, Entry, Since, is_offered
from tgbot.summary.text import as_blocks
from tgbot.summary.words import Words


def said(document: Document) -> str:
    """Tell the whole page as plain text."""
    return plain_text(as_blocks(document))


def row(document: Document, title: str) -> tuple[Entry, ...]:
    """Find a row by the beginning of its title."""
    return next(row.entries for row in document.rows if row.title.startswith(title))


def finished(questionnaire: Questionnaire, chance: random.Random, run: Run | None = None) -> Run:
    """Answer by chance until nothing is left to ask; emergencies go on too."""
    run = run or Run()
    while (question := next_question(questionnaire, run)) is not None:
        run = answered(run, question.id, chance.choice(question.option_ids))
    return run


def test_the_order_is_a_neurologists(content: Content) -> None:
    """Who, own words, lost function, mouth, feeling, mood, twitch, medicines, family, examined; the checklist last."""
    titles = [row.title for row in page(content, "soon").rows]
    assert titles == [
        "Person",
        "In own words",
        "What no longer works",
        "Speech, swallowing, breath",
        "Feeling, eyes, bladder",
        "Mood",
        "Twitch",
        "Medicines, alcohol",
        "Family",
        "Examined so far",
        "Emergency signs",
    ]
    assert page(content, "emergency").rows[1].title == "Emergency signs"


def test_the_lost_function_says_what_how_which_side_and_course(content: Content) -> None:
    """The finding comes first and stands out, then how it came; what the checklist cannot know stays open."""
    entries = row(page(content, "soon"), "What no longer")
    assert entries[0] == Entry("", "Hand or arm", finding=True)
    assert {"How it started", "Which side", "Since then", "Known cause"} <= {entry.label for entry in entries}
    assert next(entry for entry in entries if entry.label == "Since then").finding
    left_open = [entry.label for entry in entries if entry.is_open]
    assert left_open == [
        "Left or right", "Since (month)", "First task lost", "Where it went next", "Cramps, stiffness",
    ]  # fmt: skip


def test_what_nobody_asked_is_a_line_to_fill_in(content: Content) -> None:
    """Sex at birth, hand, work, weight, pain, medicines with start, operations and tests are left to a hand."""
    left_open = {entry.label for row in page(content, "urgent").rows for entry in row.entries if entry.is_open}
    assert {
        "Sex at birth", "Right- or left-handed", "Work", "Weight now and 6 months ago", "Pain",
        "Each medicine, dose, since when", "Operations or radiation (neck, thyroid)", "EMG, CK, TSH, scan (dates)",
        "What troubles me most", "What I fear", "What I hope for",
    } <= left_open  # fmt: skip


def test_a_no_is_said(content: Content) -> None:
    """With "None of these" everything that was asked is named as absent; with one choice, the rest is."""
    questionnaire = content.language("en").questionnaire
    text = said(page(content, "soon"))
    denied = [
        option.label
        for hub, chosen in (("body", "hand"), ("mouth", ""), ("signs", ""))
        for option in questionnaire.by_id[hub].options
        if option.id not in {chosen, "more", "none", "not_sure", "felt"}
    ]
    assert len(denied) > 10
    assert [label for label in denied if label not in text] == []
    assert "Emergency signs: asked, none chosen" in text


def test_one_of_several_denies_nothing(content: Content) -> None:
    """Answering "More than one" leaves open which; nothing is claimed to be absent."""
    entries = row(page_of(content, {**RUNS["soon"], "body": "more"}), "What no longer")
    assert "Which ones" in [entry.label for entry in entries]
    assert not any(entry.value.startswith("Not chosen") for entry in entries)


def test_what_stayed_unsure_is_named_once(content: Content) -> None:
    """Titles of what was not sure stand in a row of their own; what asking again settled is not among them."""
    document = page(content, "other")
    unsure = row(document, "Not sure")[0].value.split(", ")
    assert {"How long", "Kind of twitch", "How it started", "Known cause"} == set(unsure)
    twice = page_of(content, {**RUNS["soon"], "body": "not_sure", "body_check": "not_sure"})
    assert row(twice, "Not sure")[0].value == "Daily life"


@pytest.mark.parametrize(
    "answers", [{"coping": "dark", "harm": "thoughts"}, {"coping": "not_sure", "harm": "not_sure"}]
)
def test_thoughts_of_dying_are_not_printed(content: Content, answers: Mapping[str, str]) -> None:
    """The page lies on a desk: it asks to be asked in private, and says no more."""
    text = said(page_of(content, {**RUNS["soon"], **answers}))
    assert "Please ask me in private" in text
    for word in ("dying", "ending", "act on it", "hurting"):
        assert word not in text


def test_somebody_else_is_spoken_of_as_they(content: Content) -> None:
    """A page about somebody else has no "I"."""
    text = said(page(content, "other", words=Words()))
    assert "What troubles them most" in text
    assert "They trip" in text
    assert not {"I", "me", "my", "My"} & set(text.replace("\n", " ").split()) - {"I"}
    assert "What they or I fear" in text


def test_the_checklists_outcome_is_last_and_small(content: Content) -> None:
    """Urgency, deciding rules with their authority and the content version; then what this is not."""
    document = page(content, "soon")
    outcome, purpose = document.small
    assert content.language("en").questionnaire.version in outcome
    assert "See a doctor within 2 weeks" in outcome
    assert "S01 (NICE NG42" in outcome
    assert "R01" not in outcome
    assert purpose.endswith(content.language("en").messages.say("intended-purpose"))


def test_it_names_no_likely_disease(content: Content) -> None:
    """Without own words, ALS and MND stand only where the family and a known diagnosis are asked about."""
    for name in RUNS:
        text = said(page(content, name, words=Words()))
        for label in ("Close family had ALS or MND", "Known ALS/MND", "RCGP and MND Association", "ALS Association"):
            text = text.replace(label, "")
        for word in ("ALS", "MND", "likely", "risk", "suspect", "probab"):
            assert word not in text, f"{word} in {name}"


def test_it_is_offered_for_every_urgency_but_self_care(content: Content) -> None:
    """No page where no visit is needed, even when the worry calls for help."""
    questionnaire = content.language("en").questionnaire
    calm = {**RUNS["soon"], "place": "nose", "duration": "d14", "body": "none", "coping": "dark", "harm": "thoughts"}
    calm = {question: option for question, option in calm.items() if not question.startswith("body_")} | {
        "pattern_face": "flicker"
    }
    outcome = triage(questionnaire, Run(answers=calm))  # type: ignore[arg-type]
    assert (outcome.body, outcome.urgency) == (Urgency.SELF_CARE, Urgency.URGENT)
    assert not is_offered(outcome)
    for name, answers in RUNS.items():
        outcome = triage(questionnaire, Run(answers=dict(answers)))  # type: ignore[arg-type]
        assert is_offered(outcome), name
    assert {triage(questionnaire, Run(answers=dict(a))).body for a in RUNS.values()} == set(Urgency) - {  # type: ignore[arg-type]
        Urgency.SELF_CARE
    }


def test_no_answer_gets_lost(content: Content) -> None:
    """In 400 runs by chance every answer that is not told in another way stands on the page in its own words."""
    questionnaire = content.language("en").questionnaire
    chance = random.Random(8)
    told_otherwise = {"coping", "harm", "who_age", "mouth", "background", *CHECKS}
    for _ in range(400):
        run = finished(questionnaire, chance)
        text = said(page_of(content, {str(question): str(option) for question, option in run.answers.items()}))
        for question_id, option_id in run.answers.items():
            question = questionnaire.by_id[question_id]
            option = question.option(option_id)
            assert option is not None
            label = option.other if run.about_other else option.label
            check = question_id in CHECKS.values() and option_id == "none"
            if question_id in told_otherwise or option_id == "not_sure" or check:
                continue
            assert label in text, (question_id, option_id, run.answers)
        for hub in ("body", "signs", "gate_now", "gate_body"):
            option = questionnaire.by_id[hub].option(run.answers[hub])  # type: ignore[index]
            if option and option.id not in {"none", "not_sure"}:
                assert (option.other if run.about_other else option.label) in text, (hub, option.id)


def test_what_changed_since_is_said_in_words(content: Content) -> None:
    """Last against now only: the change with both answers, and what stayed the same."""
    questionnaire = content.language("en").questionnaire
    before = {**RUNS["soon"], "mouth": "speech", "speech": "words", "swallow": "no", "breath": "no"}
    now = {**before, "speech": "worse"}
    since = Since(TODAY.replace(day=8), compare(questionnaire, before, now))  # type: ignore[arg-type]
    text = said(page_of(content, now, since=since))
    assert "Since 2026-11-08" in text
    labels = [option.label for option in questionnaire.by_id["speech"].options if option.id in {"words", "worse"}]
    worse, words = labels
    assert f"Speech: was “{words}”, now “{worse}”" in text
    assert "Same as then: Daily life, Which side" in text


def test_the_same_answers_make_the_same_page(content: Content) -> None:
    """Nothing of chance or clock is in it."""
    assert page(content, "soon") == page(content, "soon")


def test_the_longest_page_is_one_message(content: Content) -> None:
    """With three texts of 500 characters a page stays within Telegram's 4096, uncut (an emergency is no message)."""
    questionnaire = content.language("en").questionnaire
    chance = random.Random(21)
    words = Words("W" * 500, "W" * 500, "W" * 500)
    seen = 0
    for _ in range(400):
        begun = Run(answers={"gate_now": "none", "gate_body": "none", "body_onset": "weeks"})  # type: ignore[dict-item]
        run = pruned(questionnaire, finished(questionnaire, chance, begun))
        if triage(questionnaire, run).body is Urgency.EMERGENCY:
            continue
        answers = {str(question): str(option) for question, option in run.answers.items()}
        since = Since(TODAY, compare(questionnaire, dict(RUNS["soon"]), run.answers))  # type: ignore[arg-type]
        sent = html(as_blocks(page_of(content, answers, words=words, since=since)))
        assert sent.endswith(content.language("en").messages.say("intended-purpose") + "</i>")
        seen += 1
    assert seen > 10
