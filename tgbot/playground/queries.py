"""Questions that a person's app asks the bot and waits for: button presses and inline queries."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from tgbot.playground.people import JSON, Person

ANSWERABLE_FOR = 150


@dataclass(slots=True)
class Query:
    """One question; its answer is what the bot told, as the app shows it."""

    id: str
    person: Person
    asked_at: float
    chat_id: int | None = None
    message_id: int | None = None
    text: str = ""
    answer: JSON | None = None
    _answered: asyncio.Event = field(default_factory=asyncio.Event)

    def settle(self, answer: JSON) -> None:
        """Keep the answer and wake whoever waits for it."""
        self.answer = answer
        self._answered.set()

    async def wait(self, seconds: float = 10.0) -> JSON | None:
        """Wait for the answer; None when it does not come in time."""
        try:
            async with asyncio.timeout(seconds):
                await self._answered.wait()
        except TimeoutError:
            return None
        return self.answer


class Queries:
    """The open questions, oldest first; those that are too old are dropped, and an answer can be given once."""

    def __init__(self, limit: int = 10_000) -> None:
        self._open: dict[str, Query] = {}
        self._limit = limit

    def add(self, query: Query) -> Query:
        """Keep a question until it is answered or too old."""
        self._open[query.id] = query
        while len(self._open) > self._limit or self._first_is_old(query.asked_at):
            del self._open[next(iter(self._open))]
        return query

    def _first_is_old(self, now: float) -> bool:
        return self._open[next(iter(self._open))].asked_at < now - ANSWERABLE_FOR

    def take(self, query_id: str, now: float) -> Query | None:
        """Take a question out to answer it; None when it is unknown, answered or too old."""
        query = self._open.pop(query_id, None)
        return query if query and now - query.asked_at < ANSWERABLE_FOR else None
