"""python-telegram-bot as its own examples do it: ConversationHandler, answers in `user_data`, one call after the other.

`python -m bench.peers.ptb` handles one update at a time, as is the default; with `concurrent`, many side by side.
"""

from __future__ import annotations

import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, ConversationHandler

from bench.peers.given import API, STEPS, TOKEN, buttons


def keyboard(step: int) -> InlineKeyboardMarkup:
    """Make the keyboard of a step."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(**button) for button in row] for row in buttons(step)])


async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Ask the first question."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["answers"] = {}
    await update.message.reply_text(STEPS[0].text, parse_mode=ParseMode.HTML, reply_markup=keyboard(0))
    return 0


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Keep the answer and ask the next question."""
    query = update.callback_query
    assert query is not None
    assert query.data is not None
    assert context.user_data is not None
    await query.answer()
    step, _, choice = query.data.partition(":")
    context.user_data["answers"][int(step)] = int(choice)
    following = int(step) + 1
    await query.edit_message_text(STEPS[following].text, parse_mode=ParseMode.HTML, reply_markup=keyboard(following))
    return following if STEPS[following].tap else ConversationHandler.END


def main(*, concurrent: bool) -> None:
    """Run until told to stop."""
    states: dict[object, list[Any]] = {
        step: [CallbackQueryHandler(answer, pattern=f"^{step}:")] for step in range(len(STEPS) - 1)
    }
    conversation: ConversationHandler[Any] = ConversationHandler(
        [CommandHandler("check", begin)], states, [CommandHandler("cancel", begin)], allow_reentry=True
    )
    application = Application.builder().token(TOKEN).base_url(f"{API}/bot").concurrent_updates(concurrent).build()
    application.add_handler(conversation)
    application.run_polling()


if __name__ == "__main__":
    main(concurrent="concurrent" in sys.argv)
