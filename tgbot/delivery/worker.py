"""One worker at work: it receives, tries to lead, and shows on its port how it is. Owns the order of start and stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import structlog

from tgbot.delivery.health import Health
from tgbot.delivery.intake import Observer
from tgbot.delivery.leader import Leadership
from tgbot.delivery.polling import Polling
from tgbot.delivery.reach import reached
from tgbot.delivery.registration import release
from tgbot.delivery.server import listen, serve
from tgbot.delivery.waiting import set_within
from tgbot.delivery.watch import watch
from tgbot.delivery.webhook import Webhook
from tgbot.store.errors import Unavailable

if TYPE_CHECKING:
    from starlette.routing import BaseRoute
    from telegram import Bot

_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 30.0

_log = structlog.get_logger("tgbot")


@dataclass(slots=True)
class Worker:
    """The parts of one worker. `prepare` makes the database ready; `address` is what Telegram calls (webhook)."""

    bot: Bot
    leadership: Leadership
    health: Health
    prepare: Callable[[], Awaitable[None]]
    port: int | None = None
    address: str = ""
    routes: Sequence[BaseRoute] = ()
    take_over: bool = False
    observer: Observer | None = None
    receiver: Polling | Webhook = field(init=False)

    def receive(self, receiver: Polling | Webhook) -> None:
        """Take the way of receiving."""
        self.receiver = receiver
        receiver.intake.observer = self.observer

    async def run(self, stop: asyncio.Event, greet: Callable[[], Awaitable[object]]) -> None:
        """Work until told to stop; when one part ends by itself, so do the others. Nobody waits for `greet`."""
        listener = None if self.port is None else listen(self.port)
        try:
            if isinstance(self.receiver, Polling):
                await reached(lambda: release(self.bot, take_over=self.take_over), stop)
            parts: list[Coroutine[Any, Any, object]] = [self._lead(stop)]
            if isinstance(self.receiver, Polling):
                _log.info("started", username=self.bot.username, mode="polling")
                parts.append(self.receiver.run(stop))
                if listener is not None:
                    parts.append(self._show(listener, stop))
            elif listener is not None:
                parts.append(self.receiver.run(stop, listener))
                parts.append(watch(self.bot, self.address, self.health.receiving.beat, stop))
            async with asyncio.TaskGroup() as group:
                for part in parts:
                    group.create_task(_then_stop(part, stop))
                group.create_task(_greeted(greet))
        finally:
            if listener is not None:
                listener.close()
        _log.info("stopped")

    def ready(self) -> None:
        """Say that Telegram knows where to call."""
        _log.info("started", username=self.bot.username, mode="webhook")

    async def _show(self, listener: socket.socket, stop: asyncio.Event) -> None:
        from starlette.applications import Starlette  # noqa: PLC0415  (only where a port is open)

        await serve(Starlette(routes=list(self.routes)), listener, stop, grace=1.0)

    async def _lead(self, stop: asyncio.Event) -> None:
        if await self._prepared(stop):
            await self.leadership.run(stop)

    async def _prepared(self, stop: asyncio.Event) -> bool:
        """Make the database ready, however long it can't be reached: taps on the checklist do not need it."""
        pause = _FIRST_PAUSE
        failures = 0
        while not stop.is_set():
            self.health.leading.beat()
            try:
                await self.prepare()
            except Unavailable as problem:
                failures += 1
                if failures == 1:
                    _log.warning("database_unavailable", problem=str(problem), then="trying on")
            else:
                if failures:
                    _log.info("database_ready", failures=failures)
                return True
            await set_within(stop, pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        return False


async def _greeted(greet: Callable[[], Awaitable[object]]) -> None:
    await greet()


async def _then_stop(part: Coroutine[Any, Any, object], stop: asyncio.Event) -> None:
    try:
        await part
    finally:
        stop.set()
