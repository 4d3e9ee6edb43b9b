"""The list of behaviours: each is one scenario, and its name, its docstring and its source make a row of the table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.playground.conformance.lab import Lab

Scenario = Callable[[Lab], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What Telegram does: id and words for the table, where that is known from, and the scenario that shows it."""

    id: str
    group: str
    words: str
    source: str
    run: Scenario


BEHAVIOURS: dict[str, Behaviour] = {}


def behaviour(source: str) -> Callable[[Scenario], Scenario]:
    """Enter a scenario into the list."""

    def enter(run: Scenario) -> Scenario:
        name = run.__name__
        assert name not in BEHAVIOURS, f"two behaviours are called {name}"
        group = run.__module__.rpartition(".")[2]
        BEHAVIOURS[name] = Behaviour(name, group, (run.__doc__ or "").strip(), source, run)
        return run

    return enter
