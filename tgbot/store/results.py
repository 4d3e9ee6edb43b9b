"""Results that people asked us to keep, to compare with later; never a run's code, which dies with its checklist."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tgbot.store.consent import see_consent
from tgbot.store.locks import lock_chat
from tgbot.store.tables import results

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row, Select

    from tgbot.store.chat import Chat
    from tgbot.store.database import Database
    from tgbot.store.seal import MadeBy, Seal

LIMIT = 50
"""Results of one chat; the oldest one goes when another comes."""


@dataclass(frozen=True, slots=True)
class Result:
    """A kept result. `answers` maps a question's id to the ids of its options, `made_by` names the tap that kept it."""

    row_id: bytes
    made_at: datetime
    content_version: str
    urgency: str
    rules: tuple[str, ...] = field(repr=False)
    answers: Mapping[str, tuple[str, ...]] = field(repr=False)
    made_by: bytes = field(default=b"", repr=False)


class Results:
    """The table of kept results."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    async def add(
        self,
        chat: Chat,
        *,
        now: datetime,
        made_by: MadeBy,
        content_version: str,
        urgency: str,
        rules: Sequence[str],
        answers: Mapping[str, Sequence[str]],
    ) -> Result:
        """Keep a result; the same tap again gives the same one. `NoConsent` when the chat does not agree to it."""
        async with self._database.write() as connection:
            await lock_chat(connection, self._seal, chat.chat_id)
            await see_consent(connection, self._seal, chat, "results")
            kept = (await connection.execute(_of(chat))).all()
            if earlier := next((row for row in kept if row.made_by in made_by), None):
                return self._opened(earlier, chat)
            made = Result(os.urandom(16), now, content_version, urgency, tuple(rules), _tuples(answers), made_by[0])
            if len(kept) >= LIMIT:
                await connection.execute(results.delete().where(results.c.id == kept[-1].id))
            await connection.execute(
                results.insert().values(
                    id=made.row_id,
                    chat_id=chat.row_id,
                    made_on=now.date(),
                    made_by=made.made_by,
                    sealed=self._seal.seal("results", made.row_id, chat.row_id, _to_sealed(made)),
                )
            )
        return made

    async def of(self, chat: Chat) -> list[Result]:
        """List a chat's kept results, the last one first."""
        rows = await self._database.fetch(_of(chat))
        return sorted((self._opened(row, chat) for row in rows), key=lambda result: result.made_at, reverse=True)

    async def last(self, chat: Chat) -> Result | None:
        """Give a chat's last result."""
        return next(iter(await self.of(chat)), None)

    async def find(self, row_id: bytes, chat: Chat) -> Result | None:
        """Give a result of this chat; None for another chat's, whoever asks."""
        return next((result for result in await self.of(chat) if result.row_id == row_id), None)

    def _opened(self, row: Row[Any], chat: Chat) -> Result:
        value = self._seal.open("results", row.id, chat.row_id, row.sealed)
        return Result(
            row.id,
            datetime.fromisoformat(value["made_at"]),
            value["content_version"],
            value["urgency"],
            tuple(value["rules"]),
            _tuples(value["answers"]),
            row.made_by,
        )


def _to_sealed(result: Result) -> dict[str, Any]:
    return {
        "made_at": result.made_at.isoformat(),
        "content_version": result.content_version,
        "urgency": result.urgency,
        "rules": list(result.rules),
        "answers": {question: list(options) for question, options in result.answers.items()},
    }


def _of(chat: Chat) -> Select[Any]:
    return select(results).where(results.c.chat_id == chat.row_id).order_by(results.c.made_on.desc())


def _tuples(answers: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {question: tuple(options) for question, options in answers.items()}
