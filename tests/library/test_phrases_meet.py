"""The listed phrases in the words that a message is made even to: none is written in words that are replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from tests.library.conftest import REAL
from tgbot.library.content import Content
from tgbot.library.screening import Screened, Screening

LISTED = yaml.safe_load((REAL / "en" / "screening.yaml").read_text(encoding="utf-8"))
CONTEXTS = ("idioms", "harmless", "asked", "general", "past", "feared", "slow", "passing", "now", "gentle")


def rows() -> Iterator[str]:
    """Walk every row of words of every phrase."""
    phrases = [phrase for topic in LISTED["topics"] for phrase in topic["phrases"]]
    for phrase in phrases + [phrase for name in CONTEXTS for phrase in LISTED[name]]:
        yield from (row.strip().lstrip("~^ ") for row in str(phrase).split(" & "))


def choices(token: str) -> list[str]:
    """Tell the whole words that may stand for a token; the beginning of a word is none."""
    names = token.strip("{}?").split("|")
    found = [str(each) for name in names for each in (LISTED["sets"].get(name, [name]) if "{" in token else [name])]
    return [choice for choice in found if choice != "$" and "*" not in choice]


def survives(screening: Screening, words: str) -> bool:
    """Tell whether words are still there after a message was made even."""
    return f" {words} " in screening.same.apply(f" . {words} . ")


@pytest.fixture(scope="module")
def screening(real: Content) -> Screening:
    """Take the real English rules."""
    return real.language("en").screening


def test_every_part_of_a_phrase_can_be_met(screening: Screening) -> None:
    """Of each choice at least one way of saying it is left, and plain words in a row stay as they are."""
    dead = []
    for row in rows():
        tokens = re.findall(r"!?\{[^}]*\}\??|\S+", row)
        wanted = [token for token in tokens if token.strip(".") and not token.startswith("!")]
        dead += [
            (row, token)
            for token in wanted
            if (ways := choices(token)) and not any(survives(screening, way) for way in ways if way)
        ]
        plain = re.findall(r"(?:(?<= )|^)[a-z]+(?: [a-z]+)+(?= |$)", " ".join(wanted))
        dead += [(row, words) for words in plain if words in row and not survives(screening, words)]
    assert dead == []


def test_the_end_of_a_sentence_may_close_a_choice(screening: Screening) -> None:
    """`{go on $|...}` means those words at the end, so that the shortest cry is heard."""
    assert screening.screen("i just can't go on") == Screened("crisis", "thoughts")
