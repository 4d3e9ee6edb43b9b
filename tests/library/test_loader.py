"""Reading content/ into values."""

from __future__ import annotations

import random
import time
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.library.conftest import FIXTURE, REAL
from tgbot.checklist.questionnaire import OptionId, QuestionId, Urgency
from tgbot.library.loader import load, read
from tgbot.library.messages import MessageError
from tgbot.library.problems import ContentError
from tgbot.library.text import Bold, Heading, Italic, Items, Paragraph, Quote, Url

if TYPE_CHECKING:
    from collections.abc import Callable
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


BROKEN = [
    ("en/checklist.yaml", '{id: "no", label: "No"}', "{id: no, label: No}", "checklist.yaml:40: seen: a bare no"),
    ("en/checklist.yaml", 'title: "Doctor"', 'titel: "Doctor"', "checklist.yaml:33: seen: unknown key 'titel'"),
    ("en/checklist.yaml", "[{gate: [not_sure]}]", "[{gate: [maybe]}]", "28: gate_check: the question 'gate' has no"),
    ("en/checklist.yaml", "[{gate: [not_sure]}]", "[{gates: [not_sure]}]", "28: gate_check: there is no question or"),
    ("en/checklist.yaml", "{recheck: gate_check}", "{recheck: nothing}", "15: gate: there is no question 'nothing'"),
    ("en/checklist.yaml", "- id: seen\n", "- id: gate\n", "checklist.yaml:32: gate: the question 'gate' stands twice"),
    ("en/checklist.yaml", "  gate: true\n", "  gate: perhaps\n", "checklist.yaml:5: gate: this is a word ('perhaps')"),
    ("en/rules.yaml", "urgency: self_care", "urgency: calm", "rules.yaml:13: C01: unknown urgency 'calm'"),
    ("en/rules.yaml", "{CLEAR: true,", "{CLAER: true,", "rules.yaml:14: C01: there is no question or named"),
    ("en/rules.yaml", "sections: [nose]", "sections: [mouth]", "rules.yaml:10: E01: there is no section 'mouth'"),
    ("en/rules.yaml", "sources: [nice-ng127]", "sources: [nice]", "rules.yaml:9: E01: there is no source 'nice'"),
    ("en/rules.yaml", 'reason: "a doctor', 'when: []\n  reason: "a doctor', "C01: the key 'when' stands twice"),
    ("en/article/nose.md", "source:nhs-twitching", "source:nhs", "nose.md:14: nose: there is no source 'nhs'"),
    ("en/article/nose.md", "section:coffee", "section:tea", "nose.md:17: nose: there is no section 'tea'"),
    ("en/article/nose.md", "section:coffee", "https://example.org", "nose.md:17: nose: a link to 'https://example"),
    ("en/article/nose.md", "*go*", "<b>go</b>", "nose.md:14: nose: raw HTML"),
    ("en/article/nose.md", "- Coffee", "![cup](cup.png)\n\n- Coffee", "nose.md:16: nose: an image"),
    ("en/article/nose.md", "- Coffee", "| a | b |\n|---|---|\n\n- Coffee", "nose.md:16: nose: a table"),
    ("en/article/nose.md", "- Coffee", "- One\n  - Two\n- Coffee", "nose.md:17: nose: a list or a quote holds more"),
    ("en/article/nose.md", "group: twitches", "group: noses", "nose.md:2: nose: unknown group 'noses'"),
    ("en/article/nose.md", "id: nose", "id: nase", "nose.md:2: nose: the id 'nase' is not the file's name"),
    ("en/article/nose.md", "related: [coffee]", "related: [nose]", "nose.md:11: nose: related: there is no other"),
    ("en/article/nose.md", "reviewed: null", "reviewed: soon", "nose.md:7: nose: 'soon' is no day"),
    ("en/article/coffee.md", "---\nid", "id", "coffee.md:1: coffee: no front matter"),
    ("en/messages.ftl", "start = Start", "start = { $x", "messages.ftl:2: not valid Fluent"),
    ("en/messages.ftl", "only-english =", "start =", "messages.ftl:9: start: it stands twice"),
    ("sources.yaml", "https://www.nice", "http://www.nice", "sources.yaml:8: nice-ng127: the url"),
    ("sources.yaml", "nice-ng127:", "nhs-twitching:", "sources.yaml:7: the key 'nhs-twitching' stands twice"),
    ("sources.yaml", "kind: guidance", "kind: [guidance", "sources.yaml:13: not valid YAML"),
    ("countries.yaml", '["999", "112"]', "[]", "countries.yaml:2: GB: no emergency number"),
    ("countries.yaml", '{name: Samaritans, call: "116 123"}', "{name: Samaritans}", "countries.yaml:5: GB: the line"),
    ("en/screening.yaml", "cant breathe", "cant {BREATHE}", "screening.yaml:7: there is no set 'BREATHE'"),
    ("pl/checklist.yaml", "- id: gate", "- id: gates", "pl/checklist.yaml:2: gates: there is no question"),
    ("pl/checklist.yaml", "  text:", "  shown: always\n  text:", "pl/checklist.yaml:3: gate: unknown key 'shown'"),
]


@pytest.mark.parametrize(("name", "old", "new", "problem"), BROKEN)
def test_every_mistake_is_told_with_file_and_line(
    mend: Callable[[str, str, str], Path], name: str, old: str, new: str, problem: str
) -> None:
    """A broken file never raises anything but `ContentError`, whose words name the place, the thing and the mistake."""
    with pytest.raises(ContentError) as caught:
        load(mend(name, old, new))
    assert problem in str(caught.value)


def test_all_mistakes_are_told_at_once(mend: Callable[[str, str, str], Path]) -> None:
    """An editor need not mend one mistake to see the next."""
    for name, old, new, _ in (BROKEN[0], BROKEN[7], BROKEN[12], BROKEN[26], BROKEN[29]):
        folder = mend(name, old, new)
    _, problems = read(folder)
    assert {problem.place.file.split("/")[-1] for problem in problems} == {
        "checklist.yaml", "rules.yaml", "nose.md", "sources.yaml", "countries.yaml"
    }  # fmt: skip


@pytest.mark.parametrize("name", ["sources.yaml", "en/checklist.yaml", "en/messages.ftl", "en/screening.yaml"])
def test_a_missing_english_file_is_named(folder: Path, name: str) -> None:
    """English is what everything falls back to, so it must be whole."""
    (folder / name).unlink()
    with pytest.raises(ContentError, match=f"content/{name}:1: the file is missing"):
        load(folder)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\xff\xfe", "nose.md:1: these bytes are not UTF-8"),
        (b"---\nid: nose\n---\n" + b"word " * 300_000, "bytes; expected at most"),
        (b"", "nose.md:1: nose: no front matter"),
        (b"---\n" + b"[" * 30_000 + b"\n---\ntext\n", "nose.md:"),
    ],
)
def test_hostile_files_are_refused(folder: Path, data: bytes, problem: str) -> None:
    """A megabyte of Markdown, other encodings and endless nesting are problems, not crashes."""
    (folder / "en/article/nose.md").write_bytes(data)
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert problem in str(caught.value)


def test_a_missing_folder_is_said_plainly(tmp_path: Path) -> None:
    """A wrong CONTENT_DIR ends with words, not with a traceback of this package."""
    with pytest.raises(ContentError, match="there is no such folder"):
        load(tmp_path / "nowhere")


def test_the_real_content_loads() -> None:
    """What is shipped has no problem, and reads fast enough for a start in time."""
    start = time.perf_counter()
    content = load(REAL)
    assert time.perf_counter() - start < 6
    assert len(content.language("en").article.sections) >= 30


SCRAPS = [
    "- x",
    "a: b",
    "[",
    "{",
    "---",
    "&a *a",
    "<b>",
    "```",
    "  - {id: no}",
    "null",
    "x: [1, 2]",
    "!!python/object:os.system x",
]


@pytest.mark.parametrize("seed", range(60))
def test_no_mangled_file_ends_in_a_traceback(folder: Path, seed: int) -> None:
    """Lines lost, cut, indented or replaced in any file are problems or harmless, never another exception."""
    chance = random.Random(seed)
    path = chance.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
    lines = path.read_text(encoding="utf-8").split("\n")
    at = chance.randrange(len(lines))
    key = lines[at].partition(":")[0]
    lines[at : at + 1] = chance.choice(
        [
            [],
            [lines[at][: len(lines[at]) // 2]],
            ["  " + lines[at]],
            [chance.choice(SCRAPS), lines[at]],
            [f"{key}: [a, b]"],
        ]
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    content, problems = read(folder)
    assert content.language("en").code == "en"
    assert all(problem.place.line >= 1 and problem.what for problem in problems)
