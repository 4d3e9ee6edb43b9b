"""Telegram's rates, if wanted: 30 messages a second in all, about 1 a second in a chat. Follows real time."""

from __future__ import annotations

import math
import time
from collections import deque

from tgbot.playground.botapi.refusal import too_many


class Rates:
    """Counts what is sent; a short burst in one chat is let through, as Telegram does."""

    def __init__(self, overall: int = 30, per_chat: float = 1.0, burst: int = 3) -> None:
        self._overall = overall
        self._per_chat = per_chat
        self._burst = burst
        self._sent: deque[float] = deque()
        self._due: dict[int, float] = {}

    def count(self, chat_id: int) -> None:
        """Count one message. Raises Refusal (429)."""
        now = time.monotonic()
        while self._sent and self._sent[0] <= now - 1:
            self._sent.popleft()
        if len(self._sent) >= self._overall:
            raise too_many(max(1, math.ceil(self._sent[0] + 1 - now)))
        spacing = 1 / self._per_chat
        due = max(self._due.get(chat_id, 0.0), now - self._burst * spacing)
        if due > now:
            raise too_many(max(1, math.ceil(due - now)))
        self._due[chat_id] = due + spacing
        self._sent.append(now)
        if len(self._due) > 10_000:
            self._due = {chat: moment for chat, moment in self._due.items() if moment > now - self._burst * spacing}
