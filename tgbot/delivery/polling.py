"""Receiving by asking: getUpdates, and when an update may be confirmed.

Telegram keeps what is not confirmed, and confirms by one number: everything below the offset is forgotten. So the
offset is a low-water mark: the oldest update still open holds it. An update is no longer open when it was handled, when
it has been in work for a second (nobody waits for a stuck chat), or when the window of 100 is full (the last two are
counted: a crash would lose them). The same offset is not asked again within half a second: Telegram would then answer
with one update only.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

import orjson
import structlog
from telegram.error import TelegramError

from tgbot.delivery import updates
from tgbot.delivery.intake import Intake
from tgbot.delivery.trouble import PATIENCE, Trouble

if TYPE_CHECKING:
    from telegram import Bot, Update
    from telegram.request import BaseRequest

    from tgbot.delivery.lanes import Lanes

_log = structlog.get_logger()

WINDOW = 100
"""The most updates that Telegram shows at once."""
REPEAT_AFTER = 0.5
"""Seconds before an offset that has not moved is asked again."""
STUCK_AFTER = 1.0
"""Seconds in work after which an update is confirmed all the same."""
LAST_WITHIN = 1.0
"""Seconds that the last question, which only confirms, may take at a stop."""
_RECENT = 0.25
_GAP = 0.02


@dataclass(slots=True)
class Counts:
    """What the polling did, for the metrics."""

    polls: int = 0
    early_stuck: int = 0
    early_full: int = 0


@dataclass(slots=True)
class _Open:
    """An update that Telegram still keeps: since when we have it, and the future that ends with its work."""

    since: float
    end: asyncio.Future[None]

    @property
    def handled(self) -> bool:
        return self.end.done() and not self.end.cancelled()


class Polling:
    """Asks Telegram for updates and puts each into its lane.

    `request` is the one made for getUpdates alone. `handle` gets the library's object and never raises. `allowed` is
    the exact list of kinds to ask for. `wait` is the length of a long poll, `answer_within` what an answer may take
    beyond it, `grace` the time to finish work at a stop, `patience` the time to bear a refusal, all in seconds.
    `on_poll` is called after each good answer. With `most` updates that are at work or wait for a place, or `most_kept`
    with those that wait behind a chat that hangs, no more are taken in; Telegram keeps them for us.
    """

    def __init__(
        self,
        bot: Bot,
        request: BaseRequest,
        lanes: Lanes,
        handle: Callable[[Update], Awaitable[None]],
        *,
        allowed: Sequence[str],
        wait: int = 10,
        answer_within: float = 5.0,
        grace: float = 8.0,
        most: int = 128,
        most_kept: int = 2000,
        patience: float = PATIENCE,
        on_poll: Callable[[], None] = lambda: None,
    ) -> None:
        self.intake = Intake(bot, lanes, handle)
        self._bot = bot
        self._request = request
        self._lanes = lanes
        self._allowed = orjson.dumps(list(allowed)).decode()
        self._wait = wait
        self._answer_within = answer_within
        self._grace = grace
        self._most = most
        self._most_kept = most_kept
        self._on_poll = on_poll
        self._open: dict[int, _Open] = {}
        self._mark = 0
        self._next = 0
        self._asked = -1
        self._began = 0.0
        self._repeat_at = 0.0
        self._full = False
        self._moved = asyncio.Event()
        self._trouble = Trouble(patience)
        self.counts = Counts()

    async def run(self, stop: asyncio.Event) -> None:
        """Receive until `stop` is set; then finish what is in work and confirm what was handled.

        Raises Conflicted when another program has taken the updates for a minute, InvalidToken when the token has been
        refused for as long.
        """
        intake = asyncio.create_task(self._intake())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((intake, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            intake.cancel()
            stopping.cancel()
            await asyncio.wait((intake, stopping))
            await self._lanes.drain(self._grace)
        if not intake.cancelled() and (failure := intake.exception()) is not None:
            raise failure
        await self._confirm()

    async def _intake(self) -> None:
        while True:
            try:
                await self._poll()
            except TelegramError as error:
                await asyncio.sleep(self._trouble.wait_after(error))
            else:
                self._trouble.over()
                await self._until_due()

    async def _poll(self) -> None:
        loop = asyncio.get_running_loop()
        began = self._began = loop.time()
        self._asked = self._mark
        answer = await self._ask(self._mark, wait=self._wait)
        now = loop.time()
        # The half second counts from when Telegram got the question, at the latest. After a long wait for the answer it
        # is over already; but most handlers are done in a moment, and then the offset has moved.
        self._repeat_at = max(began + min(now - began, _RECENT) + REPEAT_AFTER, now + _RECENT)
        self._full = len(answer) >= WINDOW
        self.counts.polls += 1
        self._on_poll()
        self._take(answer, now)

    async def _ask(self, offset: int, *, wait: int, limit: int = WINDOW) -> list[Any]:
        # The library's own get_updates makes objects of every update at once, also of those that we have already; when
        # one is malformed it fails as a whole and logs them all.
        query = urlencode({"offset": offset, "limit": limit, "timeout": wait, "allowed_updates": self._allowed})
        url = f"{self._bot.base_url}/getUpdates?{query}"
        try:
            answer = await self._request.post(url, read_timeout=wait + self._answer_within)
        except KeyError:
            answer = False
        if not isinstance(answer, list):
            raise TelegramError("Invalid server response")
        return cast("list[Any]", answer)

    def _take(self, answer: list[Any], now: float) -> None:
        numbered: dict[int, object] = {}
        for raw in answer:
            number = updates.id_of(raw)
            if number is None:
                self.intake.malformed += 1
            else:
                numbered[number] = raw
        if numbered and not self._open and max(numbered) < self._mark:
            # After a week of silence Telegram starts from another number.
            self._mark = 0
        for number in sorted(numbered):
            if number < self._mark or number in self._open:
                continue
            if (end := self.intake.take(numbered[number])) is None:
                continue
            end.add_done_callback(partial(self._ended, number))
            self._open[number] = _Open(now, end)
            self._next = number + 1

    def _ended(self, number: int, _end: asyncio.Future[None]) -> None:
        if number == self._mark:
            self._moved.set()

    def _settle(self, *, stuck_after: float = STUCK_AFTER) -> None:
        """Move the mark over what need not be kept by Telegram any longer."""
        stuck_before = asyncio.get_running_loop().time() - stuck_after
        while self._open:
            number, oldest = next(iter(self._open.items()))
            if not oldest.handled:
                if oldest.since > stuck_before:
                    break
                self.counts.early_stuck += 1
            del self._open[number]
        self._mark = next(iter(self._open), self._next)

    async def _until_due(self) -> None:
        """Wait until the next question can bring something."""
        self._settle()
        if self._open:
            await asyncio.sleep(_GAP)
            self._settle()
            if self._full:
                self._make_room()
            elif self._mark == self._asked:
                await self._until_moved()
        elif self._mark == self._asked:
            # A server that does not wait for news would be asked without a pause.
            await asyncio.sleep(self._began + REPEAT_AFTER - asyncio.get_running_loop().time())
        while self._overfull():  # noqa: ASYNC110  - rare; an event would be paid for by every update
            await asyncio.sleep(_GAP)
        self._settle()

    def _overfull(self) -> bool:
        return self._lanes.pressing() >= self._most or len(self._lanes) >= self._most_kept

    async def _until_moved(self) -> None:
        loop = asyncio.get_running_loop()
        due = min(self._repeat_at, self._open[self._mark].since + STUCK_AFTER)
        self._moved.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(max(due, loop.time())):
                await self._moved.wait()

    def _make_room(self) -> None:
        for number, entry in list(self._open.items())[: max(0, len(self._open) - WINDOW // 2)]:
            self.counts.early_full += not entry.handled
            del self._open[number]
        self._settle()

    async def _confirm(self) -> None:
        """Tell Telegram what was handled since the last question."""
        self._settle(stuck_after=math.inf)
        if self._mark == self._asked:
            return
        try:
            # A host that asked us to stop does not wait as long as a lost connection is waited for.
            async with asyncio.timeout(LAST_WITHIN):
                await self._ask(self._mark, wait=0, limit=1)
        except (TelegramError, TimeoutError) as error:
            _log.warning("last_updates_not_confirmed", error=type(error).__name__)
