"""aiogram 3 as its own guide does it: a router, a state machine in memory, one call after the other.

`python -m bench.peers.aiogram_fsm` runs on asyncio's own loop; with `uvloop`, on that.
"""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher, F
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.peers.given import API, STEPS, TOKEN, buttons


class Check(StatesGroup):
    """The one state that is not the end: a question was asked."""

    asking = State()


dispatcher = Dispatcher()


def keyboard(step: int) -> InlineKeyboardMarkup:
    """Make the keyboard of a step."""
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(**button) for button in row] for row in buttons(step)]
    )


@dispatcher.message(Command("check"))
async def begin(message: Message, state: FSMContext) -> None:
    """Ask the first question."""
    await state.set_state(Check.asking)
    await state.set_data({"answers": {}})
    await message.answer(STEPS[0].text, reply_markup=keyboard(0))


@dispatcher.callback_query(Check.asking, F.data)
async def answer(query: CallbackQuery, state: FSMContext) -> None:
    """Keep the answer and ask the next question."""
    assert query.data is not None
    assert isinstance(query.message, Message)
    await query.answer()
    step, _, choice = query.data.partition(":")
    data = await state.get_data()
    await state.update_data(answers={**data["answers"], int(step): int(choice)})
    following = int(step) + 1
    if not STEPS[following].tap:
        await state.clear()
    await query.message.edit_text(STEPS[following].text, reply_markup=keyboard(following))


async def main() -> None:
    """Run until told to stop."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(API))
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    if "uvloop" in sys.argv:
        import uvloop

        uvloop.run(main())
    else:
        asyncio.run(main())
