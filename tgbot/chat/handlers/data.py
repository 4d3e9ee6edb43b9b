"""What is kept about a chat: show it, send it, erase it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tgbot.chat.turn import Turn
from tgbot.pages import data
from tgbot.pages.page import Page
from tgbot.store.reminder import OFF

RUNNING = {"live", "paused", OFF}
"""What a person sees as a reminder of theirs: one that blocked us and came back finds it again."""


async def privacy(turn: Turn) -> Page:
    """Say who keeps what. Always answered: before any consent, in groups, with the checklist switched off."""
    limits = turn.deps.limits
    terms = data.Terms(
        operator=turn.deps.operator.name,
        contact=turn.deps.operator.contact,
        results=limits.results.days,
        inactive=limits.inactive.days,
        blocked=limits.blocked.days,
        erasures=limits.erasures.days,
    )
    return data.privacy(turn.book, terms, private=turn.private)


async def mydata(turn: Turn) -> Page:
    """List what is kept."""
    return data.mydata(turn.book, _mine(await turn.deps.store.chats.export(turn.chat_id)))


async def export(turn: Turn) -> Page:
    """Send everything as one JSON file, then the list."""
    kept = await turn.deps.store.chats.export(turn.chat_id)
    body = json.dumps(kept, indent=2, ensure_ascii=False, default=str).encode()
    await turn.bot.send_document(turn.chat_id, body, filename="data.json", caption=turn.book.say("mydata-export"))
    return data.mydata(turn.book, _mine(kept))


async def erase(turn: Turn) -> Page:
    """Ask before erasing."""
    return data.erase(turn.book)


async def erased(turn: Turn) -> Page:
    """Erase, and say what is left elsewhere."""
    anything = await turn.deps.store.chats.erase(turn.chat_id, turn.now.date())
    turn.deps.wake_reminders()
    return data.erased(turn.book, anything=anything)


def _mine(kept: Mapping[str, Any]) -> data.Mine:
    """Sum up what /export would send."""
    chat: Mapping[str, Any] = kept.get("chat", {})
    opened = [each["content"] for each in kept.get("results", ()) if "content" in each]
    days = [datetime.fromisoformat(each["made_at"]).date() for each in opened]
    return data.Mine(
        settings=_settings(chat),
        consents=[(each["kind"], datetime.fromisoformat(each["given_at"]).date()) for each in chat.get("consents", ())],
        results=len(opened),
        last_result=max(days, default=None),
        reminders=sum(each.get("status") in RUNNING for each in kept.get("reminders", ())),
        unopened=len(kept.get("unopened", ())),
    )


def _settings(chat: Mapping[str, Any]) -> list[tuple[str, str]]:
    named = [(name, str(chat[name])) for name in ("language", "zone", "country") if chat.get(name)]
    if chat.get("quiet"):
        named.append(("quiet", "–".join(chat["quiet"])))
    if chat.get("large_print"):
        named.append(("large-print", ""))
    if chat.get("seen_on"):
        named.append(("seen", date.fromisoformat(chat["seen_on"]).isoformat()))
    return named
