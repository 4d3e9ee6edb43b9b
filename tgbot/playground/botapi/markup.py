"""Reads `reply_markup` as strictly as Telegram does: what the message keeps, and what only the reader's app sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tgbot.playground.botapi.entities import units
from tgbot.playground.botapi.refusal import bad
from tgbot.playground.botapi.values import link

if TYPE_CHECKING:
    from tgbot.playground.botapi.call import Call
    from tgbot.playground.people import JSON

MOST_BUTTONS, MOST_IN_A_ROW, LONGEST_DATA = 100, 8, 64
STYLES = ("primary", "success", "danger")
ACTIONS = frozenset({
    "callback_data", "url", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
})  # fmt: skip
_MAY_BE_EMPTY = frozenset({"switch_inline_query", "switch_inline_query_current_chat"})
_BUTTON = "can't parse inline keyboard button"


def read_markup(call: Call) -> tuple[JSON, JSON]:
    """Read the markup of a new message: ({"reply_markup": inline keyboard} or {}, the same for what only apps show)."""
    markup = call.object("reply_markup")
    if "inline_keyboard" in markup:
        keyboard = inline_keyboard(markup)
        return ({"reply_markup": keyboard} if keyboard else {}), {}
    if "keyboard" in markup:
        return {}, {"reply_markup": _reply_keyboard(markup)}
    if markup.get("remove_keyboard") is True:
        return {}, {"reply_markup": markup}
    if markup.get("force_reply") is True:
        if units(str(markup.get("input_field_placeholder", ""))) > 64:
            raise bad("PLACEHOLDER_TOO_LONG")
        return {}, {"reply_markup": markup}
    return {}, {}


def read_inline(call: Call) -> JSON | None:
    """Read the keyboard of an edit: nothing but an inline one will do, and none takes the old one away."""
    markup = call.object("reply_markup")
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return inline_keyboard(markup)


def inline_keyboard(markup: JSON) -> JSON | None:
    """Check an inline keyboard; None for an empty one. Raises Refusal."""
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    kept: list[list[JSON]] = []
    for row in rows:
        if not isinstance(row, list):
            raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
        if row:
            kept.append([_button(button) for button in row])
    if any(len(row) > MOST_IN_A_ROW for row in kept) or sum(map(len, kept)) > MOST_BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def _button(button: object) -> JSON:
    if not isinstance(button, dict):
        raise bad(f"{_BUTTON}: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad(f'{_BUTTON}: Can\'t find field "text"')
    if not text.strip():
        raise bad("inline keyboard button text can't be empty")
    actions = [name for name, value in button.items() if name in ACTIONS and _is_given(name, value)]
    if not actions:
        raise bad(f"{_BUTTON}: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad("BUTTON_TYPE_INVALID")
    kept = {"text": text, actions[0]: _action(actions[0], button[actions[0]])}
    style = button.get("style")
    if style is not None:
        if style not in STYLES:
            raise bad("invalid button style specified")
        kept["style"] = style
    if button.get("icon_custom_emoji_id"):
        kept["icon_custom_emoji_id"] = button["icon_custom_emoji_id"]
    return kept


def _is_given(name: str, value: object) -> bool:
    return value is not None and (value != "" or name in _MAY_BE_EMPTY)


def _action(name: str, value: object) -> object:
    match name:
        case "callback_data":
            if not isinstance(value, str) or not 0 < len(value.encode()) <= LONGEST_DATA:
                raise bad("BUTTON_DATA_INVALID")
        case "url":
            url = link(value) if isinstance(value, str) else None
            if url is None:
                raise bad(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
            return url
        case "web_app":
            if not isinstance(value, dict) or not str(value.get("url", "")).startswith("https://"):
                raise bad(f"inline keyboard button Web App URL '{value}' is invalid: Only HTTPS links are allowed")
        case "copy_text":
            words = value.get("text") if isinstance(value, dict) else None
            if not isinstance(words, str) or not 0 < units(words) <= 256:
                raise bad("BUTTON_COPY_TEXT_INVALID")
    return value


def no_web_app(kept: JSON) -> None:
    """Refuse web app buttons, which belong into private chats only."""
    rows = kept.get("reply_markup", {}).get("inline_keyboard", [])
    if any("web_app" in button for row in rows for button in row):
        raise bad("BUTTON_TYPE_INVALID")


def _reply_keyboard(markup: JSON) -> JSON:
    rows = markup["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    named = [[{"text": button} if isinstance(button, str) else button for button in row] for row in rows]
    if not all(isinstance(button, dict) and str(button.get("text", "")).strip() for row in named for button in row):
        raise bad("can't parse keyboard button: Can't find field \"text\"")
    return markup | {"keyboard": named}
