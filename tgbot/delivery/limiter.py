"""Pace: how many messages a second go out, and who goes first.

A person who tapped never waits: taps pass at once and are taken off what bulk (the reminders) may still send. Owns the
budget and what a 429 means; sends nothing itself. Hangs in the library's own place for it (`rate_limiter`).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from tgbot.delivery.trouble import seconds_of

if TYPE_CHECKING:
    from tgbot.clock import Clock

PER_CHAT = 1.0
"""Seconds between two bulk messages of one chat."""

_COUNTED = ("send", "edit", "copy", "forward")
_NOT_COUNTED = "sendChatAction"
_MARGIN = 1.02  # a second as Telegram measures it can be a little shorter than ours
_DEBT = 1.0  # seconds that taps above the budget can put bulk behind; Telegram remembers no longer either
_LEAST = 1.0  # messages a second that bulk and this worker's taps may plan with, however much the others' taps take
_LONGEST_WAIT = 60.0  # a person's message that would have to wait longer is given up

ChatId = int | str
Result = bool | dict[str, Any] | list[dict[str, Any]]


class Limiter(BaseRateLimiter[None]):
    """Shares `per_second` messages a second between taps and bulk; 0: no limit but Telegram's own 429.

    Whoever sends in bulk awaits `bulk(chat_id)` and then sends; that message is paid for. Everything else is a tap.
    """

    def __init__(self, per_second: float, clock: Clock) -> None:
        self._per_second = per_second
        self._interval = _MARGIN / per_second if per_second > 0 else 0.0
        self._clock = clock
        self._taps = 0
        self._told_at = self._now()
        self._free_at = 0.0
        self._halted_until = 0.0
        self._halted_for = 0.0
        self._line = asyncio.Lock()
        self._chats: dict[ChatId, float] = {}
        self._paid: set[ChatId] = set()
        self._sweep: asyncio.TimerHandle | None = None

    @property
    def remembered(self) -> int:
        """Count the chats of which something is remembered."""
        # Not __len__: the library takes a limiter of length 0 for none.
        return len(self._chats)

    def tap(self, chat_id: ChatId | None = None) -> None:
        """Take one message off the budget, without waiting."""
        if not self._interval:
            return
        now = self._now()
        self._taps += 1
        self._spend(now)
        if chat_id is not None:
            self._remember(chat_id, now)

    def tapped(self) -> float:
        """Tell what taps have taken since this was last asked, in messages a second."""
        now = self._now()
        passed, self._told_at = now - self._told_at, now
        taps, self._taps = self._taps, 0
        return taps / max(passed, 1.0)

    def leave_for_others(self, rate: float) -> None:
        """Plan without so many messages a second: other workers' taps take them."""
        if self._interval:
            self._interval = _MARGIN / max(self._per_second - rate, min(_LEAST, self._per_second))

    async def bulk(self, chat_id: ChatId) -> None:
        """Wait until a message to this chat may go out in bulk: in order of arrival, by an absolute schedule."""
        while True:
            await self._pause(self._chat_wait(chat_id))
            async with self._line:
                while (wait := self._bulk_wait()) > 0:
                    await self._pause(wait)
                if self._chat_wait(chat_id) > 0:
                    continue
                now = self._now()
                if self._interval:
                    self._spend(now)
                self._remember(chat_id, now)
                self._paid.add(chat_id)
                return

    def too_many(self, retry_after: float) -> None:
        """Stop bulk for so many seconds: Telegram said 429."""
        now = self._now()
        self._halted_for = max(retry_after, min(self._halted_until - now, self._halted_for))
        self._halted_until = now + self._halted_for

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Forget everything."""
        self._chats.clear()
        self._paid.clear()
        if self._sweep is not None:
            self._sweep.cancel()
            self._sweep = None

    async def process_request(  # noqa: PLR0917  - the library's signature
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,  # noqa: ANN401  - the library's signature
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Result:
        """Let a call of the library pass; a person's call that got a 429 is made once more, bulk hears of it."""
        bulk = False
        if endpoint.startswith(_COUNTED) and endpoint != _NOT_COUNTED:
            chat_id = data.get("chat_id")
            if chat_id in self._paid:
                self._paid.discard(chat_id)
                bulk = True
            else:
                self.tap(chat_id)
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            pause = seconds_of(error)
            self.too_many(pause)
            if bulk or pause > _LONGEST_WAIT:
                raise
        await self._clock.sleep(pause)
        return await callback(*args, **kwargs)

    def _now(self) -> float:
        return self._clock.now().timestamp()

    async def _pause(self, seconds: float) -> None:
        if seconds <= 0:
            return
        # A clock that was set back must not make us wait for the days in between.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds + 1.0):
                await self._clock.sleep(seconds)

    def _spend(self, now: float) -> None:
        # One interval of lateness is caught up, so that late timers cost no throughput.
        start = max(self._free_at, now - self._interval)
        self._free_at = min(start + self._interval, now + _DEBT)

    def _bulk_wait(self) -> float:
        now = self._now()
        # Further ahead than these is only what a clock that was set back has left behind.
        self._free_at = min(self._free_at, now + _DEBT + self._interval)
        self._halted_until = min(self._halted_until, now + self._halted_for)
        return max(self._free_at, self._halted_until) - now

    def _chat_wait(self, chat_id: ChatId) -> float:
        return min(self._chats.get(chat_id, 0.0) - self._now(), PER_CHAT) if self._interval else 0.0

    def _remember(self, chat_id: ChatId, now: float) -> None:
        self._chats.pop(chat_id, None)
        self._chats[chat_id] = now + PER_CHAT
        if self._sweep is None:
            self._sweep = asyncio.get_running_loop().call_later(PER_CHAT, self._forget)

    def _forget(self) -> None:
        now = self._now()
        # In the order of their time: whoever is remembered anew goes to the end.
        for chat_id, until in list(self._chats.items()):
            if now < until <= now + PER_CHAT:
                break
            del self._chats[chat_id]
            self._paid.discard(chat_id)
        self._sweep = asyncio.get_running_loop().call_later(PER_CHAT, self._forget) if self._chats else None
