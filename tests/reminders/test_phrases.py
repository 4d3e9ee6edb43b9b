"""Typed phrases: what is read, what is asked again."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tgbot.reminders.phrases import FARTHEST, Read, read

NOW = datetime.fromisoformat("2026-11-25T12:15")
PHRASES: dict[str, str] = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))


def shown(found: Read) -> str:
    """Write a reading as the table does."""
    rhythm = "" if found.every == "once" else f"{found.every} "
    if found.problem == "ambiguous":
        return f"? {rhythm}" + ", ".join(f"{at:%Y-%m-%d %H:%M}" for at in found.choices)
    if found.problem:
        return f"! {found.problem}"
    return f"{rhythm}{found.at:%Y-%m-%d %H:%M}" + (f" x{found.times}" if found.times else "")


def test_the_table_is_long_enough() -> None:
    """There are at least 150 phrases, and a good part of them must be asked again."""
    assert len(PHRASES) >= 150
    assert sum(wanted.startswith(("!", "?")) for wanted in PHRASES.values()) >= 40


@pytest.mark.parametrize(("phrase", "wanted"), PHRASES.items())
def test_phrase(phrase: str, wanted: str) -> None:
    """Each phrase is read as the person meant it, or asked again for the right reason."""
    assert shown(read(phrase, NOW)) == wanted


@pytest.mark.parametrize(
    ("language", "phrase", "wanted"),
    [
        ("es", "mañana", "2026-11-26 09:00"),
        ("es", "mañana a las 10", "2026-11-26 10:00"),
        ("de", "in 3 Wochen", "2026-12-16 12:15"),
        ("de", "morgen um 10", "2026-11-26 10:00"),
        ("de", "14.12. 10:30", "2026-12-14 10:30"),
        ("fr", "demain", "2026-11-26 09:00"),
        ("fr", "vendredi 9h", "2026-11-27 09:00"),
        ("ru", "через 3 недели", "2026-12-16 12:15"),
        ("ru", "в пятницу 9:00", "2026-11-27 09:00"),
        ("fr", "3/4", "2027-04-03 09:00"),
        ("de", "asdf", "! unreadable"),
        ("fr", "demain 25:00", "! no-such-time"),
        ("xx", "tomorrow at 10", "2026-11-26 10:00"),
    ],
)
def test_other_languages(language: str, phrase: str, wanted: str) -> None:
    """Other languages are read too, day before month, and English words in any of them."""
    assert shown(read(phrase, NOW, language)) == wanted


def test_very_long_text_is_not_read() -> None:
    """Five thousand characters are no time, and no work either."""
    assert read("friday " * 800, NOW).problem == "unreadable"


WORDS = """
next this every in at on a the 3 9 10:30 5 14 31 2026 00 25:00 am pm . / - : friday monday dec february week weeks
days hour minutes month tomorrow tonight half past quarter to noon other times for of 1st 30th ago from
"""
words = st.sampled_from(WORDS.split())


@given(
    st.one_of(st.lists(words, max_size=9).map(" ".join), st.text(max_size=40)),
    st.datetimes(datetime(2026, 1, 1), datetime(2046, 1, 1)),  # noqa: DTZ001
)
@settings(max_examples=500, deadline=None)
def test_any_text_gives_a_future_minute_or_a_reason(text: str, now: datetime) -> None:
    """Whatever is typed: a moment ahead and within a year, choices that are, or a reason; never an error."""
    found = read(text, now)
    moments = found.choices if found.problem == "ambiguous" else (found.at,) if found.problem is None else ()

    assert (found.at is None) == (found.problem is not None)
    assert len(moments) != 1 or found.problem is None
    for at in moments:
        assert at is not None
        assert now.replace(second=0, microsecond=0) < at <= now + FARTHEST + timedelta(minutes=1)
        assert (at.second, at.microsecond, at.tzinfo) == (0, 0, None)
