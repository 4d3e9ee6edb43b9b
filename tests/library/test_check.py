"""The content check: what it finds beyond what the loader refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.library.conftest import FIXTURE, REAL
from tgbot.library.check import check, format_report
from tgbot.library.loader import load
from tgbot.library.problems import ContentError
from tgbot.library.reading import grade, limit
from tgbot.library.wording_check import banned, claims

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHECKLIST, RULES, NOSE, MESSAGES = "en/checklist.yaml", "en/rules.yaml", "en/article/nose.md", "en/messages.ftl"
LONG_LABEL = "A label that goes on for much longer than a phone can show"
HARD = "Considerable neurological deterioration necessitates immediate specialist investigation of possible conditions"

MISTAKES = [
    (CHECKLIST, "Face or speech, suddenly", LONG_LABEL, "checklist.yaml:11: gate.stroke: the label", "at most 40"),
    (CHECKLIST, 'label: "Not sure"', 'label: "none of these"', "gate: two buttons say the same", "unique"),
    (CHECKLIST, '  - {id: not_sure, label: "Not sure"}\n', "", "yaml:3: gate: a red flag without", "not_sure"),
    (CHECKLIST, "not_sure: {recheck: gate_check}", "not_sure: none", "gate: \"Not sure\" leads to nothing", "recheck"),
    (CHECKLIST, "[{gate: [not_sure]}]", '[{seen: ["yes"]}]', "gate_check: shown looks at 'seen'", "earlier"),
    (CHECKLIST, 'title: "Doctor"', 'title: "Doctor, seen or not"', "seen: the title", "1 to 3 words"),
    (RULES, "card: emergency", "unless: [{gate: [none]}]", "E01: `unless` on a rule", "routine rules only"),
    (RULES, "  sections: [nose]\n", "", "rules.yaml:4: E01: no sections", "at least one id"),
    (RULES, "a doctor has looked at it", HARD, "rules.yaml:12: C01: reading grade", "at most"),
    (RULES, "a doctor has looked at it", "you have a tic", "C01: the words 'you have'", "R9"),
    (NOSE, "They come and *go*.", "They are safe to ignore.", "nose.md:13: nose.0: the words 'safe to ignore'", "R9"),
    (NOSE, "They come and *go*.", "They stop in 90 % of people.", "nose.0: a percentage without", "R9"),
    (NOSE, "- Read [about coffee](section:coffee).", "- Twitches are common.", "nose.md:17: nose: a claim", "s"),
    (MESSAGES, "start = Start", "start = { no-such-message }", "messages.ftl:1: start: there is no message", "an id"),
    (MESSAGES, "start = Start", f"start = {HARD}", "messages.ftl:1: start: reading grade", "at most"),
    ("pl/messages.ftl", "start = Zacznij", "start = { $who }", "start: English gives no argument $who", "arguments"),
    ("pl/messages.ftl", "start = Zacznij", "stop = Stop", "pl/messages.ftl:1: stop: English has no such message", "id"),
    ("pl/checklist.yaml", "Twarz lub mowa", LONG_LABEL, "gate.stroke: the label", "at most 40"),
]  # fmt: skip


@pytest.mark.parametrize(("mistake", "problem", "expected"), [(row[:3], *row[3:]) for row in MISTAKES])
def test_each_mistake_is_found_where_it_stands(
    mend: Callable[[str, str, str], Path], mistake: tuple[str, str, str], problem: str, expected: str
) -> None:
    """What a reader would stumble on is told with file, line, id and what is expected."""
    before = {str(found) for found in check(FIXTURE).problems}
    found = {str(found) for found in check(mend(*mistake)).problems} - before
    assert any(problem in words and expected in words for words in found), found


def test_the_small_content_has_only_the_problems_of_its_size() -> None:
    """Sections of a few words are too short for readers, and nothing else is wrong with the fixture."""
    problems = [str(problem) for problem in check(FIXTURE).problems]
    assert len(problems) == 3
    assert all("words; expected 60 to 220" in problem for problem in problems)


def test_loading_problems_are_reported_beside_the_others(mend: Callable[[str, str, str], Path]) -> None:
    """One broken rule does not hide what is wrong elsewhere."""
    mend(RULES, "urgency: self_care", "urgency: calm")
    report = check(mend(NOSE, "They come and *go*.", "They are safe to ignore."))
    words = "\n".join(map(str, report.problems))
    assert "unknown urgency 'calm'" in words
    assert "safe to ignore" in words
    assert not report.ok


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (CHECKLIST, 'label: "Not sure"', 'label: "Not sure', "not valid YAML"),
        ("sources.yaml", "title: Twitching", "title: [Twitching", "not valid YAML"),
        (MESSAGES, "start", "\udcff", "not UTF-8"),
    ],
)
def test_beside_a_file_that_cannot_be_read_nothing_uncertain_is_told(
    folder: Path, name: str, old: str, new: str, told: str
) -> None:
    """One line names the file and the line; no rule, section or source is blamed for what may stand in it."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode("utf-8", "surrogateescape"))
    report = check(folder)
    assert [problem.place.file for problem in report.problems] == [f"content/{name}"]
    printed = format_report(report)
    assert told in printed
    assert "Worth a look" not in printed
    assert printed.endswith("The rest was not looked at: it may name what stands in there.\n")
    with pytest.raises(ContentError) as refused:
        load(folder)
    assert refused.value.problems == report.problems


def _unread(folder: Path) -> list[str]:
    return [str(note) for note in check(folder).notes if "looks at this answer" in str(note)]


def test_an_answer_that_changes_nothing_is_worth_a_look(mend: Callable[[str, str, str], Path]) -> None:
    """A new option without a rule is told with file and line; the calm one, and what is said to be calm, is not."""
    before = _unread(FIXTURE)
    line = '  - {id: wait, label: "I wait for a visit"}\n'
    told = _unread(mend(CHECKLIST, line, line + '  - {id: soon, label: "Next week"}\n'))
    assert len(told) == len(before) + 1
    assert any("checklist.yaml:" in words and "seen.soon: no rule, note or question looks" in words for words in told)
    assert _unread(mend(CHECKLIST, '"Next week"}', '"Next week", calm: true}')) == before


def test_an_answer_that_is_said_to_be_calm_and_is_not_is_worth_a_look(mend: Callable[[str, str, str], Path]) -> None:
    """`calm: true` on an answer that raises something is a contradiction."""
    told = _unread(mend(CHECKLIST, '"Face or speech, suddenly"', '"Face or speech, suddenly", calm: true'))
    assert any("gate.stroke: calm, yet a rule" in words for words in told)


def test_every_answer_of_the_real_checklist_changes_something_or_says_that_it_does_not() -> None:
    """Nobody taps an answer that was forgotten."""
    assert _unread(REAL) == []


def test_fallbacks_and_reviews_are_listed_without_failing() -> None:
    """What falls back to English and what no clinician has seen is said, but stops nobody."""
    report = check(FIXTURE)
    assert report.missing is not None
    assert set(report.missing) == {"ar", "pl"}
    assert any("nose: not clinically reviewed" in str(note) for note in report.notes)
    assert not any("coffee: not clinically reviewed" in str(note) for note in report.notes)


def test_a_double_tap_on_no_cannot_answer_the_next_question(mend: Callable[[str, str, str], Path]) -> None:
    """Two questions in a row never have their "no" in the same row of buttons."""
    assert not any("stands in row" in str(problem) for problem in check(FIXTURE).problems)
    report = check(mend(CHECKLIST, '  - {id: wait, label: "I wait for a visit"}\n', ""))
    assert any("seen: \"no\" stands in row 3, as on 'gate'" in str(problem) for problem in report.problems)


@pytest.mark.parametrize(
    "words",
    [
        "If you have a question, ask.",
        "Do you have a doctor?",
        "Have you seen a doctor?",
        "You have to ask nobody.",
        "You don't have to decide today.",
        "In the CHAMP trial, 44 % got better.",
    ],
)
def test_harmless_wording_passes(words: str) -> None:
    """Conditions, questions, duties and figures of a named study say nothing about the reader's body."""
    assert list(banned(words, studied=True)) == []


@pytest.mark.parametrize(
    "words",
    [
        "It seems that you have a tic.",
        "You don't have ALS.",
        "You do not have it",
        "We cannot diagnose you.",
        "This rules it out.",
        "An EMG can rule out ALS.",
        "It is safe to ignore.",
        "It stops in 98% of people.",
        "Nine per cent get better.",
    ],
)
def test_banned_wording_is_found(words: str) -> None:
    """Nobody is told what they have or have not, and no figure stands without its study."""
    assert list(banned(words))


def test_a_claim_is_a_statement_about_bodies() -> None:
    """Questions, advice, quotations and words about the bot itself need no source; statements of medicine do."""
    assert claims("Most twitches stop in days.")
    assert claims("Ask a doctor. A twitch can be caused by coffee.")
    assert not claims("Is a twitch a sign of ALS?")
    assert not claims("Put the search away and rest.")
    assert not claims("We know of no study that has counted twitches.")
    assert not claims("These twitches are common:")


def test_names_do_not_make_a_text_hard() -> None:
    """A disease has one name; the words around it are what is measured."""
    named, words = grade("Some people fear amyotrophic lateral sclerosis when an eye or a leg starts to jump at night.")
    plain, _ = grade("Some people fear the flu when an eye or a leg starts to jump at night.")
    assert abs(named - plain) < 1
    assert named <= limit(words) == 8.0


def test_short_texts_are_judged_by_their_length() -> None:
    """One long word lifts a label by many grades, so labels are free and short lines have a wider limit."""
    assert limit(3) > 100
    assert limit(8) == 11.0
    assert limit(12) == 8.0


def test_the_report_is_printed_with_its_grades() -> None:
    """The printed report has counts, a table of grades, page lengths, fallbacks and the problems with file and line."""
    printed = format_report(check(FIXTURE))
    for words in (
        "2 sections",
        "Reading grade",
        "content/en/rules.yaml",
        "Longest pages",
        "Said in English under 'pl'",
    ):
        assert words in printed
    assert "content/en/article/coffee.md:1: coffee:" in printed
    assert printed.endswith("3 to mend.\n")


def test_the_real_content_passes() -> None:
    """What is shipped passes every check."""
    report = check(REAL)
    assert report.ok, format_report(report)
