"""Typed words in any state: screened first, then a prompt's answer, then a question; and things that are no text."""

from __future__ import annotations

import pytest

from tests.chat.test_checklist import rows
from tests.chat.test_doctor import add, to_words
from tests.support.chat import Chat
from tests.support.walks import walk
from tgbot.app import Bot
from tgbot.checklist.code import Link
from tgbot.library.content import Content
from tgbot.pages.card import rule_about
from tgbot.store import Store

STROKE = "my face is drooping on one side"
SUICIDE = "I want to kill myself"
IDIOM = "this twitching is killing me"


async def test_a_question_gets_its_sentence_and_sections(chat: Chat, content: Content) -> None:
    """The best section's sentence stands quoted, with sources; up to three sections and the check are buttons."""
    await chat.send("my nose keeps twitching is that bad")
    chat.shows("This may answer it", "Is nose twitching a sign of ALS?", "Sources")
    quoted = next(e for e in chat.newest["entities"] if e["type"] == "blockquote")
    said = chat.screen[quoted["offset"] : quoted["offset"] + quoted["length"]]
    section = content.languages["en"].article.by_id["nose-and-als"]
    words = " ".join(str(part) for block in section.blocks for part in getattr(block, "line", ()))
    assert said.split(".")[0] in words
    assert chat.buttons[0] == ["Read: Is nose twitching a sign of ALS?"]
    assert chat.buttons[-1] == ["Start the check"]
    assert 2 <= len(chat.buttons) <= 4
    await chat.tap("Read: Is nose")
    chat.shows("Not clinically reviewed")


async def test_what_is_not_ours_gets_an_honest_no(chat: Chat) -> None:
    """An honest "nothing", with the ways on."""
    await chat.send("how do I renew my passport")
    chat.shows("I have nothing on that")
    assert chat.buttons == [["Start the check"], ["Read", "If you think about dying or self-harm"]]


@pytest.mark.parametrize("said", ["ich kann nicht atmen", "не могу дышать", "我想死", "😭😭😭"])
async def test_what_is_not_understood_still_names_help(chat: Chat, said: str) -> None:
    """Who cries for help in words that nobody here hears reads numbers that are the same in every language."""
    await chat.send(said)
    chat.shows("I understand English only", "112", "911", "999")
    await chat.tap("If you think about dying")
    chat.shows("You are not alone with this", "findahelpline.com")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Hello!", "A twitch can be frightening"),
        ("thank you so much", "You are welcome"),
        ("Delete my data.", "Erase everything we keep"),
        ("what do you know about me?", "What we keep about this chat"),
        ("STOP", "Your reminders"),
        ("yes", "please tap its buttons"),
        ("are you a doctor?", "Not intended to diagnose"),
        ("is this private?", "Without your consent we keep nothing"),
    ],
)
async def test_a_greeting_or_a_wish_is_answered_as_that(chat: Chat, store: Store, said: str, answer: str) -> None:
    """What is no question gets its own page at once, and nothing is stored, deleted or stopped by words alone."""
    await chat.send(said)
    chat.shows(answer)
    assert sum((await rows(store)).values()) == 0


async def test_a_wish_in_a_longer_sentence_is_a_question(chat: Chat) -> None:
    """A "hello" before a question is no greeting alone, and "stop" in a story stops nothing."""
    await chat.send("hello, why does my eyelid twitch?")
    chat.shows("Why does my eyelid twitch?")
    await chat.send("when does the twitching stop")
    chat.hides("Your reminders")


@pytest.mark.parametrize(
    "asked", ["Do I have ALS?", "do i hav als??", "have I got MND", "is this als", "what are my chances of having ALS"]
)
async def test_the_verdict_is_one_prepared_answer(chat: Chat, asked: str) -> None:
    """Nobody can tell; the check, and three pages that help."""
    await chat.send(asked)
    chat.shows("Nobody can tell that from a chat")
    assert chat.buttons[0] == ["Start the check"]
    assert [row[0].removeprefix("Read: ") for row in chat.buttons[1:]] == [
        "Is nose twitching a sign of ALS?",
        "When is a twitch worth a visit?",
        "When should I see a doctor?",
    ] or len(chat.buttons) == 4


async def test_emergency_words_get_the_steps_of_their_danger(chat: Chat) -> None:
    """The card with its reason and authority, no "you answered" and no article; a country can be chosen."""
    await chat.send("I cannot breathe")
    chat.shows("Call for help now", "Sit upright", "Why: ", "NICE")
    chat.hides("You answered", "This may answer it")
    await chat.tap("Choose country")
    await chat.tap("Australia")
    chat.shows("000", "Sit upright", "Why: ")
    await chat.tap("To the start")
    chat.shows("Hello.")


async def test_every_topic_of_the_screening_has_its_rule(content: Content) -> None:
    """The gates know what words can name, so that its own steps are shown; the rest gets those for any emergency."""
    english = content.languages["en"]
    topics = [topic.id for topic in english.screening.topics if topic.kind == "emergency"]
    assert topics
    general = {"bleed", "other"}
    assert {topic for topic in topics if rule_about(english.questionnaire, topic) == ""} == general
    assert rule_about(english.questionnaire, "wake") == "E06"
    assert rule_about(english.questionnaire, "none") == ""
    assert rule_about(english.questionnaire, "stroke") == "E01"


async def test_crisis_words_get_people_to_talk_to(chat: Chat) -> None:
    """The crisis page, with nothing of the body and no article."""
    await chat.send(SUICIDE)
    chat.shows("You are not alone", "findahelpline.com")
    chat.hides("twitch", "This may answer it")


async def test_screening_comes_first_in_any_state(chat: Chat) -> None:
    """In the middle of the check, as a command's words, as a link's payload, as a caption."""
    await walk(chat, "Start the check", "None of these")
    await chat.send(STROKE)
    chat.shows("Call for help now")
    await chat.send(f"/learn {SUICIDE}")
    chat.shows("You are not alone")
    await chat.send(f"/start {STROKE}")
    chat.shows("Call for help now")
    await chat.sends("photo", b"\xff\xd8", SUICIDE)
    chat.shows("You are not alone")


async def test_a_forwarded_message_is_read_like_any_other(chat: Chat) -> None:
    """Its words are screened, then taken as a question."""
    elsewhere = {"from": {"id": 5, "is_bot": False, "first_name": "Ben"}, "date": 1_700_000_000}
    for text, answer in ((STROKE, "Call for help now"), ("eyelid twitch", "This may answer it")):
        chat.world.forwards(chat.person, elsewhere | {"text": text})
        await chat.hears()
        chat.shows(answer)


async def test_a_changed_message_is_answered_afresh(chat: Chat) -> None:
    """A mended question gets its own answer, a danger written later its card; what the old answer said stays."""
    mine = await chat.send("how do I renew my passport")
    await chat.edit(mine["message_id"], "my eyelid twitches")
    chat.shows("This may answer it")
    await chat.edit(mine["message_id"], STROKE)
    chat.shows("Call for help now")
    assert len(chat.said) == 3


async def test_a_prompt_is_screened_before_its_reader(chat: Chat, bot: Bot) -> None:
    """An answer to "when is the appointment?" that tells of a danger gets the card."""
    await chat.send("/start")
    await chat.tap_data(bot.deps.codec.encode(Link("visit")))
    await chat.reply(SUICIDE)
    chat.shows("You are not alone")


async def test_an_idiom_gets_a_gentle_question_then_its_answer(chat: Chat) -> None:
    """No alarm; the words stand quoted, and [No, go on] reads them back and answers them, in the same message."""
    await chat.send(f"{IDIOM}, my eyelid I mean <b>")
    chat.shows("Let us make sure", f"{IDIOM}, my eyelid I mean <b>")
    await chat.tap("No, go on")
    chat.shows("This may answer it")
    assert any("eye" in label.lower() for row in chat.buttons for label in row)
    assert len(chat.said) == 1


@pytest.mark.parametrize(("label", "shown"), [("It is an emergency", "Call for help"), ("hurting", "not alone")])
async def test_the_gentle_question_leads_to_both_cards(chat: Chat, label: str, shown: str) -> None:
    """A yes to either leads to its card in one tap."""
    await chat.send(IDIOM)
    await chat.tap(label)
    chat.shows(shown)


async def test_an_idiom_in_an_answer_to_a_prompt_goes_on_there(chat: Chat) -> None:
    """[No, go on] hands the words to the prompt that asked, with what stood quoted in it."""
    await to_words(chat)
    await add(chat, "what troubles you most", "It twitches all day")
    await add(chat, "what you fear", f"{IDIOM} and nobody believes me")
    chat.shows("Let us make sure", IDIOM, "It twitches all day")
    await chat.tap("No, go on")
    chat.shows("It twitches all day", f"{IDIOM} and nobody believes me", "Half a page")
    assert ["Make the page"] in chat.buttons


async def test_a_gentle_question_without_its_words_leads_to_the_start(chat: Chat, bot: Bot) -> None:
    """A forged button on a message that quotes nothing is no reason to fail."""
    await chat.send("/start")
    await chat.tap_data(bot.deps.codec.encode(Link("not_meant")))
    chat.shows("Hello.")


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "document", "contact"])
async def test_what_is_no_text_gets_a_kind_answer_with_the_numbers(chat: Chat, kind: str) -> None:
    """It can only read text, and says where help is."""
    given = {"photo": (b"\xff\xd8",), "document": (b"abc",)}.get(kind, ())
    await chat.sends(kind, *given)
    chat.shows("I can only read text", "112", "911", "999")


@pytest.mark.parametrize(
    "kind", ["video", "video_note", "animation", "audio", "dice", "poll", "venue", "story", "game"]
)
async def test_other_kinds_of_message_are_answered_too(chat: Chat, kind: str) -> None:
    """Whatever Telegram carries that is no text gets the same kind answer."""
    file = {"file_id": "f" * 20, "file_unique_id": "u", "duration": 3, "width": 9, "height": 9, "length": 9}
    place = {"location": {"latitude": 1.5, "longitude": 2.5}, "title": "Here", "address": "There"}
    other = {
        "dice": {"emoji": "🎲", "value": 3},
        "venue": place,
        "story": {"id": 1, "chat": {"id": 9, "type": "private"}},
        "game": {"title": "G", "description": "D", "photo": []},
        "poll": {
            "id": "1", "question": "Is it ALS?", "options": [], "total_voter_count": 0, "is_closed": False,
            "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False,
                "members_only": False,
        },
    }.get(kind, file)  # fmt: skip
    post(chat, {kind: other})
    await chat.hears()
    chat.shows("I can only read text")


@pytest.mark.parametrize("service", [{"pinned_message": {}}, {"new_chat_title": "x"}, {"delete_chat_photo": True}])
async def test_what_telegram_notes_in_a_chat_is_no_message(chat: Chat, service: dict[str, object]) -> None:
    """A pinned message, a new title or an edit of a moving place is not answered."""
    if "pinned_message" in service:
        service = {"pinned_message": {"message_id": 1, "date": 0, "chat": chat.room.json()}}
    post(chat, service)
    post(chat, {"location": {"latitude": 1.5, "longitude": 2.5}}, kind="edited_message")
    await chat.send("/privacy")
    assert len(chat.said) == 1


def post(chat: Chat, body: dict[str, object], kind: str = "message") -> None:
    """Let something reach the bot that the playground's own acts do not know."""
    message = chat.world.post(chat.room, chat.person.json(), body)
    chat.room.started = True
    chat.world.updates.add(kind, message.data, str(chat.room.id))


@pytest.mark.parametrize(
    "text",
    [
        "😭" * 2048,
        "a" * 4096,
        "my " * 1365,
        "not or and " * 370,
        "هل ارتعاش الأنف علامة على المرض؟ " * 20,
        "\u200f\u202e\u05d0\u05d1\u05d2\u202c " * 10 + "x",
        "<b>bold</b> <a href='x'>&lt;&amp; </blockquote>",
        "*_`[](((" * 100,
        "\u0000\u0001\u200d\ufeff.",
        ".",
    ],
)
async def test_odd_texts_get_a_plain_answer(chat: Chat, text: str) -> None:
    """Emoji, endless words, right-to-left script and markup are answered within the patience of a test."""
    await chat.send(text)
    assert chat.screen
    chat.hides("Something went wrong")


async def test_a_very_long_question_is_asked_for_in_short(chat: Chat) -> None:
    """What does not fit any page and is very long is told so."""
    await chat.send("please renew my passport and my library card " * 80)
    chat.shows("Please ask in one or two sentences")


async def test_danger_at_the_end_of_a_long_text_is_heard(chat: Chat) -> None:
    """Screening reads all 4096 characters."""
    await chat.send("my nose is fine today. " * 170 + "I cannot breathe")
    chat.shows("Call for help now")
