"""From what Telegram sent to work in its lane: the part that both ways of receiving share."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

import structlog

from tgbot.delivery import updates

if TYPE_CHECKING:
    from telegram import Bot, Update

    from tgbot.delivery.lanes import Lanes

_log = structlog.get_logger()


class Intake:
    """Puts updates into their lanes. `handle` gets the library's object and never raises."""

    def __init__(self, bot: Bot, lanes: Lanes, handle: Callable[[Update], Awaitable[None]]) -> None:
        self._bot = bot
        self._lanes = lanes
        self._handle = handle
        self.received = 0
        self.malformed = 0

    def take(self, raw: object) -> asyncio.Future[None] | None:
        """Take an update in; give the future of its work, None when it is no update at all."""
        number = updates.id_of(raw)
        if number is None or not isinstance(raw, dict):
            self.malformed += 1
            return None
        self.received += 1
        return self._lanes.submit(number, updates.lane_of(raw), partial(self._work, raw))

    async def _work(self, raw: updates.RawUpdate) -> None:
        try:
            update = updates.read(raw, self._bot)
        except Exception as error:  # noqa: BLE001  - what Telegram has never sent can fail in any way
            self.malformed += 1
            _log.warning("update_not_understood", error=type(error).__name__)
            return
        await self._handle(update)
