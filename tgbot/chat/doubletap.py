"""The habitual double tap: a second tap right after a page appeared was meant for the page before.

In memory and best effort: it forgets everything at a restart, and nothing depends on it.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final

TOO_SOON: Final = timedelta(seconds=0.7)
"""Nobody has read a new question after so short a time."""

_REMEMBERED: Final = 10_000


class DoubleTap:
    """Remembers when a message last changed, for a moment."""

    def __init__(self) -> None:
        self._shown: OrderedDict[tuple[int, int], datetime] = OrderedDict()

    def __len__(self) -> int:
        """Count the messages that are remembered."""
        return len(self._shown)

    def shown(self, chat_id: int, message_id: int, now: datetime) -> None:
        """Note that a message shows a new page from now on."""
        self._shown[chat_id, message_id] = now
        self._shown.move_to_end((chat_id, message_id))
        while self._shown and (len(self._shown) > _REMEMBERED or now - next(iter(self._shown.values())) > TOO_SOON):
            self._shown.popitem(last=False)

    def too_soon(self, chat_id: int, message_id: int, now: datetime) -> bool:
        """Tell whether the page in this message is too new to have been read."""
        shown = self._shown.get((chat_id, message_id))
        return shown is not None and timedelta() <= now - shown < TOO_SOON
