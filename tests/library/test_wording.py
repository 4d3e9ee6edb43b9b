"""What people type, made even: numbers, marks and typos."""

from __future__ import annotations

from tgbot.library.wording import MOST_CHARACTERS, Spelling, plain_words


def test_a_number_is_one_word() -> None:
    """A decimal or a thousand ends no sentence; a list of numbers and a clock's time keep their parts."""
    assert plain_words("39.5 and floppy") == ["39", "and", "floppy"]
    assert plain_words("1,000 mg") == ["1000", "mg"]
    assert plain_words("It is 7. I am ill") == ["it", "is", "7", ".", "i", "am", "ill"]
    assert plain_words("at 9:30") == ["at", "9", ",", "30"]


def test_a_sign_that_stands_for_a_sentence_makes_no_text_longer() -> None:
    """Some signs are a sentence when written out; what is read stays as long as it may be."""
    assert len(" ".join(plain_words("\ufdfa" * MOST_CHARACTERS))) <= MOST_CHARACTERS


def test_two_letters_that_changed_places_are_mended_towards_any_known_word() -> None:
    """Also in short words, but not where the first letter changed, nor where the word is known itself."""
    spelling = Spelling(["breathe"], leave=["pain", "left", "arm", "form", "from"])
    assert [spelling.mend(word) for word in ("pian", "lfet", "form", "elft")] == ["pain", "left", "form", "elft"]


def test_an_ending_says_little_about_which_word_was_meant() -> None:
    """Two typos are mended in a long word, not in a short one with a long ending."""
    spelling = Spelling(["fainting", "suffocating"])
    assert [spelling.mend(word) for word in ("finding", "faintng", "sufocatig")] == [
        "finding",
        "fainting",
        "suffocating",
    ]


def test_another_first_letter_is_mended_in_a_long_word_only() -> None:
    """One typo there is mended from six letters on: changed, one too many, missing, or the second one first."""
    spelling = Spelling(["swallow", "numb"])
    typed = ("awallow", "aswallow", "wallow", "wsallow", "bumb")
    assert [spelling.mend(word) for word in typed] == ["swallow", "swallow", "swallow", "swallow", "bumb"]


def test_words_that_are_close_are_mended_one_typo_away() -> None:
    """With their first letter, and no further."""
    spelling = Spelling(["choking"], close=["ambulance"])
    assert [spelling.mend(word) for word in ("ambulnce", "ambulnc", "zmbulance")] == [
        "ambulance",
        "ambulnc",
        "zmbulance",
    ]


def test_a_form_of_a_word_is_let_alone() -> None:
    """Unless it is one typo away from a word itself; a short beginning says nothing."""
    spelling = Spelling(["swallowing", "ending"], beginnings=["swollen", "swall", "end"])
    assert [spelling.mend(word) for word in ("swallowed", "swollowing", "endign")] == [
        "swallowed",
        "swallowing",
        "ending",
    ]
