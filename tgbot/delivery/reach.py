"""Getting hold of Telegram at the start: a network that is down then is waited for, as it is later.

A supervisor that was told not to start again what ended with 2 would otherwise leave the bot dead after an outage.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import structlog
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from tgbot.delivery.errors import StoppedEarly
from tgbot.delivery.trouble import seconds_of
from tgbot.delivery.waiting import set_within

_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 10.0

_T = TypeVar("_T")
_log = structlog.get_logger("tgbot")


async def reached(call: Callable[[], Awaitable[_T]], stop: asyncio.Event) -> _T:
    """Make a call of the start until Telegram answers it, and give the answer; a refusal is raised at once.

    Raises StoppedEarly when `stop` is set before.
    """
    failures = 0
    while True:
        try:
            answer = await call()
        except TelegramError as error:
            if not _may_pass(error):
                raise
            failures += 1
            if failures == 1:
                why = "TELEGRAM_API_URL can't be reached: check it and the network"
                _log.warning("telegram_unreachable", error=type(error).__name__, problem=why, then="trying on")
            await _pause(failures, error, stop)
        else:
            if failures:
                _log.info("telegram_reached", failures=failures)
            return answer


def _may_pass(error: TelegramError) -> bool:
    """Tell an outage from a refusal: no connection, no answer in time, a server's own trouble, or nonsense."""
    outage = isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)
    return outage or type(error) is TelegramError


async def _pause(failures: int, error: TelegramError, stop: asyncio.Event) -> None:
    longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(failures - 1, 10))
    seconds = seconds_of(error) if isinstance(error, RetryAfter) else random.uniform(longest / 2, longest)
    if await set_within(stop, seconds):
        raise StoppedEarly
