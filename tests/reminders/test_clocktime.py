"""A typed time of day."""

from __future__ import annotations

from datetime import time

import pytest

from tgbot.reminders.clocktime import read_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("22:45", time(22, 45)),
        ("10:45 pm", time(22, 45)),
        ("10.45PM", time(22, 45)),
        ("2245", time(22, 45)),
        ("0715", time(7, 15)),
        ("7 am", time(7)),
        ("12 am", time(0)),
        ("12:30 p.m.", time(12, 30)),
        ("it's 9:05", time(9, 5)),
        (" 8h30 ", time(8, 30)),
        ("21:05:33", time(21, 5)),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, meant: time) -> None:
    """Colons, dots, am and pm, and four digits in a row."""
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "7", "25:00", "10:75", "13 pm", "0 am", "late", "10:30 in Paris", "99999", "١٢"])
def test_anything_else_is_no_time(typed: str) -> None:
    """A guess would set somebody's clock wrong."""
    assert read_time(typed) is None
