"""People who agreed to something, for the tests of what is kept about them."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tgbot.store.chat import Chat, Consent, Kind

if TYPE_CHECKING:
    from tgbot.store.reminder import Reminder
    from tgbot.store.results import Result
    from tgbot.store.store import Store

NOW = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)
TODAY = NOW.date()
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
ANNA = 7_218_936_405
BEN = 5_550_001_112
PLAN = {"kind": "own", "text": "call", "wall": ["2026-11-29", "09:00"], "zone": "Europe/Paris"}


def consent(kind: Kind, at: datetime = NOW) -> Consent:
    """Make a consent to one kind of keeping."""
    return Consent(kind, "0f" * 32, "2026-11-22", "en", at)


async def agreed(store: Store, chat_id: int, *kinds: Kind) -> Chat:
    """Let a chat agree to these kinds (both, unless named)."""
    for kind in kinds or ("reminders", "results"):
        chat = await store.chats.consent(chat_id, consent(kind), today=TODAY)
    return chat


async def reminded(store: Store, chat: Chat, due_at: datetime = NOW, text: str = "call") -> Reminder:
    """Keep a reminder made by a tap of its own."""
    return await store.reminders.add(chat, {"text": text}, due_at, (os.urandom(32),))


async def kept(store: Store, chat: Chat, now: datetime = NOW, urgency: str = "routine") -> Result:
    """Keep a result made by a tap of its own."""
    return await store.results.add(
        chat,
        now=now,
        made_by=(os.urandom(32),),
        content_version="2026-11-22",
        urgency=urgency,
        rules=["R01"],
        answers={"place": ["nose", "lid"], "felt": ["no"]},
    )
