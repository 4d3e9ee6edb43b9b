"""Reading content/ into values."""

from __future__ import annotations

import time
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.library.conftest import FIXTURE, REAL
from tgbot.checklist.questionnaire import OptionId, QuestionId, Urgency
from tgbot.library.loader import load
from tgbot.library.messages import MessageError
from tgbot.library.text import Bold, Heading, Italic, Items, Paragraph, Quote, Url

if TYPE_CHECKING:
    from pathlib import Path

    from tgbot.library.content import Content

NHS = Url("NHS", "https://www.nhs.uk/conditions/twitching-eyes-and-muscles/")


def test_a_section_becomes_blocks_with_links_resolved(small: Content) -> None:
    """Bold, italic, lists and both kinds of link come out as blocks of plain text."""
    section = small.language("en").article.by_id["nose"]
    assert section.blocks == (
        Paragraph(
            ("Most twitches are ", Bold("harmless"), " and stop in days. ", NHS, " They come and ", Italic("go"), ".")
        ),
        Items((("Coffee can bring them on. ", NHS), ("Read ", Url("about coffee", "section:coffee"), "."))),
    )
    assert section.questions == ("Is nose twitching an early sign of ALS?", "my nose keeps twitching")
    assert section.related == ("coffee",)


def test_headings_numbered_lists_and_quotes_are_kept(small: Content) -> None:
    """The other kinds of block keep their form."""
    kinds = [type(block) for block in small.language("en").article.by_id["coffee"].blocks]
    assert kinds == [Heading, Items, Quote]


def test_sections_stand_in_their_order_and_groups(small: Content) -> None:
    """`order` decides, not the file's name; groups keep their fixed order."""
    article = small.language("en").article
    assert [section.id for section in article.sections] == ["coffee", "nose"]
    assert list(article.groups) == ["twitches", "causes"]


def test_claims_know_their_sources_and_lines(small: Content) -> None:
    """Each stretch of words up to its source links is a claim; what follows the last link has none."""
    claims = small.language("en").article.by_id["nose"].claims
    assert [(claim.text, claim.sources, claim.line) for claim in claims][:2] == [
        ("Most twitches are harmless and stop in days.", ("nhs-twitching",), 13),
        ("They come and go.", (), 14),
    ]


def test_named_conditions_multiply_out(small: Content) -> None:
    """A rule that needs a named OR and an answer holds for each of its alternatives."""
    rule = small.language("en").questionnaire.rule_by_id["C01"]
    gate, check, seen = QuestionId("gate"), QuestionId("gate_check"), QuestionId("seen")
    none, unsure, yes = OptionId("none"), OptionId("not_sure"), OptionId("yes")
    assert rule.urgency is Urgency.SELF_CARE
    assert rule.fires({gate: none, seen: yes})
    assert rule.fires({gate: unsure, check: none, seen: yes})
    assert not rule.fires({gate: unsure, seen: yes})


def test_numbers_of_countries_are_kept_as_written(small: Content) -> None:
    """A bare 000 stays three zeros and the key NO is Norway, whatever YAML thinks of them."""
    assert small.countries["AU"].emergency == ("000",)
    assert small.countries["NO"].name == "Norway"
    assert small.countries["GB"].crisis[1].text == "SHOUT to 85258"
    assert small.sources["nice-ng127"].checked == date(2026, 1, 31)


def test_the_newest_consent_text_is_found_by_number_not_by_letter(small: Content) -> None:
    """Version 10 is newer than 2; a language without the newest version reads English."""
    newest = small.consents.newest("results", "pl")
    assert newest is not None
    assert (newest.version, newest.language) == ("10", "en")
    assert newest.hash == sha256((FIXTURE / "consents/results-10.en.md").read_bytes()).hexdigest()
    assert small.consents.by_hash(newest.hash) is newest
    assert small.consents.newest("unheard-of") is None


def test_a_language_is_found_by_telegrams_code(small: Content) -> None:
    """Regions fall back to their language, unknown ones and none to English."""
    assert small.language("pl-PL").code == "pl"
    assert small.language("PL").code == "pl"
    assert small.language("de").code == "en"
    assert small.language(None).code == "en"


def test_a_translation_changes_words_only(small: Content) -> None:
    """Ids, order and conditions stay English; what lacks a translation is said in English and listed."""
    polish, english = small.language("pl"), small.language("en")
    gate = polish.questionnaire.by_id["gate"]
    assert gate.text == "Czy to dzieje się teraz?"
    assert [option.label for option in gate.options] == ["Twarz lub mowa", "Not sure", "Nic z tego"]
    assert gate.options[2].other == "Nic z tego"
    assert gate.other == english.questionnaire.by_id["gate"].other
    assert [q.shown for q in polish.questionnaire.questions] == [q.shown for q in english.questionnaire.questions]
    assert [s.language for s in polish.article.sections] == ["en", "pl"]
    assert polish.article.by_id["nose"].order == 20
    for key in ("article/coffee.md", "checklist.yaml gate.other", "rules.yaml E01.reason", "messages.ftl welcome"):
        assert key in polish.missing
    assert "checklist.yaml gate.text" not in polish.missing
    assert english.missing == ()


def test_plurals_follow_the_language(small: Content) -> None:
    """Polish has three forms where English has two."""
    polish = small.language("pl").messages
    assert [polish.say("days", count=count) for count in (1, 2, 5)] == ["1 dzień", "2 dni", "5 dni (wiele)"]
    assert small.language("en").messages.say("days", count=1) == "1 day"


def test_isolation_marks_stand_only_in_right_to_left_languages(small: Content) -> None:
    """A Latin name inside Arabic words is kept in its place; English has no hidden characters."""
    assert small.language("ar").messages.say("welcome", name="Ada") == "مرحبا \u2068Ada\u2069."
    assert small.language("ar").right_to_left
    assert small.language("en").messages.say("welcome", name="<b>") == "Hello <b>."


def test_a_missing_message_falls_back_to_english() -> None:
    """In service a person always reads something; a test fails instead."""
    service = load(FIXTURE).language("pl").messages
    assert service.say("only-english") == "Only here"
    assert service.say("menu.short") == "M"
    assert service.say("unheard-of") == "unheard-of"
    strict = load(FIXTURE, strict=True).language("pl").messages
    assert strict.say("only-english") == "Only here"
    with pytest.raises(MessageError):
        strict.say("unheard-of")
    with pytest.raises(MessageError):
        strict.say("welcome")


def test_a_message_that_lacked_an_argument_once_is_not_remembered(small: Content) -> None:
    """Only whole messages are kept for the next time."""
    messages = small.language("en").messages
    messages.say("welcome")
    assert messages.say("welcome", name="Ada") == "Hello Ada."


def test_the_version_changes_with_any_byte(folder: Path) -> None:
    """The version is a hash of all files, so a result can name the content that it came from."""
    before = load(folder).version
    assert load(folder).version == before
    with (folder / "countries.yaml").open("a") as file:
        file.write("# a comment\n")
    assert load(folder).version != before


def test_only_the_asked_languages_are_read(small: Content) -> None:
    """A list of languages limits what is loaded; English is always there."""
    assert set(load(FIXTURE, ["pl"]).languages) == {"en", "pl"}
    assert set(small.languages) == {"en", "pl", "ar"}


def test_the_real_content_loads() -> None:
    """What is shipped has no problem, and reads fast enough for a start in time."""
    start = time.perf_counter()
    content = load(REAL)
    assert time.perf_counter() - start < 6
    assert len(content.language("en").article.sections) >= 30
