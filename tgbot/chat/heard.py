"""Which chats were heard of today, so that the day is written down once a day and not at every tap.

In memory only, and forgotten at the first word of another day. Only a chat that is kept at all has a day written down;
for any other, nothing is stored.
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
        self._day: date | None = None
        self._chats: OrderedDict[int, None] = OrderedDict()

    def __len__(self) -> int:
        """Count the chats that are remembered."""
        return len(self._chats)

    async def note(self, store: Store, chat_id: int, today: date) -> None:
        """Write down that a chat was heard of today. A store that cannot be asked is no reason to stop."""
        if self._day != today:
            self._day = today
            self._chats.clear()
        if chat_id in self._chats:
            return
        try:
            await store.chats.seen(chat_id, today)
        except StoreError as problem:
            log.debug("day_not_noted", error=type(problem).__name__, chat=store.seal.log_hash(chat_id))
            return
        if self._day == today:
            self._chats[chat_id] = None
        while len(self._chats) > self._remembered:
            self._chats.popitem(last=False)
