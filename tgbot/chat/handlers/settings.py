"""/settings: what is set for this chat, and changing it. Only a chat that agreed to something has anything kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tgbot.chat import agreed, kept
from tgbot.chat.turn import Turn
from tgbot.checklist.run import Run
from tgbot.pages import consent as consents
from tgbot.pages import settings as pages
from tgbot.pages.page import Page
from tgbot.reminders.wish import quiet_of
from tgbot.store.chat import Chat

_TOO_LATE: Final = "settings-changed-since"
"""What is said to a tap from before the last change."""


async def settings(turn: Turn) -> Page:
    """Show everything that is set."""
    return _page(turn, await turn.deps.store.chats.find(turn.chat_id))


async def withdraw(turn: Turn) -> Page:
    """Ask before a consent is taken back."""
    kind = agreed.kind_of(turn.link.topic)
    return consents.withdraw(turn.book, kind) if kind else await settings(turn)


async def withdrawn(turn: Turn) -> Page:
    """Take a consent back; what was kept under it is deleted at once."""
    kind = agreed.kind_of(turn.link.topic)
    if kind is None:
        return await settings(turn)
    left = await turn.deps.store.chats.withdraw(turn.chat_id, kind, turn.now.date())
    turn.deps.wake_reminders()
    return _page(turn, left, note=f"withdrawn-{kind}")


async def language(turn: Turn) -> Page:
    """Choose a language, and remember it only when that is asked for."""
    chats = turn.deps.store.chats
    match turn.link.number:
        case pages.REMEMBER:
            chat: Chat | None = await chats.remember_language(turn.chat_id, turn.book.language, turn.now.date())
        case pages.FORGET:
            chat = await chats.forget_language(turn.chat_id, turn.now.date())
        case _:
            chat = await chats.find(turn.chat_id)
            if chat and chat.language != turn.book.language and (chat.remember_language or chat.consents):
                chat = await chats.change(turn.chat_id, language=turn.book.language)
    names = [(code, book.say("language-name")) for code, book in sorted(turn.deps.books.items())]
    return pages.languages(turn.book, turn.run, names, remembered=chat is not None and chat.remember_language)


async def set_country(turn: Turn) -> Page:
    """Choose a country: it rides in the links from then on, and is kept where something was agreed to."""
    if not turn.link.number:
        chat = await turn.deps.store.chats.find(turn.chat_id)
        region = turn.language_code.partition("-")[2].upper()
        chosen = (chat and chat.country) or turn.run.country
        return pages.country(turn.book, turn.run, chosen, region, chat.fence if chat else 0)
    wanted = turn.run.country if turn.run.country in turn.book.countries else None
    chat = await turn.deps.store.chats.change(turn.chat_id, fence=turn.run.turn, country=wanted)
    if chat is None or not chat.consents or chat.country == wanted:
        return _page(turn, chat)
    return _page(
        turn.to(replace(turn.link, run=Run(country=chat.country or "", language=turn.run.language))), chat, _TOO_LATE
    )


async def set_quiet(turn: Turn) -> Page:
    """Choose the hours in which nothing comes."""
    if not 1 <= turn.link.number <= len(pages.QUIET):
        chat = await turn.deps.store.chats.find(turn.chat_id)
        return pages.quiet(turn.book, turn.run, chat.quiet if chat else None, chat.fence if chat else 0)
    hours = pages.QUIET[turn.link.number - 1]
    chat = await turn.deps.store.chats.change(turn.chat_id, fence=turn.run.turn, quiet=hours)
    if chat is not None:
        await kept.keep_quiet(turn, quiet_of(chat.quiet))
    return _page(turn, chat, "" if chat is None or chat.quiet == hours else _TOO_LATE)


async def set_print(turn: Turn) -> Page:
    """Switch large print on or off."""
    large = bool(turn.link.number)
    chat = await turn.deps.store.chats.change(turn.chat_id, fence=turn.run.turn, large_print=large)
    return _page(turn, chat, "" if chat is None or chat.large_print == large else _TOO_LATE)


def _page(turn: Turn, chat: Chat | None, note: str = "") -> Page:
    return pages.settings(turn.book, turn.run.fresh(), _kept(turn, chat), note)


def _kept(turn: Turn, chat: Chat | None) -> pages.Kept:
    if chat is None:
        return pages.Kept()
    given = [kind for kind in agreed.KINDS if chat.consented(kind)]
    live = tuple(kind for kind in given if agreed.agreed(turn, chat, kind))
    return pages.Kept(
        language=chat.language,
        zone=chat.zone or "",
        country=chat.country or "",
        quiet=chat.quiet,
        large_print=chat.large_print,
        consents=live,
        outdated=tuple(kind for kind in given if kind not in live),
        fence=chat.fence,
    )


def remembered(turn: Turn, chat: Chat | None) -> Turn:
    """Go on with the language and the country that are kept."""
    if chat is None:
        return turn
    language = chat.language if chat.remember_language and chat.language in turn.deps.books else ""
    return turn.keeping(Run(language=language, country=chat.country or ""))
