"""YAML that remembers its lines, read with the shape that the caller expects.

Nothing here raises on bad input: each reading method notes the problem with its line and hands back an empty value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any, Final

import yaml

from tgbot.library.problems import Place, Problems

_TAG: Final = "tag:yaml.org,2002:"
_LOADER: Final[Any] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # the C parser is ten times as fast where it is built

_DEEPEST: Final = 64


@dataclass(frozen=True, slots=True)
class Document:
    """The file that values come from; `before` counts the lines above the first (front matter starts below `---`)."""

    file: str
    problems: Problems
    before: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """A YAML value with its place. `where` names the thing it belongs to, for messages."""

    node: yaml.Node
    document: Document
    where: str = ""

    @property
    def place(self) -> Place:
        """Tell the file and line where the value starts."""
        return Place(self.document.file, self.node.start_mark.line + 1 + self.document.before)

    def wrong(self, what: str, expected: str = "") -> None:
        """Note a problem at this value."""
        self.document.problems.add(self.place, self.where, what, expected)

    def called(self, where: str) -> Value:
        """Give the same value a name for messages."""
        return replace(self, where=where)

    @property
    def is_list(self) -> bool:
        """Tell whether this is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    @property
    def is_mapping(self) -> bool:
        """Tell whether this is a mapping."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_null(self) -> bool:
        """Tell whether nothing stands here."""
        return self._is("null")

    def _is(self, kind: str) -> bool:
        return isinstance(self.node, yaml.ScalarNode) and self.node.tag == _TAG + kind

    def each(self) -> list[Value]:
        """Read a list."""
        if isinstance(self.node, yaml.SequenceNode):
            return [Value(node, self.document, self.where) for node in self.node.value]
        self.wrong(f"this is {self._kind()}", "a list")
        return []

    def entries(self) -> list[tuple[Value, Value]]:
        """Read a mapping as pairs; a key that stands twice is a problem and its first value counts."""
        if not isinstance(self.node, yaml.MappingNode):
            self.wrong(f"this is {self._kind()}", "a mapping (key: value)")
            return []
        found: dict[str, tuple[Value, Value]] = {}
        for key_node, node in self.node.value:
            key = Value(key_node, self.document, self.where)
            if not isinstance(key_node, yaml.ScalarNode):
                key.wrong("a key is not a word", "a plain word before the colon")
            elif key_node.value in found:
                first = found[key_node.value][0].place.line
                key.wrong(f"the key {key_node.value!r} stands twice (first in line {first})", "each key once")
            else:
                found[key_node.value] = (key, Value(node, self.document, self.where))
        return list(found.values())

    def fields(self, required: Iterable[str], optional: Iterable[str] = ()) -> Fields:
        """Read a mapping with known keys; unknown and missing ones are problems."""
        required, known = tuple(required), {*required, *optional}
        values: dict[str, Value] = {}
        for key, value in self.entries():
            name = key.raw()
            if name in known:
                values[name] = value
            else:
                near = get_close_matches(name, sorted(known), 1)
                hint = f"did you mean {near[0]!r}? known are " if near else ""
                key.wrong(f"unknown key {name!r}", hint + ", ".join(sorted(known)))
        if self.is_mapping:
            for name in required:
                if name not in values:
                    self.wrong(f"the key {name!r} is missing", f"{name}: ...")
        return Fields(self, values)

    def raw(self) -> str:
        """Read a scalar as it is written: `000` stays three zeros and `NO` stays Norway."""
        if isinstance(self.node, yaml.ScalarNode):
            return str(self.node.value)
        self.wrong(f"this is {self._kind()}", "a word or a number")
        return ""

    def text(self) -> str:
        """Read words; runs of white space become one space."""
        if self._is("str"):
            words = " ".join(str(self.node.value).split())
            if not words:
                self.wrong("the text is empty", "some words")
            return words
        self.wrong(f"this is {self._kind()}", 'words in quotes, as in "yes"')
        return ""

    def name(self) -> str:
        """Read an id: letters, digits, `_`, `-`. A bare `yes` or `no` is a truth value in YAML and refused."""
        if self._is("bool"):
            self.wrong(f"a bare {self.raw()} is a truth value in YAML", f'quotes: "{self.raw()}"')
            return self.raw()
        text = self.text()
        if text and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", text):
            self.wrong(f"{text!r} cannot be an id", "letters, digits, _ and -, a letter first")
        return text

    def flag(self) -> bool:
        """Read true or false."""
        if self._is("bool"):
            return self.raw().casefold() in {"true", "yes", "on", "y"}
        self.wrong(f"this is {self._kind()}", "true or false")
        return False

    def number(self) -> int:
        """Read a whole number."""
        if self._is("int") and re.fullmatch(r"-?[0-9]+", self.raw()):
            return int(self.raw())
        self.wrong(f"this is {self._kind()}", "a whole number")
        return 0

    def day(self) -> date | None:
        """Read a day such as 2026-11-22, or null."""
        if self.is_null:
            return None
        try:
            return date.fromisoformat(self.raw())
        except ValueError:
            self.wrong(f"{self.raw()!r} is no day", "a day as 2026-11-22, or null")
            return None

    def _kind(self) -> str:
        if self.is_list:
            return "a list"
        if self.is_mapping:
            return "a mapping"
        if self.is_null:
            return "empty"
        kinds = {"bool": "a truth value", "int": "a number", "float": "a number", "timestamp": "a day"}
        return f"{kinds.get(self.node.tag.removeprefix(_TAG), 'a word')} ({str(self.node.value)[:30]!r})"


class Fields:
    """The known keys of one mapping; a missing key reads as empty."""

    def __init__(self, owner: Value, values: dict[str, Value]) -> None:
        self.owner = owner
        self._values = values

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str) -> Value | None:
        """Hand back the value of a key, if it stands there and is not null."""
        value = self._values.get(key)
        return None if value is None or value.is_null else value

    def text(self, key: str, default: str = "") -> str:
        """Read words."""
        value = self.get(key)
        return default if value is None else value.text()

    def raw(self, key: str, default: str = "") -> str:
        """Read a scalar as it is written."""
        value = self.get(key)
        return default if value is None else value.raw()

    def flag(self, key: str) -> bool:
        """Read true or false; missing is false."""
        value = self.get(key)
        return False if value is None else value.flag()

    def number(self, key: str, default: int = 0) -> int:
        """Read a whole number."""
        value = self.get(key)
        return default if value is None else value.number()

    def day(self, key: str) -> date | None:
        """Read a day or null."""
        value = self.get(key)
        return None if value is None else value.day()

    def each(self, key: str) -> list[Value]:
        """Read a list; missing is empty."""
        value = self.get(key)
        return [] if value is None else value.each()

    def names(self, key: str) -> tuple[str, ...]:
        """Read a list of ids."""
        return tuple(value.name() for value in self.each(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of words."""
        return tuple(value.text() for value in self.each(key))


def parse(text: str, document: Document) -> Value | None:
    """Read YAML; None (and a noted problem) when it cannot be read or is empty."""
    if _too_deep(text):
        _unread(document, 1, "nested far too deep", "a few levels")
        return None
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        above = mark.line if mark else text.count("\n", 0, getattr(error, "position", 0))
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        _unread(document, above + 1, f"not valid YAML: {what}", "valid YAML")
        return None
    if node is None:
        _unread(document, 1, "nothing stands here", "a mapping")
        return None
    return Value(node, document)


def _unread(document: Document, line: int, what: str, expected: str) -> None:
    document.problems.add(Place(document.file, line + document.before), "", what, expected, unread=True)


def _too_deep(text: str) -> bool:
    """Tell whether brackets or dashes nest so deep that the C parser would overrun its stack (nothing catches that)."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth = max(0, depth + (1 if bracket in "[{" else -1))
        deepest = max(deepest, depth)
    return deepest > _DEEPEST or re.search(r"(?:[-?] +){32}", text) is not None
