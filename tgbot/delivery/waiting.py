"""Waiting for one of several things. Owns no clock: whoever waits brings what it waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable


async def set_within(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, at most so many seconds; tell whether it is set."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return event.is_set()
    return True


async def first_of(*waits: Awaitable[object], within: float | None = None) -> None:
    """Wait until the first of these has ended, at most so many seconds; the others are broken off."""
    ends = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(ends, timeout=within, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for end in ends:
            end.cancel()
        await asyncio.gather(*ends, return_exceptions=True)
