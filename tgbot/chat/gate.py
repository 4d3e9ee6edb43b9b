"""The door: an update comes in unless its chat sends far too many. An emergency in words is heard all the same."""

from __future__ import annotations

import structlog
from telegram import Message, Update
from telegram.constants import ChatType

from tgbot.chat.deps import Deps
from tgbot.chat.flood import Verdict
from tgbot.chat.handlers import typed
from tgbot.chat.tapped import place_of
from tgbot.chat.turn import turn_of_message
from tgbot.checklist.code import Link

log = structlog.get_logger("tgbot.chat")


async def admitted(deps: Deps, update: Update) -> bool:
    """Tell whether to handle an update; the first one too many is told so, kindly, and the rest are dropped."""
    place = place_of(update)
    if place is None:
        return True
    verdict = deps.flood.take(place.chat_id, deps.clock.now())
    if verdict is Verdict.PASS:
        return True
    if verdict is Verdict.TELL:
        log.warning("flood", chat=deps.store.seal.log_hash(place.chat_id))
    written = update.message or update.edited_message
    if written and await _alarmed(deps, written):
        return False
    if verdict is Verdict.TELL:
        await _tell(deps, update)
    return False


async def _alarmed(deps: Deps, message: Message) -> bool:
    turn = turn_of_message(deps, message, Link("start"))
    alarm = typed.screened(turn) if turn.private and turn.words else None
    if alarm is not None:
        await turn.show(alarm)
    return alarm is not None


async def _tell(deps: Deps, update: Update) -> None:
    user = update.effective_user
    words = deps.book((user.language_code if user else "") or "").say("flood")
    if update.callback_query:
        await update.callback_query.answer(words)
    elif update.message and update.message.chat.type == ChatType.PRIVATE:
        await update.message.get_bot().send_message(update.message.chat.id, words)
