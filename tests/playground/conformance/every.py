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
from tests.playground.conformance.behaviour import BEHAVIOURS

MODULES = (texts, keyboards, edits, taps, polling, webhooks, files, inline, groups, people, face, calls)
NAMES = [module.__name__.rpartition(".")[2] for module in MODULES]
GROUPS = {name: [one for one in BEHAVIOURS.values() if one.group == name] for name in NAMES}
ALL = [one for group in GROUPS.values() for one in group]
