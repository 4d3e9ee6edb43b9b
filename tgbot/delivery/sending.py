"""One due reminder on its way: what it asks for, its place in the line, the send, and what is written down of it.

Owns that each occurrence is sent at least once and its outcome kept. What a message says is the affair of `send`, how a
plan repeats that of `reminders/`, and when to look again the dispatcher's.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final, TypeAlias

import structlog
from telegram.error import RetryAfter

from tgbot.clock import Clock
from tgbot.delivery.leases import Held, Leases
from tgbot.delivery.limiter import Limiter
from tgbot.delivery.trouble import seconds_of
from tgbot.delivery.verdict import Verdict, verdict
from tgbot.reminders.plan import Plan, UnreadablePlan
from tgbot.reminders.turn import Mark, Next, Turn, over, turn, unsure
from tgbot.store.chats import Chats
from tgbot.store.reminder import Reminder

Send: TypeAlias = Callable[[Reminder, Mark], Awaitable[None]]
"""Makes and sends one message: the reminder (its plan brought up to date) or the note that its mark asks for."""

_FIRST_WAIT: Final = 5
_LONGEST_WAIT: Final = 300
"""Seconds between tries of what was surely not sent; after six hours it counts as missed."""
_TOLD_FOR: Final = timedelta(hours=1)
_UNREADABLE_REST: Final = timedelta(hours=1)

_log = structlog.get_logger()


class Sending:
    """Sees to one claimed reminder at a time, any number side by side. `on_due` hears when one is due again."""

    def __init__(
        self,
        leases: Leases,
        chats: Chats,
        send: Send,
        limiter: Limiter,
        clock: Clock,
        *,
        on_due: Callable[[datetime], None],
    ) -> None:
        self._leases = leases
        self._chats = chats
        self._send = send
        self._limiter = limiter
        self._clock = clock
        self._on_due = on_due
        self._told: dict[int, tuple[bytes, datetime]] = {}

    async def see_to(self, held: Held) -> None:
        """Send it, or find that there is nothing to send, and write that down; never raises."""
        try:
            await self._try(held)
        except Exception as error:  # noqa: BLE001  (a fault in one must not end the loop; its lease ends by itself)
            _log.error("reminder_failed", row=held.reminder.row_id.hex(), error=type(error).__name__)

    async def _try(self, held: Held) -> None:
        try:
            await self._bring(held)
        except UnreadablePlan as error:
            _log.error("reminder_unreadable", row=held.reminder.row_id.hex(), part=str(error))
            await self._leases.put_off(held, self._clock.now() + _UNREADABLE_REST, 0)

    async def _bring(self, held: Held) -> None:
        while True:
            asked = self._turn(held)
            if asked.mark is None or self._told_by_another(held, asked):
                await self._finish(held, over(asked, self._clock.now()))
                return
            await self._wait_for_place(held)
            if not await self._leases.still_ours(held):
                return
            # The wait may have been long.
            asked = self._turn(held)
            if asked.mark is None:
                continue
            outcome = await self._sent(held, asked, asked.mark)
            if outcome is not Verdict.TOO_MANY:
                await self._settle(held, asked, outcome)
                return

    def _turn(self, held: Held) -> Turn:
        return turn(Plan.from_json(held.reminder.plan), held.reminder.due_at, self._clock.now())

    def _told_by_another(self, held: Held, asked: Turn) -> bool:
        """Tell whether this chat hears of its missed reminders from another one already; else this one will say it."""
        if asked.mark is not Mark.SKIPPED:
            return False
        now = self._clock.now()
        while self._told and abs(now - self._told[first := next(iter(self._told))][1]) >= _TOLD_FOR:
            del self._told[first]
        speaker, _ = self._told.setdefault(held.reminder.chat_id, (held.reminder.row_id, now))
        return speaker != held.reminder.row_id

    async def _wait_for_place(self, held: Held) -> None:
        held.in_queue = True
        await self._limiter.bulk(held.reminder.chat_id)
        held.in_queue = False

    async def _sent(self, held: Held, asked: Turn, mark: Mark) -> Verdict:
        error: Exception | None = None
        try:
            await self._send(replace(held.reminder, plan=asked.plan.to_json()), mark)
        except RetryAfter as too_many:
            error = too_many
            self._limiter.too_many(seconds_of(too_many))
        except Exception as other:  # noqa: BLE001  (one reminder that can't be sent must not end the loop)
            error = other
            _log.warning("reminder_send_failed", row=held.reminder.row_id.hex(), error=type(other).__name__)
        return verdict(error)

    async def _settle(self, held: Held, asked: Turn, outcome: Verdict) -> None:
        now = self._clock.now()
        match outcome:
            case Verdict.SENT:
                await self._finish(held, over(asked, now))
            case Verdict.UNSURE:
                await self._finish(held, unsure(asked, now))
            case Verdict.GONE:
                chat_id = held.reminder.chat_id
                await self._leases.write(held, lambda: self._chats.block(chat_id, now.date()))
                # The block has put all reminders of the chat to rest; freeing this one does not wake it.
                await self._leases.give_back(held)
            case _:
                attempts = held.reminder.attempts + 1
                wait = min(_FIRST_WAIT * 2 ** min(attempts - 1, 6), _LONGEST_WAIT)
                again = now + timedelta(seconds=wait)
                await self._leases.put_off(held, again, attempts)
                self._on_due(again)

    async def _finish(self, held: Held, after: Next) -> None:
        await self._leases.finish(held, after)
        if after.due and after.status == "live":
            self._on_due(after.due)
