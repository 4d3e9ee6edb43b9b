"""Reads conditions as checklist.yaml and rules.yaml write them, and multiplies them out. Knows no question's text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Final

from tgbot.checklist.questionnaire import AnyOf, Condition, OptionId, QuestionId
from tgbot.library.marked import Value

_MOST_ALTERNATIVES: Final = 1000


def alternatives(value: Value, options: Mapping[str, tuple[str, ...]], defs: Mapping[str, AnyOf]) -> AnyOf:
    """Read a list of which one must hold, each a mapping of questions to options that must all hold.

    `options`: the ids of each question's options; `defs`: conditions that the file has given a name.
    """
    found: list[Condition] = []
    written = value.each()
    for alternative in written:
        found.extend(_condition(alternative, options, defs))
    if written and not found and not len(value.document.problems):
        value.wrong("this condition can never hold", "an option that can be chosen")
    if len(found) > _MOST_ALTERNATIVES:
        value.wrong(f"{len(found)} alternatives", f"at most {_MOST_ALTERNATIVES}")
    return tuple(dict.fromkeys(found))


def _condition(value: Value, options: Mapping[str, tuple[str, ...]], defs: Mapping[str, AnyOf]) -> list[Condition]:
    """Read one AND; a named OR inside it multiplies out."""
    parts: list[AnyOf] = []
    for key, inner in value.entries():
        name = key.raw()
        if name in defs:
            if not inner.flag():
                inner.wrong("a named condition is always positive", f"{name}: true")
            parts.append(defs[name])
        elif name in options:
            chosen = [option.called(value.where) for option in inner.each()]
            ids = frozenset(OptionId(option.name()) for option in chosen)
            for option in chosen:
                if option.raw() not in options[name]:
                    option.wrong(f"the question {name!r} has no option {option.raw()!r}", ", ".join(options[name]))
            parts.append((Condition(((QuestionId(name), ids),)),))
        else:
            key.wrong(f"there is no question or named condition {name!r}", "the id of a question, or a name from defs")
    if not parts:
        value.wrong("an empty condition", "question: [option, ...]")
        return []
    merged = (_merge(combination) for combination in product(*parts))
    return [condition for condition in merged if condition is not None]


def _merge(conditions: tuple[Condition, ...]) -> Condition | None:
    needs: dict[QuestionId, frozenset[OptionId]] = {}
    for condition in conditions:
        for question, ids in condition.needs:
            needs[question] = needs[question] & ids if question in needs else ids
    return Condition(tuple(_need(*need) for need in needs.items())) if all(needs.values()) else None


@lru_cache(maxsize=10_000)
def _need(question: QuestionId, ids: frozenset[OptionId]) -> tuple[QuestionId, frozenset[OptionId]]:
    """Give equal needs as one object: what multiplies out repeats a few hundred of them thousands of times."""
    return question, ids
