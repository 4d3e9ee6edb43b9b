"""Asks Telegram every now and then how the webhook stands: with nobody writing, silence alone says nothing.

Owns what of Telegram's answer is trouble; changes nothing there.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import structlog
from telegram.error import TelegramError

from tgbot.delivery.waiting import set_within

if TYPE_CHECKING:
    from telegram import Bot, WebhookInfo

EVERY: Final = 20.0
"""Seconds between two questions."""
_FRESH: Final = 60.0
"""Seconds for which a failed delivery counts as trouble of the present."""

_log = structlog.get_logger()


async def watch(bot: Bot, address: str, on_good: Callable[[], None], stop: asyncio.Event) -> None:
    """Call `on_good` whenever Telegram brings the updates to `address` without trouble, until `stop` is set."""
    said = ""
    while not stop.is_set():
        try:
            wrong = trouble(await bot.get_webhook_info(), address, time.time())
        except TelegramError as error:
            wrong = type(error).__name__
        if wrong and wrong != said:
            _log.warning("webhook_trouble", why=wrong)
        said = wrong
        if not wrong:
            on_good()
        await set_within(stop, EVERY)


def trouble(info: WebhookInfo, address: str, now: float) -> str:
    """Name what is wrong with the deliveries; "" when nothing is."""
    if info.url != address:
        return "telegram calls another address"
    failed = info.last_error_date.timestamp() if info.last_error_date else 0.0
    if info.pending_update_count and now - failed < _FRESH:
        return "telegram cannot deliver"
    return ""
