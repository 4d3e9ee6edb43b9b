"""The benchmark's people: what a bot does wrong is counted, and a fast wrong bot is not taken for a fast one."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bench.conversation import Button, Conversation, Step
from bench.people import FIRST_ID, Crowd

TALK = Conversation((Step("First?", ((Button("Yes"), Button("No")),), "No"), Step("Thank you.", ())))


class Telegram:
    """Takes down what people do."""

    def __init__(self) -> None:
        self.told: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue()

    def tell(self, kind: str, content: dict[str, Any]) -> None:
        """Take down an update."""
        self.told.put_nowait((kind, content))

    def next_message(self, chat_id: int) -> int:
        """Give every message the same number."""
        return 1


def page(text: str, *labels: str) -> dict[str, Any]:
    """Make a message with a row of buttons."""
    row = [{"text": label, "callback_data": label.lower()} for label in labels]
    return {"message_id": 2, "text": text, "reply_markup": {"inline_keyboard": [row]}}


async def next_update(api: Telegram) -> tuple[str, dict[str, Any]]:
    """Wait for what a person does next."""
    async with asyncio.timeout(2):
        return await api.told.get()


@pytest.fixture
async def api() -> Telegram:
    """Give a Telegram that only listens."""
    return Telegram()


async def one(api: Telegram, **changes: Any) -> Crowd:
    """Let one person begin who hardly thinks."""
    crowd = Crowd(TALK, 1, think=0.001, **changes)
    crowd.start(api, 0)
    kind, content = await next_update(api)
    assert (kind, content["text"]) == ("message", "/check")
    return crowd


async def test_a_person_taps_what_the_conversation_says_and_then_begins_anew(api: Telegram) -> None:
    """Closed loop: the command, the page, the tap, the end, and the command again."""
    crowd = await one(api)
    crowd.shown(FIRST_ID, page("First?", "Yes", "No"), "First?")
    kind, query = await next_update(api)
    assert (kind, query["data"]) == ("callback_query", "no")
    crowd.answered(query["id"])
    crowd.shown(FIRST_ID, page("Thank you."), "Thank you.")
    assert (await next_update(api))[0] == "message"
    crowd.stop()
    assert crowd.count == {"answered": 2}
    assert len(crowd.waits) == 2
    assert crowd.all_tapped.is_set()


async def test_another_page_than_the_expected_one_is_counted(api: Telegram) -> None:
    """A bot that mixes up two people's pages is found out."""
    crowd = await one(api)
    crowd.shown(FIRST_ID, page("Something else", "No"), "Something else")
    crowd.stop()
    assert crowd.count["wrong page"] == 1


async def test_a_missing_button_is_counted_and_the_person_begins_anew(api: Telegram) -> None:
    """Without the button there is no way on."""
    crowd = await one(api)
    crowd.shown(FIRST_ID, page("First?", "Yes"), "First?")
    assert (await next_update(api))[0] == "message"
    crowd.stop()
    assert crowd.count["button missing"] == 1


async def test_answers_out_of_order_are_counted(api: Telegram) -> None:
    """The answer to an older tap after that to a newer one means that order was lost."""
    crowd = await one(api, twice=1.0)
    crowd.shown(FIRST_ID, page("First?", "Yes", "No"), "First?")
    (_, first), (_, second) = await next_update(api), await next_update(api)
    crowd.answered(second["id"])
    crowd.answered(first["id"])
    crowd.stop()
    assert crowd.count["out of order"] == 1


async def test_a_tap_that_is_never_answered_is_counted(api: Telegram) -> None:
    """The page came, but the button of the tap before still turns."""
    crowd = await one(api)
    crowd.shown(FIRST_ID, page("First?", "Yes", "No"), "First?")
    await next_update(api)
    crowd.shown(FIRST_ID, page("Thank you."), "Thank you.")
    await next_update(api)
    crowd.stop()
    assert crowd.count["tap unanswered"] == 1
