"""The proof of a questionnaire (`tgbot content proof`): what holds for every run, shown exactly and not by samples.

docs/content.md says how it is done and what it does not show. Each claim is a `Finding`; every run that it names was
walked question by question with the same functions that the bot uses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tgbot.checklist.run import Run

Progress: TypeAlias = Callable[[int, int, str], None]
"""Called with (steps done, steps in all, what is being shown)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim. `failures` name what breaks it; `facts` are what was found on the way."""

    claim: str
    failures: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether nothing breaks the claim."""
        return not self.failures


@dataclass(frozen=True, slots=True)
class Budget:
    """A person's run that must stay short: some answers, everything else calm, and the most questions it may take."""

    name: str
    answers: Mapping[str, str]
    most: int


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long a code may get: `of` tells the characters of a run's longest link; at most `most` are allowed."""

    of: Callable[[Run], int]
    most: int


@dataclass(frozen=True, slots=True)
class Proof:
    """All findings, and the witness runs of questions and rules by id."""

    findings: tuple[Finding, ...]
    questions: Mapping[str, Run]
    rules: Mapping[str, Run]
    longest: Run | None
    shortest: Run | None

    @property
    def ok(self) -> bool:
        """Tell whether every claim holds."""
        return all(finding.holds for finding in self.findings)


def format_proof(proof: Proof) -> str:
    """Print a proof: each claim with a mark, its facts, and what breaks it."""
    lines: list[str] = []
    for finding in proof.findings:
        lines.append(f"{'holds ' if finding.holds else 'FAILS '} {finding.claim}")
        lines += [f"         {fact}" for fact in finding.facts]
        lines += [f"       ! {failure}" for failure in finding.failures]
    broken = sum(not finding.holds for finding in proof.findings)
    lines.append(f"{broken} of {len(proof.findings)} claims fail." if broken else f"All {len(proof.findings)} hold.")
    return "\n".join(lines) + "\n"
