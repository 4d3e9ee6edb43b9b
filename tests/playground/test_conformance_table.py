"""The committed table of behaviours says what the tests say."""

from __future__ import annotations

from tests.playground.conformance.every import GROUPS
from tests.playground.conformance.table import PAGE, TITLES, page


def test_the_table_is_what_the_tests_say() -> None:
    """After a change: `python -m tests.playground.conformance.table`, and commit the page."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_group_has_a_heading_and_every_behaviour_its_words_and_source() -> None:
    """No row of the table is empty."""
    assert set(GROUPS) == set(TITLES)
    assert all(one.words and one.source for group in GROUPS.values() for one in group)
