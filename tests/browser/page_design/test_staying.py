"""What keeps the page right over time: broken event streams, and being usable by everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.layouts import SIZES, no_violation
from tests.browser.page_design.puppet import keys

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.browser.page_design.puppet import Puppet
    from tgbot.playground.people import Person
    from tgbot.playground.world import World

pytestmark = pytest.mark.browser


async def test_after_a_break_the_page_catches_up(
    open_page: OpenPage, puppet: Puppet, world: World, anna: Person
) -> None:
    """What was said and edited while the line was down is there when it is back; the draft is kept."""
    question = await puppet.says(anna.id, "First", keys("Yes"))
    page = await open_page()
    await page.get_by_role("textbox", name="Message to").fill("half a thou")
    await page.context.set_offline(True)
    world.events.close()
    await expect(page.get_by_text("The playground does not answer")).to_be_visible()
    await puppet.edits(question, "Changed meanwhile", keys("Other"))
    await puppet.says(anna.id, "Said meanwhile")
    await page.context.set_offline(False)
    await expect(page.locator(".words", has_text="Said meanwhile")).to_be_visible()
    await expect(page.locator(".words", has_text="Changed meanwhile")).to_be_visible()
    await expect(page.get_by_text("The playground does not answer")).to_be_hidden()
    await expect(page.get_by_role("textbox", name="Message to")).to_have_value("half a thou")
    await puppet.says(anna.id, "And the stream lives")
    await expect(page.locator(".words", has_text="And the stream lives")).to_be_visible()


@pytest.mark.parametrize(("calm", "movement"), [(False, "arrive"), (True, "none")])
async def test_reduced_motion_is_respected(
    open_page: OpenPage, puppet: Puppet, anna: Person, *, calm: bool, movement: str
) -> None:
    """A new bubble slides in, but not for somebody who asked for calm."""
    page = await open_page(calm=calm)
    await puppet.says(anna.id, "Hello")
    await expect(page.locator(".message.is-new")).to_have_css("animation-name", movement)


@pytest.mark.parametrize(
    ("size", "scheme"),
    [
        (SIZES[0], "dark"),
        (SIZES[2], "light"),
        pytest.param(SIZES[0], "light", marks=pytest.mark.slow),
        pytest.param(SIZES[1], "light", marks=pytest.mark.slow),
        pytest.param(SIZES[1], "dark", marks=pytest.mark.slow),
        pytest.param(SIZES[2], "dark", marks=pytest.mark.slow),
    ],
)
async def test_axe_finds_nothing(
    open_page: OpenPage, puppet: Puppet, world: World, anna: Person, *, scheme: str, size: tuple[int, int]
) -> None:
    """axe-core reports no violation: start, full chat, commands, menu, drawer, dialog."""
    ben = world.add_person("Ben")
    world.private_chat(ben)
    world.add_group("Family", [anna, ben])
    page = await open_page(*size, scheme)
    await no_violation(page, "start")
    world.person_sends(anna, "is it /bad?")
    styled = [{"text": name.title(), "callback_data": name, "style": name} for name in ("primary", "success", "danger")]
    quoted = "<blockquote expandable>" + "Source\n" * 9 + "</blockquote>"
    await puppet.says(anna.id, f"<b>Result</b> <code>c</code>\n{quoted}", keys("Plain", *styled))
    await puppet.sends_file(anna.id, "notes.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    world.sends_location(anna, 51.5, -0.1)
    world.sends_sticker(anna)
    await puppet.call("setMyCommands", commands=[{"command": "check", "description": "Checklist"}])
    await page.locator(".sticker").wait_for()
    await page.get_by_role("button", name="Menu of commands").click()
    await no_violation(page, "commands")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Attach").click()
    await no_violation(page, "menu")
    await page.get_by_role("menuitem", name="Location").click()
    await no_violation(page, "dialog")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Playground controls", exact=True).click()
    await no_violation(page, "drawer")
    await page.get_by_role("button", name="Close the controls").click()
    await page.get_by_role("navigation").get_by_role("button", name="Family").click()
    await no_violation(page, "group")


async def test_the_colours_follow_the_system_until_somebody_chooses(open_page: OpenPage, anna: Person) -> None:
    """The button always names the other scheme; a choice outlasts a reload."""
    page = await open_page(1440, 900, "light")
    await page.get_by_role("button", name="Dark colours").wait_for()
    await page.emulate_media(color_scheme="dark")
    await expect(page.locator("html")).to_have_css("color-scheme", "dark")
    await page.get_by_role("button", name="Light colours").click()
    await expect(page.get_by_role("button", name="Dark colours")).to_be_focused()
    await page.reload()
    await expect(page.locator("html")).to_have_css("color-scheme", "light")
