"""Where Telegram sends this bot's updates: asks, sets, and refuses to take it from somebody else unasked."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog
from telegram.error import RetryAfter

from tgbot.delivery.errors import SetElsewhere
from tgbot.delivery.trouble import seconds_of

if TYPE_CHECKING:
    from telegram import Bot

_log = structlog.get_logger()

MAX_CONNECTIONS = 100
"""How many updates Telegram may bring at once; 100 is the most that it offers."""

_TRIES = 5


def path_for(secret: str) -> str:
    """Give the path of the webhook. A changed secret changes it, since Telegram does not tell which secret it has."""
    return f"/telegram/{hashlib.sha256(b'webhook path ' + secret.encode()).hexdigest()[:16]}"


def address_for(url: str, secret: str) -> str:
    """Give the whole address that Telegram calls."""
    return url.rstrip("/") + path_for(secret)


async def register(bot: Bot, url: str, secret: str, allowed: Sequence[str], *, take_over: bool = False) -> bool:
    """Have Telegram bring the updates to `url`; tell whether anything had to be changed.

    Raises SetElsewhere when they go to another address and `take_over` does not say that this is meant.
    """
    base = url.rstrip("/")
    address = address_for(url, secret)
    for tries_left in range(_TRIES, -1, -1):
        info = await bot.get_webhook_info()
        if info.url and not info.url.startswith(f"{base}/telegram/") and not take_over:
            raise _elsewhere(info.url)
        if (
            info.url == address
            and info.max_connections == MAX_CONNECTIONS
            and set(info.allowed_updates or ()) == set(allowed)
        ):
            return False
        try:
            await bot.set_webhook(
                address, max_connections=MAX_CONNECTIONS, allowed_updates=allowed, secret_token=secret
            )
        except RetryAfter as error:
            # Workers that start together set the same; the first has done it for all.
            if not tries_left:
                raise
            await asyncio.sleep(min(seconds_of(error), 5) * random.uniform(0.2, 1))
        else:
            break
    _log.info("webhook_set", host=urlsplit(url).hostname)
    return True


async def release(bot: Bot, *, take_over: bool = False) -> None:
    """Make sure that updates wait for getUpdates.

    Raises SetElsewhere when a webhook is set and `take_over` does not say that it may go. Nothing waiting is lost.
    """
    info = await bot.get_webhook_info()
    if not info.url:
        return
    if not take_over:
        raise _elsewhere(info.url)
    await bot.delete_webhook()
    _log.info("webhook_removed", host=urlsplit(info.url).hostname)


def _elsewhere(url: str) -> SetElsewhere:
    # Not the path: some people keep their token in it.
    return SetElsewhere(
        f"Telegram sends this bot's updates to {urlsplit(url).netloc.rpartition('@')[2]}: stop what runs there, "
        "or start this one with --take-over"
    )
