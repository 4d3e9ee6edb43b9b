"""/privacy answers always, says everything, and says the terms that are really set. The sweep keeps to them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import select

from tests.chat.test_settings import KEPT
from tests.support.chat import Chat
from tests.support.running import running
from tests.support.walks import walk
from tgbot.library.content import Content
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.store import Store
from tgbot.store.tables import chats, results


async def test_privacy_says_everything(chat: Chat) -> None:
    """Operator, contact, what, why, how long, rights, Telegram's part, and what the bot is for; nothing is cut off."""
    await chat.send("/privacy")
    chat.shows(
        "The test's operator",
        "operator@example.org",
        "Without your consent we keep nothing",
        "What we keep, and why",
        "only because you agreed",
        "How long",
        "90 days",
        "35 days",
        "Your rights",
        "data protection authority",
        "Telegram's part",
        "not end-to-end encrypted",
        "Not intended to diagnose",
    )
    assert not chat.screen.endswith("…")


async def test_privacy_tells_the_terms_that_are_set(
    server: Served, content: Content, store: Store, world: World
) -> None:
    """With the checklist off, without an operator, and with other terms: answered all the same."""
    changes = {"checklist_enabled": False, "operator_name": "", "keep_results_days": 1, "keep_inactive_days": 200}
    async with running(server, content, store, **changes):
        chat = Chat(world, world.add_person("Ada"))
        await chat.send("/privacy")
        chat.shows("has not been entered yet", "Results: 1 day after", "200 days after we last heard", "35 days")


async def test_the_daily_sweep_forgets_in_time(server: Served, content: Content, store: Store, world: World) -> None:
    """Results go when their days are over, a chat when it was silent for its term; by the bot itself, on its clock."""
    async with running(server, content, store, keep_results_days=10, keep_inactive_days=40):
        chat = Chat(world, world.add_person("Ada"))
        await walk(chat, *KEPT)
        await chat.quiet(0.2)
        world.move_clock(timedelta(days=10))
        await asyncio.sleep(0.3)
        assert len(await store.database.fetch(select(results))) == 1
        for days in (1, 1):
            world.move_clock(timedelta(days=days))
            await asyncio.sleep(0.3)
        assert await store.database.fetch(select(results)) == []
        assert len(await store.database.fetch(select(chats))) == 1
        world.move_clock(timedelta(days=30))
        await asyncio.sleep(0.3)
        assert await store.database.fetch(select(chats)) == []


async def test_whoever_comes_back_is_heard(server: Served, content: Content, store: Store, world: World) -> None:
    """A tap or a word within the term keeps what is kept: the day is written down, once a day."""
    async with running(server, content, store, keep_inactive_days=40):
        chat = Chat(world, world.add_person("Ada"))
        await walk(chat, *KEPT)
        for _ in range(3):
            world.move_clock(timedelta(days=25))
            await chat.tap("Back to my result") if "Kept" in chat.screen else await chat.send("/start")
            await chat.quiet(0.2)
        kept = await store.chats.find(chat.person.id)
        assert kept is not None
        assert kept.seen_on == world.clock.now().date()
