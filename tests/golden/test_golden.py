"""Whole runs, word for word. `pytest tests/golden --update-golden` writes them anew; then read the diff aloud."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.golden.runs import CARDS, RUNS
from tests.golden.walker import Walker
from tgbot.library.content import Content
from tgbot.store import Store

FOLDER = Path(__file__).parent
GLANCE = 750
"""Characters: 700 is the aim; a few pages with much to tell may go a little beyond."""


@pytest.fixture
def walker(content: Content, store: Store) -> Walker:
    """Put a person in front of the bot."""
    return Walker.make(content, store)


def compare(name: str, told: str, *, update: bool) -> None:
    """Hold a transcript against the one that was read and agreed on."""
    path = FOLDER / f"{name}.txt"
    if update:
        path.write_text(told, encoding="utf-8")
    assert path.is_file(), f"{path.name} is missing: run `pytest tests/golden --update-golden`, then read it aloud"
    assert told == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", RUNS)
async def test_a_run_reads_as_agreed(name: str, walker: Walker, update_golden: bool) -> None:
    """Every word and every button of the run, from Start to its last page."""
    compare(name, await walker.transcript(RUNS[name]), update=update_golden)


async def test_each_sign_of_the_gates_shows_its_card(walker: Walker, update_golden: bool) -> None:
    """One tap, one card, with what to do for this sign."""
    cards = []
    for taps in CARDS:
        told = await walker.transcript(taps)
        cards.append("    >>> " + told.rpartition("    >>> ")[2])
    compare("emergency_each_sign", "\n".join(cards), update=update_golden)


@pytest.mark.parametrize("name", RUNS)
def test_a_page_of_the_check_is_read_at_a_glance(name: str) -> None:
    """No question, result or card shows more than 750 characters in the open; sections have a limit of their own."""
    for page in re.split(r"^    >>> .*\n", (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE):
        shown = [line for line in page.strip().splitlines() if not line.startswith(("| ", "["))]
        is_section = "Not clinically reviewed." in shown
        assert is_section or len("\n".join(shown).strip()) <= GLANCE, shown[0]


def test_there_is_no_transcript_without_a_run() -> None:
    """A run that was renamed leaves no old transcript behind."""
    assert {path.stem for path in FOLDER.glob("*.txt")} == {*RUNS, "emergency_each_sign"}
