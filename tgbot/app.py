"""The one place where everything is put together: settings and content in, a running bot out."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from telegram.ext import Application

from tgbot.chat.deps import Deps, Operator, make_books, make_codec, make_searches
from tgbot.chat.dispatch import ALLOWED_UPDATES, add_routes
from tgbot.chat.handlers.pushed import push
from tgbot.chat.profile import keep_profile
from tgbot.clock import Clock, SystemClock
from tgbot.delivery.client import AiohttpRequest
from tgbot.delivery.forgetful import ForgetfulApplication
from tgbot.delivery.health import Health
from tgbot.delivery.housekeeping import Housekeeping
from tgbot.delivery.lanes import Lanes
from tgbot.delivery.leader import LEASE, Job, Leadership
from tgbot.delivery.limiter import Limiter
from tgbot.delivery.polling import Polling
from tgbot.delivery.reach import reached
from tgbot.delivery.registration import address_for
from tgbot.delivery.reminders import Dispatcher
from tgbot.delivery.secret import webhook_secret
from tgbot.delivery.sending import Send
from tgbot.delivery.tacit import TacitBot
from tgbot.delivery.webhook import Webhook
from tgbot.delivery.worker import Worker
from tgbot.library.content import Content
from tgbot.reminders.turn import Mark
from tgbot.settings import Settings
from tgbot.store import Store
from tgbot.store.limits import Limits
from tgbot.store.reminder import Reminder

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from tgbot.delivery.metrics import Metrics

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that is put together but not yet receiving."""

    application: App = field(repr=False)
    deps: Deps = field(repr=False)
    worker: Worker = field(repr=False)

    async def run(self, stop: asyncio.Event) -> None:
        """Receive and remind until told to stop; when one of the two ends by itself, so does the other."""
        await self.worker.run(stop, lambda: keep_profile(self.application.bot, self.deps.books))


@asynccontextmanager
async def make_bot(
    settings: Settings,
    content: Content,
    store: Store,
    clock: Clock | None = None,
    *,
    jobs: Sequence[Job] = (),
    take_over: bool = False,
    stop: asyncio.Event | None = None,
) -> AsyncIterator[Bot]:
    """Put the bot together around a store, connect to Telegram, and take it apart again.

    `jobs`: what the leader does beside sending reminders. `take_over`: a webhook that is set elsewhere may go. Telegram
    is waited for until `stop` is set; then StoppedEarly is raised.
    """
    clock = clock or SystemClock()
    limiter = Limiter(settings.messages_per_second, clock)
    metrics = _metrics(settings)
    updates_request = AiohttpRequest(1, on_call=metrics.called if metrics else None)
    application = _application(settings, limiter, updates_request, metrics)
    await _reach(application, updates_request, stop or asyncio.Event())
    async with application:
        woken = asyncio.Event()
        deps = _deps(settings, content, store, clock, application.bot.username, woken)
        add_routes(application, deps)
        health = Health(store.database)
        name = worker_name()
        dispatcher = Dispatcher(
            store.queue,
            store.chats,
            _sender(deps, application, metrics),
            limiter,
            clock,
            name,
            woken=woken,
            on_beat=lambda _now: health.dispatching.beat(),
        )
        housekeeping = Housekeeping(store.database, deps.limits, clock)
        leadership = _leadership(settings, deps, name, (dispatcher.run, housekeeping.run, *jobs), limiter, health)
        worker = Worker(application.bot, leadership, health, store.prepare, take_over=take_over)
        routes = _routes(worker, metrics, store, clock) if metrics else ()
        if settings.webhook_url:
            _calls_us(worker, application, settings, routes)
        else:
            _asks(worker, application, updates_request, settings, routes)
        yield Bot(application, deps, worker)


def _deps(  # noqa: PLR0917  (what was put together before)
    settings: Settings, content: Content, store: Store, clock: Clock, username: str, woken: asyncio.Event
) -> Deps:
    return Deps(
        content=content,
        books=make_books(content, username, checklist_enabled=settings.checklist_enabled),
        searches=make_searches(content),
        codec=make_codec(content),
        store=store,
        clock=clock,
        operator=Operator(settings.operator_name, settings.operator_contact),
        limits=_limits(settings),
        wake_reminders=woken.set,
    )


def _leadership(  # noqa: PLR0917  (what was put together before)
    settings: Settings, deps: Deps, name: str, jobs: Sequence[Job], limiter: Limiter, health: Health
) -> Leadership:
    leader = deps.store.leader

    async def share(now: datetime) -> None:
        limiter.leave_for_others(await leader.share(name, now, LEASE, limiter.tapped()))

    return Leadership(
        leader,
        name,
        deps.clock,
        jobs,
        seize=not settings.webhook_url,
        share=share if settings.webhook_url else None,
        is_well=health.is_well,
        on_beat=health.led,
    )


def _sender(deps: Deps, application: App, metrics: Metrics | None) -> Send:
    """Send reminders, and count what becomes of each where figures are shown."""

    async def send(reminder: Reminder, mark: Mark) -> None:
        await push(deps, application.bot, reminder, mark)

    if metrics is None:
        return send

    async def counted(reminder: Reminder, mark: Mark) -> None:
        try:
            await send(reminder, mark)
        except Exception as error:
            metrics.failed(error)
            raise
        metrics.sent(mark, reminder.due_at, deps.clock.now())

    return counted


async def _reach(application: App, updates: AiohttpRequest, stop: asyncio.Event) -> None:
    """Learn the bot's name from Telegram; without it no link can be made."""
    try:
        await reached(application.bot.initialize, stop)
    except BaseException:
        # A bot that never was initialised leaves its connections open.
        await asyncio.gather(application.bot.request.shutdown(), updates.shutdown())
        raise


def _limits(settings: Settings) -> Limits:
    return Limits(
        results=timedelta(days=settings.keep_results_days),
        inactive=timedelta(days=settings.keep_inactive_days),
        blocked=timedelta(days=settings.keep_blocked_days),
    )


def worker_name() -> str:
    """Name this process, for leases: host, process, and a few random letters."""
    return f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(3)}"


def _application(settings: Settings, limiter: Limiter, updates: AiohttpRequest, metrics: Metrics | None) -> App:
    bot: TacitBot = TacitBot(
        settings.telegram_bot_token.get_secret_value(),
        base_url=f"{settings.telegram_api_url}/bot",
        base_file_url=f"{settings.telegram_api_url}/file/bot",
        request=AiohttpRequest(on_call=metrics.called if metrics else None),
        get_updates_request=updates,
        rate_limiter=limiter,
    )
    return Application.builder().application_class(ForgetfulApplication).bot(bot).updater(None).job_queue(None).build()


def _asks(
    worker: Worker, application: App, request: AiohttpRequest, settings: Settings, routes: Sequence[BaseRoute]
) -> None:
    """Let the worker receive by asking; its port, where it has one, shows only how it is."""
    worker.receive(
        Polling(
            application.bot,
            request,
            Lanes(),
            application.process_update,
            allowed=ALLOWED_UPDATES,
            on_poll=worker.health.receiving.beat,
        )
    )
    worker.port, worker.routes = settings.open_port, routes


def _calls_us(worker: Worker, application: App, settings: Settings, routes: Sequence[BaseRoute]) -> None:
    """Let the worker receive by being called."""
    secret = webhook_secret(settings.webhook_secret.get_secret_value(), settings.data_keys.get_secret_value())
    worker.receive(
        Webhook(
            application.bot,
            Lanes(),
            application.process_update,
            url=settings.webhook_url,
            secret=secret,
            allowed=ALLOWED_UPDATES,
            routes=routes,
            take_over=worker.take_over,
            on_update=worker.health.receiving.beat,
            on_ready=worker.ready,
        )
    )
    worker.port = settings.open_port
    worker.address = address_for(settings.webhook_url, secret)


def _metrics(settings: Settings) -> Metrics | None:
    """Make the figures where a port shows them."""
    if settings.open_port is None:
        return None
    from tgbot.delivery.metrics import Metrics  # noqa: PLC0415  (not needed without a port)

    return Metrics()


def _routes(worker: Worker, metrics: Metrics, store: Store, clock: Clock) -> Sequence[BaseRoute]:
    from tgbot.delivery.pages import pages  # noqa: PLC0415  (not needed without a port)

    async def figures() -> bytes:
        return await metrics.page(worker.receiver, store.queue, clock.now(), leads=worker.leadership.leads)

    worker.observer = metrics
    return pages(worker.health, figures)
