"""Reads `reply_markup` as strictly as Telegram does: what the message keeps, and what only the reader's app sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tgbot.playground.botapi.entities import units
from tgbot.playground.botapi.refusal import Undecodable, bad
from tgbot.playground.botapi.values import link

if TYPE_CHECKING:
    from tgbot.playground.botapi.call import Call
    from tgbot.playground.people import JSON

MOST_BUTTONS, MOST_IN_A_ROW, MOST_READ_OF_A_ROW, LONGEST_DATA = 100, 8, 12, 64
STYLES = ("primary", "success", "danger")
ACTIONS = (
    "url", "callback_data", "callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat", "login_url", "web_app", "copy_text",
)  # fmt: skip
_MAY_BE_EMPTY = frozenset({"switch_inline_query", "switch_inline_query_current_chat"})
_BUTTON = "can't parse inline keyboard button"


def read_markup(call: Call) -> tuple[JSON, JSON]:
    """Read the markup of a new message: ({"reply_markup": inline keyboard} or {}, the same for what only apps show)."""
    markup = _markup(call)
    if markup.get("keyboard"):
        return {}, {"reply_markup": _reply_keyboard(markup)}
    if markup.get("inline_keyboard"):
        keyboard = inline_keyboard(markup)
        return ({"reply_markup": keyboard} if keyboard else {}), {}
    if markup.get("remove_keyboard") is True:
        return {}, {"reply_markup": markup}
    if markup.get("force_reply") is True:
        if units(str(markup.get("input_field_placeholder", ""))) > 64:
            raise bad("PLACEHOLDER_TOO_LONG")
        return {}, {"reply_markup": markup}
    return {}, {}


def _markup(call: Call) -> JSON:
    """Read the JSON object of a markup, whose two keyboards have to be arrays. Raises Refusal."""
    try:
        markup = call.object("reply_markup")
    except Undecodable:
        raise bad("can't parse reply keyboard markup JSON object") from None
    for name in ("keyboard", "inline_keyboard"):
        if markup.get(name) is not None and not isinstance(markup[name], list):
            raise bad(f'field "{name}" must be of type Array')
    return markup


def read_inline(call: Call) -> JSON | None:
    """Read the keyboard of an edit: nothing but an inline one will do, and none takes the old one away."""
    markup = _markup(call)
    if not markup:
        return None
    if "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return inline_keyboard(markup)


def inline_keyboard(markup: JSON) -> JSON | None:
    """Check an inline keyboard; None for an empty one. Raises Refusal."""
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad('field "inline_keyboard" must be of type Array')
    kept: list[list[JSON]] = []
    for row in rows:
        if not isinstance(row, list):
            raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
        shown = [made for button in row if (made := _button(button))][:MOST_READ_OF_A_ROW]
        kept.extend(shown[at : at + MOST_IN_A_ROW] for at in range(0, len(shown), MOST_IN_A_ROW))
    if sum(map(len, kept)) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def _button(button: object) -> JSON | None:
    """Check a button; None for one without words, which is left out. Of several actions the first known one counts."""
    if not isinstance(button, dict):
        raise bad(f"{_BUTTON}: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise bad(f'{_BUTTON}: Can\'t find field "text"')
    actions = [name for name in ACTIONS if _is_given(name, button.get(name))]
    if not actions:
        raise bad(f"{_BUTTON}: Text buttons are unallowed in the inline keyboard")
    if not text.strip():
        return None
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
            _only_https(value, "Web App")
        case "login_url":
            _only_https(value, "login")
        case "copy_text":
            words = value.get("text") if isinstance(value, dict) else None
            if not isinstance(words, str) or not 0 < units(words) <= 256:
                raise bad("BUTTON_COPY_TEXT_INVALID")
    return value


def _only_https(value: object, what: str) -> None:
    url = str(value.get("url", "")) if isinstance(value, dict) else ""
    if not url.startswith("https://"):
        raise bad(f"inline keyboard button {what} URL '{url}' is invalid: Only HTTPS links are allowed")


def no_web_app(kept: JSON) -> None:
    """Refuse web app buttons, which belong into private chats only."""
    rows = kept.get("reply_markup", {}).get("inline_keyboard", [])
    if any("web_app" in button for row in rows for button in row):
        raise bad("BUTTON_TYPE_INVALID")


def _reply_keyboard(markup: JSON) -> JSON:
    rows = markup["keyboard"]
    if not all(isinstance(row, list) for row in rows):
        raise bad('field "keyboard" must be an Array of Arrays')
    named = [[{"text": button} if isinstance(button, str) else button for button in row] for row in rows]
    if not all(isinstance(button, dict) and str(button.get("text", "")).strip() for row in named for button in row):
        raise bad("can't parse keyboard button: Can't find field \"text\"")
    return markup | {"keyboard": named}
