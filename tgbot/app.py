"""The one place where everything is put together: settings and content in, a running bot out."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application

from tgbot.chat.deps import Deps, Operator, make_books, make_codec
from tgbot.chat.handlers.remind import push
from tgbot.chat.profile import set_profile
from tgbot.chat.routes import ALLOWED_UPDATES, add_routes
from tgbot.clock import Clock, SystemClock
from tgbot.delivery.client import AiohttpRequest
from tgbot.delivery.lanes import Lanes
from tgbot.delivery.limiter import Limiter
from tgbot.delivery.polling import Polling
from tgbot.delivery.registration import release
from tgbot.delivery.reminders import Dispatcher, Mark, Reminder
from tgbot.library.content import Content
from tgbot.settings import Settings
from tgbot.store import Store

log = structlog.get_logger("tgbot")


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that is put together but not yet receiving."""

    application: Application[Any, Any, Any, Any, Any, Any]
    deps: Deps
    polling: Polling
    dispatcher: Dispatcher

    async def run(self, stop: asyncio.Event) -> None:
        """Receive and remind until told to stop; when one of the two ends by itself, so does the other."""
        await release(self.application.bot)
        await set_profile(self.application.bot, self.deps.books)
        log.info("started", username=self.application.bot.username)
        async with asyncio.TaskGroup() as group:
            group.create_task(_then_stop(self.polling.run(stop), stop))
            group.create_task(_then_stop(self.dispatcher.run(stop), stop))
        log.info("stopped")


@asynccontextmanager
async def make_bot(
    settings: Settings, content: Content, store: Store, clock: Clock | None = None
) -> AsyncIterator[Bot]:
    """Put the bot together around an open store, connect to Telegram, and take it apart again."""
    clock = clock or SystemClock()
    updates_request = AiohttpRequest(1)
    limiter = Limiter(settings.messages_per_second, clock)
    application = (
        Application.builder()
        .token(settings.telegram_bot_token.get_secret_value())
        .base_url(f"{settings.telegram_api_url}/bot")
        .base_file_url(f"{settings.telegram_api_url}/file/bot")
        .request(AiohttpRequest())
        .get_updates_request(updates_request)
        .updater(None)
        .job_queue(None)
        .rate_limiter(limiter)
        .build()
    )
    async with application:
        bot = application.bot
        books = make_books(content, bot.username, checklist_enabled=settings.checklist_enabled)
        deps = Deps(
            content=content,
            books=books,
            codec=make_codec(content),
            store=store,
            clock=clock,
            operator=Operator(settings.operator_name, settings.operator_contact),
            wake_reminders=lambda: dispatcher.wake(),  # noqa: PLW0108  (made below, since it sends through these)
        )

        async def send(reminder: Reminder, mark: Mark) -> None:
            await push(deps, bot, reminder, mark)

        dispatcher = Dispatcher(store.reminders, store.chats, send, limiter, clock, worker_name())

        async def handle(update: Update) -> None:
            await application.process_update(update)

        add_routes(application, deps)
        polling = Polling(bot, updates_request, Lanes(), handle, allowed=ALLOWED_UPDATES)
        yield Bot(application, deps, polling, dispatcher)


def worker_name() -> str:
    """Name this process, for leases: host, process, and a few random letters."""
    return f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(3)}"


async def _then_stop(work: Any, stop: asyncio.Event) -> None:  # noqa: ANN401  (a coroutine of either kind)
    try:
        await work
    finally:
        stop.set()
