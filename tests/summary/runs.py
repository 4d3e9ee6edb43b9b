"""Six runs whose pages are looked at: one for each urgency with a page, one about somebody else, one right to left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from tgbot.checklist.run import Run
from tgbot.checklist.triage import triage
from tgbot.library.content import Content
from tgbot.summary.document import Document
from tgbot.summary.words import Words
from tgbot.summary.writing import make_document

TODAY = date(2026, 11, 22)

_CALM = {"gate_now": "none", "gate_body": "none", "coping": "worried", "who_age": "me_40", "background": "none"}
_LOST = {"body_onset": "months", "body_side": "one", "body_course": "worse", "body_known": "no"}

RUNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "emergency": {"gate_now": "stroke"},
        "urgent": {
            **_CALM,
            "place": "none",
            "body": "none",
            "mouth": "breath",
            "speech": "no",
            "swallow": "no",
            "breath": "flat",
            "signs": "none",
            "triggers": "none",
        },
        "soon": {
            **_CALM,
            "place": "arm",
            "duration": "m3",
            "pattern_body": "flicker",
            "body": "hand",
            **_LOST,
            "mouth": "none",
            "signs": "none",
            "triggers": "coffee",
            "seen": "no",
        },
        "routine": {
            **_CALM,
            "coping": "heavy",
            "who_age": "me_16",
            "place": "many",
            "duration": "m3",
            "pattern_body": "cramp",
            "body": "felt",
            "felt_do": "no",
            "mouth": "none",
            "signs": "none",
            "triggers": "med",
            "med_kind": "ssri",
            "med_signs": "no",
            "seen": "no",
        },
        "other": {
            **_CALM,
            "who_age": "other",
            "age_other": "a55",
            "background": "more",
            "pregnant": "no",
            "diagnosed": "no",
            "family": "maybe",
            "place": "tongue",
            "duration": "not_sure",
            "pattern_face": "not_sure",
            "pattern_check": "none",
            "body": "not_sure",
            "body_check": "leg",
            "body_onset": "not_sure",
            "body_side": "one",
            "body_course": "worse",
            "body_known": "not_sure",
            "mouth": "more",
            "speech": "worse",
            "swallow": "worse",
            "breath": "exert",
            "laughter": "yes",
            "signs": "eyes",
            "eyes_kind": "tires",
            "triggers": "more",
            "med_kind": "statin",
            "med_signs": "muscle",
            "alcohol": "some",
            "fluids": "mild",
            "seen": "found",
        },
        "right to left": {
            **_CALM,
            "place": "leg",
            "duration": "y1",
            "pattern_body": "flicker",
            "body": "leg",
            **_LOST,
            "mouth": "none",
            "signs": "none",
            "triggers": "none",
            "seen": "no",
        },
    }
)

WORDS: Mapping[str, Words] = MappingProxyType(
    {
        "soon": Words(
            "My right hand has got clumsy. I drop keys and can't do up buttons.",
            "ALS. My uncle died young and I keep reading.",
            "A proper look at my hand, and a plain answer.",
        ),
        "other": Words("Слабость в ноге, спотыкается.", "Φοβάμαι για τη μητέρα μου.", "Že ji někdo vyšetří."),
        "right to left": Words("رجلي اليمنى تتعثر منذ أشهر", "אני מפחד ולא ישן בלילה", "An examination"),
    }
)


def page(content: Content, name: str, **changes: Any) -> Document:
    """Make the page of one of the six runs."""
    return page_of(content, RUNS[name], **{"words": WORDS.get(name), **changes})


def page_of(content: Content, answers: Mapping[str, str], **more: Any) -> Document:
    """Make the page of any answers."""
    english = content.language("en")
    run = Run(answers=dict(answers))  # type: ignore[arg-type]
    outcome = triage(english.questionnaire, run)
    return make_document(english.questionnaire, english.messages, run, outcome, **{"today": TODAY, **more})
