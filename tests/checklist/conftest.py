"""Judges the vignettes once, and prints their table at the end of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tgbot.checklist.vignette import Judged, format_vignettes, judge
from tgbot.library.content import Content
from tgbot.operation.vignettes import read_vignettes

VIGNETTES = Path(__file__).parent / "vignettes"
_TABLE: pytest.StashKey[str] = pytest.StashKey()


@pytest.fixture(scope="session")
def judged(content: Content, request: pytest.FixtureRequest) -> list[Judged]:
    """Judge all vignettes, and keep their table for the end."""
    questionnaire = content.language("en").questionnaire
    cases = [judge(questionnaire, vignette) for vignette in read_vignettes(VIGNETTES)]
    request.config.stash[_TABLE] = format_vignettes(cases)
    return cases


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table."""
    table = config.stash.get(_TABLE, "")
    if table:
        terminalreporter.section("vignettes (tgbot content vignettes)")
        terminalreporter.write(table)
