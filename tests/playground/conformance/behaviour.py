"""The list of behaviours: each is one scenario, and its name, its docstring and its source make a row of the table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tests.playground.conformance.lab import Lab

Scenario = Callable[[Lab], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What Telegram does: id and words for the table, where that is known from, and the scenario that shows it.

    `unable` names clients that keep their users from getting there, with the reason; they are not asked.
    """

    id: str
    group: str
    words: str
    source: str
    run: Scenario
    unable: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


BEHAVIOURS: dict[str, Behaviour] = {}


def behaviour(source: str, **unable: str) -> Callable[[Scenario], Scenario]:
    """Enter a scenario into the list; `unable` takes ptb, aiogram or grammy with a reason."""

    def enter(run: Scenario) -> Scenario:
        name = run.__name__
        assert name not in BEHAVIOURS, f"two behaviours are called {name}"
        group = run.__module__.rpartition(".")[2]
        BEHAVIOURS[name] = Behaviour(name, group, (run.__doc__ or "").strip(), source, run, unable)
        return run

    return enter
