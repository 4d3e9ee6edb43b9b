"""What happens when a handler fails: one log line without anything of the person, one calm sentence to them."""

from __future__ import annotations

import asyncio

import structlog
from telegram import Bot, Update
from telegram.error import Forbidden, TelegramError

from tgbot.chat.deps import Deps
from tgbot.chat.tapped import place_of
from tgbot.store.errors import StoreError
from tgbot.store.seal import Unopened

log = structlog.get_logger("tgbot.chat")


async def answer(deps: Deps, update: object, error: BaseException | None, bot: Bot) -> None:
    """Log the type and a keyed hash of the chat, then say that it was our fault. Never raises."""
    place = place_of(update) if isinstance(update, Update) else None
    log.error(
        "handler_failed",
        error=type(error).__name__,
        where=_where(error),
        **({"row": error.row_id.hex()} if isinstance(error, Unopened) else {}),
        chat=deps.store.seal.log_hash(place.chat_id) if place else None,
    )
    if not isinstance(update, Update) or place is None or isinstance(error, Forbidden):
        return
    user = update.effective_user
    said = deps.book((user.language_code if user else "") or "").say(_sentence(error))
    calls = [bot.send_message(place.chat_id, said)]
    if update.callback_query:
        calls.append(update.callback_query.answer())  # type: ignore[arg-type]
    for outcome in await asyncio.gather(*calls, return_exceptions=True):
        if isinstance(outcome, Exception) and not isinstance(outcome, TelegramError):
            log.error("apology_failed", error=type(outcome).__name__)


def _sentence(error: BaseException | None) -> str:
    """Choose the sentence: what cannot be opened or reached is named as that, anything else is our fault."""
    if isinstance(error, Unopened):
        return "unopened"
    return "unavailable" if isinstance(error, StoreError) else "failed"


def _where(error: BaseException | None) -> str:
    """Tell file and line of the failure; neither is about the person."""
    trace = error.__traceback__ if error else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else ""
