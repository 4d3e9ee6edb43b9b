"""The bot in service, from the store's opening to its closing; what an operator can mend is an `OperatorError`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog
from telegram.error import InvalidToken, TelegramError

from tgbot.app import make_bot
from tgbot.clock import Clock
from tgbot.delivery.errors import DeliveryError, StoppedEarly
from tgbot.library.content import Content
from tgbot.operation import garbage
from tgbot.operation.errors import OperatorError
from tgbot.operation.memory import given_back
from tgbot.settings import Settings
from tgbot.store import Store
from tgbot.store.errors import StoreError, Unavailable

_log = structlog.get_logger("tgbot")


async def serve(
    settings: Settings,
    content: Content,
    stop: asyncio.Event,
    *,
    clock: Clock | None = None,
    take_over: bool = False,
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """Run the bot until told to stop; `OperatorError` names what to mend. `on_ready`: called once it is connected."""
    try:
        store = await _store(settings)
        try:
            async with make_bot(settings, content, store, clock, take_over=take_over, stop=stop) as bot, given_back():
                on_ready()
                garbage.settle()
                await bot.run(stop)
        finally:
            await store.close()
    except* StoppedEarly:
        _log.info("stopped")
    except* (StoreError, DeliveryError) as problems:
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
