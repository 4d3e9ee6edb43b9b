"""Whose update it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, Message

from tgbot.chat.tapped import Place, place_of_tap
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


def tap_of(**message: object) -> dict[str, Any]:
    """Make a tap under a message, as Telegram sends it."""
    buttons = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    whole = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private"}, "text": "?", "reply_markup": buttons}
    query = {"id": "1", "from": PERSON, "chat_instance": "1", "data": "b", "message": whole | message}
    return {"update_id": 1, "callback_query": query}


def test_a_tapped_message_without_quoted_words_stays_out_of_the_objects() -> None:
    """Where it was tapped is known all the same, and the raw update stays as it is."""
    raw = tap_of()
    query = read(raw, Bot("1:x")).callback_query
    assert query is not None
    assert query.message is None
    assert place_of_tap(query) == Place(7, private=True, message_id=5, editable=True)
    assert raw == tap_of()


def test_an_old_message_cannot_be_edited() -> None:
    """Telegram tells of it with the date 0."""
    query = read(tap_of(date=0), Bot("1:x")).callback_query
    assert query is not None
    assert place_of_tap(query) == Place(7, private=True, message_id=5, editable=False)


def test_a_tapped_message_with_quoted_words_is_read_without_its_keyboard() -> None:
    """Words that live in the chat are there to be read; the buttons under them are left out."""
    query = read(tap_of(entities=[{"type": "blockquote", "offset": 0, "length": 1}]), Bot("1:x")).callback_query
    assert query is not None
    assert isinstance(query.message, Message)
    assert (query.message.text, query.message.reply_markup) == ("?", None)


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
