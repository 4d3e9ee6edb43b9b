"""Memory that was freed goes back to the system while the bot runs."""

from __future__ import annotations

import subprocess
import sys

import pytest

_RUSH = """
import asyncio, sys
from pathlib import Path
from tgbot.operation import memory

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

async def main():
    blocks = [bytes(2000) for _ in range(20_000)]
    del blocks[:-1]
    rush = held()
    async with memory.given_back(0.05):
        await asyncio.sleep(0.5)
    print(rush - held())

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc is told to give memory back")
def test_after_a_rush_memory_is_given_back() -> None:
    """Forty megabytes of which one block at the end is still in use: without a word glibc would keep them all."""
    told = subprocess.run([sys.executable, "-c", _RUSH], capture_output=True, text=True, timeout=60, check=True)
    assert float(told.stdout) > 20
