"""The conversation that every bot of the benchmark holds: pages, buttons, and which of them is tapped.

Recorded from our own bot at the start of a run, so the others show the same texts and keyboards. Imports nothing of
the bot: the peers read it in an environment of their own.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

COMMAND = "/check"
WALK = (
    "None of these",
    "None of these",
    "I am all right",
    "Me, 16 to 39",
    "None of these",
    "Nose",
    "Up to 2 weeks",
    "A small flicker",
    "None of these",
    "None of these",
    "None of these",
    "None, or not sure",
    "Show my result",
)
"""The beginnings of the labels tapped, one after the other: a nose twitch for a few days and nothing else."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button's label, and its address if it opens one."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One page: its text as the bot wrote it, its buttons by row, and the label that is tapped (empty at the end)."""

    text: str
    rows: tuple[tuple[Button, ...], ...]
    tap: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The steps in their order; the first is what the command shows."""

    steps: tuple[Step, ...]

    def to_json(self) -> str:
        """Write it down for the peers."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Conversation:
        """Read what `to_json` wrote."""
        return cls(
            tuple(
                Step(
                    step["text"], tuple(tuple(Button(**button) for button in row) for row in step["rows"]), step["tap"]
                )
                for step in json.loads(text)["steps"]
            )
        )
