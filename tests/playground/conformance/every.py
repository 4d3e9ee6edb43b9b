"""All behaviours, by group and in the order of the table; importing a module of scenarios enters them into the list."""

from __future__ import annotations

from tests.playground.conformance import (
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
)
from tests.playground.conformance.behaviour import BEHAVIOURS, Behaviour
from tests.playground.conformance.client import LIBRARIES, Library

SHORT = {"python-telegram-bot": "ptb", "aiogram": "aiogram", "grammY": "grammy"}
MODULES = (texts, keyboards, edits, taps, polling, webhooks, files, inline, groups, people, face, calls)
NAMES = [module.__name__.rpartition(".")[2] for module in MODULES]
GROUPS = {name: [one for one in BEHAVIOURS.values() if one.group == name] for name in NAMES}


def cases() -> list[tuple[Library, Behaviour]]:
    """Pair each library with each behaviour that it lets its users see."""
    ordered = [one for group in GROUPS.values() for one in group]
    return [(library, one) for library in LIBRARIES for one in ordered if able(library, one)]


def able(library: Library, behaviour: Behaviour) -> bool:
    """Tell whether a library lets its users get there."""
    return SHORT[library.name] not in behaviour.unable
