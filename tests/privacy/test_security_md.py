"""SECURITY.md promises tests by name; this holds it to that."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
TESTS = PROJECT / "tests"


def test_every_test_that_is_named_exists() -> None:
    """Each `test_...` in SECURITY.md is a test, each path is a file, and each line of its tables names one."""
    text = (PROJECT / "SECURITY.md").read_text("utf-8")
    there = {
        name
        for file in TESTS.rglob("test_*.py")
        for name in re.findall(r"^ *(?:async )?def (test_\w+)\(", file.read_text("utf-8"), re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)`", text))
    assert len(named) > 20
    assert named <= there, sorted(named - there)
    paths = re.findall(r"`(tests/[\w/.]+)`", text)
    assert all((PROJECT / path).exists() for path in paths)
    rows = [line for line in text.splitlines() if line.startswith("|") and not line.startswith(("|---", "| attempt"))]
    assert rows
    assert all("`test_" in line for line in rows), [line for line in rows if "`test_" not in line]
