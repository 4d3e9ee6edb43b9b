"""All behaviours, in the order of the table; importing a module of scenarios enters them into the list."""

from __future__ import annotations

from tests.playground.conformance import (  # noqa: F401 - in the order of the table
    calls,
    edits,
    face,
    files,
    groups,
    inline,
    keyboards,
    people,
    polling,
    taps,
    texts,
    webhooks,
)  # fmt: skip
from tests.playground.conformance.behaviour import BEHAVIOURS, Behaviour
from tests.playground.conformance.client import LIBRARIES, Library

SHORT = {"python-telegram-bot": "ptb", "aiogram": "aiogram", "grammY": "grammy"}


def cases() -> list[tuple[Library, Behaviour]]:
    """Pair each library with each behaviour that it lets its users see."""
    return [(library, one) for library in LIBRARIES for one in BEHAVIOURS.values() if able(library, one)]


def able(library: Library, behaviour: Behaviour) -> bool:
    """Tell whether a library lets its users get there."""
    return SHORT[library.name] not in behaviour.unable
