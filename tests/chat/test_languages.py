"""Languages are folders: chosen by the app's code or by a button, English where words are missing, right to left."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import Bot as TelegramBot

from tests.chat.test_checklist import rows
from tests.conftest import CONTENT
from tests.support.chat import Chat
from tests.support.running import TOKEN, running
from tgbot.app import Bot
from tgbot.chat.deps import make_books
from tgbot.chat.profile import set_profile
from tgbot.library.content import Content
from tgbot.library.loader import load
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store import Store

LANGUAGES = Path(__file__).parent / "languages"
FILLED = "---\nid: {id}\ntitle: {title} {id}\nsources: [nhs-twitching]\n---\n{body} [NHS](source:nhs-twitching)\n"
BODIES = {"pl": ("Strona", "Ta strona mówi o czymś innym."), "ar": ("صفحة", "هذه الصفحة عن شيء آخر.")}
NOT_TRANSLATED = "emg"
ISOLATED = "\u2068"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Load the project's content with a Polish and an Arabic folder, small but with nearly every section."""
    folder = tmp_path_factory.mktemp("languages") / "content"
    shutil.copytree(CONTENT, folder)
    for code, (title, body) in BODIES.items():
        shutil.copytree(LANGUAGES / code, folder / code)
        for english in (folder / "en" / "article").glob("*.md"):
            page = folder / code / "article" / english.name
            if not page.exists() and english.stem != NOT_TRANSLATED:
                page.write_text(FILLED.format(id=english.stem, title=title, body=body), encoding="utf-8")
    return load(folder)


@pytest.fixture
async def bot(server: Served, content: Content, store: Store) -> AsyncIterator[Bot]:
    """Run the bot with three languages."""
    async with running(server, content, store) as running_bot:
        yield running_bot


def speaker(world: World, code: str | None) -> Chat:
    """Let somebody in whose app speaks a language."""
    return Chat(world, world.add_person("Ola", language_code=code))


@pytest.mark.parametrize(
    ("code", "hello"),
    [
        ("pl", "Dzień dobry"),
        ("pl-PL", "Dzień dobry"),
        ("ar", "مرحبا"),
        ("en-GB", "Hello."),
        ("fr", "Hello."),
        (None, "Hello."),
    ],
)
async def test_the_apps_language_chooses(bot: Bot, world: World, code: str | None, hello: str) -> None:
    """The folder of the code, of its first part, or English."""
    chat = speaker(world, code)
    await chat.send("/start")
    chat.shows(hello)


async def test_a_button_chooses_another_and_it_rides_on(bot: Bot, world: World, store: Store) -> None:
    """From then on every link of every page carries the choice, and nothing is stored."""
    chat = speaker(world, "en")
    await chat.send("/settings")
    await chat.tap("Language")
    await chat.tap("Polski")
    await chat.tap("‹")
    for label in (
        "Do początku",
        "Czytaj",
        "Drżenie",
        "Czy drganie nosa to ALS?",
        "Next ›",
        "Sources",
        "Back to the page",
    ):
        page = [button for row in chat.newest["reply_markup"]["inline_keyboard"] for button in row]
        links = [bot.deps.codec.decode(button["callback_data"]) for button in page]
        assert {link.run.language for link in links} == {"pl"}, (label, links)
        await chat.tap(label)
    chat.shows("Bez oceny lekarza")
    assert set((await rows(store)).values()) == {0}


async def test_what_is_missing_is_said_in_english(bot: Bot, world: World) -> None:
    """A missing message, a missing file and a missing wording of a question each come in English."""
    chat = speaker(world, "pl")
    await chat.send("do I have ALS?")
    chat.shows("Nobody can tell that from a chat")
    await chat.send(f"/start s-{NOT_TRANSLATED}")
    chat.shows("EMG", "This page is only there in English so far", "Bez oceny lekarza")
    await chat.send("/check")
    chat.shows("Before anything else")


async def test_what_is_missing_is_listed(content: Content) -> None:
    """Each language tells which messages and files it lacks."""
    missing = content.languages["ar"].missing
    assert f"article/{NOT_TRANSLATED}.md" in missing
    assert "messages.ftl verdict-title" in missing
    assert "messages.ftl start-title" not in missing
    assert "screening.yaml" in missing
    assert "screening.yaml" not in content.languages["pl"].missing


@pytest.mark.parametrize(
    ("code", "count", "said"),
    [
        ("en", 1, "1 reminder"), ("en", 2, "2 reminders"),
        ("pl", 1, "1 przypomnienie"), ("pl", 3, "3 przypomnienia"), ("pl", 5, "5 przypomnień"),
        ("pl", 12, "12 przypomnień"), ("pl", 22, "22 przypomnienia"),
        ("ar", 0, "لا تذكيرات"), ("ar", 1, "تذكير واحد"), ("ar", 2, "تذكيران"),
        ("ar", 11, "تذكيرا"), ("ar", 100, "تذكير"),
    ],
)  # fmt: skip
def test_plurals_follow_the_language(content: Content, code: str, count: int, said: str) -> None:
    """One, few, many and the rest, as each language counts."""
    told = content.languages[code].messages.say("mydata-reminders", count=count)
    plain = told.replace("\u2068", "").replace("\u2069", "")
    assert plain == (f"{count} {said}" if code == "ar" and count > 2 else said)


async def test_names_stand_isolated_in_right_to_left_words(bot: Bot, world: World) -> None:
    """A Latin title inside Arabic words is kept in its place by isolation marks; Polish and English carry none."""
    chat = speaker(world, "ar")
    await chat.send("/start s-nose-and-als")
    chat.shows("هل ارتعاش الأنف", "لم يراجعها طبيب")
    assert any(label.startswith(f"اقرأ: {ISOLATED}") for row in chat.buttons for label in row)
    await chat.send("/learn")
    assert any(label.startswith("◂") for row in chat.buttons for label in row)
    chat = speaker(world, "pl")
    await chat.send("/start s-nose-and-als")
    assert not any(ISOLATED in label for row in chat.buttons for label in row)


@pytest.mark.parametrize(
    ("code", "asked", "answer"),
    [
        ("pl", "drgania nosów", "Drganie samego nosa zwykle mija"),
        ("pl", "skaczące powieki", "Powieka skacze często"),
        ("ar", "ارتعاشات أنفي", "ارتعاش الأنف وحده"),
        ("ar", "أنف", "ارتعاش الأنف وحده"),
    ],
)
async def test_the_search_stems_as_the_language_does(
    bot: Bot, world: World, code: str, asked: str, answer: str
) -> None:
    """Words in other forms than those of the page find it."""
    chat = speaker(world, code)
    await chat.send(asked)
    chat.shows(answer)


async def test_an_english_question_is_understood_and_answered_in_the_language(bot: Bot, world: World) -> None:
    """What is asked in English finds the page, which comes in the language of the app."""
    chat = speaker(world, "pl")
    await chat.send("why does my nose twitch")
    chat.shows("To może być odpowiedź", "Drganie samego nosa zwykle mija")


async def test_danger_is_heard_in_the_language_and_in_english(bot: Bot, world: World) -> None:
    """People write English under any language of their app."""
    for said in ("duszę się!", "I can't breathe"):
        chat = speaker(world, "pl")
        await chat.send(said)
        chat.shows("Wezwij pomoc teraz")
    chat = speaker(world, "ar")
    await chat.send("I want to kill myself")
    chat.shows("You are not alone")


@pytest.fixture
async def face(server: Served) -> AsyncIterator[TelegramBot]:
    """Log the library in without running the bot, so that only the test sets the profile."""
    async with TelegramBot(TOKEN, base_url=f"{server.url}/bot") as logged_in:
        yield logged_in


async def test_commands_and_descriptions_are_set_per_language(
    face: TelegramBot, content: Content, world: World
) -> None:
    """Telegram gets each language's words, English for what is missing and for everybody else."""
    await set_profile(face, make_books(content, face.username))
    commands = world.profile.commands_by_language()
    assert set(commands) == {"", "en", "pl", "ar"}
    named = {code: {one["command"]: one["description"] for one in listed} for code, listed in commands.items()}
    assert named["pl"]["check"] == "Zacznij pytania"
    assert named["ar"]["check"] == "ابدأ الأسئلة"
    assert named["pl"]["privacy"] == named[""]["privacy"] == named["en"]["privacy"]
    assert world.profile.text("short_description", "pl") == "Spokojne informacje o zdrowiu. To nie lekarz."
    assert world.profile.text("short_description", "fr").startswith("Calm")
    assert "Not intended" in world.profile.text("description", "")
    assert "Not intended" not in world.profile.text("description", "pl")
    assert world.profile.menu_button(0)["type"] == "commands"


async def test_the_profile_is_set_once(face: TelegramBot, content: Content, world: World, server: Served) -> None:
    """A second start asks and changes nothing; a changed word changes only its own."""
    books = make_books(content, face.username)
    with world.events.listen() as heard:
        changes = await set_profile(face, books)
        menu = 1
        assert heard.qsize() == changes - menu >= 9
    before = server.api.calls
    with world.events.listen() as heard:
        assert await set_profile(face, books) == 0
        assert heard.empty()
        assert server.api.calls == before + 3 * 4 + menu
        world.profile.set_text("short_description", "pl", "something older")
        assert await set_profile(face, books) == 1
        assert heard.qsize() == 1
    assert world.profile.text("short_description", "pl") == "Spokojne informacje o zdrowiu. To nie lekarz."


async def test_a_region_speaks_for_its_language_where_that_has_no_folder(
    face: TelegramBot, content: Content, world: World
) -> None:
    """Telegram takes two letters only, so `pt-br` becomes `pt`, and three letters are left out."""
    books = make_books(content, face.username)
    regional = {"en": books["en"], "pt-br": books["pl"], "ar-eg": books["pl"], "ar": books["ar"], "ckb": books["pl"]}
    await set_profile(face, regional)
    assert set(world.profile.commands_by_language()) == {"", "en", "pt", "ar"}
    assert world.profile.text("short_description", "ar").startswith("معلومات")
