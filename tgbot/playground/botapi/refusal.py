"""What the Bot API says when it will not."""

from __future__ import annotations


class Refusal(Exception):
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after


class Undecodable(Refusal):
    """An argument that should be JSON and is none."""


def bad(words: str) -> Refusal:
    """Make the 400 that most refusals are."""
    return Refusal(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refusal:
    """Make a 403."""
    return Refusal(403, f"Forbidden: {words}")


def too_many(retry_after: int) -> Refusal:
    """Make a 429."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after)
