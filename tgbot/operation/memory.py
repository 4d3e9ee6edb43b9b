"""Hands memory that was freed back to the system. Linux with glibc only; elsewhere the C library does as it likes."""

from __future__ import annotations

import asyncio
import ctypes
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


def give_back() -> None:
    """Give back what lies free between blocks in use, which glibc keeps by itself; takes less than a millisecond."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)


@asynccontextmanager
async def given_back(every: float = 5.0) -> AsyncIterator[None]:
    """Meanwhile give memory back every few seconds: a rush of people would make the process larger for good."""
    giving = asyncio.create_task(_keep_giving(every))
    try:
        yield
    finally:
        giving.cancel()


async def _keep_giving(every: float) -> None:
    while True:
        await asyncio.sleep(every)
        give_back()
