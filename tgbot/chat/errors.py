"""What happens when a handler fails: one log line without anything of the person, one calm sentence to them."""

from __future__ import annotations

import asyncio

import structlog
from telegram import Bot, Update
from telegram.error import Forbidden, TelegramError

from tgbot.chat.deps import Deps

log = structlog.get_logger("tgbot.chat")


async def answer(deps: Deps, update: object, error: BaseException | None, bot: Bot) -> None:
    """Log the type and a keyed hash of the chat, then say that it was our fault. Never raises."""
    chat = update.effective_chat if isinstance(update, Update) else None
    log.error(
        "handler_failed",
        error=type(error).__name__,
        where=_where(error),
        chat=deps.store.seal.log_hash(chat.id) if chat else None,
    )
    if not isinstance(update, Update) or chat is None or isinstance(error, Forbidden):
        return
    user = update.effective_user
    said = deps.book((user.language_code if user else "") or "").say("failed")
    calls = [bot.send_message(chat.id, said)]
    if update.callback_query:
        calls.append(update.callback_query.answer())  # type: ignore[arg-type]
    for outcome in await asyncio.gather(*calls, return_exceptions=True):
        if isinstance(outcome, Exception) and not isinstance(outcome, TelegramError):
            log.error("apology_failed", error=type(outcome).__name__)


def _where(error: BaseException | None) -> str:
    """Tell file and line of the failure; neither is about the person."""
    trace = error.__traceback__ if error else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else ""
