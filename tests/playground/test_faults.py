"""Trouble on demand: refusals, slowness, dropped connections and lost answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from telegram.error import Forbidden, NetworkError, TimedOut

from tgbot.playground.botapi import Fault

if TYPE_CHECKING:
    from telegram import Bot

    from tests.playground.conftest import Raw
    from tgbot.playground.people import Person
    from tgbot.playground.server import Served


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
