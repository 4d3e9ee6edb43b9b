"""Trouble with one call of a tap must not let a later tap's page be overwritten by an earlier one's."""

from __future__ import annotations

import pytest

from tests.support.chat import Chat
from tgbot.playground.botapi import Fault
from tgbot.playground.botapi.faults import Kind
from tgbot.playground.server import Served


@pytest.mark.parametrize(("kind", "tries"), [("400", 1), ("403", 1), ("500", 1), ("drop", 2), ("429", 2)])
async def test_a_failed_sign_of_a_tap_changes_nothing(server: Served, chat: Chat, kind: Kind, tries: int) -> None:
    """The answer to a tap fails while its page is slow to come: the next tap's page stays, and nobody apologises."""
    await chat.send("/start")
    room, message = chat.room.id, chat.newest["message_id"]
    about, read = chat.data("About this bot"), chat.data("Read")
    server.faults.plan(Fault(kind, "answerCallbackQuery", times=tries, retry_after=1))
    server.faults.plan(Fault("slow", "editMessageText", times=1, seconds=0.5))
    chat.world.taps(chat.person, room, message, about)
    second = chat.world.taps(chat.person, room, message, read)
    assert await second.wait() is not None
    await chat.quiet(0.7)
    assert len(chat.said) == 1, chat.transcript()
    chat.hides("Gives general health information")
