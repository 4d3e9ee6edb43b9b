"""Looks at one state of the page in each of the six layouts: phone, tablet and desk, in light and in dark.

Pictures go to tests/browser/pictures (not kept in git), to be looked at.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.resources import files
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.async_api import Page

PICTURES = Path(__file__).with_name("pictures")
SIZES = ((360, 740), (768, 1024), (1440, 900))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

_DARK = "matchMedia('(prefers-color-scheme: dark)').matches"
_AT_REST = "Promise.allSettled(document.getAnimations().map((one) => one.finished))"
TOO_WIDE = """() => [...document.querySelectorAll("html, .log, .drawer-body, .dialog")]
  .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className || one.tagName)"""

OVERLAPPING = """() => [...document.querySelectorAll(".bubble:has(.words)")].filter((bubble) => {
  const stamp = bubble.querySelector(".stamp").getBoundingClientRect();
  const words = document.createRange();
  words.selectNodeContents(bubble.querySelector(".words"));
  const above = (one) => one.bottom <= stamp.top + 1 || one.right <= stamp.left || one.left >= stamp.right;
  return ![...words.getClientRects()].every(above);
}).map((bubble) => bubble.innerText)"""
"""Bubbles in which the time stands on the last words."""


async def six_layouts(page: Page, name: str, settle: Callable[[Page], Awaitable[None]] | None = None) -> None:
    """Take six pictures; nothing scrolls sideways, and axe-core finds no violation in any of them."""
    PICTURES.mkdir(exist_ok=True)
    was, was_dark = page.viewport_size, await page.evaluate(_DARK)
    await page.mouse.move(0, 0)
    for (width, height), scheme in product(SIZES, SCHEMES):
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme=scheme)
        await page.evaluate(_AT_REST)
        if settle:
            await settle(page)
        await page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png")
        assert await page.evaluate(TOO_WIDE) == [], f"{name} at {width}"
        await no_violation(page, f"{name} at {width}, {scheme}")
    assert was is not None
    await page.set_viewport_size(was)
    await page.emulate_media(color_scheme="dark" if was_dark else "light")


async def no_violation(page: Page, place: str) -> None:
    """Let axe-core look at the page as it is, once it has come to rest."""
    await page.evaluate(_AT_REST)
    if not await page.evaluate("'axe' in window"):
        await page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]
    assert told == [], place


async def drawn(page: Page) -> None:
    """Wait until the browser's viewer has drawn a sheet: the middle of the window is mostly paper."""
    size = page.viewport_size
    assert size is not None
    width, height = size["width"], size["height"]
    while True:
        middle = Image.open(BytesIO(await page.screenshot())).convert("L")
        middle = middle.crop((width * 2 // 5, height // 3, width * 3 // 5, height // 2))
        if 2 * middle.histogram()[255] > middle.width * middle.height:
            return
