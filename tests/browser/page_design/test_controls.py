"""The drawer of playground controls: trouble for the bot, more people, groups, the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest
from playwright.async_api import expect

from tests.browser.page_design.puppet import keys

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.browser.conftest import OpenPage
    from tests.browser.page_design.puppet import Puppet
    from tgbot.playground.people import Person
    from tgbot.playground.server import Served
    from tgbot.playground.world import World

pytestmark = pytest.mark.browser


async def drawer(open_page: OpenPage) -> Page:
    """Open the page with its drawer."""
    page = await open_page(1440, 900)
    await page.get_by_role("button", name="Playground controls", exact=True).click()
    return page


@pytest.mark.parametrize("kind", ["429", "slow", "drop"])
async def test_trouble_reaches_the_bot_and_can_be_cleared(
    open_page: OpenPage, puppet: Puppet, server: Served, anna: Person, kind: str
) -> None:
    """What is set meets the bot's next call, as often as was said; Clear all takes it away."""
    page = await drawer(open_page)
    await page.get_by_role("combobox", name="Fault").select_option(kind)
    await page.get_by_role("combobox", name="Where").select_option("sendMessage")
    if kind != "drop":
        await page.get_by_label("Seconds").fill("0" if kind == "slow" else "7")
    await page.get_by_label("Times").fill("2")
    await page.get_by_role("button", name="Set", exact=True).click()
    await expect(page.get_by_text(f"Waiting: {kind} for sendMessage, 2 times.")).to_be_visible()
    if kind == "slow":
        await puppet.says(anna.id, "Late")
    else:
        with pytest.raises(
            (AssertionError, aiohttp.ClientError), match="retry after 7" if kind == "429" else "isconnected"
        ):
            await puppet.says(anna.id, "Lost")
    assert [fault.times for fault in server.faults.planned] == [1]
    await page.reload()
    await page.get_by_role("button", name="Playground controls", exact=True).click()
    await expect(page.get_by_text(f"Waiting: {kind} for sendMessage, 1 time.")).to_be_visible()
    await page.get_by_role("button", name="Clear all").click()
    await expect(page.get_by_text("No fault is set.")).to_be_visible()
    await puppet.says(anna.id, "Arrives")
    await expect(page.locator(".words", has_text="Arrives")).to_be_visible()


async def test_people_and_groups_can_be_added(open_page: OpenPage, puppet: Puppet, world: World, anna: Person) -> None:
    """A new person has a chat that is not started; a group has all of them and the bot; one writes as each."""
    page = await drawer(open_page)
    await page.get_by_role("button", name="Add a person").click()
    await page.get_by_label("First name").fill("Chloé <3")
    await page.get_by_role("button", name="Add", exact=True).click()
    await page.get_by_role("navigation").get_by_role("button", name="Chloé <3").click()
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.locator(".words", has_text="/start")).to_be_visible()
    await page.get_by_role("button", name="Add a group").click()
    await page.get_by_label("Name of the group").fill("Family")
    await page.get_by_role("button", name="Add", exact=True).click()
    await page.get_by_role("navigation").get_by_role("button", name="Family").click()
    await expect(page.locator(".service", has_text="Anna added Twitch helper")).to_be_visible()
    await page.get_by_label("Write as").select_option("Chloé <3")
    await page.get_by_role("textbox", name="Message to Family").fill("hello all")
    await page.keyboard.press("Enter")
    await expect(page.locator(".is-own .words", has_text="hello all")).to_be_visible()
    group = next(chat for chat in world.chats.values() if not chat.private)
    assert [person.name for person in group.members] == ["Anna", "Chloé <3"]
    assert world.messages(group.id)[-1]["from"]["first_name"] == "Chloé <3"


async def test_the_transcript_is_copied(open_page: OpenPage, puppet: Puppet, world: World, anna: Person) -> None:
    """Who said what, with the buttons in brackets."""
    world.person_sends(anna, "hi")
    await puppet.says(anna.id, "<b>Which</b>?", keys(["Yes", "No"]))
    page = await drawer(open_page)
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.get_by_role("button", name="Copy transcript").click()
    await expect(page.locator(".toast", has_text="Transcript copied")).to_be_visible()
    copied = str(await page.evaluate("navigator.clipboard.readText()"))
    assert "Anna\nhi" in copied
    assert copied.endswith("Twitch helper\nWhich?\n[Yes] [No]")


async def test_the_page_is_never_stale(open_page: OpenPage, server: Served, anna: Person) -> None:
    """The browser asks about every file of the page each time it is opened."""
    page = await open_page()
    for name in ("", "main.js", "colours.css"):
        answer = await page.request.get(f"{server.url}/{name}")
        assert answer.headers["cache-control"] == "no-cache"
        again = await page.request.get(f"{server.url}/{name}", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status == 304
