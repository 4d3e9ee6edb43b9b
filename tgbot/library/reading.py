"""How hard a text reads: the Flesch-Kincaid grade of English, measured offline.

Names do not count: a disease, a medicine or a person has one name, and a reader meets it as one word. Each is replaced
by a short word before measuring. Short texts jump by whole grades with one long word, so the limit depends on the
length: under 6 words no limit, 6 to 11 words grade 11, from 12 words grade 8.
"""

from __future__ import annotations

import re
from typing import Final

MOST: Final = 8.0
_MOST_SHORT: Final = 11.0
_SHORT: Final = 12
_VERY_SHORT: Final = 6

_DISEASES: Final = (
    "amyotrophic lateral sclerosis",
    "motor neurone disease",
    "motor neuron disease",
    "benign fasciculation syndrome",
    "cramp-fasciculation syndrome",
    "frontotemporal dementia",
    "multiple sclerosis",
    "myasthenia gravis",
    "myasthenia",
    "hemifacial spasm",
    "blepharospasm",
    "pseudobulbar affect",
    "pre-eclampsia",
    "preeclampsia",
    "epilepsy",
    "fasciculations",
    "fasciculation",
    "dementia",
    "tetanus",
    "diabetes",
    "myoclonus",
    "myokymia",
    "electromyography",
    "rhabdomyolysis",
    "botulism",
)
_MEDICINES: Final = (
    "antidepressants",
    "antidepressant",
    "benzodiazepines",
    "baclofen",
    "lithium",
    "steroids",
    "salbutamol",
    "statins",
    "statin",
    "magnesium",
    "potassium",
    "calcium",
    "caffeine",
    "botulinum toxin",
)
_LONGEST_FIRST: Final = sorted((*_DISEASES, *_MEDICINES), key=len, reverse=True)
_NAMES: Final = re.compile("|".join(re.escape(name) for name in _LONGEST_FIRST), re.IGNORECASE)
_PROPER: Final = re.compile(r"(?<=[a-z,;] )(?:[A-Z][\w’'-]*(?: (?:and|of|the) (?=[A-Z]))?(?: (?=[A-Z]))?)+")

_CREDITS: Final = re.compile(r" ?\((?:[A-Z]|nidirect)[^()]*\)")
"""Brackets that name an authority, as in "(NICE NG127; NHS)"."""


def grade(text: str) -> tuple[float, int]:
    """Tell the grade and the number of words of a text."""
    import textstat  # noqa: PLC0415  (slow to import, and needed by the content check alone)

    plain = _PROPER.sub("Ann", _NAMES.sub("cold", _CREDITS.sub("", text))).replace("/", " ")
    words = len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", plain))
    return (float(textstat.flesch_kincaid_grade(plain)), words) if words else (0.0, 0)


def limit(words: int) -> float:
    """Tell the highest grade allowed to a text of so many words."""
    if words < _VERY_SHORT:
        return float("inf")
    return _MOST_SHORT if words < _SHORT else MOST
