"""The content commands on the real content, and what they do where it is broken."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import CONTENT
from tests.operation.test_cli import tgbot
from tgbot.checklist.proof import format_proof
from tgbot.library.content import Content
from tgbot.library.loader import load
from tgbot.operation.ask import ask
from tgbot.operation.errors import OperatorError
from tgbot.operation.explain import explain
from tgbot.operation.links import check_sources
from tgbot.operation.proof import NOSE_3_DAYS, prove_content
from tgbot.operation.vignettes import judge_vignettes

_VIGNETTES = Path(__file__).parents[1] / "checklist" / "vignettes"
_SMALL = Path(__file__).parents[1] / "library" / "fixtures" / "content"


# Half a minute of reckoning on a calm machine, and several times that on a busy one.
@pytest.mark.timeout(300)
def test_the_checklist_is_proven(content: Content) -> None:
    """Every claim holds for the real questions and rules, the tap budget and the code among them."""
    proof = prove_content(content)
    assert proof.ok, format_proof(proof)
    questionnaire = content.language("en").questionnaire
    assert set(proof.questions) == set(questionnaire.by_id)
    assert set(proof.rules) == set(questionnaire.rule_by_id)
    assert NOSE_3_DAYS.most == 12


def test_a_broken_claim_ends_with_2(tmp_path: Path) -> None:
    """A rule that can never fire is named on standard output, without a traceback."""
    copy = shutil.copytree(_SMALL, tmp_path / "content")
    rules = copy / "en" / "rules.yaml"
    text = rules.read_text(encoding="utf-8")
    english = load(copy).language("en")
    first, last = english.questionnaire.gates[0], english.questionnaire.questions[-1]
    never = (
        "rules:\n- id: X99\n  urgency: soon\n  reason: never\n  authority: nobody\n  sources: [nhs-twitching]\n"
        f"  sections: [{english.article.sections[0].id}]\n"
        f'  when: [{{{first.id}: ["{first.option_ids[0]}"], {last.id}: ["{last.option_ids[0]}"]}}]\n'
    )
    assert "rules:\n" in text
    rules.write_text(text.replace("rules:\n", never, 1), encoding="utf-8")
    ended = tgbot("content", "proof", folder=tmp_path, CONTENT_DIR=str(copy))
    assert ended.returncode == 2
    assert "X99 never fires" in ended.stdout
    assert "claims fail" in ended.stdout
    assert "Traceback" not in ended.stderr


def test_a_section_is_explained_claim_by_claim(content: Content) -> None:
    """Each claim with its line, each source with its address and the day on which its link was checked."""
    told = explain(content, "nose-and-als")
    section = content.language("en").article.by_id["nose-and-als"]
    assert "content/en/article/nose-and-als.md" in told
    for claim in section.claims:
        assert f"line {claim.line}: " in told
        for name in claim.sources:
            assert content.sources[name].url in told
    assert "link checked" in told or "link not checked" in told


def test_a_rule_is_explained_in_words(content: Content) -> None:
    """Conditions with titles and labels, the reason, the authority, and the vignettes in which it fires."""
    judged = judge_vignettes(content, _VIGNETTES)
    rule = content.language("en").questionnaire.rule_by_id["E01"]
    told = explain(content, "E01", judged)
    for words in (rule.reason, rule.authority, "Emergency signs (gate_now)", "content/en/rules.yaml:"):
        assert words in told
    fired = [case.vignette.id for case in judged if rule.fires(case.run.answers)]
    assert fired
    assert all(name in told for name in fired)


def test_a_question_is_explained(content: Content) -> None:
    """When it is asked, what "Not sure" leads to, and for each option the rules that read it and what it opens."""
    told = explain(content, "body")
    question = content.language("en").questionnaire.by_id["body"]
    assert question.why in told
    assert "asks again: body_check" in told
    assert "opens body_check" in told
    assert all(option in told for option in question.option_ids)


def test_every_id_can_be_explained(content: Content) -> None:
    """Questions, rules, notes, sections and sources."""
    english = content.language("en")
    ids = [*english.questionnaire.by_id, *english.questionnaire.rule_by_id, *english.article.by_id, *content.sources]
    ids += [note.id for note in english.questionnaire.notes]
    for name in ids:
        assert name in explain(content, name)


def test_an_unknown_id_is_refused(content: Content) -> None:
    """The known ids are named."""
    with pytest.raises(OperatorError, match="nothing has the id 'nosuch'; known: gate_now"):
        explain(content, "nosuch")


def test_the_vignettes_command_prints_the_table() -> None:
    """The four shares and a row for each urgency; a folder without cases ends with 2."""
    root = CONTENT.parent
    ended = tgbot("content", "vignettes", folder=root)
    assert ended.returncode == 0, ended.stdout
    for words in ("emergencies found", "never too low", "harmless told so", "self_care"):
        assert words in ended.stdout
    assert tgbot("content", "vignettes", "--folder", "nowhere", folder=root).returncode == 2


def test_links_that_do_not_answer_are_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line for each failure; the file stays as it was, byte by byte."""
    copy = shutil.copytree(_SMALL, tmp_path / "content")
    file = copy / "sources.yaml"
    text = file.read_text(encoding="utf-8")
    hosts = {line.split("https://")[1].split("/")[0].split('"')[0] for line in text.splitlines() if "https://" in line}
    for host in hosts:
        text = text.replace(f"https://{host}", "https://127.0.0.1:9")
    file.write_text(text, encoding="utf-8")
    failed = check_sources(copy, date(2026, 11, 22))
    told = capsys.readouterr().out
    assert failed
    assert told.count("cannot be reached") == len(failed)
    assert f"0 of {len(failed)} links answer." in told
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("is a twitching nose a sign of als", "section"),
        ("my face droops and I cannot speak since this morning", "emergency"),
        ("I want to kill myself", "crisis"),
        ("what is the best recipe for apple pie", "none"),
        ("", "none"),
        ("\N{GRINNING FACE}" * 4096, "none"),
    ],
)
def test_typed_words_get_an_answer(content: Content, words: str, kind: str) -> None:
    """A section with a sentence, a card without any article, or an honest nothing."""
    answer = ask(content.language("en"), words)
    assert answer["kind"] == kind
    assert bool(answer["sections"]) == (kind == "section")
    for found in answer["sections"]:
        assert set(found) == {"id", "title", "score", "quote"}
        assert found["title"] == content.language("en").article.by_id[found["id"]].title


def test_ask_prints_json(tmp_path: Path) -> None:
    """With --json nothing but JSON on standard output; without it, words for people."""
    ended = tgbot("ask", "is a twitching nose a sign of als", "--json", folder=tmp_path)
    assert ended.returncode == 0, ended.stderr
    answer = json.loads(ended.stdout)
    assert answer["sections"][0]["id"] == "nose-and-als"
    plain = tgbot("ask", "is a twitching nose a sign of als", folder=tmp_path)
    assert "nose-and-als" in plain.stdout
