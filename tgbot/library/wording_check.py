"""Words that must not stand in what people read (R9), and claims without a source (R7). English only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_HAVE: Final = r"\byou(?: have|['’]ve got)\b(?! to\b)"
_NO_CONDITION: Final = "".join(
    rf"(?<!\b{word} )" for word in ("if", "when", "once", "whether", "unless", "until", "do", "than")
)
_BANNED: Final = (
    # A condition, a question or a duty tells nobody what they have: "if you have", "do you have", "you have to".
    (_NO_CONDITION + _HAVE, "you have"),
    (r"(?<!\bif )\byou (?:don['’]t|do not) have\b(?! to\b)", "you don't have"),
    (r"\bdiagnos(?:e|es|ed|ing) you\b", "diagnose you"),
    (r"\brul(?:e|es|ed|ing) (?:\w+ ){0,3}out\b", "rule out"),
    (r"\bsafe to ignore\b|\bsafely ignore\b", "safe to ignore"),
)
_PERCENT: Final = re.compile(r"\d\s?%|\bper ?cent\b(?!age)", re.IGNORECASE)
_NAMED_STUDY: Final = re.compile(
    r"\b(?:stud(?:y|ies)|trial|review|survey|researchers)\b|\b(?:19|20)\d\d\b", re.IGNORECASE
)
_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"”’)]*\s+")

_MEDICAL: Final = re.compile(
    r"\b(?:als|mnd|twitch\w*|muscle\w*|nerve\w*|brain|weakness|disease|illness\w*|symptom\w*|stroke|seizure|fit|spasm\w*|"
    r"cramp\w*|fasciculation\w*|emg|medicine\w*|tablet\w*|benign|anxiety|syndrome|genes?|inherited|calcium|magnesium|"
    r"potassium|thyroid|tremor\w*|jerk\w*|tics?|examination|reflex\w*)\b",
    re.IGNORECASE,
)
_ASSERTS: Final = re.compile(
    r"\b(?:is|are|was|were|can|may|means?|causes?|caused|shows?|happens?|often|usually|mostly|most|rare\w*|common\w*|"
    r"affects?|leads?|stops?|lasts?|spreads?|found|stay(?:s|ed)?|treated|helps?|never|always|more|less)\b",
    re.IGNORECASE,
)


_OURS: Final = re.compile(r"[“\"‘]|(?:we|here we|this bot|these tips)\b", re.IGNORECASE)
"""Quoted words, and what the bot says of itself."""


def sentences(text: str) -> list[str]:
    """Split a text into sentences."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def banned(text: str, *, studied: bool = False) -> Iterator[str]:
    """Tell the banned words in a text; `studied` says that the text carries a link to a study."""
    for pattern, name in _BANNED:
        if re.search(pattern, text, re.IGNORECASE):
            yield f"the words {name!r}"
    for sentence in sentences(text):
        if _PERCENT.search(sentence) and not (studied and _NAMED_STUDY.search(sentence)):
            yield "a percentage without a named study in the same sentence"


def claims(text: str) -> bool:
    """Tell whether a text asserts something about bodies, illness or treatment.

    The rule: some sentence names a medical thing and asserts something of it, and is no question, no quotation, nothing
    that the bot says of itself ("We know of no study ..."), and no lead-in that ends with a colon.
    """
    return any(
        _MEDICAL.search(sentence) and _ASSERTS.search(sentence)
        for sentence in sentences(text)
        if not sentence.endswith(("?", ":")) and not _OURS.match(sentence)
    )
