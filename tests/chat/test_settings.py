"""Consent, keeping results, and everything that /settings sets."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

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

AGREE = "I am 16 or over and agree"
KEPT = (*NOSE_3_DAYS, "Keep this result", "Off: keep my results", AGREE)


def labels(chat: Chat) -> list[str]:
    """List the labels of the newest keyboard."""
    return [label for row in chat.buttons for label in row]


async def test_nothing_is_switched_on_beforehand(chat: Chat, store: Store) -> None:
    """Two switches, both off; agreeing appears with the first one; nothing is stored before that tap."""
    await walk(chat, *NOSE_3_DAYS, "Keep this result")
    chat.shows("May we keep your result", "May we keep a reminder", "90 days", "encrypted")
    assert [label for label in labels(chat) if label.startswith("☑")] == []
    assert AGREE not in labels(chat)
    await chat.tap("Off: send me reminders")
    await chat.tap("Off: keep my results")
    await chat.tap("On: send me reminders")
    assert {"☑ On: keep my results to compare", "☐ Off: send me reminders", AGREE} <= set(labels(chat))
    assert set((await rows(store)).values()) == {0}
    await chat.tap("No, thank you")
    chat.shows("No visit needed now")
    assert set((await rows(store)).values()) == {0}


async def test_a_result_is_kept_once(chat: Chat, bot: Bot, store: Store) -> None:
    """The consent keeps the very result it was asked for; the same result again makes no second row."""
    await walk(chat, *KEPT)
    chat.shows("Kept")
    await chat.tap("Back to my result")
    assert "Keep this result to compare" not in labels(chat)
    shown = bot.deps.codec.decode(chat.data("Change an answer"))
    await chat.tap_data(bot.deps.codec.encode(replace(shown, page="keep")))
    chat.shows("Kept")
    found = await rows(store)
    assert (found["chats"], found["results"], found["reminders"]) == (1, 1, 0)
    kept_chat = await store.chats.find(chat.person.id)
    assert kept_chat is not None
    assert [consent.kind for consent in kept_chat.consents] == ["results"]
    result = await store.results.last(kept_chat)
    assert result is not None
    assert (result.urgency, result.answers["place"]) == ("self_care", ("nose",))
    assert result.content_version
    assert result.rules


async def test_a_second_result_is_kept_without_asking_again(chat: Chat, store: Store) -> None:
    """With a live consent to today's text, keeping is one tap."""
    await walk(chat, *KEPT)
    await walk(chat, *NOSE_3_DAYS, "Keep this result")
    chat.shows("Kept")
    assert (await rows(store))["results"] == 2


async def test_a_child_is_offered_nothing(chat: Chat, bot: Bot, store: Store) -> None:
    """A run about oneself under 16 has no keep button, and a forged one keeps nothing."""
    await walk(chat, *(label.replace("Me, 16 to 39", "Me, under 16") for label in NOSE_3_DAYS[:-1]))
    while "Show my result" not in labels(chat):
        await chat.tap_at(0, 0)
    await chat.tap("Show my result")
    assert not [label for label in labels(chat) if "Keep this result" in label or "Remind me" in label]
    run = bot.deps.codec.decode(chat.data("Change an answer")).run
    for link in (Link("keep", run), Link("consents", run, number=3), Link("agree", run, number=3)):
        await chat.tap_data(bot.deps.codec.encode(link))
        chat.shows("under 16")
    assert set((await rows(store)).values()) == {0}


async def test_for_a_child_an_adult_decides(chat: Chat, bot: Bot) -> None:
    """The consent page of a run about a child says who may agree; about another adult it says to ask them."""
    for age, words in (("u16", "an adult who cares for them decides"), ("a40", "Please ask them first")):
        await chat.send("/start")
        run = Run(answers={"who_age": "other", "age_other": age})  # type: ignore[dict-item]
        await chat.tap_data(bot.deps.codec.encode(Link("consents", run)))
        chat.shows(words)


async def test_a_changed_text_asks_again(server: Served, content: Content, store: Store, world: World) -> None:
    """A new version of the text is agreed to before the next storing; what was kept before stays till then."""
    old = content.consents.newest("results")
    assert old is not None
    new = replace(old, version=str(int(old.version) + 1), hash="f" * 64, title="May we keep your result? New words")
    ada = world.add_person("Ada")
    async with running(server, content, store):
        await walk(Chat(world, ada), *KEPT)
    changed = replace(content, consents=replace(content.consents, texts=(*content.consents.texts, new)))
    async with running(server, changed, store):
        chat = Chat(world, ada)
        await walk(chat, *NOSE_3_DAYS, "Keep this result")
        chat.shows("New words", "This text has changed since you agreed")
        assert (await rows(store))["results"] == 1
        await chat.send("/settings")
        chat.shows("Keeping results: on. The text has changed")
        await walk(chat, *NOSE_3_DAYS, "Keep this result", "Off: keep my results", AGREE)
        chat.shows("Kept")
        kept_chat = await store.chats.find(ada.id)
        assert kept_chat is not None
        assert [consent.text_hash for consent in kept_chat.consents] == [new.hash]
    assert (await rows(store))["results"] == 2


async def test_each_consent_is_taken_back_in_two_taps(chat: Chat, store: Store) -> None:
    """From /settings: one tap asks, the second deletes; the last one takes the chat's row along."""
    await chat.send("/settings")
    await chat.tap("Choose what we may keep")
    await chat.tap("Off: keep my results")
    await chat.tap("Off: send me reminders")
    await chat.tap(AGREE)
    chat.shows("It is noted")
    await walk(chat, *NOSE_3_DAYS, "Keep this result")
    await chat.send("/settings")
    chat.shows("Keeping results: on", "Reminders: on")
    await chat.tap("Stop keeping my results")
    await chat.tap("Yes, delete my results")
    chat.shows("Your results are deleted", "Keeping results: off", "Reminders: on")
    assert ((await rows(store))["chats"], (await rows(store))["results"]) == (1, 0)
    await chat.tap("Stop all reminders")
    await chat.tap("Yes, delete my reminders")
    chat.shows("Reminders: off")
    assert (await rows(store))["chats"] == 0


async def test_settings_need_a_consent_and_last(chat: Chat, store: Store) -> None:
    """Without one only language and country are offered and nothing is kept; with one, all of them stay."""
    await chat.send("/settings")
    assert not {"Clock", "Quiet hours", "Switch to large print"} & set(labels(chat))
    await chat.tap("Country")
    await chat.tap("Australia")
    chat.shows("Country: Australia")
    assert set((await rows(store)).values()) == {0}
    await chat.tap("Choose what we may keep")
    await chat.tap("Off: send me reminders")
    await chat.tap(AGREE)
    await chat.send("/settings")
    chat.shows("Country: Australia", "Quiet hours: 21:00 to 09:00", "Print: usual")
    await chat.tap("Clock")
    await chat.tap_at(3, 1)
    await chat.send("/settings")
    chat.shows("Your clock: UTC")
    await chat.tap("Quiet hours")
    await chat.tap("22:00 to 08:00")
    await chat.tap("Switch to large print")
    chat.shows("Quiet hours: 22:00 to 08:00", "Print: large")
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    assert (kept.zone, kept.country, kept.quiet, kept.large_print) == ("UTC", "AU", ("22:00", "08:00"), True)
    await chat.tap("Switch to usual print")
    chat.shows("Print: usual")


async def test_a_kept_country_is_used_at_the_next_start(chat: Chat, bot: Bot, store: Store) -> None:
    """The number on the card is that of the country that was kept, without choosing it again."""
    await chat.send("/settings")
    for label in ("Country", "Australia", "Choose what we may keep", "Off: keep my results", AGREE):
        await chat.tap(label)
    await chat.send("/check")
    await chat.tap_at(0, 0)
    chat.shows("Australia: call 000")


async def test_the_language_is_remembered_only_when_asked(chat: Chat, store: Store) -> None:
    """One tap remembers it (a row without any consent), one forgets it again."""
    await chat.send("/settings")
    await chat.tap("Language")
    chat.shows("It follows your app")
    assert set((await rows(store)).values()) == {0}
    await chat.tap("Remember this language")
    chat.shows("We remember this language")
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    assert (kept.language, kept.consents, kept.zone, kept.country) == ("en", (), None, None)
    await chat.tap("Stop remembering")
    assert (await rows(store))["chats"] == 0


async def test_a_link_from_somebody_else_changes_nothing(chat: Chat, bot: Bot, store: Store) -> None:
    """A deep link that would agree, keep, set, withdraw or erase opens the start instead: only buttons may do that."""
    await walk(chat, *KEPT)
    before = await rows(store)
    run = bot.deps.codec.decode(chat.data("Back to my result")).run
    for link in (
        Link("erased"),
        Link("withdrawn", topic="results"),
        Link("agree", number=3),
        Link("keep", run),
        Link("set_country", Run(country="US"), number=1),
        Link("set_print", number=1),
        Link("language", number=1),
        Link("export"),
    ):
        await chat.send(f"/start {bot.deps.codec.encode(link)}")
        chat.shows("Hello.")
    assert await rows(store) == before
    kept = await store.chats.find(chat.person.id)
    assert kept is not None
    assert (kept.country, kept.large_print, kept.remember_language) == (None, False, False)


async def test_a_later_check_is_compared_in_words(chat: Chat, world: World) -> None:
    """Nothing changed is said as that; a function that got worse raises the advice; twitches are never compared."""
    await walk(chat, *KEPT)
    world.move_clock(timedelta(days=10))
    await walk(chat, *(label.replace("Nose", "Eyelid") for label in NOSE_3_DAYS))
    chat.shows("No visit needed now", "Since your check of", "Same: Daily life")
    chat.hides("Changed: Place")
    await chat.tap("Change an answer")
    await chat.tap("Change: Daily life")
    for label in ("Hand or arm", "Years ago", "Both sides", "About the same", "Yes, and unchanged", "Show my result"):
        await chat.tap(label)
    chat.shows("Changed: Daily life", "works less well than then", "NICE NG127", "See a doctor within 2 weeks")
    chat.hides("Place", "more often", "Why\n")


async def test_the_third_same_check_gets_a_kind_note(chat: Chat) -> None:
    """Known from [Check again] alone, with nothing stored: the note, three ways on, nobody refused."""
    await walk(chat, *NOSE_3_DAYS)
    await chat.tap("Check again")
    for label in NOSE_3_DAYS[1:]:
        await chat.tap(label)
    chat.hides("Another check has nothing to add")
    await chat.tap("Check again")
    chat.shows("third time this week", "Another check has nothing to add", "call your emergency number")
    await chat.tap("Something changed")
    asked = []
    while "Show my result" not in labels(chat):
        asked.append(chat.screen.splitlines()[0])
        await chat.tap("None of these")
    assert len(asked) == 4
    assert "Before anything else" in asked[0]
    await chat.tap("Show my result")
    chat.shows("Another check has nothing to add", "No visit needed now")
    await chat.tap("Check again")
    await chat.tap("I will wait until tomorrow")
    chat.shows("Until tomorrow", "Breathe out slowly")


async def test_the_whole_check_is_never_refused(chat: Chat) -> None:
    """Beside the note stands the whole check, and it begins with the emergency questions."""
    await walk(chat, *NOSE_3_DAYS)
    for _ in range(2):
        await chat.tap("Check again")
        if "Do the whole check again" in labels(chat):
            await chat.tap("Do the whole check again")
        chat.shows("Before anything else")
        for label in NOSE_3_DAYS[1:]:
            await chat.tap(label)
    chat.shows("Another check has nothing to add")


async def test_kept_results_tell_the_third_time_too(chat: Chat, store: Store) -> None:
    """Without any [Check again]: two kept results of this week with the same answers are enough."""
    await walk(chat, *KEPT)
    await walk(chat, *NOSE_3_DAYS, "Keep this result")
    await walk(chat, *NOSE_3_DAYS)
    chat.shows("Another check has nothing to add")


async def test_nobody_who_needs_help_today_is_told_to_wait(chat: Chat) -> None:
    """With thoughts of dying there is no note about checking too often, however often the check was made."""
    calm = [label.replace("I am all right", "rather die") for label in NOSE_3_DAYS]
    grave = [*calm[:4], "Yes, but", "Carry on", *calm[4:]]
    await walk(chat, *grave)
    for _ in range(2):
        await chat.tap("Check again")
        chat.shows("Before anything else")
        for label in grave[1:]:
            await chat.tap(label)
    chat.hides("Another check has nothing to add")


async def test_after_a_week_it_is_a_first_check_again(chat: Chat, world: World) -> None:
    """What is older than seven days does not count."""
    await walk(chat, *NOSE_3_DAYS, "Check again", *NOSE_3_DAYS[1:])
    world.move_clock(timedelta(days=8))
    await chat.tap("Check again")
    chat.shows("Before anything else")
