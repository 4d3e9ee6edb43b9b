"""What waits for the bot: kept for a while, handed out by offset, and then gone unseen, as Telegram does it.

Ages follow the world's movable clock, so that a test can let a tap expire; polling follows the network's pace.
Source of figures and lanes: telegram-bot-api, Client.cpp (add_update, process_get_updates_query) and tdlib, TQueue.cpp.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from tgbot.clock import MovableClock
    from tgbot.playground.pace import Pace
    from tgbot.playground.people import JSON

KEPT_FOR = {"callback_query": 150, "inline_query": 30, "chosen_inline_result": 600}
KEPT_OTHERWISE = 24 * 3600
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = frozenset({
    "message", "edited_message", "channel_post", "edited_channel_post", "inline_query", "chosen_inline_result",
    "callback_query", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "message_reaction",
    "message_reaction_count", "chat_boost", "removed_chat_boost", "shipping_query", "pre_checkout_query",
    "business_connection", "business_message", "edited_business_message", "deleted_business_messages",
    "purchased_paid_media",
})  # fmt: skip
REPEAT_WINDOW = 0.5
FUTURE = 10  # an offset further ahead of the newest update than this counts as a mistake and confirms nothing
GATHERING = 0.001  # seconds after the first arrival in which more may come, so that a crowd comes in one batch
CAPACITY = 100_000
LONGEST_POLL = 50


_LANES = {"edited_message": "message", "callback_query": "tap"}


class _Closing(Exception):
    """The server stops; whoever polls gets what there is: nothing."""


class Conflict(Exception):
    """Somebody else asks for the updates now; the words are Telegram's."""


@dataclass(frozen=True, slots=True)
class Update:
    """One waiting update: its id, the queue it is delivered in, its JSON, and when it is dropped."""

    id: int
    lane: str
    body: bytes
    until: float


class Updates:
    """The bot's queue, in the order of update ids."""

    def __init__(self, clock: MovableClock, pace: Pace) -> None:
        self._clock = clock
        self._pace = pace
        self._pending: dict[int, Update] = {}
        self._next_id = random.randrange(100_000_000, 900_000_000)
        self._asked_offset: int | None = None
        self._asked_at = float("-inf")
        self._poll: asyncio.Future[None] | None = None
        self.allowed: frozenset[str] | None = None
        self.calm_until = 0.0
        self.arrived = asyncio.Event()

    def add(self, kind: str, body: JSON, lane: str) -> int | None:
        """Queue an update if the bot asked for its kind; tell its id, or None."""
        if not self._wanted(kind):
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        until = self._clock.now().timestamp() + KEPT_FOR.get(kind, KEPT_OTHERWISE)
        text = orjson.dumps({"update_id": update_id, kind: body})
        self._pending[update_id] = Update(update_id, f"{_LANES.get(kind, kind)}:{lane}", text, until)
        if len(self._pending) > CAPACITY:
            self._drop_first()
        self.arrived.set()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
        return update_id

    def _wanted(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds the bot wants from now on; an empty list is the default, None changes nothing."""
        if kinds is not None:
            self.allowed = frozenset(kind.lower() for kind in kinds) & KINDS or None

    def pending(self) -> list[Update]:
        """List what waits and has not expired."""
        now = self._clock.now().timestamp()
        for update in [update for update in self._pending.values() if update.until <= now]:
            del self._pending[update.id]
        return list(self._pending.values())

    def confirm(self, update_id: int) -> None:
        """Drop one update that was delivered."""
        self._pending.pop(update_id, None)

    def clear(self) -> None:
        """Drop everything that waits."""
        self._pending.clear()

    def _forget(self, offset: int) -> None:
        if offset > self._next_id + FUTURE:
            return
        while offset < 0 and len(self._pending) > -offset:
            self._drop_first()
        while offset > 0 and self._pending and next(iter(self._pending)) < offset:
            self._drop_first()

    def _drop_first(self) -> None:
        del self._pending[next(iter(self._pending))]

    def _take(self, limit: int) -> list[Update]:
        now = self._clock.now().timestamp()
        alive = (update for update in self._pending.values() if update.until > now)
        return list(itertools.islice(alive, limit))

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Update]:  # noqa: ASYNC109 - Telegram's own word
        """Answer getUpdates: forget what the offset confirms, then wait until something is there. Raises Conflict."""
        self.end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        self._forget(offset)
        asked_at = self._pace.now()
        if offset == self._asked_offset and asked_at - self._asked_at < REPEAT_WINDOW:
            limit = 1
        self._asked_offset, self._asked_at = offset, asked_at
        until = asked_at + min(timeout, LONGEST_POLL)
        while not (batch := self._take(limit)) and (left := until - self._pace.now()) > 0:
            self._poll = mine = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(left):
                    await mine
                await asyncio.sleep(GATHERING)
            except (TimeoutError, _Closing):
                break
            finally:
                if self._poll is mine:
                    self._poll = None
        return batch

    def end_poll(self, why: str) -> None:
        """Turn away the poll that waits now, if any."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(Conflict(why))
        self._poll = None

    @property
    def waited_for(self) -> bool:
        """Tell whether somebody waits for updates now."""
        return self._poll is not None

    def release(self) -> None:
        """Let the poll that waits now return empty-handed (the server stops)."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(_Closing())
        self._poll = None
