"""Mistakes in content/: each is told with file and line, and none ends in a traceback."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tgbot.library.loader import load, read
from tgbot.library.problems import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
