"""Blocks in the documents are well-formed in the language that they name, and the Procfile is what the steps say."""

from __future__ import annotations

import ast
import json
import re

import pytest
import yaml

from tests.docs.documents import DOCUMENTS, ROOT, Code, read
from tests.docs.test_commands import ours, simple_commands, wrong

BLOCKS = [code for path in DOCUMENTS for code in read(path).codes if code.block]
PARSERS = {"yaml": yaml.safe_load, "json": json.loads, "python": ast.parse}


@pytest.mark.parametrize("block", [each for each in BLOCKS if each.language in PARSERS], ids=lambda block: block.where)
def test_a_block_can_be_read(block: Code) -> None:
    """YAML, JSON and Python parse."""
    assert PARSERS[block.language](block.text)


def test_no_block_names_a_language_that_nothing_checks() -> None:
    """Whoever adds one adds its check."""
    assert {block.language for block in BLOCKS} <= {*PARSERS, "", "sh", "mermaid"}


def test_blocks_of_settings_are_settings_only() -> None:
    """A block that begins with a setting holds one on each line, quoted where it holds a space."""
    blocks = [block for block in BLOCKS if re.match(r"[A-Z_]+=", block.text)]
    lines = [(block.where, line) for block in blocks for line in block.text.splitlines()]
    assert [each for each in lines if not re.fullmatch(r"""[A-Z_]+=(\S+|"[^"]*")""", each[1])] == []
    assert lines


def test_the_procfile_starts_what_exists() -> None:
    """`web` takes the place of the shell, so that it gets the host's signals; `release` migrates."""
    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    assert lines == {"web": "exec python -m tgbot run", "release": "python -m tgbot db upgrade"}
    for line in lines.values():
        ((*_, words),) = [[ours(each) or []] for each in simple_commands(line)]
        assert words
        assert wrong(words) == ""
