"""A dispatcher over a real SQLite store, with a clock that can be moved and a Telegram that does what the test says."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from tgbot.clock import MovableClock
from tgbot.delivery.reminders import Dispatcher
from tgbot.reminders.plan import Plan, next_due
from tgbot.reminders.walltime import NEVER_QUIET
from tgbot.store.chats import Consent
from tgbot.store.seal import new_key
from tgbot.store.store import Store
from tgbot.store.tables import LIVE, reminders

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from sqlalchemy import ColumnElement

    from tgbot.reminders.turn import Mark
    from tgbot.store.reminder import Reminder

START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


class Limiter:
    """Lets everything through, or nothing while it is shut."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.queued = 0
        self.pauses: list[float] = []

    async def bulk(self, _chat_id: int) -> None:
        """Wait while it is shut."""
        self.queued += 1
        await self.open.wait()

    def too_many(self, seconds: float) -> None:
        """Note the pause."""
        self.pauses.append(seconds)


class World:
    """Everything a test of the dispatcher touches."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.queue: Any = store.queue
        self.clock = MovableClock(START)
        self.limiter = Limiter()
        self.arrived: list[tuple[int, str, str]] = []
        self.outcomes: deque[Exception | None] = deque()
        self.beats: list[datetime] = []
        self.side_by_side = 0
        self.most_side_by_side = 0
        self.pace = 0.0
        self._running: list[tuple[asyncio.Task[None], asyncio.Event]] = []
        self._numbers = itertools.count(1)

    async def agrees(self, chat_id: int) -> Any:
        """Give a chat's consent to reminders."""
        consent = Consent("reminders", "hash", "1", "en", START)
        return await self.store.chats.consent(chat_id, consent, today=START.date())

    async def add(
        self, chat_id: int, text: str = "note", after: timedelta = timedelta(hours=1), **more: Any
    ) -> Reminder:
        """Keep an own reminder of a chat, due some time after the start."""
        at = (START + after).replace(tzinfo=None)
        plan = replace(Plan("own", at, "UTC", text=text, quiet=NEVER_QUIET), **more)
        chat = await self.store.chats.find(chat_id) or await self.agrees(chat_id)
        due = next_due(plan, START - timedelta(days=1000))
        assert due is not None
        return await self.store.reminders.add(chat, plan.to_json(), due, (next(self._numbers).to_bytes(32),))

    async def kept(self, reminder: Reminder) -> Reminder:
        """Read a reminder again."""
        chat = await self.store.chats.find(reminder.chat_id)
        assert chat is not None
        found = await self.store.reminders.find(reminder.row_id, chat)
        assert found is not None
        return found

    async def send(self, reminder: Reminder, mark: Mark) -> None:
        """Be Telegram: an error that leaves it open whether the message arrived has let it arrive."""
        self.side_by_side += 1
        self.most_side_by_side = max(self.most_side_by_side, self.side_by_side)
        try:
            await asyncio.sleep(self.pace)
            outcome = self.outcomes.popleft() if self.outcomes else None
            if outcome is None or getattr(outcome, "arrived", False):
                self.arrived.append((reminder.chat_id, Plan.from_json(reminder.plan).text, str(mark)))
            if outcome is not None:
                raise outcome
        finally:
            self.side_by_side -= 1

    def start(self, worker: str = "one", **more: Any) -> Dispatcher:
        """Start a dispatcher."""
        dispatcher = Dispatcher(
            self.queue,
            self.store.chats,
            self.send,
            self.limiter,
            self.clock,
            worker,
            on_beat=self.beats.append,
            **more,
        )
        stop = asyncio.Event()
        self._running.append((asyncio.create_task(dispatcher.run(stop)), stop))
        return dispatcher

    async def stop(self) -> None:
        """Stop every dispatcher as a host would."""
        running, self._running = self._running, []
        for _, stop in running:
            stop.set()
        await asyncio.gather(*(task for task, _ in running))

    def is_running(self) -> bool:
        """Tell whether no loop has ended by itself."""
        return all(not task.done() for task, _ in self._running)

    async def kill(self) -> None:
        """End every dispatcher without a chance to tidy up; its store must be dead already."""
        running, self._running = self._running, []
        doomed = {task for task, _ in running}
        while doomed:
            doomed |= {task for task in asyncio.all_tasks() if task.get_name().startswith("reminder")}
            for task in doomed:
                task.cancel()
            _, doomed = await asyncio.wait(doomed, timeout=0.01)

    def marks(self) -> list[str]:
        """List the marks of what arrived."""
        return [mark for _, _, mark in self.arrived]

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until something holds; fail after five seconds."""
        async with asyncio.timeout(5):
            while not true():  # noqa: ASYNC110  (what is waited for has many shapes)
                await asyncio.sleep(0.005)

    async def settled(self) -> None:
        """Wait until nothing is in work and nothing is due."""
        await self._while(reminders.c.lease_until.is_not(None) | (LIVE & (reminders.c.due_at <= self.clock.now())))

    async def until_free(self) -> None:
        """Wait until nothing is in work."""
        await self._while(reminders.c.lease_until.is_not(None))

    async def _while(self, some: ColumnElement[bool]) -> None:
        async with asyncio.timeout(5):
            while True:
                async with self.store.database.read() as connection:
                    if not (await connection.execute(select(func.count()).where(some))).scalar_one():
                        return
                await asyncio.sleep(0.005)


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """Open a fresh world and close it."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/bot.db", new_key())
    made = World(store)
    yield made
    made.limiter.open.set()
    await made.stop()
    await store.close()
