"""Learns the weights of `library.weighing` from the phrases of the tests; prints the block for screening.yaml.

Run it by hand (`python -m tests.library.learn_weights`) after phrases were added, and measure on phrases that are in
neither place. A plain logistic regression over words and pairs of words; the seed is fixed, so a run can be repeated.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.library.conftest import REAL
from tgbot.library.loader import read
from tgbot.library.weighing import signs

HERE = Path(__file__).parent
ROUNDS, RATE, SHRINK, THRESHOLD, CALM_COUNTS = 40, 0.15, 0.002, 8, 2


def texts(branch: Any) -> Iterator[str]:
    """Walk all texts of a tree of lists and mappings."""
    if isinstance(branch, str):
        yield branch
    elif isinstance(branch, list | dict):
        for each in branch.values() if isinstance(branch, dict) else branch:
            yield from texts(each)


def main() -> None:
    """Learn, and print the weights by size."""
    screening = read(REAL)[0].language("en").screening
    kept = yaml.safe_load((HERE / "screening_phrases.yaml").read_text(encoding="utf-8"))
    asked = yaml.safe_load((HERE / "questions.yaml").read_text(encoding="utf-8"))
    times = yaml.safe_load((HERE.parent / "reminders" / "phrases.yaml").read_text(encoding="utf-8"))
    calm = [
        *texts(times),
        *texts(kept["gentle"]),
        *texts(kept["none"]),
        *(text for text in texts(asked) if " " in text),
    ]
    labelled = [(text, 1) for kind in ("emergency", "crisis") for text in texts(kept[kind])]
    labelled += [(text, 1) for text in texts(kept.get("either", []))]
    labelled += [(text, 0) for text in calm] * CALM_COUNTS
    rows = [(signs(screening.words(text)), grave) for text, grave in labelled]
    often = Counter(sign for row, _ in rows for sign in row)
    known = [(sorted(sign for sign in row if often[sign] >= 2), grave) for row, grave in rows]
    weights: dict[str, float] = defaultdict(float)
    start, rate, order = 0.0, RATE, random.Random(1)
    for _ in range(ROUNDS):
        order.shuffle(known)
        for row, grave in known:
            sure = 1 / (1 + math.exp(-max(-30.0, min(30.0, start + sum(weights[sign] for sign in row)))))
            start -= rate * (sure - grave) * 0.3
            for sign in row:
                weights[sign] = weights[sign] * (1 - SHRINK * rate * 5) - rate * (sure - grave)
        rate *= 0.93
    by_weight: dict[int, list[str]] = defaultdict(list)
    for sign, weight in weights.items():
        if abs(weight) >= 0.15:
            by_weight[round(weight * 10)].append(sign)
    rows_of_words = (f'    "{tenths}": "{" ".join(sorted(by_weight[tenths]))}"\n' for tenths in sorted(by_weight))
    sys.stdout.write(
        f"scales:\n  start: {round(start * 10)}\n  threshold: {THRESHOLD}\n  words:\n{''.join(rows_of_words)}"
    )


if __name__ == "__main__":
    main()
