"""The local Bot API server as the real library meets it, over real HTTP."""

from __future__ import annotations

import asyncio
import io
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    MenuButtonCommands,
    Message,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Conflict, EndPointNotFound, Forbidden, InvalidToken, NetworkError, TimedOut

from tgbot.playground.botapi import Fault

if TYPE_CHECKING:
    from telegram import Bot

    from tests.playground.conftest import Raw
    from tgbot.playground.people import Person
    from tgbot.playground.server import Served
    from tgbot.playground.world import World


def keyboard(*rows: list[str]) -> InlineKeyboardMarkup:
    """Make a keyboard whose buttons carry their own labels."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in row] for row in rows])


def picture(side: int = 20) -> bytes:
    """Make a small photo."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), "navy").save(out, "PNG")
    return out.getvalue()


async def press(bot: Bot, world: World, person: Person, message_id: int, data: str = "A") -> Update:
    """Tap a button and fetch the update of it."""
    world.taps(person, person.id, message_id, data)
    (update,) = await bot.get_updates(timeout=2)
    await bot.get_updates(offset=update.update_id + 1, timeout=0)
    return update


async def test_who_the_bot_is(bot: Bot, world: World) -> None:
    """The bot finds its own name."""
    me = await bot.get_me()
    assert (me.username, me.is_bot, me.supports_inline_queries) == (world.bot["username"], True, True)


async def test_a_message_reaches_the_bot_with_its_commands_marked(bot: Bot, world: World) -> None:
    """What a person writes comes as Telegram tells it."""
    ann = world.add_person("Ann", "de")
    world.person_sends(ann, "/start s-basics")
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.from_user
    assert update.message.parse_entities() == {update.message.entities[0]: "/start"}
    assert (update.message.chat.id, update.message.from_user.language_code) == (ann.id, "de")


async def test_a_sent_message_comes_back_whole(bot: Bot, world: World, ann: Person) -> None:
    """Text, entities, keyboard, style, copy text, protection and preview options are kept."""
    buttons = InlineKeyboardMarkup([
        [InlineKeyboardButton("Go", callback_data="go", style="danger")],
        [InlineKeyboardButton("Copy", copy_text=CopyTextButton("123")), InlineKeyboardButton("See", url="nhs.uk")],
    ])  # fmt: skip
    message = await bot.send_message(
        ann.id,
        '<b>Bold</b> <tg-time unix="1700000000" format="wDT">then</tg-time>',
        parse_mode="HTML",
        reply_markup=buttons,
        protect_content=True,
        disable_notification=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert message.text == "Bold then"
    assert [entity.type for entity in message.entities] == ["bold", "date_time"]
    assert message.has_protected_content
    assert message.reply_markup
    assert message.reply_markup.inline_keyboard[0][0].style == "danger"
    assert message.reply_markup.inline_keyboard[1][1].url == "http://nhs.uk/"
    assert world.messages(ann.id)[-1]["disable_notification"] is True


async def test_explicit_entities_are_taken(bot: Bot, ann: Person) -> None:
    """Entities can be given instead of a parse mode; those outside the text are lost."""
    given = [MessageEntity("bold", 0, 2), MessageEntity("italic", 90, 2)]
    message = await bot.send_message(ann.id, "😀 text", entities=given)
    assert [(e.type, e.offset, e.length) for e in message.entities] == [("bold", 0, 2)]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", "Message text is empty"),
        (" \n ", "Message text is empty"),
        ("a" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
        ("<b>x", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_texts_that_telegram_refuses(bot: Bot, ann: Person, text: str, refusal: str) -> None:
    """Empty and overlong texts and broken markup are refused in Telegram's words."""
    with pytest.raises(BadRequest) as error:
        await bot.send_message(ann.id, text, parse_mode="HTML")
    assert str(error.value).lower() == refusal.lower()


async def test_lengths_are_counted_after_parsing_in_utf16(bot: Bot, ann: Person) -> None:
    """4096 units fit whatever the markup around them."""
    message = await bot.send_message(ann.id, f"<b>{'😀' * 2048}</b>", parse_mode="HTML")
    assert message.text == "😀" * 2048


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"text": "x"}, "Text buttons are unallowed"),
        ({"text": "", "callback_data": "x"}, "text can't be empty"),
        ({"text": "x", "callback_data": ""}, "Text buttons are unallowed"),
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "x", "url": "https://e.org"}, "BUTTON_TYPE_INVALID"),
        ({"text": "x", "url": "not a link"}, "Wrong HTTP URL"),
        ({"text": "x", "callback_data": "x", "style": "gold"}, "style"),
        ({"callback_data": "x"}, "Can't find field"),
    ],
)
async def test_buttons_that_telegram_refuses(raw: Raw, ann: Person, button: dict[str, str], refusal: str) -> None:
    """A button needs a text and exactly one action that is right."""
    markup = {"inline_keyboard": [[button]]}
    assert refusal in await raw.refusal("sendMessage", chat_id=ann.id, text="x", reply_markup=markup)


@pytest.mark.parametrize("rows", [[["a"] * 9], [["a"]] * 101])
async def test_keyboards_that_are_too_big(bot: Bot, ann: Person, rows: list[list[str]]) -> None:
    """Eight in a row and a hundred in all."""
    with pytest.raises(BadRequest, match=r"(?i)reply_markup_too_long"):
        await bot.send_message(ann.id, "x", reply_markup=keyboard(*rows))


async def test_chats_that_can_not_be_written_to(bot: Bot, world: World, ann: Person) -> None:
    """Unknown: 400. Not started: 403. Blocked: 403, and writable again once unblocked."""
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "x")
    shy = world.add_person("Shy")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(shy.id, "x")
    world.blocks(ann)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ann.id, "x")
    world.unblocks(ann)
    assert (await bot.send_message(ann.id, "x")).text == "x"
    updates = await bot.get_updates()
    states = [
        (u.my_chat_member.old_chat_member.status, u.my_chat_member.new_chat_member.status)
        for u in updates
        if u.my_chat_member
    ]
    assert states == [("member", "kicked"), ("kicked", "member")]


async def test_an_edit_replaces_text_and_keyboard(bot: Bot, ann: Person) -> None:
    """An edit without a keyboard drops it; the same content twice is refused."""
    sent = await bot.send_message(ann.id, "one", reply_markup=keyboard(["A"]))
    edited = await bot.edit_message_text("two", ann.id, sent.message_id)
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup) == ("two", None)
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content and reply markup"):
        await bot.edit_message_text("two", ann.id, sent.message_id)
    again = await bot.edit_message_reply_markup(ann.id, sent.message_id, reply_markup=keyboard(["B"]))
    assert isinstance(again, Message)
    assert again.reply_markup == keyboard(["B"])


async def test_edits_that_telegram_refuses(bot: Bot, world: World, ann: Person) -> None:
    """Gone, the person's own, without text, and ForceReply."""
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", ann.id, 999)
    own = world.person_sends(ann, "mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", ann.id, own["message_id"])
    photo = await bot.send_photo(ann.id, picture())
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", ann.id, photo.message_id)
    sent = await bot.send_message(ann.id, "x")
    with pytest.raises(BadRequest, match="Inline keyboard expected"):
        await bot.edit_message_text("y", ann.id, sent.message_id, reply_markup=ForceReply())  # type: ignore[arg-type]


async def test_messages_are_deleted_within_two_days(bot: Bot, world: World, ann: Person) -> None:
    """After 48 hours a message stays."""
    young, old = await bot.send_message(ann.id, "a"), await bot.send_message(ann.id, "b")
    assert await bot.delete_message(ann.id, young.message_id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(ann.id, young.message_id)
    world.move_clock(timedelta(hours=49))
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(ann.id, old.message_id)


async def test_a_tap_is_told_and_answered_once(bot: Bot, world: World, ann: Person) -> None:
    """The press carries the message and its keyboard; the second answer is refused."""
    sent = await bot.send_message(ann.id, "one", reply_markup=keyboard(["A"]))
    tap = world.taps(ann, ann.id, sent.message_id, "A")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query
    assert query.message
    assert (query.data, query.message.is_accessible, query.message.message_id) == ("A", True, sent.message_id)
    assert await query.answer("yes", show_alert=True)
    assert await tap.wait(1) == {"text": "yes", "show_alert": True, "url": ""}
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await query.answer()


async def test_an_old_tap_can_not_be_answered(bot: Bot, world: World, ann: Person) -> None:
    """After 150 s the answer comes too late, and an update that was not fetched is gone."""
    sent = await bot.send_message(ann.id, "one", reply_markup=keyboard(["A"]))
    update = await press(bot, world, ann, sent.message_id)
    world.taps(ann, ann.id, sent.message_id, "A")
    world.person_sends(ann, "still here")
    world.move_clock(timedelta(seconds=151))
    assert update.callback_query
    with pytest.raises(BadRequest, match="too old"):
        await update.callback_query.answer()
    assert [u.message.text for u in await bot.get_updates() if u.message] == ["still here"]


async def test_an_old_message_is_told_without_content(bot: Bot, world: World, ann: Person) -> None:
    """A press on a message that is too old carries only its id, with date 0."""
    world.inaccessible_after = timedelta(days=2)
    sent = await bot.send_message(ann.id, "one", reply_markup=keyboard(["A"]))
    world.move_clock(timedelta(days=3))
    query = (await press(bot, world, ann, sent.message_id)).callback_query
    assert query
    assert query.message
    assert (query.message.is_accessible, query.message.message_id) == (False, sent.message_id)


async def test_a_reply_prompt_and_its_answer(bot: Bot, world: World, ann: Person) -> None:
    """ForceReply reaches the app, not the message; the answer carries the prompt with its links."""
    prompt = await bot.send_message(
        ann.id,
        'When? <a href="https://t.me/twitch_helper_bot?start=x">.</a>',
        parse_mode="HTML",
        reply_markup=ForceReply(selective=True, input_field_placeholder="a time"),
    )
    shown = world.messages(ann.id)[-1]["reply_markup"]
    assert shown == {"force_reply": True, "selective": True, "input_field_placeholder": "a time"}
    world.person_sends(ann, "at nine", reply_to=prompt.message_id)
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.reply_to_message
    assert update.message.reply_to_message.entities[0].url == "https://t.me/twitch_helper_bot?start=x"


async def test_replies_to_what_is_gone(bot: Bot, world: World, ann: Person) -> None:
    """A reply needs its message, unless the bot says that it does without."""
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ann.id, "x", reply_parameters=ReplyParameters(99))
    lone = await bot.send_message(ann.id, "x", reply_parameters=ReplyParameters(99, allow_sending_without_reply=True))
    assert lone.reply_to_message is None
    own = world.person_sends(ann, "hello")
    answer = await bot.send_message(ann.id, "x", reply_parameters=ReplyParameters(own["message_id"]))
    assert answer.reply_to_message
    assert answer.reply_to_message.text == "hello"


async def test_files_go_out_and_come_back(bot: Bot, ann: Person) -> None:
    """An upload can be fetched, sent again by its id, and not as something else."""
    sent = await bot.send_document(
        ann.id, InputFile(b"%PDF-1.7 x", "note.pdf"), caption="<i>yours</i>", parse_mode="HTML"
    )
    assert sent.document
    assert (sent.document.file_name, sent.caption, sent.caption_entities[0].type) == ("note.pdf", "yours", "italic")
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7 x"
    again = await bot.send_document(ann.id, sent.document.file_id)
    assert again.document == sent.document
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type document as photo"):
        await bot.send_photo(ann.id, sent.document.file_id)
    photo = await bot.send_photo(ann.id, picture(33))
    assert (photo.photo[-1].width, photo.photo[-1].height) == (33, 33)
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(ann.id, b"no picture")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_document(ann.id, sent.document.file_id, caption="x" * 1025)
    changed = await bot.edit_message_caption(ann.id, sent.message_id, caption="ours")
    assert isinstance(changed, Message)
    assert changed.caption == "ours"


async def test_the_bots_face(bot: Bot, world: World, ann: Person) -> None:
    """Commands are kept per scope and language, texts per language, the menu per chat."""
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("start", "Begin")])
    await bot.set_my_commands([BotCommand("start", "Anfangen")], scope=private, language_code="de")
    assert await bot.get_my_commands(language_code="de") == ()
    assert (await bot.get_my_commands(scope=private, language_code="de"))[0].description == "Anfangen"
    await bot.delete_my_commands(scope=private, language_code="de")
    assert world.profile.commands_by_language() == {"": [{"command": "start", "description": "Begin"}]}
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("Start!", "x")])
    await bot.set_my_description("long", language_code="fr")
    await bot.set_my_short_description("short")
    await bot.set_my_name("Helper")
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_description("fr")).description == "long"
    assert (await bot.get_my_short_description("fr")).short_description == "short"
    assert (await bot.get_my_name()).name == "Helper"
    await bot.set_chat_menu_button(ann.id, MenuButtonCommands())
    assert (await bot.get_chat_menu_button(ann.id)).type == "commands"
    chat = await bot.get_chat(ann.id)
    assert (chat.first_name, chat.type) == ("Ann", "private")


async def test_offsets_confirm(bot: Bot, world: World, ann: Person) -> None:
    """What was asked past is gone, a negative offset keeps the newest, and the limit holds."""
    for number in range(5):
        world.person_sends(ann, str(number))
    first = await bot.get_updates(limit=2)
    assert [u.message.text for u in first if u.message] == ["0", "1"]
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [u.message.text for u in rest if u.message] == ["2", "3", "4"]
    newest = await bot.get_updates(offset=-1)
    assert [u.message.text for u in newest if u.message] == ["4"]
    assert len(world.updates.pending()) == 1


async def test_the_same_offset_at_once_gives_one_update(bot: Bot, world: World, ann: Person) -> None:
    """Who asks the same again within half a second gets one update only."""
    for number in range(3):
        world.person_sends(ann, str(number))
    assert len(await bot.get_updates(offset=1)) == 3
    assert len(await bot.get_updates(offset=1)) == 1
    await asyncio.sleep(0.55)
    assert len(await bot.get_updates(offset=1)) == 3


async def test_kinds_are_chosen_when_an_update_is_made(bot: Bot, world: World, ann: Person) -> None:
    """A kind that was not wanted at the time does not come later."""
    await bot.get_updates(allowed_updates=["callback_query"], timeout=0)
    world.person_sends(ann, "unheard")
    await bot.get_updates(offset=1, allowed_updates=["message"], timeout=0)
    world.person_sends(ann, "heard")
    assert [u.message.text for u in await bot.get_updates(offset=2) if u.message] == ["heard"]


async def test_of_two_pollers_the_first_is_turned_away(bot: Bot, world: World, ann: Person) -> None:
    """The waiting one gets a 409, the newer one the update."""
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(bot.get_updates(timeout=5))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    world.person_sends(ann, "hello")
    assert len(await second) == 1


async def test_planned_faults(bot: Bot, raw: Raw, served: Served, ann: Person) -> None:
    """Refusals, drops and lost answers come as planned, and only as often."""
    served.faults.plan(Fault("429", "sendMessage", times=1, retry_after=7))
    assert (await raw("sendMessage", chat_id=ann.id, text="x"))["parameters"] == {"retry_after": 7}
    served.faults.plan(Fault("403", contains="forbidden words", times=1))
    assert await bot.send_message(ann.id, "x")
    with pytest.raises(Forbidden):
        await bot.send_message(ann.id, "forbidden words")
    served.faults.plan(Fault("drop", "sendMessage", times=1))
    before = len(served.world.messages(ann.id))
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "dropped")
    assert len(served.world.messages(ann.id)) == before
    served.faults.plan(Fault("lost", "sendMessage", times=1))
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "lost")
    assert served.world.messages(ann.id)[-1]["text"] == "lost"
    served.faults.plan(Fault("500", times=1))
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(ann.id, "x")
    served.faults.plan(Fault("slow", times=1, seconds=0.5))
    with pytest.raises(TimedOut):
        await bot.send_message(ann.id, "x", read_timeout=0.1)
    assert not served.faults.planned


async def test_a_wrong_token_and_an_unknown_method(bot: Bot, served: Served) -> None:
    """401 and 404, which the library both takes for a wrong token."""
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("doMagic")
    stranger = type(bot)("222:other", base_url=f"{served.url}/bot")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()
