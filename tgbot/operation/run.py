"""`tgbot run`: the bot on Telegram, until SIGTERM or SIGINT."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable

import structlog
from telegram.error import InvalidToken, TelegramError

from tgbot.app import make_bot
from tgbot.clock import Clock
from tgbot.delivery.errors import DeliveryError, StoppedEarly
from tgbot.library.loader import load
from tgbot.library.problems import ContentError
from tgbot.logs import set_up_logging
from tgbot.operation import garbage
from tgbot.operation.errors import OperatorError
from tgbot.settings import Settings, content_directory
from tgbot.store import Store
from tgbot.store.errors import StoreError, Unavailable
from tgbot.store.lasting import why_not_lasting

_NOBODY = (
    "TELEGRAM_BOT_TOKEN is not set. Get a token from @BotFather on Telegram and put TELEGRAM_BOT_TOKEN=... into .env; "
    "or try the bot without one: make run"
)
_NO_KEYS = "DATA_KEYS is not set. Make a key with `tgbot keys new` and put DATA_KEYS=... into .env"

_log = structlog.get_logger("tgbot")


def run(settings: Settings, *, take_over: bool = False) -> None:
    """Run the bot; `OperatorError` names what to mend. `take_over`: a webhook that is set elsewhere may go."""
    if not settings.telegram_bot_token.get_secret_value():
        raise OperatorError(_NOBODY)
    if not settings.data_keys.get_secret_value():
        raise OperatorError(_NO_KEYS)
    if not settings.allow_ephemeral_db and (why := why_not_lasting(settings.database_url, os.environ)):
        raise OperatorError(why)
    set_up_logging(settings.log_level)
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(_run(settings, take_over=take_over))


async def _run(settings: Settings, *, take_over: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(settings, stop, take_over=take_over)


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    *,
    clock: Clock | None = None,
    take_over: bool = False,
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """Run the bot until told to stop; `OperatorError` names what to mend. `on_ready`: called once it is connected."""
    try:
        content = load(content_directory(settings))
        store = await _store(settings)
        try:
            async with make_bot(settings, content, store, clock, take_over=take_over, stop=stop) as bot:
                on_ready()
                garbage.settle()
                await bot.run(stop)
        finally:
            await store.close()
    except* StoppedEarly:
        _log.info("stopped")
    except* (ContentError, StoreError, DeliveryError) as problems:
        raise OperatorError(_lines(problems)) from None
    except* InvalidToken:
        raise OperatorError("TELEGRAM_BOT_TOKEN was refused by Telegram; copy it again from @BotFather") from None
    except* TelegramError as problems:
        reason = type(problems.exceptions[0]).__name__
        raise OperatorError(
            f"Telegram refused the start ({reason}): check TELEGRAM_API_URL and WEBHOOK_URL, or ask `tgbot doctor`"
        ) from None


async def _store(settings: Settings) -> Store:
    """Open the store; one that can't be reached just now is opened by the worker, which says so and tries on."""
    url, keys = settings.database_url, settings.data_keys.get_secret_value()
    try:
        return await Store.open(url, keys)
    except Unavailable:
        return Store.unopened(url, keys)


def _lines(problems: BaseExceptionGroup[BaseException]) -> str:
    """Tell every problem's own words, however deep the groups go."""
    found = [_lines(one) if isinstance(one, BaseExceptionGroup) else str(one) for one in problems.exceptions]
    return "\n".join(dict.fromkeys(found))


def loop_factory() -> type[asyncio.AbstractEventLoop] | None:
    """Choose the faster loop where it is installed."""
    try:
        import uvloop  # noqa: PLC0415  (not installed everywhere)
    except ImportError:
        return None
    return uvloop.Loop
