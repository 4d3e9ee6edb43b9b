"""Commands and files that the documents name are there: `tgbot`, `make`, `pytest`, paths."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from tests.docs.documents import DOCUMENTS, ROOT, Code, read
from tgbot.cli import app

CODES = [code for path in DOCUMENTS for code in read(path).codes]
COMMAND = typer.main.get_command(app)
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
BEFORE_OURS = {"-m", "run", "exec", "bot"}
"""Words after which `tgbot` is the command: python -m, heroku run, and the service of the compose file."""
PLACES = ("tgbot/", "tests/", "docs/", "content/", "deploy/", "bench/", ".ci/")


def simple_commands(text: str) -> Iterator[list[str]]:
    """Split a shell's text into simple commands, without the settings before them."""
    for line in text.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line.replace("(", " ; ").replace(")", " ; "), posix=True, punctuation_chars=";&|")
        lexer.whitespace_split = True
        words: list[str] = []
        try:
            found = [*lexer, ";"]
        except ValueError:
            continue
        for word in found:
            if set(word) <= set(";&|"):
                if words:
                    yield words
                words = []
            elif words or not re.fullmatch(r"[A-Z_]+=.*", word):
                words.append(word)


def ours(words: list[str]) -> list[str] | None:
    """Give what follows `tgbot` where it is the command; None elsewhere."""
    for number, word in enumerate(words):
        if word.rpartition("/")[2] == "tgbot" and (number == 0 or words[number - 1] in BEFORE_OURS):
            return words[number + 1 :]
    return None


def wrong(words: list[str]) -> str:
    """Tell what in a call of `tgbot` does not exist; "" when all of it does."""
    command: Any = COMMAND
    for word in words:
        if word in {"...", "…"}:
            return ""
        if word.startswith("--"):
            known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
            if word.partition("=")[0] not in known:
                return f"option {word}"
        elif commands := getattr(command, "commands", None):
            if word not in commands:
                return f"command {word}"
            command = commands[word]
    return ""


def shells() -> list[Code]:
    """Give what may hold commands: words in a line, and blocks without a language."""
    return [code for code in CODES if code.language in {"", "sh", "console"}]


def test_every_tgbot_command_exists() -> None:
    """Commands and options alike; the documents name many."""
    called = [(code, words) for code in shells() for each in simple_commands(code.text) if (words := ours(each))]
    assert [f"{code.where}: {problem}" for code, words in called if (problem := wrong(words))] == []
    assert len(called) > 30


def test_every_make_target_exists() -> None:
    """`make x` names a target of the Makefile."""
    called = [
        (code.where, words[1:]) for code in shells() for words in simple_commands(code.text) if words[0] == "make"
    ]
    asked = [(where, word) for where, words in called for word in words if "=" not in word]
    assert [(where, word) for where, word in asked if word not in TARGETS] == []
    assert {word for _, word in asked} >= {"run", "test", "check"}


def test_every_file_that_is_named_exists() -> None:
    """A path that begins with one of the project's folders is there; `*`, `xx` and `<...>` stand for some."""
    words = [(code.where, word) for code in shells() for word in re.split(r"[\s,;|]+", code.text)]
    named = [
        (where, word.rstrip(".:")) for where, word in words if word.startswith(PLACES) and not re.search("<|/xx", word)
    ]
    assert [(where, word) for where, word in named if not (list(ROOT.glob(word.rstrip("/"))))] == []
    assert len(named) > 20


def test_tests_that_are_named_exist() -> None:
    """`test_...` in a document is a test or a file of tests."""
    defined = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        defined |= {path.stem, *re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))}
    named = [(code.where, word) for code in shells() for word in re.findall(r"\btest_\w+", code.text)]
    assert [(where, word) for where, word in named if word not in defined] == []


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("tgbot run --take-over", ""),
        ("PORT=1 .venv/bin/tgbot doctor; true", ""),
        ("tgbot run --takeover", "option --takeover"),
        ("heroku run python -m tgbot db dump", "command dump"),
        ("docker compose run --rm bot tgbot keys old", "command old"),
        ("journalctl -u tgbot -n 20", None),
        ("git clone x /opt/tgbot && cd /opt/tgbot", None),
    ],
)
def test_a_wrong_command_is_noticed(line: str, problem: str | None) -> None:
    """The check itself can fail, and knows where `tgbot` is no command."""
    calls = [words for each in simple_commands(line) if (words := ours(each)) is not None]
    assert [wrong(words) for words in calls] == ([] if problem is None else [problem])


def test_the_diagram_names_files_that_exist() -> None:
    """docs/architecture.md: every file in the diagram is one of the package's."""
    (diagram,) = [code.text for code in CODES if code.language == "mermaid"]
    named = re.findall(r"(?:[a-z_]+/)+(?:[a-z_]+\.py|\*)", diagram)
    assert [word for word in named if not list((ROOT / "tgbot").glob(word))] == []
    assert len(named) > 6
