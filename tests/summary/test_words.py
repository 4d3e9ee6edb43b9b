"""Own words, made fit for a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tgbot.summary.words import LONGEST, clean, readable, shortened


def units(text: str) -> int:
    """Count as Telegram does."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  my \n\n hand\t\tdrops  ", "my hand drops"),
        ("zero\u200b\u2060\ufeff width", "zero width"),
        ("turned \u202eround\u202c", "turned round"),
        ("\u2067iso\u2069lated", "isolated"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("soft\u00adhyphen", "softhyphen"),
        ("<b>bold</b> & *stars*", "<b>bold</b> & *stars*"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_cannot_be_seen_goes(typed: str, kept: str) -> None:
    """Hidden marks and breaks go, joiners inside words and everything visible stay."""
    assert clean(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200d\u2060", "...", "\u202e"])
def test_nothing_to_read_is_noticed(typed: str) -> None:
    """Without a letter, digit or sign there are no words."""
    assert not readable(clean(typed))


@pytest.mark.parametrize("typed", ["no", "7", "😀", "нет", "لا"])
def test_short_words_are_words(typed: str) -> None:
    """Any script counts, and so does an emoji."""
    assert readable(clean(typed))


def test_500_characters_fit_and_501_are_cut_visibly() -> None:
    """The cut is at a word, ends in an ellipsis, and counts as Telegram counts."""
    assert shortened("W" * 500) == "W" * 500
    assert shortened("W" * 501) == "W" * 499 + "…"
    assert shortened("😀" * 500) == "😀" * 249 + "…"
    assert shortened("word " * 120).endswith("word…")


@given(st.text(max_size=900))
def test_any_text_ends_up_short_and_on_one_line(typed: str) -> None:
    """Whatever is typed: at most 500 units, one line, and cleaning twice changes nothing."""
    kept = shortened(clean(typed))
    assert units(kept) <= LONGEST
    assert not set("\n\r\t\v\f\u2028\u2029") & set(kept)
    assert clean(clean(typed)) == clean(typed)
