"""Recording the conversation: one person walks through our bot once, and what is shown is written down."""

from __future__ import annotations

import asyncio
from typing import Any

from bench.conversation import WALK, Button, Conversation, Step
from bench.people import FIRST_ID, Person, Telling, command, tap

_GUARD = 0.75
"""Seconds before a tap: our bot takes one that comes sooner for a double tap."""
_PATIENCE = 10.0


class Recorder:
    """The audience of one walk."""

    def __init__(self) -> None:
        self._person = Person(FIRST_ID)
        self._seen = asyncio.Event()
        self._source = ""

    def shown(self, chat_id: int, message: dict[str, Any], source: str) -> None:
        """Remember the message."""
        self._person.message, self._source = message, source
        self._seen.set()

    def answered(self, query: str) -> None:
        """Nothing depends on it here."""

    async def walk(self, api: Telling) -> Conversation:
        """Walk; LookupError names the label that no button has, when the content has changed."""
        command(api, self._person)
        await self._look()
        steps = []
        for label in WALK:
            page = self._page(label)
            steps.append(page)
            await asyncio.sleep(_GUARD)
            self._seen.clear()
            tap(api, self._person, page.tap)
            await self._look()
        return Conversation((*steps, self._page("")))

    async def _look(self) -> None:
        async with asyncio.timeout(_PATIENCE):
            await self._seen.wait()

    def _page(self, label: str) -> Step:
        rows = tuple(
            tuple(Button(button["text"], button.get("url", "")) for button in row)
            for row in self._person.message.get("reply_markup", {}).get("inline_keyboard", ())
        )
        labels = [button.label for row in rows for button in row if not button.url]
        tapped = next((each for each in labels if each.startswith(label)), None) if label else ""
        if tapped is None:
            raise LookupError(
                f"no button begins with {label!r}: {labels} under {self._source[:80]!r}; see bench/conversation.py"
            )
        return Step(self._source, rows, tapped)
