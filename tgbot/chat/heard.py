"""Which chats were heard of today, so that the day is written down once a day and not at every tap. In memory only.

Only a chat that is kept at all has a day written down; for any other, nothing is stored.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from typing import TYPE_CHECKING, Final

import structlog

from tgbot.store.errors import StoreError

if TYPE_CHECKING:
    from tgbot.store import Store

_REMEMBERED: Final = 10_000

log = structlog.get_logger("tgbot.chat")


class Heard:
    """Remembers for which chats today is already written down."""

    def __init__(self, remembered: int = _REMEMBERED) -> None:
        self._remembered = remembered
        self._days: OrderedDict[int, date] = OrderedDict()

    def __len__(self) -> int:
        """Count the chats that are remembered."""
        return len(self._days)

    async def note(self, store: Store, chat_id: int, today: date) -> None:
        """Write down that a chat was heard of today. A store that cannot be asked is no reason to stop."""
        if self._days.get(chat_id) == today:
            return
        try:
            await store.chats.seen(chat_id, today)
        except StoreError as problem:
            log.debug("day_not_noted", error=type(problem).__name__, chat=store.seal.log_hash(chat_id))
            return
        self._days[chat_id] = today
        self._days.move_to_end(chat_id)
        while len(self._days) > self._remembered:
            self._days.popitem(last=False)
