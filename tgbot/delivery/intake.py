"""From what Telegram sent to work in its lane: the part that both ways of receiving share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

import structlog

from tgbot.delivery import updates

if TYPE_CHECKING:
    from telegram import Bot, Update

    from tgbot.delivery.lanes import Lanes

_log = structlog.get_logger()


class Observer(Protocol):
    """Who counts and times updates."""

    def taken(self, number: int, kind: str) -> None:
        """Hear of an update that came in."""

    def done(self, number: int) -> None:
        """Hear that it is no longer in work."""


class Intake:
    """Puts updates into their lanes. `handle` gets the library's object and never raises."""

    def __init__(self, bot: Bot, lanes: Lanes, handle: Callable[[Update], Awaitable[None]]) -> None:
        self._bot = bot
        self._lanes = lanes
        self._handle = handle
        self.observer: Observer | None = None
        self.received = 0
        self.malformed = 0

    def take(self, raw: object) -> asyncio.Future[None] | None:
        """Take an update in; give the future of its work, None when it is no update at all."""
        number = updates.id_of(raw)
        if number is None or not isinstance(raw, dict):
            self.malformed += 1
            return None
        self.received += 1
        end = self._lanes.submit(number, updates.lane_of(raw), partial(self._work, raw))
        if self.observer is not None:
            self.observer.taken(number, updates.kind_of(raw))
            end.add_done_callback(partial(_done, self.observer, number))
        return end

    async def _work(self, raw: updates.RawUpdate) -> None:
        try:
            update = updates.read(raw, self._bot)
        except Exception as error:  # noqa: BLE001  - what Telegram has never sent can fail in any way
            self.malformed += 1
            _log.warning("update_not_understood", error=type(error).__name__)
            return
        await self._handle(update)


def _done(observer: Observer, number: int, _end: asyncio.Future[None]) -> None:
    observer.done(number)
