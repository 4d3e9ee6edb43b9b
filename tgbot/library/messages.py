"""The bot's own sentences (Fluent), by id and language. What they hold is plain text: nobody here knows of HTML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast

from tgbot.library.problems import Place, Problems

Argument: TypeAlias = str | int | float | date | datetime

_RIGHT_TO_LEFT: Final = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


class MessageError(Exception):
    """A message is missing or lacks an argument. Raised in tests only; in service English is said instead."""


def right_to_left(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    return language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT


class Messages:
    """The sentences of one language; what it lacks is said in English."""

    def __init__(
        self, language: str, resource: ast.Resource, fallback: Messages | None = None, *, strict: bool = False
    ) -> None:
        """Take parsed Fluent. Strict raises `MessageError` where service would fall back."""
        self.language = language
        self.fallback = fallback
        self.strict = strict
        self.resource = resource
        # Isolation marks keep a Latin name inside Arabic words in its place; elsewhere they are only hidden characters.
        self._bundle: Any = FluentBundle([language, "en"], use_isolating=right_to_left(language))
        self._bundle.add_resource(resource)
        self.ids: frozenset[str] = frozenset(_ids(resource))
        self._fixed: dict[str, str] = {}

    def say(self, message_id: str, **args: Argument) -> str:
        """Say a message: `say("hello", name="Ada")`; `say("hello.short")` says the attribute `short` of it."""
        fixed = self._fixed.get(message_id)
        if fixed is not None:
            return fixed
        text, whole = self._format(message_id, args)
        if not whole and self.fallback is not None:
            return self.fallback.say(message_id, **args)
        if whole and not args:
            self._fixed[message_id] = text
        return text

    def __contains__(self, message_id: str) -> bool:
        return message_id in self.ids

    def _format(self, message_id: str, args: Mapping[str, Argument]) -> tuple[str, bool]:
        """Hand back the words and whether they are whole; strict raises, and so would English do in a test."""
        if message_id not in self.ids:
            if self.strict and self.fallback is None:
                raise MessageError(f"there is no message {message_id!r}")
            return message_id, False
        name, _, attribute = message_id.partition(".")
        message = self._bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        text, errors = self._bundle.format_pattern(pattern, dict(args))
        if errors and self.strict:
            raise MessageError(f"{self.language}: {message_id}: {errors[0]}")
        return str(text), not errors


def read_messages(text: str, file: str, problems: Problems) -> ast.Resource:
    """Parse Fluent; junk and ids that stand twice are problems."""
    resource = FluentParser().parse(text)
    seen: dict[str, int] = {}
    for entry in resource.body:
        line = _line(text, entry)
        if isinstance(entry, ast.Junk):
            for note in entry.annotations or []:
                place = Place(file, text.count("\n", 0, note.span.start if note.span else 0) + 1)
                problems.add(place, "", f"not valid Fluent: {note.message}", "id = words")
        elif isinstance(entry, ast.Message | ast.Term):
            name = ("-" if isinstance(entry, ast.Term) else "") + entry.id.name
            if name in seen:
                problems.add(Place(file, line), name, f"it stands twice (first in line {seen[name]})", "each id once")
            seen.setdefault(name, line)
    return resource


def message_lines(text: str, resource: ast.Resource) -> Mapping[str, int]:
    """Tell the line of each message."""
    return {entry.id.name: _line(text, entry) for entry in resource.body if isinstance(entry, ast.Message)}


def _line(text: str, entry: ast.SyntaxNode) -> int:
    return text.count("\n", 0, entry.span.start if entry.span else 0) + 1


def _ids(resource: ast.Resource) -> list[str]:
    ids: list[str] = []
    for entry in resource.body:
        if isinstance(entry, ast.Message):
            if entry.value is not None:
                ids.append(entry.id.name)
            ids.extend(f"{entry.id.name}.{attribute.id.name}" for attribute in entry.attributes)
    return ids
