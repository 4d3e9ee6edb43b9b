"""Blocking and unblocking: who blocked the bot gets nothing more, and what is kept of them goes after 30 days."""

from __future__ import annotations

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType

from tgbot.chat.deps import Deps

_GONE = {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}


async def changed(deps: Deps, update: Update) -> None:
    """Note that a private chat blocked or unblocked the bot. Only a chat that is kept at all is touched."""
    change = update.my_chat_member
    if change is None or change.chat.type != ChatType.PRIVATE:
        return
    blocked = change.new_chat_member.status in _GONE
    await deps.store.chats.block(change.chat.id, deps.clock.now().date() if blocked else None)
    if not blocked:
        deps.wake_reminders()
