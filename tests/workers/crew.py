"""Four workers on one PostgreSQL behind a balancer, people who tap, and reminders that fall due meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.chat import Chat
from tests.support.postgres import free_port
from tests.support.process import Process, bot_process
from tests.support.walks import NOSE_3_DAYS
from tests.workers.balancer import Balancer, balanced
from tgbot.delivery.leader import LEADING
from tgbot.playground.server import Served
from tgbot.playground.world import World
from tgbot.reminders.plan import Plan
from tgbot.reminders.walltime import NEVER_QUIET
from tgbot.store import Store
from tgbot.store.chat import Consent
from tgbot.store.seal import new_key
from tgbot.store.tables import leader

READING = 0.75
"""Seconds: workers live by the machine's clock, and a faster tap counts as a double one."""


@dataclass
class Crew:
    """The workers, what stands before them, and a look into their database."""

    workers: list[Process]
    balancer: Balancer
    store: Store
    world: World
    kills: int = 0
    reminded: list[int] = field(default_factory=list)

    async def leading(self) -> Process | None:
        """Find the worker that holds the lease now."""
        rows = await self.store.database.fetch(leader.select().where(leader.c.name == LEADING))
        if not rows or rows[0].until <= datetime.now(UTC):
            return None
        return next((each for each in self.workers if f"-{each.pid}-" in rows[0].worker), None)

    async def until_led(self, seconds: float = 30) -> Process:
        """Wait until somebody leads who is alive."""
        async with asyncio.timeout(seconds):
            while True:
                found = await self.leading()
                if found is not None and found.alive:
                    return found
                await asyncio.sleep(0.1)

    async def kill(self, worker: Process) -> None:
        """End a worker as a power cut would."""
        self.kills += 1
        await worker.kill()

    async def people(self, number: int) -> list[Chat]:
        """Let people in who have pressed Start."""
        chats = [Chat(self.world, self.world.add_person(f"P{each}"), pace=0) for each in range(number)]
        await asyncio.gather(*(chat.send("/start") for chat in chats))
        return chats

    async def agreed(self, number: int, over: timedelta, start: datetime) -> None:
        """Let people in who have agreed to reminders, with one each that falls due some time from the start on."""
        for each in range(number):
            person = self.world.add_person(f"R{each}")
            self.world.private_chat(person).started = True
            due = start + over * each / number
            consent = Consent("reminders", "hash", "1", "en", start)
            chat = await self.store.chats.consent(person.id, consent, today=start.date(), language="en", zone="UTC")
            plan = Plan("own", due.replace(tzinfo=None), "UTC", text="note", quiet=NEVER_QUIET)
            await self.store.reminders.add(chat, plan.to_json(), due, (os.urandom(32),))
            self.reminded.append(person.id)

    def arrived(self) -> Counter[int]:
        """Count the reminders that each person got."""
        return Counter({each: len(self.world.bot_said(each)) for each in self.reminded})


async def walk(chat: Chat) -> None:
    """Take the whole check as somebody does who reads each page, and taps again where that was too fast."""
    for label in NOSE_3_DAYS:
        before = chat.screen
        while chat.screen == before:
            await asyncio.sleep(READING)
            # A worker that was killed between its two calls leaves the page to the next one.
            if chat.screen == before:
                await chat.tap(label)
    chat.shows("No visit needed now")


@contextlib.asynccontextmanager
async def crew(server: Served, database: str, folder: Path, number: int = 4, **settings: str) -> AsyncIterator[Crew]:
    """Start the workers; whatever is left of them at the end is killed."""
    keys = new_key()
    ports = [free_port() for _ in range(number)]
    async with contextlib.AsyncExitStack() as stack:
        store = await Store.open(database, keys)
        stack.push_async_callback(store.close)
        balancer = await stack.enter_async_context(balanced(ports))
        shared = {"DATABASE_URL": database, "WEBHOOK_URL": balancer.url, "MESSAGES_PER_SECOND": "25"} | settings
        starting = [
            stack.enter_async_context(bot_process(server.url, folder, keys, PORT=str(port), **shared)) for port in ports
        ]
        workers = await asyncio.gather(*starting)
        yield Crew(list(workers), balancer, store, server.world)
