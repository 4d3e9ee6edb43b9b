"""Forgets again, in a restored database, what had been erased after the backup was made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, update

from tgbot.store.chat import from_sealed, language_only, to_sealed
from tgbot.store.copy import pages
from tgbot.store.erasure import ALL, KEPT_FOR, delete_chats
from tgbot.store.seal import Seal, Unopened
from tgbot.store.tables import chats

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tgbot.store.transaction import Transaction


async def reapply(connection: Transaction, seal: Seal, lines: Iterable[Mapping[str, Any]]) -> int:
    """Erase what lines of `erasures` name; tells how many chats that touched.

    A line may stand under another key than the restored row, so each chat is opened and looked up under every key.
    """
    kinds: dict[bytes, set[str]] = {}
    for line in lines:
        kinds.setdefault(line["lookup"], set()).add(line["kind"])
    touched = 0
    if kinds:
        async for page in pages(connection, chats):
            for row in page:
                if erased := set().union(*(kinds.get(name, set()) for name in _names(seal, row))):
                    await _forget(connection, seal, row, erased)
                    touched += 1
    return touched


def _names(seal: Seal, row: Mapping[str, Any]) -> set[bytes]:
    try:
        chat_id: int = seal.open("chats", row["id"], row["id"], row["sealed"])["chat_id"]
    except Unopened:
        return {row["lookup"]}
    return {row["lookup"], *seal.lookups(chat_id)}


async def _forget(connection: Transaction, seal: Seal, row: Mapping[str, Any], kinds: set[str]) -> None:
    row_id: bytes = row["id"]
    if ALL in kinds:
        await delete_chats(connection, [row_id])
        return
    for kind in kinds:
        await connection.execute(delete(KEPT_FOR[kind]).where(KEPT_FOR[kind].c.chat_id == row_id))
    value = seal.open("chats", row_id, row_id, row["sealed"])
    chat = from_sealed(row_id, value, row["seen_on"], row["blocked_on"])
    chat = replace(chat, consents=tuple(each for each in chat.consents if each.kind not in kinds))
    if not chat.consents and not chat.remember_language:
        await delete_chats(connection, [row_id])
        return
    chat = chat if chat.consents else language_only(chat)
    sealed = seal.seal("chats", row_id, row_id, to_sealed(chat))
    await connection.execute(update(chats).where(chats.c.id == row_id).values(sealed=sealed))
