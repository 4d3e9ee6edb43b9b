"""Lays a translation's words over the English questionnaire. Ids, order and conditions stay as they are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final, TypeVar

from tgbot.checklist.questionnaire import Note, Option, Question, Questionnaire, Rule
from tgbot.library.marked import Fields, Value

_QUESTION: Final = ("title", "text", "other", "help", "help_other", "why")
_OPTION: Final = ("label", "other", "example", "example_other")
_RULE: Final = ("reason", "authority")
_FOLLOWS: Final = {"other": "label", "help_other": "help", "example_other": "example"}
"""A wording about others may be left out where English has one for both. (A question's `other` has no such base.)"""

_Worded = TypeVar("_Worded", Question, Option, Rule, Note)


class Translation:
    """The words of one language, by id; `missing` names what is said in English for want of a translation."""

    def __init__(self, checklist: Value | None, rules: Value | None) -> None:
        """Take the two files of the language; None where there is none."""
        self.missing: list[str] = []
        top = checklist.fields(("questions",), ("version",)) if checklist else None
        lower = rules.fields((), ("rules", "notes", "default")) if rules else None
        self._questions = _by_id(top, "questions", (*_QUESTION, "options"))
        self._rules = _by_id(lower, "rules", _RULE)
        self._notes = _by_id(lower, "notes", ("text",))
        default = lower.get("default") if lower else None
        self._default = default.fields((), ("reason",)) if default else None

    def over(self, english: Questionnaire) -> Questionnaire:
        """Hand back the questionnaire in this language."""
        _unknown(self._questions, english.by_id, "question")
        _unknown(self._rules, english.rule_by_id, "rule")
        _unknown(self._notes, {note.id for note in english.notes}, "note")
        reason = self._default.text("reason") if self._default else ""
        if not reason:
            self.missing.append("rules.yaml default.reason")
        return replace(
            english,
            questions=tuple(self._question(question) for question in english.questions),
            rules=tuple(self._words(rule, self._rules, _RULE, "rules.yaml ") for rule in english.rules),
            notes=tuple(self._words(note, self._notes, ("text",), "rules.yaml ") for note in english.notes),
            default_reason=reason or english.default_reason,
        )

    def _question(self, question: Question) -> Question:
        worded = self._words(question, self._questions, _QUESTION, "checklist.yaml ")
        fields = self._questions.get(question.id)
        lines = _by_id(fields, "options", _OPTION) if fields else {}
        _unknown(lines, set(question.option_ids), "option")
        prefix = f"checklist.yaml {question.id}."
        return replace(
            worded, options=tuple(self._words(option, lines, _OPTION, prefix) for option in question.options)
        )

    def _words(self, thing: _Worded, lines: dict[str, Fields], keys: tuple[str, ...], prefix: str) -> _Worded:
        """Replace the words that are translated; the others are noted as missing where English has some."""
        fields = lines.get(thing.id)
        words: dict[str, Any] = {}
        for key in keys:
            text = fields.text(key) if fields else ""
            base = _FOLLOWS.get(key, "")
            if not text and base in words and getattr(thing, key) == getattr(thing, base):
                text = words[base]
            if text:
                words[key] = text
            elif getattr(thing, key):
                self.missing.append(f"{prefix}{thing.id}.{key}")
        return replace(thing, **words)


def _by_id(fields: Fields | None, key: str, known: tuple[str, ...]) -> dict[str, Fields]:
    found: dict[str, Fields] = {}
    for value in fields.each(key) if fields else []:
        name = (
            next((inner.raw() for key, inner in value.entries() if key.raw() == "id"), "") if value.is_mapping else ""
        )
        inner = value.called(name).fields(("id",), known)
        if name in found:
            inner.owner.wrong(f"{name!r} stands twice", "each id once")
        found[name] = inner
    return found


def _unknown(lines: dict[str, Fields], known: Collection[str], kind: str) -> None:
    for name, fields in lines.items():
        if name not in known:
            fields.owner.wrong(f"there is no {kind} {name!r} in English", "an id of content/en")
