"""Whose update it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Message

from tgbot.delivery.updates import id_of, kind_of, lane_of, read

CHAT = {"id": -100, "type": "group"}
PERSON = {"id": 7, "is_bot": False, "first_name": "P"}


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"message": {"chat": CHAT, "from": PERSON}}, -100),
        ({"edited_message": {"chat": CHAT, "from": PERSON}}, -100),
        ({"callback_query": {"from": PERSON, "message": {"chat": CHAT}}}, -100),
        ({"callback_query": {"from": PERSON, "inline_message_id": "x"}}, 7),
        ({"inline_query": {"from": PERSON, "query": ""}}, 7),
        ({"chosen_inline_result": {"from": PERSON}}, 7),
        ({"my_chat_member": {"chat": CHAT, "from": PERSON}}, -100),
        ({"message_reaction": {"chat": CHAT, "user": PERSON}}, -100),
        ({"poll_answer": {"user": PERSON}}, 7),
        ({"poll": {"id": "1"}}, None),
        ({"something_new": {"chat": CHAT}}, -100),
        ({"message": "nonsense"}, None),
        ({"message": {"chat": {"id": "7"}}}, None),
        ({}, None),
    ],
)
def test_lane(update: dict[str, Any], lane: int | None) -> None:
    """An update belongs to its chat, else to its person, else to nobody."""
    assert lane_of({"update_id": 1, **update}) == lane


def test_a_persons_private_chat_is_their_lane() -> None:
    """An inline query keeps its place among the same person's private messages."""
    private = {"update_id": 1, "message": {"chat": {"id": 7, "type": "private"}, "from": PERSON}}
    assert lane_of(private) == lane_of({"update_id": 2, "inline_query": {"from": PERSON}})


def test_kind() -> None:
    """The kind is the name of what the update carries."""
    assert kind_of({"update_id": 1, "callback_query": {}}) == "callback_query"
    assert kind_of({"update_id": 1}) == ""


def test_the_keyboard_of_a_tapped_message_is_left_out() -> None:
    """A tap is read without the buttons under it; its text and the raw update stay as they are."""
    buttons = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    message = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "?", "reply_markup": buttons}
    query = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "b", "message": message}
    raw = {"update_id": 1, "callback_query": query}
    update = read(raw, Bot("1:x"))
    assert update.callback_query is not None
    seen = update.callback_query.message
    assert isinstance(seen, Message)
    assert (seen.text, seen.reply_markup) == ("?", None)
    assert raw["callback_query"]["message"]["reply_markup"] is buttons  # type: ignore[index]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["update_id", "message", "callback_query", "chat", "from", "user", "id"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_any_json_has_an_answer(value: Any) -> None:
    """Nothing that JSON can be makes it raise."""
    if (number := id_of(value)) is not None:
        assert value["update_id"] == number
        assert isinstance(lane_of(value), int | None)
