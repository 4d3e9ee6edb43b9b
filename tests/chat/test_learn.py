"""Reading: /learn, sections edited in place, their sources, "was this useful?", and links into the chat."""

from __future__ import annotations

import pytest

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tests.support.running import running
from tests.support.walks import NOSE_3_DAYS, walk
from tgbot.app import Bot
from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.content import Content
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store import Store


async def test_learn_lists_groups_and_opens_one(chat: Chat) -> None:
    """What there is and where to begin come first; a tap opens one group and closes the other."""
    await chat.send("/learn")
    chat.shows(
        "Short pages in plain words", "Twitches: nose, eyelid", "Help now: emergency signs", "type your question"
    )
    assert chat.buttons[0] == ["Read: The short version"]
    labels = [label for row in chat.buttons for label in row]
    assert "▸ Twitches" in labels
    assert not any("nose" in label for label in labels)
    await chat.tap("Twitches")
    assert ["Is nose twitching a sign of ALS?"] in chat.buttons
    chat.hides("Help now", "type your question")
    await chat.tap("The worry")
    assert ["▸ Twitches"] in chat.buttons
    assert ["Is nose twitching a sign of ALS?"] not in chat.buttons


async def test_reading_edits_one_message(chat: Chat) -> None:
    """Next, before, sources, related and the list all happen in the same message."""
    await chat.send("/learn")
    await chat.tap("Twitches")
    await chat.tap("Is nose twitching")
    chat.shows("Is nose twitching a sign of ALS?", "Sources", "NINDS", "Not clinically reviewed")
    first = chat.screen
    await chat.tap("Next ›")
    chat.hides("Is nose twitching a sign of ALS?")
    await chat.tap("‹ Before")
    assert chat.screen == first
    await chat.tap("Read: ")
    assert chat.screen != first
    await chat.tap("All pages")
    chat.shows("Short pages in plain words")
    assert len(chat.said) == 1


async def test_the_sources_page_says_what_each_source_is(chat: Chat, content: Content) -> None:
    """Title, publisher, kind and link of every source of the section, and the way back."""
    await chat.send("/start s-nose-and-als")
    page = chat.screen
    await chat.tap("Sources")
    sources = [content.sources[name] for name in content.languages["en"].article.by_id["nose-and-als"].sources]
    chat.shows(*(source.title for source in sources), *(source.publisher for source in sources))
    assert {entity["url"] for entity in chat.newest["entities"] if entity["type"] == "text_link"} >= {
        source.url for source in sources
    }
    await chat.tap("Back to the page")
    assert chat.screen == page


async def test_useful_is_a_bare_count(chat: Chat, store: Store, bot: Bot) -> None:
    """A tap adds one to a number that names nobody, is thanked for, and is not asked again."""
    await chat.send("/start s-eyelid")
    await chat.tap("This helped")
    assert chat.answer is not None
    assert "Thank you" in chat.answer["text"]
    assert not any("helped" in label for row in chat.buttons for label in row)
    await chat.tap("Next ›")
    await chat.tap("This did not help")
    following = chat.data("Sources")
    section = bot.deps.codec.decode(following).topic
    assert await store.counts.all() == {"useful eyelid yes": 1, f"useful {section} no": 1}
    assert {name for name, count in (await rows(store)).items() if count} == {"counts"}


async def test_a_forged_vote_counts_nothing(chat: Chat, store: Store, bot: Bot) -> None:
    """A vote that no button offers shows the section and counts nothing."""
    await chat.send("/start s-eyelid")
    await chat.tap_data(bot.deps.codec.encode(Link("useful", Run(), "eyelid", 7)))
    await chat.tap_data(bot.deps.codec.encode(Link("useful", Run(), "gate_now", 1)))
    assert await store.counts.all() == {}


async def test_the_run_rides_along_while_reading(chat: Chat) -> None:
    """From a result through several pages and back to the same result."""
    await walk(chat, *NOSE_3_DAYS)
    result = chat.screen
    for label in ("Read: ", "Next ›", "Sources", "Back to the page", "This helped", "All pages", "Back to my result"):
        await chat.tap(label)
    assert chat.screen == result


async def test_the_way_to_help_stays_while_reading(chat: Chat, bot: Bot) -> None:
    """Who spoke of dying finds the crisis page on every page that is read afterwards."""
    await walk(chat, "Start the check", "None of these", "None of these", "At times", "Yes, but", "Carry on")
    run = bot.deps.codec.decode(chat.data("Why do you ask?")).run
    await chat.tap_data(bot.deps.codec.encode(Link("section", run, "eyelid")))
    for label in ("Next ›", "All pages", "If you think about dying"):
        await chat.tap(label)
    chat.shows("You are not alone")


async def test_a_deep_link_opens_a_section(chat: Chat) -> None:
    """start=s-<section> shows it at once."""
    await chat.send("/start s-nose-and-als")
    chat.shows("Is nose twitching a sign of ALS?")


async def test_a_link_inside_a_section_leads_to_the_other(chat: Chat) -> None:
    """Links between sections are links into this chat."""
    await chat.send("/start s-when-to-see-a-doctor")
    await chat.follow("Emergency signs")
    chat.hides("leads nowhere")
    assert chat.screen.startswith("Emergency signs")


async def test_a_deep_link_starts_the_check(chat: Chat) -> None:
    """start=check asks the first question."""
    await chat.send("/start check")
    chat.shows("Before anything else")


@pytest.mark.parametrize("payload", ["s-no-such-page", "s-", "AAAA", "x" * 64, "../etc", "s-nose-and-als; DROP"])
async def test_an_unknown_link_is_said_plainly(chat: Chat, payload: str) -> None:
    """One plain sentence, and the start page."""
    await chat.send(f"/start {payload}")
    chat.shows("That link leads nowhere", "Hello.")


async def test_a_link_from_elsewhere_changes_nothing(chat: Chat, bot: Bot, store: Store) -> None:
    """A link that would erase, store or agree leads to the start: only a button of this chat does such things."""
    for page in ("erased", "remind", "consent", "stop_reminder", "useful", "not_meant"):
        await chat.send(f"/start {bot.deps.codec.encode(Link(page))}")
        chat.shows("That link leads nowhere", "Hello.")
    assert set((await rows(store)).values()) == {0}


@pytest.mark.parametrize("command", ["/nonsense", "/", "/ütf", "/a" * 300])
async def test_an_unknown_command_is_said_plainly(chat: Chat, command: str) -> None:
    """One plain sentence and the start page."""
    await chat.send(command)
    chat.shows("I do not know that command", "Hello.")


@pytest.mark.parametrize("typed", ["/check I want to kill myself", "/learn\nI want to kill myself", "/kill_myself"])
async def test_words_in_or_after_a_command_are_heard(chat: Chat, typed: str) -> None:
    """A bare command of ours holds no words of the person; everything else is screened like any text."""
    await chat.send(typed)
    chat.shows("You are not alone with this")


async def test_a_command_for_another_bot_is_none_of_ours(chat: Chat) -> None:
    """What names another bot is not answered; what names this one is, in capitals too."""
    chat.world.person_sends(chat.person, "/start@another_bot check")
    await chat.send("/START@twitch_helper_bot")
    assert [message["text"][:6] for message in chat.said] == ["Hello."]


async def test_with_the_check_switched_off_reading_goes_on(
    server: Served, content: Content, store: Store, world: World
) -> None:
    """Every page is there, and none of them offers the check."""
    async with running(server, content, store, checklist_enabled=False):
        chat = Chat(world, world.add_person("Ada"))
        for said in ("/start s-nose-and-als", "do I have ALS?", "eyelid twitch", "how do I renew my passport"):
            await chat.send(said)
            assert not any("check" in label for row in chat.buttons for label in row), said
