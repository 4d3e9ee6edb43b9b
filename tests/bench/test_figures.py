"""The benchmark's arithmetic: what stands in the table is what was measured."""

from __future__ import annotations

import math
from dataclasses import replace

from bench.figures import Figures, middle, quantile, table

RUN = Figures(
    rate=100.0,
    p50=50.0,
    p99=90.0,
    cpu=1.0,
    core=0.5,
    at_rest=100.0,
    loaded=120.0,
    afterwards=105.0,
    first_poll=1.0,
    wrong=0.0,
)


def test_a_quantile_is_a_value_that_was_seen() -> None:
    """The 99th of a hundred values is the second largest, the median of three the middle one."""
    assert quantile(range(1, 101), 0.99) == 99
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile([7.0], 0.99) == 7.0


def test_no_values_have_no_quantile() -> None:
    """A bot that answered nobody gets no figure rather than a good one."""
    assert math.isnan(quantile([], 0.99))


def test_one_bad_round_does_not_move_the_median() -> None:
    """Of three rounds the middle one counts, figure by figure."""
    found = middle([RUN, replace(RUN, rate=10.0, p99=9000.0), replace(RUN, rate=110.0, p99=80.0)])
    assert (found.rate, found.p99, found.cpu) == (100.0, 90.0, 1.0)


def test_what_went_wrong_in_any_round_is_told() -> None:
    """A fault of one round is not hidden by two good ones."""
    assert middle([RUN, replace(RUN, wrong=3.0), RUN]).wrong == 3.0


def test_the_table_tells_how_many_times_faster_the_first_is() -> None:
    """Ours at 900 beside another at 10 updates a second is 90 times as fast."""
    lines = table({"ours": ("ours", replace(RUN, rate=900.0)), "other": ("other", replace(RUN, rate=10.0))}, "ours")
    ours, other = lines.splitlines()[2:]
    assert ours.startswith("| ours | 900 | – |")
    assert other.startswith("| other | 10.0 | 90.00 |")
