"""What a person does: tap, type, answer prompts, follow deep links, block, move the time; by mouse and by keyboard."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

from tests.browser.page_design.puppet import keys

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage
    from tests.browser.page_design.puppet import JSON, Puppet
    from tgbot.playground.people import Person
    from tgbot.playground.world import World

pytestmark = pytest.mark.browser


def texts(world: World, person: Person) -> list[str]:
    """List what was written in a person's chat."""
    return [str(message.get("text")) for message in world.messages(person.id)]


async def test_a_press_edits_in_place_and_the_keyboard_keeps_the_focus(
    open_page: OpenPage, puppet: Puppet, anna: Person
) -> None:
    """Enter on a button changes the message, and the next answer is one Enter away."""

    async def next_question(query: JSON) -> None:
        await puppet.edits(query["message"], "Second question", keys("Left", "Right"))

    await puppet.says(anna.id, "First question", keys("Yes", "No"))
    puppet.on_press(next_question)
    page = await open_page()
    await page.get_by_role("button", name="No").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".words", has_text="Second question")).to_be_visible()
    await expect(page.locator(".message")).to_have_count(1)
    await expect(page.get_by_role("button", name="Left")).to_be_focused()
    await expect(page.get_by_text("edited")).to_be_visible()


async def test_a_tick_leaves_the_focus_on_the_same_words(open_page: OpenPage, puppet: Puppet, anna: Person) -> None:
    """On a page with several answers the pressed button gets its mark and stays focused."""

    async def tick(query: JSON) -> None:
        await puppet.edits(query["message"], "Which of these?", keys("Arm", "✓ Leg", "Done"))

    await puppet.says(anna.id, "Which of these?", keys("Arm", "Leg", "Done"))
    puppet.on_press(tick)
    page = await open_page()
    await page.get_by_role("button", name="Leg").focus()
    await page.keyboard.press("Space")
    await expect(page.get_by_role("button", name="✓ Leg")).to_be_focused()


async def test_a_button_is_busy_until_the_press_is_answered(open_page: OpenPage, puppet: Puppet, anna: Person) -> None:
    """A second press while the first is under way does not reach the bot; the answer is a note or an alert."""
    presses: list[str] = []
    let_go = asyncio.Event()

    async def slowly(query: JSON) -> JSON:
        presses.append(query["data"])
        await let_go.wait()
        return {"text": "Kept.", "show_alert": query["data"] == "Alert"}

    await puppet.says(anna.id, "Keep it?", keys("Note", "Alert"))
    puppet.on_press(slowly)
    page = await open_page()
    note = page.get_by_role("button", name="Note")
    await note.click()
    await expect(note).to_have_attribute("aria-busy", "true")
    await note.click()
    let_go.set()
    await expect(page.locator(".toast", has_text="Kept.")).to_be_visible()
    await expect(note).not_to_have_attribute("aria-busy", "true")
    assert presses == ["Note"]
    await page.get_by_role("button", name="Alert").click()
    await expect(page.get_by_role("dialog").get_by_text("Kept.")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Alert")).to_be_focused()


async def test_a_reply_prompt_opens_the_reply_with_its_placeholder(
    open_page: OpenPage, puppet: Puppet, world: World, anna: Person
) -> None:
    """What is typed then goes out as a reply to the prompt."""
    page = await open_page()
    prompt = await puppet.says(anna.id, "When?", {"force_reply": True, "input_field_placeholder": "in two weeks"})
    await expect(page.get_by_placeholder("in two weeks")).to_be_focused()
    await expect(page.get_by_text("Reply to Twitch helper")).to_be_visible()
    await page.keyboard.type("tomorrow at nine")
    await page.keyboard.press("Enter")
    await expect(page.get_by_placeholder("Message")).to_be_focused()
    answer = world.messages(anna.id)[-1]
    assert answer["text"] == "tomorrow at nine"
    assert answer["reply_to_message"]["message_id"] == prompt["message_id"]


async def test_a_deep_link_in_a_bubble_sends_its_payload(
    open_page: OpenPage, puppet: Puppet, world: World, anna: Person
) -> None:
    """A link to the bot itself is a /start with its parameter; from a group it opens the private chat."""
    group = world.add_group("Family", [anna])
    await puppet.says(anna.id, '<a href="https://t.me/twitch_helper_bot?start=abc_1">Go on</a>')
    await puppet.says(
        group.id, "Hello", keys({"text": "In private", "url": "https://t.me/twitch_helper_bot?start=xyz"})
    )
    page = await open_page()
    await page.get_by_role("link", name="Go on").click()
    await expect(page.locator(".words", has_text="/start abc_1")).to_be_visible()
    await page.get_by_role("navigation").get_by_role("button", name="Family").click()
    await page.get_by_role("button", name="In private").click()
    await expect(page.locator(".words", has_text="/start xyz")).to_be_visible()
    assert texts(world, anna)[1:] == ["/start abc_1", "/start xyz"]


async def test_a_slash_offers_the_commands(open_page: OpenPage, puppet: Puppet, world: World, anna: Person) -> None:
    """Arrows choose, Enter sends; the Menu button shows all."""
    world.person_sends(anna, "hi")
    listed = [{"command": "check", "description": "Checklist"}, {"command": "learn", "description": "Read"}]
    await puppet.call("setMyCommands", commands=listed)
    page = await open_page()
    await page.get_by_role("button", name="Menu of commands").click()
    await expect(page.get_by_role("option")).to_have_count(2)
    await page.keyboard.press("Escape")
    await page.keyboard.type("/")
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", name="/learn")).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message", has_text="/learn")).to_be_visible()
    assert texts(world, anna) == ["hi", "/learn"]


async def test_what_the_bot_offers_inline_can_be_chosen(
    open_page: OpenPage, puppet: Puppet, world: World, anna: Person
) -> None:
    """Typing "@bot words" lists the results; the chosen one is posted in the person's name."""

    async def offer(query: JSON) -> list[JSON]:
        content = {"message_text": f"About {query['query']}"}
        return [{"type": "article", "id": "1", "title": "Eyelid twitching", "input_message_content": content}]

    world.person_sends(anna, "hi")
    puppet.on_press(offer)
    page = await open_page()
    await page.get_by_role("textbox", name="Message to").fill("@twitch_helper_bot eyelid")
    await expect(page.get_by_role("option", name="Eyelid twitching")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(page.locator(".is-own .words", has_text="About eyelid")).to_be_visible()
    await expect(page.get_by_text("via @twitch_helper_bot")).to_be_visible()


async def test_a_message_can_be_forwarded(open_page: OpenPage, puppet: Puppet, world: World, anna: Person) -> None:
    """Into a group of the person's choice, with its origin."""
    group = world.add_group("Family", [anna])
    await puppet.says(anna.id, "Good to know")
    page = await open_page()
    await page.locator(".message").hover()
    await page.get_by_role("button", name="Message menu").click()
    await page.get_by_role("menuitem", name="Forward").click()
    await page.get_by_role("combobox", name="To").select_option("Family")
    await page.get_by_role("button", name="Forward").click()
    await page.get_by_role("navigation").get_by_role("button", name="Family").click()
    await expect(page.get_by_text("Forwarded from Twitch helper")).to_be_visible()
    assert world.messages(group.id)[-1]["text"] == "Good to know"


async def test_after_start_the_next_tab_reaches_the_answers(open_page: OpenPage, puppet: Puppet, anna: Person) -> None:
    """Start gives the focus to the messages, not to the field: the first thing wanted is a tap."""
    page = await open_page()
    await page.get_by_role("button", name="Start", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_be_focused()
    await puppet.says(anna.id, "Hello", keys("Begin"))
    await expect(page.get_by_role("button", name="Begin")).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="/start", exact=True)).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Begin")).to_be_focused()


async def test_own_messages_can_be_edited_and_answered(open_page: OpenPage, world: World, anna: Person) -> None:
    """The message's menu opens by keyboard; Edit brings the words back into the field."""
    world.person_sends(anna, "nose twich")
    page = await open_page()
    await page.get_by_role("log").focus()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Reply")).to_be_focused()
    await page.get_by_role("menuitem", name="Edit").click()
    await expect(page.get_by_role("textbox", name="Message to")).to_have_value("nose twich")
    await page.get_by_role("textbox", name="Message to").fill("nose twitch")
    await page.keyboard.press("Enter")
    await expect(page.locator(".words", has_text="nose twitch")).to_be_visible()
    assert texts(world, anna) == ["nose twitch"]


async def test_blocking_and_unblocking(open_page: OpenPage, world: World, anna: Person) -> None:
    """A blocked bot's chat has no composer, only the way back."""
    world.person_sends(anna, "hi")
    page = await open_page()
    await page.get_by_role("button", name="Chat menu").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    await expect(page.get_by_role("textbox", name="Message to")).to_be_hidden()
    assert world.private_chat(anna).blocked
    await page.get_by_role("button", name="Unblock").click()
    await expect(page.get_by_role("textbox", name="Message to")).to_be_visible()
    assert not world.private_chat(anna).blocked


async def test_moving_the_time_renames_the_days(open_page: OpenPage, world: World, anna: Person) -> None:
    """A day later, what was said today was said yesterday."""
    world.person_sends(anna, "hi")
    before = world.clock.now()
    page = await open_page()
    await expect(page.locator(".day")).to_have_text("Today")
    await page.get_by_role("button", name="Playground controls").click()
    await page.get_by_role("button", name="+ 1 day").click()
    await expect(page.locator(".day")).to_have_text("Yesterday")
    assert 86_000 < (world.clock.now() - before).total_seconds() < 87_000


async def test_two_people_side_by_side(open_page: OpenPage, world: World, anna: Person) -> None:
    """Each writes in their own name."""
    ben = world.add_person("Ben")
    for person in (anna, ben):
        world.person_sends(person, f"I am {person.name}")
    page = await open_page(1440, 900)
    await page.get_by_role("button", name="Two chats side by side").click()
    for person in (anna, ben):
        pane = page.get_by_role("region", name=f"{person.name}'s chat")
        await pane.get_by_role("textbox").fill(f"from {person.name}")
        await pane.get_by_role("textbox").press("Enter")
        await expect(pane.locator(".words", has_text=f"from {person.name}")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("region", name="s chat")).to_have_count(2)
    assert texts(world, anna)[-1] == "from Anna"
    assert texts(world, ben)[-1] == "from Ben"
