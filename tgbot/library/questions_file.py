"""Reads checklist.yaml and rules.yaml into the questionnaire, and lays a translation's words over it.

Ids, order and conditions come from English alone; a translation that states them is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from tgbot.checklist.questionnaire import (
    AnyOf,
    Note,
    NotSure,
    Option,
    OptionId,
    Question,
    QuestionId,
    Questionnaire,
    Rule,
    RuleId,
    Urgency,
)
from tgbot.library.conditions import alternatives
from tgbot.library.marked import Fields, Value
from tgbot.library.problems import Place

_CARDS: Final = ("emergency", "crisis")
_QUESTION: Final = ("id", "title", "text", "other", "options", "shown", "why", "sources")
_QUESTION_MORE: Final = ("help", "help_other", "meaning", "gate", "short", "red_flag", "not_sure")
_OPTION_MORE: Final = ("other", "example", "example_other", "beside", "calm")
_RULE: Final = ("id", "urgency", "when", "reason", "authority")
_RULE_MORE: Final = ("sources", "sections", "unless", "card", "worry")


@dataclass(slots=True)
class References:
    """What questions and rules may refer to, and where each thing stood (`question:gate_now`, `rule:E01`)."""

    sources: Collection[str]
    sections: Collection[str]
    places: dict[str, Place]

    def check(self, fields: Fields, key: str, known: Collection[str], kind: str) -> tuple[str, ...]:
        """Read a list of ids and report those that do not exist."""
        for value in fields.each(key):
            if value.name() not in known:
                value.wrong(f"there is no {kind} {value.raw()!r}", f"the id of a {kind}")
        return fields.names(key)


def read_questionnaire(checklist: Value, rules: Value, references: References) -> Questionnaire:
    """Read the English files, which hold the structure."""
    top = checklist.fields(("version", "questions"))
    options = _option_ids(top.each("questions"))
    questions = tuple(_question(value, options, references) for value in top.each("questions"))
    _no_twins(top.each("questions"), "question")
    lower = rules.fields(("rules", "default"), ("defs", "notes"))
    defs: dict[str, AnyOf] = {}
    declared = lower.get("defs")
    for key, value in declared.entries() if declared else []:
        defs[key.name()] = alternatives(value.called(key.raw()), options, defs)
    _no_twins(lower.each("rules"), "rule")
    _no_twins(lower.each("notes"), "note")
    default = lower.get("default")
    return Questionnaire(
        version=top.raw("version"),
        questions=questions,
        rules=tuple(_rule(value, options, defs, references) for value in lower.each("rules")),
        default_reason=default.fields(("reason",), ("urgency",)).text("reason") if default else "",
        notes=tuple(_note(value, options, defs, references) for value in lower.each("notes")),
        defs=defs,
    )


def _option_ids(questions: list[Value]) -> Mapping[str, tuple[str, ...]]:
    """Tell the option ids of every question without noting problems: that is done when the question itself is read."""
    found: dict[str, tuple[str, ...]] = {}
    for question in questions:
        parts = {key.raw(): value for key, value in question.entries()} if question.is_mapping else {}
        if "id" in parts and "options" in parts and parts["options"].is_list:
            lines = [{k.raw(): v for k, v in o.entries()} for o in parts["options"].each() if o.is_mapping]
            found[parts["id"].raw()] = tuple(line["id"].raw() for line in lines if "id" in line)
    return found


def _no_twins(values: list[Value], kind: str) -> None:
    seen: dict[str, int] = {}
    for value in values:
        name = (
            next((inner.raw() for key, inner in value.entries() if key.raw() == "id"), "") if value.is_mapping else ""
        )
        if name in seen:
            value.called(name).wrong(f"the {kind} {name!r} stands twice (first in line {seen[name]})", "each id once")
        seen.setdefault(name, value.place.line)


def _named(value: Value, required: tuple[str, ...], optional: tuple[str, ...]) -> Fields:
    """Read the fields of a thing with an id, which names it in every later message."""
    name = next((inner.raw() for key, inner in value.entries() if key.raw() == "id"), "") if value.is_mapping else ""
    return value.called(name).fields(required, optional)


def _question(value: Value, options: Mapping[str, tuple[str, ...]], references: References) -> Question:
    fields = _named(value, _QUESTION, _QUESTION_MORE)
    name = fields.text("id")
    references.places[f"question:{name}"] = value.place
    sources = references.check(fields, "sources", references.sources, "source")
    if not sources and "sources" in fields:
        fields.owner.wrong("no source", "at least one id of sources.yaml")
    _no_twins(fields.each("options"), "option")
    return Question(
        id=QuestionId(name),
        title=fields.text("title"),
        text=fields.text("text"),
        other=fields.text("other"),
        options=tuple(_option(option, name, references) for option in fields.each("options")),
        why=fields.text("why"),
        sources=sources,
        shown=_shown(fields, options),
        not_sure=_not_sure(fields, options),
        help=fields.text("help"),
        help_other=fields.text("help_other", fields.text("help")),
        meaning=fields.number("meaning", 1),
        gate=fields.flag("gate"),
        short=fields.flag("short"),
        red_flag=fields.flag("red_flag"),
    )


def _option(value: Value, question: str, references: References) -> Option:
    fields = value.fields(("id", "label"), _OPTION_MORE)
    option_id = fields.get("id")
    name = option_id.name() if option_id else ""
    references.places[f"option:{question}.{name}"] = value.place
    return Option(
        id=OptionId(name),
        label=fields.text("label"),
        other=fields.text("other", fields.text("label")),
        example=fields.text("example"),
        example_other=fields.text("example_other", fields.text("example")),
        beside=fields.flag("beside"),
        calm=fields.flag("calm"),
    )


def _shown(fields: Fields, options: Mapping[str, tuple[str, ...]]) -> AnyOf | None:
    value = fields.get("shown")
    if value is None:
        return None
    if value.is_list:
        return alternatives(value, options, {})
    word = value.text()
    if word not in {"always", "never"}:
        value.wrong(f"shown is {word!r}", "always, never, or a list of conditions")
    return () if word == "never" else None


def _not_sure(fields: Fields, options: Mapping[str, tuple[str, ...]]) -> NotSure:
    value = fields.get("not_sure")
    if value is None:
        return NotSure("none")
    if not value.is_mapping:
        if value.text() != "none":
            value.wrong(f"not_sure is {value.raw()!r}", "none, {recheck: ID}, {asks: [ID, ...]} or {safer: words}")
        return NotSure("none")
    inner = value.fields((), ("recheck", "asks", "safer"))
    ids = inner.names("asks") or tuple(filter(None, [inner.text("recheck")]))
    for name in ids:
        if name not in options:
            value.wrong(f"there is no question {name!r}", "the id of a question")
    kinds = [kind for kind in ("recheck", "asks", "safer") if kind in inner]
    if len(kinds) != 1:
        value.wrong("not_sure says more or less than one thing", "one of recheck, asks, safer")
    return NotSure(kinds[0] if kinds else "none", tuple(QuestionId(name) for name in ids), inner.text("safer"))


def _urgency(fields: Fields) -> Urgency:
    value = fields.get("urgency")
    word = value.text() if value else ""
    known = {urgency.id: urgency for urgency in Urgency}
    if value and word not in known:
        value.wrong(f"unknown urgency {word!r}", ", ".join(known))
    return known.get(word, Urgency.ROUTINE)


def _rule(
    value: Value, options: Mapping[str, tuple[str, ...]], defs: Mapping[str, AnyOf], references: References
) -> Rule:
    fields = _named(value, _RULE, _RULE_MORE)
    name = fields.text("id")
    references.places[f"rule:{name}"] = value.place
    when, unless = fields.get("when"), fields.get("unless")
    card = fields.text("card")
    if card and card not in _CARDS:
        fields.owner.wrong(f"unknown card {card!r}", " or ".join(_CARDS))
    return Rule(
        id=RuleId(name),
        urgency=_urgency(fields),
        when=alternatives(when, options, defs) if when else (),
        reason=fields.text("reason"),
        authority=fields.text("authority"),
        sources=references.check(fields, "sources", references.sources, "source"),
        sections=references.check(fields, "sections", references.sections, "section"),
        unless=alternatives(unless, options, defs) if unless else (),
        card=card,
        worry=fields.flag("worry"),
    )


def _note(
    value: Value, options: Mapping[str, tuple[str, ...]], defs: Mapping[str, AnyOf], references: References
) -> Note:
    fields = _named(value, ("id", "when", "text"), ("sections",))
    name = fields.text("id")
    references.places[f"note:{name}"] = value.place
    when = fields.get("when")
    return Note(
        id=name,
        when=alternatives(when, options, defs) if when else (),
        text=fields.text("text"),
        sections=references.check(fields, "sections", references.sections, "section"),
    )
