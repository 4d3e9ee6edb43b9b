"""The habitual double tap: a second tap right after a page appeared was meant for the page before.

In memory and best effort: it forgets everything at a restart, and nothing depends on it.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

TOO_SOON = 0.7
"""Seconds in which nobody has read a new question."""

_REMEMBERED = 10_000


class DoubleTap:
    """Remembers when a message last changed, for a moment."""

    def __init__(self, seconds: float = TOO_SOON, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._monotonic = monotonic
        self._shown: OrderedDict[tuple[int, int], float] = OrderedDict()

    def shown(self, chat_id: int, message_id: int) -> None:
        """Note that a message shows a new page from now on."""
        now = self._monotonic()
        self._shown[chat_id, message_id] = now
        self._shown.move_to_end((chat_id, message_id))
        while self._shown and (
            len(self._shown) > _REMEMBERED or now - next(iter(self._shown.values())) > self._seconds
        ):
            self._shown.popitem(last=False)

    def too_soon(self, chat_id: int, message_id: int) -> bool:
        """Tell whether the page in this message is too new to have been read."""
        shown = self._shown.get((chat_id, message_id))
        return shown is not None and self._monotonic() - shown < self._seconds
