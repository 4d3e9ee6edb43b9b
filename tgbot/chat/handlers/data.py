"""What is kept about a chat: show it, send it, erase it."""

from __future__ import annotations

import json

from tgbot.chat.turn import Turn
from tgbot.pages import data
from tgbot.pages.page import Page


async def mydata(turn: Turn) -> Page:
    """List what is kept."""
    store = turn.deps.store
    chat = await store.chats.find(turn.chat_id)
    if chat is None:
        return data.mydata(turn.book, [], [], 0)
    named = (("language", chat.language), ("zone", chat.zone), ("country", chat.country))
    settings = [(name, value) for name, value in named if value]
    consents = [(consent.kind, consent.given_at.date()) for consent in chat.consents]
    return data.mydata(turn.book, settings, consents, len(await store.reminders.of(chat)))


async def export(turn: Turn) -> Page:
    """Send everything as one JSON file, then the list."""
    kept = await turn.deps.store.chats.export(turn.chat_id)
    body = json.dumps(kept, indent=2, ensure_ascii=False, default=str).encode()
    await turn.bot.send_document(turn.chat_id, body, filename="data.json", caption=turn.book.say("mydata-export"))
    return await mydata(turn)


async def erase(turn: Turn) -> Page:
    """Ask before erasing."""
    return data.erase(turn.book)


async def erased(turn: Turn) -> Page:
    """Erase, and say what is left elsewhere."""
    anything = await turn.deps.store.chats.erase(turn.chat_id, turn.now.date())
    return data.erased(turn.book, anything=anything)
