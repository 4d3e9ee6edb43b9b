"""The page for the doctor, what to say on the phone, and the appointment, tapped and typed as a person does."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tests.support.walks import NOSE_3_DAYS, walk
from tgbot.app import Bot
from tgbot.checklist.code import LIMIT, Link
from tgbot.checklist.run import Run
from tgbot.pages import doctor
from tgbot.pages.page import PAGES
from tgbot.playground.world import World
from tgbot.store import Store
from tgbot.store.chat import Consent

HAND = (
    "Start the check",
    "None of these",
    "None of these",
    "Worried, but",
    "Me, 40 to 54",
    "None of these",
    "Shoulder, arm or hand",
    "2 weeks to 3 months",
    "Small flickers",
    "Hand or arm",
    "Slowly, over months",
    "One side",
    "Getting worse",
    "No",
    "None of these",
    "None of these",
    "Coffee",
    "No",
    "Show my result",
)
"""A hand that gets weaker over months: a doctor within two weeks."""

SLOT_LABELS = ("what troubles you most", "what you fear", "what you hope for")


async def to_words(chat: Chat) -> None:
    """Walk to the page that offers own words."""
    await walk(chat, *HAND)
    chat.shows("See a doctor within 2 weeks")
    await chat.tap("A page for the doctor")
    chat.shows("Half a page", "Nothing is stored")


async def add(chat: Chat, label: str, words: str) -> None:
    """Tap a slot and answer its prompt."""
    await chat.tap(f"Add {label}")
    await chat.reply(words)


def quotes(chat: Chat) -> list[str]:
    """List what stands quoted in the newest message."""
    message = chat.newest
    raw = str(message["text"]).encode("utf-16-le")
    return [
        raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in message.get("entities", ())
        if entity["type"] == "blockquote"
    ]


def sent(chat: Chat) -> list[tuple[str, bytes]]:
    """List the files that the bot has sent: name and content."""
    documents: list[dict[str, Any]] = [message["document"] for message in chat.said if "document" in message]
    found = [(document["file_name"], chat.world.files.by_id(document["file_id"])) for document in documents]
    return [(name, file.content) for name, file in found if file is not None]


async def test_three_own_words_travel_together_to_the_page(chat: Chat) -> None:
    """Each is asked for by its own prompt, in any order; all stand quoted on the page, in the page's order."""
    await to_words(chat)
    await add(chat, SLOT_LABELS[2], "A plain answer.")
    await add(chat, SLOT_LABELS[0], "My right hand <b>drops</b> things & keys 😀")
    await add(chat, SLOT_LABELS[1], "ALS, like my uncle")
    assert quotes(chat) == ["My right hand <b>drops</b> things & keys 😀", "ALS, like my uncle", "A plain answer."]
    await chat.tap("Make the page")
    chat.shows("Notes for the doctor", "Hand or arm", "Getting worse", "Right- or left-handed: ____")
    assert quotes(chat) == ["My right hand <b>drops</b> things & keys 😀", "ALS, like my uncle", "A plain answer."]
    await chat.tap("My own words")
    await chat.tap("Change what you fear")
    await chat.reply("Something serious")
    assert quotes(chat) == ["My right hand <b>drops</b> things & keys 😀", "Something serious", "A plain answer."]
    await chat.tap("Leave my words out")
    assert quotes(chat) == []


async def test_every_own_word_can_be_left_out(chat: Chat) -> None:
    """The page is one tap away, with lines to fill in by hand instead."""
    await to_words(chat)
    await chat.tap("Make the page")
    chat.shows("What troubles me most: ____", "What I fear: ____", "What I hope for: ____", "no diagnosis")
    assert quotes(chat) == []


async def test_the_files_open_from_the_chat(chat: Chat) -> None:
    """A neutral name, a PDF, in normal and in large print; the page stays where it was."""
    await to_words(chat)
    await add(chat, SLOT_LABELS[0], "My right hand drops things")
    await chat.tap("Make the page")
    shown = chat.newest
    await chat.tap("To print (PDF)")
    await chat.tap("To print, in large letters")
    (name, normal), (same_name, large) = sent(chat)
    assert name == same_name == "note.pdf"
    assert normal.startswith(b"%PDF-")
    assert large.startswith(b"%PDF-")
    assert normal != large
    captions = [message["caption"] for message in chat.said if "document" in message]
    assert captions == ["Your page. Print it, or show it on your phone."] * 2
    assert next(m for m in chat.said if m["message_id"] == shown["message_id"])["text"] == shown["text"]


async def test_what_cannot_be_printed_is_said_with_the_file(chat: Chat) -> None:
    """Emoji are boxes on paper; the caption says so."""
    await to_words(chat)
    await add(chat, SLOT_LABELS[0], "It drops 😀")
    await chat.tap("Make the page")
    await chat.tap("To print (PDF)")
    chat.shows("a box □ stands in their place")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("W" * 600, "W" * 499 + "…"),
        ("يدي اليمنى ضعيفة\n\nمنذ أشهر", "يدي اليمنى ضعيفة منذ أشهر"),
        ("zero\u200bwidth\u202e turned", "zerowidth turned"),
        ("<script>alert(1)</script> &amp; **x**", "<script>alert(1)</script> &amp; **x**"),
    ],
)
async def test_odd_words_fit_or_are_shortened_visibly(chat: Chat, typed: str, kept: str) -> None:
    """Long, right-to-left, hidden and marked-up words: cleaned, shown back as they will stand, printed on one sheet."""
    await to_words(chat)
    await add(chat, SLOT_LABELS[0], typed)
    assert quotes(chat) == [kept]
    assert ("I kept the first part" in chat.screen) == kept.endswith("…")
    await chat.tap("Make the page")
    await chat.tap("To print (PDF)")
    assert len(sent(chat)) == 1


async def test_words_without_words_are_asked_for_again(chat: Chat) -> None:
    """Only hidden signs or dots: a kind second try, and what was said before is not lost."""
    await to_words(chat)
    await add(chat, SLOT_LABELS[1], "Losing my hand")
    await chat.tap("Add what troubles you most")
    await chat.reply("...")
    chat.shows("could find no words", "Losing my hand")
    await chat.reply("It is weak")
    assert quotes(chat) == ["It is weak", "Losing my hand"]


async def test_a_photo_or_a_voice_note_is_answered_kindly(chat: Chat) -> None:
    """A prompt answered without text: "I can only read text", and the prompt is still open."""
    await to_words(chat)
    await chat.tap("Add what you fear")
    await chat.sends("voice")
    chat.shows("I can only read text")
    await chat.reply("Not being heard")
    assert quotes(chat) == ["Not being heard"]


async def test_a_cry_for_help_is_heard_before_it_is_printed(chat: Chat) -> None:
    """Words to a prompt are screened first, as any text is."""
    await to_words(chat)
    await chat.tap("Add what you fear")
    await chat.reply("I want to kill myself")
    chat.shows("You are not alone")


async def test_words_that_only_sound_grave_are_kept_after_a_gentle_question(chat: Chat) -> None:
    """Tapping "No, go on" takes the words as the answer they were, beside those that were given before."""
    await to_words(chat)
    await add(chat, SLOT_LABELS[0], "My hand twitches")
    await add(chat, SLOT_LABELS[1], "This twitching is killing me")
    chat.shows("Let us make sure")
    await chat.tap("No, go on")
    assert quotes(chat) == ["My hand twitches", "This twitching is killing me"]


async def test_nothing_of_it_is_stored_or_logged(
    chat: Chat, store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """After words, page, files and calendar: no row, no word in the database's bytes, none in any log."""
    await to_words(chat)
    await add(chat, SLOT_LABELS[0], "Zqxjmarker drops things")
    await chat.tap("Make the page")
    await chat.tap("To print (PDF)")
    await chat.tap("Back to my result")
    await chat.tap("What to say")
    await chat.tap("Get ready")
    await chat.tap("Put it in my calendar")
    await chat.reply("3 december 14:30")
    await chat.tap("Use this")
    assert [name for name, _ in sent(chat)] == ["note.pdf", "note.ics"]
    assert set((await rows(store)).values()) == {0}
    await store.database.close()
    raw = b"".join(file.read_bytes() for file in tmp_path.iterdir())  # noqa: ASYNC240  (the bot is idle by now)
    assert raw
    assert b"zqxjmarker" not in raw.lower()
    output = capfd.readouterr()
    assert "zqxjmarker" not in (caplog.text + output.out + output.err).lower()


async def test_no_page_and_no_call_where_no_visit_is_needed(chat: Chat, bot: Bot) -> None:
    """A calm result offers neither; a forged link to them shows the calm result."""
    await walk(chat, *NOSE_3_DAYS)
    chat.shows("No visit needed now")
    labels = [label for row in chat.buttons for label in row]
    assert "A page for the doctor" not in labels
    assert "What to say when you call" not in labels
    calm = bot.deps.codec.decode(chat.data("Change an answer")).run
    for name in ("words", "document", "document_file", "say"):
        await chat.tap_data(bot.deps.codec.encode(Link(name, calm, "", 7)))
        chat.shows("No visit needed now")
    assert sent(chat) == []


async def test_a_forged_link_without_answers_goes_on_with_the_check(chat: Chat, bot: Bot) -> None:
    """No page is made of nothing: the first question comes, also from a prompt's link."""
    await walk(chat, "Start the check")
    for name in ("words", "words_typed", "document", "document_file", "say"):
        for number in (0, 5, 63, 2**32 - 1):
            await chat.tap_data(bot.deps.codec.encode(Link(name, Run(), "", number)))
            chat.shows("Before anything else")
    assert sent(chat) == []


async def test_what_to_say_fits_the_answers_and_the_urgency(chat: Chat) -> None:
    """Three lines to read out, a way when there is no appointment, and words for desk, doctor and somebody close."""
    await walk(chat, *HAND, "What to say when you call")
    chat.shows(
        "I can no longer use my hand or arm",
        "it is getting worse",
        "a visit within two weeks",
        "No appointment in time?",
        "first place that comes free",
    )
    await chat.tap("At the desk")
    chat.shows("Who decides how urgent this is?")
    await chat.tap("Back to the three lines")
    await chat.tap("If the doctor does not listen")
    chat.shows("what you can no longer do", "second opinion")
    assert any("take me seriously" in label for row in chat.buttons for label in row)
    await chat.tap("Back to the three lines")
    await chat.tap("For somebody close to you")
    chat.shows("Just sit with me")
    assert len(chat.button("Copy these words")["copy_text"]["text"]) <= 256
    await chat.tap("Back to my result")
    chat.shows("See a doctor within 2 weeks")


async def test_the_appointment_helper(chat: Chat) -> None:
    """What to bring, five questions to ask, what an EMG is, with the section to read."""
    await walk(chat, *HAND, "What to say when you call", "Get ready for the visit")
    chat.shows("All medicines", "1. What do you think this is?", "5. What can I do", "What is an EMG?")
    await chat.tap("Read: What is an EMG?")
    chat.shows("thin needle")


async def test_an_appointment_becomes_a_calendar_file(chat: Chat, world: World) -> None:
    """The typed time is shown in full before the file is made; the file is neutral and at that wall time."""
    await walk(chat, *HAND, "What to say when you call", "Get ready for the visit", "Put it in my calendar")
    await chat.reply("soonish")
    chat.shows("could not read that as a day and a time")
    await chat.reply("3 december 2:30 pm")
    year = world.clock.now().year + (world.clock.now().date() > date(world.clock.now().year, 12, 3))
    chat.shows(f"{year}-12-03, 14:30. Is that right?")
    await chat.tap("Change")
    await chat.reply("4 december 09:15")
    await chat.tap("Use this")
    [(name, content)] = sent(chat)
    assert name == "note.ics"
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == datetime(year, 12, 4, 9, 15)  # noqa: DTZ001
    assert "Appointment" in str(event["summary"])


async def test_a_past_time_is_asked_for_again(chat: Chat) -> None:
    """A day that has passed makes no file."""
    await walk(chat, *HAND, "What to say when you call", "Get ready for the visit", "Put it in my calendar")
    await chat.reply("3 december 2020 14:30")
    chat.shows("has passed")
    assert sent(chat) == []


async def test_with_kept_results_it_says_what_changed(chat: Chat, world: World) -> None:
    """Last against now only, in words, on the page and in its file; the same day's result is not compared."""
    same = tuple("About the same" if label == "Getting worse" else label for label in HAND)
    await walk(chat, *same, "Keep this result", "Off: keep my results", "I am 16 or over and agree")
    kept_on = world.clock.now().date()
    await walk(chat, *HAND, "A page for the doctor", "Make the page")
    chat.hides(f"Since {kept_on}")
    world.move_clock(timedelta(days=10))
    await walk(chat, *HAND, "A page for the doctor", "Make the page")
    chat.shows(f"Since {kept_on}", "Since then: was “About the same”, now “Getting worse”", "Same as then: Daily life")


async def test_large_print_can_be_the_persons_setting(chat: Chat, store: Store, bot: Bot) -> None:
    """With large print in the settings, the plain button sends the large file."""
    await walk(chat, *HAND, "A page for the doctor", "Make the page", "To print (PDF)", "To print, in large")
    found = await store.chats.consent(
        chat.person.id, Consent("results", "hash", 1, "en", bot.deps.clock.now()), today=date(2026, 11, 22)
    )
    assert found is not None
    await store.chats.change(chat.person.id, large_print=True)
    await chat.tap("To print (PDF)")
    normal, large, chosen = (content for _, content in sent(chat))
    assert chosen == large != normal


async def test_others_are_answered_while_a_page_is_printed(chat: Chat, world: World) -> None:
    """The file is made in a thread: somebody else's tap is answered meanwhile."""
    ben = Chat(world, world.add_person("Ben"))
    await ben.send("/start")
    await walk(chat, *HAND, "A page for the doctor", "Make the page")
    printing = asyncio.create_task(chat.tap("To print (PDF)"))
    await ben.tap("Start the check")
    ben.shows("Before anything else")
    await printing
    assert len(sent(chat)) == 1


async def test_the_longest_link_still_fits(bot: Bot) -> None:
    """A run with every question answered, all extras and a row fits into a button of these pages."""
    questionnaire = bot.deps.content.language("en").questionnaire
    answers = {question.id: question.option_ids[-1] for question in questionnaire.questions}
    run = Run(answers=answers, short=True, country="ZZ", language="zz", started=date(2090, 1, 1), turn=7, row="f" * 32)
    for page in ("words", "words_typed", "document", "document_file", "say", "visit_file"):
        assert page in PAGES
        for number in (0, 63, 2**32 - 1):
            assert len(bot.deps.codec.encode(Link(page, run, "", number))) <= LIMIT


@pytest.mark.parametrize("number", range(64))
def test_the_number_in_a_link_tells_slots_prompt_and_print(number: int) -> None:
    """Which quotes stand in the message, which slot is asked for, and large print: packed and unpacked without loss."""
    given = ("a" if number & 1 else "", "b" if number & 2 else "", "c" if number & 4 else "")
    asked = ("", *doctor.SLOTS)[number >> 3 & 3]
    packed = doctor.number_of(given, asked=asked, large=bool(number & 32))
    assert packed == number
    assert doctor.asked_in(packed) == asked
    assert doctor.is_large(packed) == bool(number & 32)
    assert doctor.given_by(packed, [words for words in given if words]) == given
    assert doctor.given_by(packed, ["x"] * (sum(map(bool, given)) + 1)) == doctor.NOTHING
