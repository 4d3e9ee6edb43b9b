"""The Chromium that this machine has, for tests and for the pictures of the README."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.async_api import Browser, async_playwright

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-sync",
    "--hide-scrollbars",
    "--no-first-run",
    "--font-render-hinting=none",
    # Without a screen it would take itself for a touch device, which shows the message menus all the time.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
    "--remote-debugging-port=0",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_LISTENING = re.compile(r"DevTools listening on (ws://\S+)")


@contextmanager
def chromium_address() -> Iterator[str]:
    """Start it and tell where it is driven; without one the test is skipped with the reason, but never in CI."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = f"no Chromium on this machine (looked for {', '.join(NAMES)})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        said = Path(profile) / "stderr"
        with said.open("w") as errors, subprocess.Popen(
            [found, *ARGUMENTS, f"--user-data-dir={profile}/data"], stdout=subprocess.DEVNULL, stderr=errors
        ) as process:  # fmt: skip
            try:
                yield _heard(said, process)
            finally:
                process.kill()


def _heard(said: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait for the line that names the address."""
    while process.poll() is None:
        if line := _LISTENING.search(said.read_text("utf-8", "replace")):
            return line[1]
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(f"Chromium ended with {process.returncode}: {said.read_text('utf-8', 'replace')[-2000:]}")


@asynccontextmanager
async def connected(address: str) -> AsyncIterator[Browser]:
    """Drive a Chromium that runs already."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(address)
        try:
            yield browser
        finally:
            await browser.close()
