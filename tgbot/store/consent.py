"""Whether a chat agrees to what is about to be kept for it: asked in the very transaction that keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tgbot.store.errors import NoConsent
from tgbot.store.tables import chats

if TYPE_CHECKING:
    from tgbot.store.chat import Chat, Kind
    from tgbot.store.seal import Seal
    from tgbot.store.transaction import Transaction


async def see_consent(connection: Transaction, seal: Seal, chat: Chat, kind: Kind) -> None:
    """Raise `NoConsent` where the chat does not agree to this kind, or no longer."""
    row = (await connection.execute(select(chats).where(chats.c.id == chat.row_id))).first()
    given = seal.open("chats", row.id, row.id, row.sealed)["consents"] if row else []
    if not any(consent["kind"] == kind for consent in given):
        raise NoConsent(f"this chat has not agreed to keep {kind}")
