"""Chats that agreed to something: finds, makes, changes and erases them. A chat that agreed to nothing has no row.

Only private chats may come here; that is the caller's duty.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Unpack

from sqlalchemy import bindparam, delete, insert, select, update

from tgbot.store import erasure
from tgbot.store.chat import Chat, Consent, Kind, Settings, from_sealed, language_only, to_sealed, with_settings
from tgbot.store.export import exported
from tgbot.store.locks import lock_chat
from tgbot.store.reminder import OFF
from tgbot.store.seal import Unopened
from tgbot.store.tables import chats, reminders

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Row, Select

    from tgbot.store.database import Database
    from tgbot.store.seal import Seal
    from tgbot.store.transaction import Transaction

__all__ = ["Chat", "Chats", "Consent", "Kind", "Settings"]

_NAMED = select(chats).where(chats.c.lookup.in_(bindparam("lookups", expanding=True)))
"""Made once: each statement anew is a knot of objects that stays until somebody looks for garbage."""


class Chats:
    """The table of chats. Every method takes Telegram's chat id and finds the row under any key."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def find(self, chat_id: int) -> Chat | None:
        """Give the chat, or None for one that agreed to nothing; `Unopened` when no key opens its row."""
        row = self._newest(chat_id, await self._database.fetch(self._where(chat_id)))
        return self._opened(row, chat_id) if row else None

    async def consent(self, chat_id: int, consent: Consent, *, today: date, **settings: Unpack[Settings]) -> Chat:
        """Keep a consent (in place of an older one of its kind), and settings with it; makes the row."""
        async with self._database.write() as connection:
            chat, is_new = await self._found_or_fresh(connection, chat_id, consent.language, today)
            others = tuple(each for each in chat.consents if each.kind != consent.kind)
            chat = replace(chat, **settings, consents=(*others, consent), seen_on=today, blocked_on=None)
            await self._keep(connection, chat, is_new=is_new)
        return chat

    async def change(self, chat_id: int, *, fence: int | None = None, **settings: Unpack[Settings]) -> Chat | None:
        """Change settings of a chat that has a row; None, and nothing kept, for any other.

        Without a live consent only the language is kept. With a `fence` other than the chat's nothing is changed.
        """
        async with self._database.write() as connection:
            row = await self._locked_row(connection, chat_id)
            if row is None:
                return None
            before = self._opened(row, chat_id)
            chat = with_settings(before, settings, fence)
            if chat != before:
                await self._keep(connection, chat, is_new=False)
        return chat

    async def remember_language(self, chat_id: int, language: str, today: date) -> Chat:
        """Keep the language because the person asked for it; the one thing that is kept without a consent text."""
        async with self._database.write() as connection:
            chat, is_new = await self._found_or_fresh(connection, chat_id, language, today)
            chat = replace(chat, language=language, remember_language=True, seen_on=today)
            await self._keep(connection, chat, is_new=is_new)
        return chat

    async def forget_language(self, chat_id: int, today: date) -> Chat | None:
        """Stop remembering the language for its own sake; the row goes when there is no consent. Gives what is left."""
        async with self._database.write() as connection:
            row = await self._locked_row(connection, chat_id)
            if row is None:
                return None
            chat = replace(self._opened(row, chat_id), remember_language=False, seen_on=today)
            kept = await self._kept_or_erased(connection, chat, today)
        await self._database.scrub()
        return kept

    async def withdraw(self, chat_id: int, kind: Kind, today: date) -> Chat | None:
        """Take a consent back: its rows go at once, the chat's row with the last one. Gives what is left."""
        async with self._database.write() as connection:
            row = await self._locked_row(connection, chat_id)
            if row is None:
                return None
            chat = self._opened(row, chat_id)
            left = tuple(each for each in chat.consents if each.kind != kind)
            table = erasure.KEPT_FOR[kind]
            await connection.execute(delete(table).where(table.c.chat_id == row.id))
            await erasure.note(connection, self._seal, chat_id, kind, today)
            kept = await self._kept_or_erased(connection, replace(chat, consents=left, seen_on=today), today)
        await self._database.scrub()
        return kept

    async def erase(self, chat_id: int, today: date) -> bool:
        """Erase everything about a chat, also what no key opens; False when there was nothing."""
        async with self._database.write() as connection:
            await lock_chat(connection, self._seal, chat_id)
            rows = (await connection.execute(self._where(chat_id).with_for_update())).all()
            if rows:
                await erasure.erase(connection, self._seal, chat_id, [row.id for row in rows], today)
        await self._database.scrub()
        return bool(rows)

    async def export(self, chat_id: int) -> dict[str, Any]:
        """Give everything that is kept about a chat, opened; names the rows that no key opens. Empty for no row."""
        async with self._database.read() as connection:
            row = self._newest(chat_id, (await connection.execute(self._where(chat_id))).all())
            return await exported(connection, self._seal, row, chat_id) if row else {}

    async def seen(self, chat_id: int, today: date) -> None:
        """Note the day on which a chat was last heard of, once a day; whoever writes has not blocked us."""
        row = self._newest(chat_id, await self._database.fetch(self._where(chat_id)))
        if row is None or (row.seen_on >= today and row.blocked_on is None):
            return
        async with self._database.write() as connection:
            await connection.execute(update(chats).where(chats.c.id == row.id).values(seen_on=today))
            await self._unblock(connection, row.id)

    async def block(self, chat_id: int, day: date | None) -> None:
        """Note that a chat blocked us (its reminders rest), or with None that it no longer does."""
        async with self._database.write() as connection:
            row = await self._locked_row(connection, chat_id)
            if row is None:
                return
            if day is None:
                await self._unblock(connection, row.id)
                return
            await connection.execute(update(chats).where(chats.c.id == row.id).values(blocked_on=day))
            live = (reminders.c.chat_id == row.id) & (reminders.c.status == "live")
            await connection.execute(update(reminders).where(live).values(status=OFF))

    async def _kept_or_erased(self, connection: Transaction, chat: Chat, today: date) -> Chat | None:
        if not chat.consents and not chat.remember_language:
            await erasure.erase(connection, self._seal, chat.chat_id, [chat.row_id], today)
            return None
        kept = chat if chat.consents else language_only(chat)
        await self._keep(connection, kept, is_new=False)
        return kept

    async def _unblock(self, connection: Transaction, row_id: bytes) -> None:
        await connection.execute(update(chats).where(chats.c.id == row_id).values(blocked_on=None))
        off = (reminders.c.chat_id == row_id) & (reminders.c.status == OFF)
        await connection.execute(update(reminders).where(off).values(status="live"))

    def _where(self, chat_id: int) -> Select[Any]:
        return _NAMED.params(lookups=self._seal.lookups(chat_id))

    def _newest(self, chat_id: int, rows: Sequence[Row[Any]]) -> Row[Any] | None:
        """Choose the row under the newest key: there are two when a key was missing for a while and then put back."""
        lookups = self._seal.lookups(chat_id)
        return min(rows, key=lambda row: lookups.index(row.lookup), default=None)

    async def _locked_row(self, connection: Transaction, chat_id: int) -> Row[Any] | None:
        """Give the row, held until the transaction ends. Always the chat's row first: then nobody waits in a circle."""
        await lock_chat(connection, self._seal, chat_id)
        return self._newest(chat_id, (await connection.execute(self._where(chat_id).with_for_update())).all())

    async def _found_or_fresh(
        self, connection: Transaction, chat_id: int, language: str, today: date
    ) -> tuple[Chat, bool]:
        row = await self._locked_row(connection, chat_id)
        if row:
            return self._opened(row, chat_id), False
        return Chat(os.urandom(16), chat_id, language, None, None, None, False, False, (), today, None), True

    def _opened(self, row: Row[Any], chat_id: int) -> Chat:
        chat = from_sealed(row.id, self._seal.open("chats", row.id, row.id, row.sealed), row.seen_on, row.blocked_on)
        if chat.chat_id != chat_id:
            # The lookup stands outside the seal: somebody moved it onto another chat's row.
            raise Unopened("chats", row.id)
        return chat

    async def _keep(self, connection: Transaction, chat: Chat, *, is_new: bool) -> None:
        values = {
            "lookup": self._seal.lookups(chat.chat_id)[0],
            "sealed": self._seal.seal("chats", chat.row_id, chat.row_id, to_sealed(chat)),
            "seen_on": chat.seen_on,
            "blocked_on": chat.blocked_on,
        }
        if is_new:
            await connection.execute(insert(chats).values(id=chat.row_id, **values))
            return
        await connection.execute(update(chats).where(chats.c.id == chat.row_id).values(values))
        if chat.blocked_on is None:
            await self._unblock(connection, chat.row_id)
