"""Buttons: what is kept of them, what is refused, and the prompts that only the reader's app shows."""

from __future__ import annotations

from tests.playground.conformance.behaviour import behaviour
from tests.playground.conformance.lab import JSON, Lab, buttons

REPLY_MARKUP = "tdlib: ReplyMarkup.cpp; telegram-bot-api: Client.cpp, get_inline_keyboard_button"


async def _refused(lab: Lab, words: str, keyboard: object) -> None:
    markup = {"inline_keyboard": keyboard}
    await lab.refuses(words, "sendMessage", chat_id=lab.ann.id, text="x", reply_markup=markup)


@behaviour("Bot API documentation: InlineKeyboardButton; changelog 9.4 (style), 7.11 (copy_text)")
async def button_kinds(lab: Lab) -> None:
    """Style, text to copy, links, logins and switches to inline mode are kept, links completed."""
    rows: list[list[JSON]] = [
        [{"text": "Go", "callback_data": "go", "style": "danger"}],
        [{"text": "Copy", "copy_text": {"text": "123"}}, {"text": "See", "url": "nhs.uk"}],
        [{"text": "In", "login_url": {"url": "https://example.org/in"}}],
        [{"text": "Ask", "switch_inline_query_current_chat": ""}],
    ]
    kept = (await lab.say("x", reply_markup={"inline_keyboard": rows}))["reply_markup"]["inline_keyboard"]
    assert (kept[0][0]["style"], kept[0][0]["callback_data"]) == ("danger", "go")
    assert (kept[1][0]["copy_text"], kept[1][1]["url"]) == ({"text": "123"}, "http://nhs.uk/")
    assert kept[2][0]["login_url"]["url"] == "https://example.org/in"
    assert kept[3][0]["switch_inline_query_current_chat"] == ""


@behaviour("Bot API documentation: InlineKeyboardButton, callback_data")
async def callback_data_limit(lab: Lab) -> None:
    """Callback data has 1 to 64 bytes, not characters."""
    fits = await lab.say("x", reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "é" * 32}]]})
    assert fits["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "é" * 32
    await _refused(lab, "BUTTON_DATA_INVALID", [[{"text": "x", "callback_data": "é" * 32 + "a"}]])


@behaviour("telegram-bot-api: Client.cpp; tdlib: ReplyMarkup.cpp (twelve); tginfo/Telegram-Limits issue 228 (eight)")
async def hundred_buttons(lab: Lab) -> None:
    """A keyboard has up to a hundred buttons; the ninth to twelfth of a row go into the next, further ones are lost."""
    full = await lab.say("x", reply_markup=buttons(*[[str(n)] * 8 for n in range(12)], ["a"] * 4))
    assert sum(map(len, full["reply_markup"]["inline_keyboard"])) == 100
    wide = await lab.say("x", reply_markup=buttons(["a"] * 14, ["b"]))
    assert [len(row) for row in wide["reply_markup"]["inline_keyboard"]] == [8, 4, 1]
    await _refused(lab, "reply markup is too long", buttons(*[["a"]] * 101)["inline_keyboard"])


@behaviour(REPLY_MARKUP)
async def wrong_buttons(lab: Lab) -> None:
    """A button needs a text and something to do; a link has to be one; of two actions the link counts."""
    parse = "can't parse inline keyboard button: "
    await _refused(lab, f"{parse}Text buttons are unallowed in the inline keyboard", [[{"text": "x"}]])
    await _refused(lab, f'{parse}Can\'t find field "text"', [[{"callback_data": "x"}]])
    await _refused(lab, "inline keyboard button URL 'localhost' is invalid: Wrong HTTP URL",
                   [[{"text": "x", "url": "localhost"}]])  # fmt: skip
    await _refused(lab, "invalid button style specified", [[{"text": "x", "callback_data": "x", "style": "gold"}]])
    await _refused(lab, 'field "inline_keyboard" must be of type Array', {})
    await _refused(lab, 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays', [{}])
    both = [[{"text": "x", "callback_data": "x", "url": "https://e.org/"}, {"text": "", "callback_data": "y"}]]
    kept = (await lab.say("x", reply_markup={"inline_keyboard": both}))["reply_markup"]["inline_keyboard"]
    assert [(one["text"], one.get("url"), one.get("callback_data")) for row in kept for one in row] == [
        ("x", "https://e.org/", None)
    ]


@behaviour("telegram-bot-api: Client.cpp, get_reply_markup")
async def markup_that_is_no_json(lab: Lab) -> None:
    """A markup that can't be read is refused before anything is sent."""
    path = f"/bot{lab.world.token}/sendMessage"
    before = len(lab.world.messages(lab.ann.id))
    for markup, words in (
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
    ):
        fields = {"chat_id": str(lab.ann.id), "text": "x", "reply_markup": markup}
        answer = await lab.client.ask("http", method="POST", url=path, kind="form", fields=fields)
        assert (answer["status"], answer["body"]["description"]) == (400, f"Bad Request: {words}")
    assert len(lab.world.messages(lab.ann.id)) == before


@behaviour("tdlib: ReplyMarkup.cpp, LinkManager.cpp; Bot API documentation: WebAppInfo")
async def web_app_buttons(lab: Lab) -> None:
    """A web app opens over https only, and its button belongs into private chats."""
    group = lab.world.add_group("Family", [lab.ann])
    rows = [[{"text": "x", "web_app": {"url": "https://example.org/app"}}]]
    kept = await lab.say("x", reply_markup={"inline_keyboard": rows})
    assert kept["reply_markup"]["inline_keyboard"][0][0]["web_app"] == {"url": "https://example.org/app"}
    await lab.refuses("BUTTON_TYPE_INVALID", "sendMessage", chat_id=group.id, text="x",
                      reply_markup={"inline_keyboard": rows})  # fmt: skip
    await _refused(
        lab, "inline keyboard button Web App URL 'http://example.org/app' is invalid: Only HTTPS links are allowed",
        [[{"text": "x", "web_app": {"url": "http://example.org/app"}}]],
    )  # fmt: skip


@behaviour("Bot API documentation: ForceReply")
async def reply_prompt(lab: Lab) -> None:
    """A reply prompt reaches the app, not the message; the answer brings the prompt with its links along."""
    prompt = await lab.say(
        'When? <a href="https://t.me/conformance_bot?start=x">.</a>',
        parse_mode="HTML",
        reply_markup={"force_reply": True, "selective": True, "input_field_placeholder": "a time"},
    )
    assert "reply_markup" not in prompt
    assert lab.shown()["reply_markup"]["input_field_placeholder"] == "a time"
    lab.world.person_sends(lab.ann, "at nine", reply_to=prompt["message_id"])
    answered = (await lab.next_update("message"))["reply_to_message"]
    assert answered["message_id"] == prompt["message_id"]
    assert answered["entities"][0]["url"] == "https://t.me/conformance_bot?start=x"


@behaviour("Bot API documentation: ReplyKeyboardMarkup, ReplyKeyboardRemove")
async def reply_keyboard(lab: Lab) -> None:
    """A keyboard in place of the letters is shown to the person and no part of the message; so is its removal."""
    rows = [[{"text": "Yes"}, {"text": "Here", "request_location": True}]]
    sent = await lab.say("x", reply_markup={"keyboard": rows, "resize_keyboard": True})
    assert "reply_markup" not in sent
    assert lab.shown()["reply_markup"]["keyboard"][0][1]["request_location"] is True
    assert "reply_markup" not in await lab.say("x", reply_markup={"remove_keyboard": True})
    assert lab.shown()["reply_markup"]["remove_keyboard"] is True
