"""The machine's clock is put forward and back while somebody taps and a reminder waits."""

from __future__ import annotations

from datetime import timedelta

from tests.support.chat import Chat
from tests.support.reminding import pass_time, set_note
from tgbot.store import Store

JUMPS = (timedelta(days=-2), timedelta(hours=47), timedelta(seconds=-30), timedelta(minutes=59), timedelta(minutes=1))
"""They add up to half a minute less than nothing."""


async def test_a_clock_that_jumps_stops_nobody(chat: Chat, store: Store) -> None:
    """After each jump the next tap works; the reminder comes once, when the clock is right again."""
    await set_note(chat)
    await chat.send("/start")
    before = len(chat.said)
    for jump in JUMPS:
        chat.world.move_clock(jump)
        await chat.tap("About this bot")
        chat.shows("general health information")
        chat.world.move_clock(-jump / 2)
        chat.world.move_clock(jump / 2)
        await chat.tap("To the start")
        chat.shows("Nothing is stored unless you ask for it")
    assert len(chat.said) == before
    await pass_time(chat, store, days=1, hours=12)
    await chat.quiet(0.3)
    assert len(chat.said) == before + 1
    chat.shows("You asked us to write")
