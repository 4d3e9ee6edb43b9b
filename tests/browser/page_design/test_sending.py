"""What a person can send besides words, and how the page shows it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser.conftest import OpenPage
    from tgbot.playground.people import Person
    from tgbot.playground.world import World

pytestmark = pytest.mark.browser


def png(width: int, height: int) -> bytes:
    """Make a picture."""
    made = BytesIO()
    Image.new("RGB", (width, height), "teal").save(made, "PNG")
    return made.getvalue()


async def attach(page: Page, what: str) -> None:
    """Choose from the menu beside the field."""
    await page.get_by_role("button", name="Attach").click()
    await page.get_by_role("menuitem", name=what).click()


async def test_a_photo_is_shown_and_opens_large(open_page: OpenPage, world: World, anna: Person) -> None:
    """The file chosen arrives as a photo; a click shows it over the chat, Esc leads back."""
    world.person_sends(anna, "hi")
    page = await open_page(360, 740)
    async with page.expect_file_chooser() as choosing:
        await attach(page, "Photo")
    await (await choosing.value).set_files({"name": "me.png", "mimeType": "image/png", "buffer": png(1200, 800)})
    photo = page.get_by_role("button", name="Photo. Open")
    await expect(photo).to_be_visible()
    await expect(photo.locator("img")).to_have_js_property("naturalWidth", 1200)
    assert "photo" in world.messages(anna.id)[-1]
    frame, shown = await page.locator(".bubble").last.bounding_box(), await photo.locator("img").bounding_box()
    assert frame is not None
    assert shown is not None
    assert 0 <= frame["width"] - shown["width"] < 30
    await photo.click()
    await expect(page.get_by_role("dialog", name="Photo").locator("img")).to_have_js_property("naturalWidth", 1200)
    await page.keyboard.press("Escape")
    await expect(photo).to_be_focused()


async def test_a_voice_note_plays(open_page: OpenPage, world: World, anna: Person) -> None:
    """A second of silence, which the browser can play."""
    world.person_sends(anna, "hi")
    page = await open_page()
    await attach(page, "Voice note")
    sound = page.locator("audio")
    await expect(sound).to_be_visible()
    lasts = await sound.evaluate(
        """(sound) => new Promise((done) => {
          sound.onloadedmetadata = () => done(sound.duration);
          sound.onerror = () => done(0);
          sound.load();
        })"""
    )
    assert lasts == pytest.approx(1.0, abs=0.1)
    assert world.messages(anna.id)[-1]["voice"]["mime_type"] == "audio/ogg"


async def test_a_place_is_sent(open_page: OpenPage, world: World, anna: Person) -> None:
    """Ready-made places fill the form."""
    world.person_sends(anna, "hi")
    page = await open_page()
    await attach(page, "Location")
    await page.get_by_role("button", name="Delhi").click()
    await page.get_by_role("button", name="Send", exact=True).last.click()
    await expect(page.get_by_text("28.614° N, 77.209° E")).to_be_visible()
    assert world.messages(anna.id)[-1]["location"] == {"latitude": 28.6139, "longitude": 77.209}
