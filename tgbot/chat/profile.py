"""The bot's face on Telegram: commands, descriptions and the menu, per language, set at start where they differ."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import structlog
from telegram import Bot, BotCommand, MenuButtonCommands
from telegram.constants import MenuButtonType

from tgbot.chat.routes import MENU
from tgbot.pages.book import Book

log = structlog.get_logger("tgbot.chat")


async def keep_profile(bot: Bot, books: Mapping[str, Book]) -> None:
    """Set the profile; whatever goes wrong with it is logged and keeps nobody from being answered."""
    try:
        changes = await set_profile(bot, books)
    except Exception as error:  # noqa: BLE001  (a face that is out of date is no reason not to answer)
        log.warning("profile_not_set", error=type(error).__name__)
    else:
        log.info("profile_set", changes=changes)


async def set_profile(bot: Bot, books: Mapping[str, Book]) -> int:
    """Bring Telegram's copy up to date; tell how many things differed. English is also the default for all others."""
    changes = 0
    for language, book in _by_telegram_code(books).items():
        changes += sum(
            await asyncio.gather(
                _commands(bot, book, language), _description(bot, book, language), _short(bot, book, language)
            )
        )
    return changes + await _menu(bot)


def _by_telegram_code(books: Mapping[str, Book]) -> Mapping[str, Book]:
    """Tell whose words each of Telegram's codes gets. It has two letters: `pt-br` speaks for `pt` where that is not."""
    spoken = {"": books["en"]}
    for code in sorted(books, key=lambda code: ("-" in code, code)):
        spoken.setdefault(code.partition("-")[0], books[code])
    return {code: book for code, book in spoken.items() if len(code) in {0, 2}}


async def _commands(bot: Bot, book: Book, language: str) -> bool:
    wanted = tuple(BotCommand(name, book.say(f"command-{name}")) for name in MENU)
    if await bot.get_my_commands(language_code=language or None) == wanted:
        return False
    return await bot.set_my_commands(wanted, language_code=language or None)


async def _description(bot: Bot, book: Book, language: str) -> bool:
    wanted = book.say("bot-description")
    if (await bot.get_my_description(language_code=language or None)).description == wanted:
        return False
    return await bot.set_my_description(wanted, language_code=language or None)


async def _short(bot: Bot, book: Book, language: str) -> bool:
    wanted = book.say("bot-short")
    if (await bot.get_my_short_description(language_code=language or None)).short_description == wanted:
        return False
    return await bot.set_my_short_description(wanted, language_code=language or None)


async def _menu(bot: Bot) -> bool:
    if (await bot.get_chat_menu_button()).type == MenuButtonType.COMMANDS:
        return False
    return await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
