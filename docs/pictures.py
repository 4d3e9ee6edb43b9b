"""Make the README's pictures: `python docs/pictures.py` starts the playground, walks the check, takes screenshots."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Literal

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

from PIL import Image  # noqa: E402
from playwright.async_api import Browser, Page  # noqa: E402

from tests.browser.person import Person  # noqa: E402
from tests.support.chromium import chromium_address, connected  # noqa: E402
from tests.support.playing import playing  # noqa: E402
from tests.support.reminding import AGREE  # noqa: E402
from tests.support.walks import NOSE_3_DAYS  # noqa: E402

IMAGES = PROJECT / "docs" / "images"


async def main(chromium: str) -> None:
    """Each scheme in a playground of its own, so that both show the same."""
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    async with connected(chromium) as browser:
        for scheme in schemes:
            with tempfile.TemporaryDirectory() as folder:
                async with playing(Path(folder)) as playground:
                    await pictures(browser, playground.url, scheme)


async def pictures(browser: Browser, url: str, scheme: Literal["light", "dark"]) -> None:
    """Take one scheme's pictures: a question on a phone, the result, and the drawer with what is kept."""
    context = await browser.new_context(
        viewport={"width": 1120, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
        device_scale_factor=1.5,
    )
    page = await context.new_page()

    async def take(name: str) -> None:
        await page.mouse.move(0, 0)
        await page.evaluate("document.activeElement?.blur()")
        await page.wait_for_timeout(400)
        small(await page.screenshot(), IMAGES / f"{name}-{scheme}.png")

    await page.goto(url)
    ada = Person(page, lambda: page.request.post(f"{url}/play/clock", data={"seconds": 1}))
    await ada.start()
    await ada.tap(*NOSE_3_DAYS[:6])
    await page.set_viewport_size({"width": 390, "height": 876})
    await take("question")
    await page.set_viewport_size({"width": 1120, "height": 1100})
    await ada.tap(*NOSE_3_DAYS[6:])
    await take("result")
    await ada.tap("Remind me", "Today or yesterday", AGREE)
    await ada.tap_at(3, 1)
    await ada.tap("Yes, write to me then")
    await two_weeks_later(page)
    await take("reminder")
    await context.close()


def small(picture: bytes, path: Path) -> None:
    """Keep a picture in 256 colours: a third of the bytes, and no eye tells the difference."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


async def two_weeks_later(page: Page) -> None:
    """Move the time in the drawer, and leave it open at what the database holds."""
    await page.set_viewport_size({"width": 1440, "height": 900})
    await page.get_by_role("button", name="Playground controls", exact=True).click()
    await page.get_by_role("button", name="+ 2 weeks").click()
    await page.get_by_text("You asked us to write to you today").first.wait_for()
    await page.wait_for_timeout(1500)


if __name__ == "__main__":
    with chromium_address() as address:
        asyncio.run(main(address))
