"""Weighs the words of a text that no phrase caught: a danger told in other words sounds grave.

A last, coarse net behind the phrases of `library.screening`: it may only make the kind question be asked, never a card.
The weights are learned from the phrases of the tests (tests/library/learn_weights.py) and stand in screening.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

_REACH: Final = 24
"""Words that are weighed together; without it, a long calm sentence would grow heavy by its length alone."""
_FEWEST: Final = 3
"""A word or two say too little."""


def signs(words: list[str]) -> frozenset[str]:
    """Tell what is weighed: each word, and each two in a row joined by `_`."""
    return frozenset(words) | {f"{first}_{second}" for first, second in pairwise(words)}


@dataclass(frozen=True, slots=True)
class Scales:
    """Weights in tenths. Words that are not listed weigh nothing."""

    weights: Mapping[str, int] = field(default_factory=dict)
    start: int = 0
    threshold: int = 0

    def sounds_grave(self, words: Iterable[str]) -> bool:
        """Tell whether any stretch of a sentence outweighs the threshold."""
        return bool(self.weights) and any(self.weigh(row) > self.threshold for row in _stretches(list(words)))

    def weigh(self, words: list[str]) -> int:
        """Add up what a stretch of words weighs, in tenths."""
        return self.start + sum(self.weights.get(sign, 0) for sign in signs(words))


def _stretches(words: list[str]) -> Iterator[list[str]]:
    for start in range(0, max(1, len(words) - _REACH // 2), _REACH // 2):
        stretch = words[start : start + _REACH]
        if len(set(stretch)) >= _FEWEST:
            yield stretch
