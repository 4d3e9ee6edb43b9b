"""A command as it was typed: its name, whom it speaks to, and what stands after it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """`/start@our_bot check` is name `start`, addressed `our_bot`, argument `check`; the first two in lower case."""

    name: str
    addressed: str = ""
    argument: str = ""

    def is_for(self, username: str) -> bool:
        """Tell whether it speaks to this bot, or to any."""
        return self.addressed in {"", username.lower()}


def read_command(words: str) -> Command | None:
    """Read a command; None when the words are none."""
    if not words.startswith("/") or words[1:2].isspace():
        return None
    head, *rest = words[1:].split(maxsplit=1) or [""]
    name, _, addressed = head.lower().partition("@")
    return Command(name, addressed, rest[0].strip() if rest else "")
