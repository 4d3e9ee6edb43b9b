"""Make the README's pictures: `python docs/pictures.py` starts the playground, walks the check, takes screenshots."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from playwright.async_api import Browser, Page  # noqa: E402

from tests.support.chromium import chromium  # noqa: E402
from tests.support.process import environment  # noqa: E402
from tests.support.walks import NOSE_3_DAYS  # noqa: E402

PORT = 8099
IMAGES = PROJECT / "docs" / "images"


async def main() -> None:
    """Start, walk, look, stop."""
    with tempfile.TemporaryDirectory() as folder:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tgbot", "play", "--port", str(PORT),
            cwd=folder, env=environment(), stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        await process.stdout.readline()
        try:
            async with chromium() as browser:
                for scheme in ("light", "dark"):
                    await pictures(browser, scheme)
        finally:
            process.terminate()
            await process.wait()


async def pictures(browser: Browser, scheme: str) -> None:
    """Take one scheme's pictures: the chat beside itself at two moments, Ada's and Ben's."""
    context = await browser.new_context(
        viewport={"width": 1240, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
        device_scale_factor=1.5,
    )
    page = await context.new_page()
    await page.goto(f"http://127.0.0.1:{PORT}")
    await open_chat(page, "Ada")
    for label in NOSE_3_DAYS[:-1]:
        await tap(page, label)
        if label == "Nose":
            await page.screenshot(path=IMAGES / f"question-{scheme}.png")
    await tap(page, NOSE_3_DAYS[-1])
    await page.wait_for_timeout(500)
    await page.screenshot(path=IMAGES / f"result-{scheme}.png")
    await context.close()


async def open_chat(page: Page, name: str) -> None:
    """Open somebody's chat and press Start, or send /start where it has begun already."""
    await page.get_by_text(name).first.click()
    start = page.get_by_role("button", name="Start", exact=True)
    if await start.count():
        await start.click()
    else:
        await page.get_by_placeholder("Message").first.fill("/start")
        await page.keyboard.press("Enter")
    await page.wait_for_timeout(800)


async def tap(page: Page, label: str) -> None:
    """Tap the newest button with this label, after a moment of reading."""
    await page.wait_for_timeout(800)
    await page.locator(".key", has_text=re.compile(re.escape(label))).last.click()


asyncio.run(main())
