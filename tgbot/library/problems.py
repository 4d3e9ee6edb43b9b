"""What is wrong with the content, told so that an editor can mend it: file, line, what, where, what is expected.

Problems are collected, never raised one by one: an editor sees all of them at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a content file; `file` starts with the name of the content folder, lines count from 1."""

    file: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `where` is the id of the rule, question, section or message; empty for a whole file.

    `unread`: nothing of the file could be used, so that whatever names its ids will look wrong as well.
    """

    place: Place
    where: str
    what: str
    expected: str = ""
    unread: bool = False

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        expected = f"; expected {self.expected}" if self.expected else ""
        return f"{self.place}: {where}{self.what}{expected}"


class Problems:
    """The problems found so far, each kept once."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def add(self, place: Place, where: str, what: str, expected: str = "", *, unread: bool = False) -> None:
        """Note one problem."""
        self._found.setdefault(Problem(place, where, what, expected, unread))

    def sorted(self) -> tuple[Problem, ...]:
        """Tell all problems in the order of files and lines."""
        return tuple(sorted(self._found, key=lambda problem: (problem.place.file, problem.place.line)))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.sorted())

    def __len__(self) -> int:
        return len(self._found)


def certain(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Tell those that are there for sure: beside a file that could not be read, only such files are."""
    found = tuple(problems)
    return tuple(problem for problem in found if problem.unread) or found


class ContentError(Exception):
    """The content cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
