"""Receiving by getUpdates: when an update is confirmed, who waits for whom, and what trouble does."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs
from telegram.error import InvalidToken

from tests.support.wire import Poll, Wire, answers, cut, error, silence
from tgbot.delivery.errors import Conflicted
from tgbot.delivery.lanes import Lanes
from tgbot.delivery.polling import Polling

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ExtBot

    from tgbot.delivery.client import AiohttpRequest

STUCK = 1
"""The chat whose updates are not finished until the gate opens."""


class Bench:
    """A polling at work, and what it handled."""

    def __init__(self, api: Wire, bot: ExtBot[None], request: AiohttpRequest) -> None:
        self.api = api
        self.bot = bot
        self.request = request
        self.lanes = Lanes()
        self.gate = asyncio.Event()
        self.stop = asyncio.Event()
        self.began: list[int] = []
        self.handled: list[int] = []
        self.at: dict[int, float] = {}
        self.stuck = frozenset({STUCK})
        self.all_stuck = False

    async def handle(self, update: Update) -> None:
        """Handle at once, except in the stuck chats."""
        self.began.append(update.update_id)
        self.at[update.update_id] = asyncio.get_running_loop().time()
        chat = update.effective_user
        if self.all_stuck or (chat and chat.id in self.stuck):
            await self.gate.wait()
        self.handled.append(update.update_id)

    def make(self, **settings: Any) -> Polling:
        """Make a polling that does not run yet."""
        usual: dict[str, Any] = {"allowed": ["message"], "grace": 1.0}
        return Polling(self.bot, self.request, self.lanes, self.handle, **(usual | settings))

    @contextlib.asynccontextmanager
    async def polling(self, **settings: Any) -> AsyncIterator[Polling]:
        """Run a polling for the time of the block; whatever it raises is raised."""
        polling = self.make(**settings)
        task = asyncio.create_task(polling.run(self.stop))
        try:
            yield polling
        finally:
            self.stop.set()
            await task

    async def until(self, true: Callable[[], object], within: float = 5.0) -> None:
        """Wait until something has become true."""
        async with asyncio.timeout(within):
            while not true():  # noqa: ASYNC110  - what is waited for has no event
                await asyncio.sleep(0.005)


@pytest.fixture
def bench(api: Wire, bot: ExtBot[None], updates_request: AiohttpRequest) -> Bench:
    """Set everything up; nothing runs yet."""
    return Bench(api, bot, updates_request)


def repeats(polls: list[Poll]) -> list[float]:
    """Tell the seconds between two questions with the same offset."""
    return [b.at - a.at for a, b in itertools.pairwise(polls) if a.offset == b.offset]


async def test_confirmed_when_handled(bench: Bench) -> None:
    """An update is kept by Telegram until it has been handled, and confirmed right after."""
    number = bench.api.tap(STUCK)
    async with bench.polling():
        await bench.until(lambda: bench.began)
        await asyncio.sleep(0.1)
        assert bench.api.confirmed == 0
        bench.gate.set()
        await bench.until(lambda: bench.api.confirmed == number, within=0.3)
    assert bench.handled == [number]


async def test_a_stuck_chat_delays_others_half_a_second_at_most(bench: Bench) -> None:
    """While one chat hangs, the taps of others are handled within half a second, after one second at once."""
    async with bench.polling() as polling:
        bench.api.tap(STUCK)
        await bench.until(lambda: bench.began)
        loop = asyncio.get_running_loop()
        delays = []
        for chat in range(10, 26):
            asked = loop.time()
            number = bench.api.tap(chat)
            await bench.until(lambda number=number: number in bench.at)
            delays.append(bench.at[number] - asked)
            await asyncio.sleep(0.07)
        assert max(delays) < 0.6
        assert delays[-1] < 0.1
        assert polling.counts.early_stuck == 1
        bench.gate.set()


async def test_the_same_offset_is_never_asked_twice_within_half_a_second(bench: Bench) -> None:
    """With a stuck chat there are few questions, each offset after half a second at the earliest: no hot loop."""
    async with bench.polling():
        bench.api.tap(STUCK)
        await bench.until(lambda: bench.began)
        await asyncio.sleep(1.2)
        bench.gate.set()
    assert len(bench.api.polls) <= 6
    assert all(gap >= 0.5 for gap in repeats(bench.api.polls))


async def test_later_ones_wait_for_the_oldest_and_run_once(bench: Bench) -> None:
    """What was handled behind a stuck update is not confirmed before it, comes again, and is not run again."""
    stuck = bench.api.tap(STUCK)
    others = [bench.api.tap(chat) for chat in (10, 11, 12)]
    async with bench.polling():
        await bench.until(lambda: len(bench.handled) == 3)
        await asyncio.sleep(0.65)
        assert bench.api.confirmed < stuck
        assert len(bench.api.polls) >= 2
        bench.gate.set()
        await bench.until(lambda: bench.api.confirmed == others[-1])
    assert sorted(bench.began) == [stuck, *others]


async def test_a_full_window_does_not_stop_the_intake(bench: Bench) -> None:
    """With 120 updates in work at once all have begun in a moment; those confirmed early are counted."""
    bench.all_stuck = True
    for chat in range(120):
        bench.api.tap(chat + 10)
    async with bench.polling() as polling:
        await bench.until(lambda: len(bench.began) == 120, within=0.9)
        assert 20 <= polling.counts.early_full <= 120
        assert polling.counts.early_stuck == 0
        bench.gate.set()
        await bench.until(lambda: bench.api.confirmed == 120)
    assert sorted(bench.began) == list(range(1, 121))


async def test_many_stuck_chats_hold_up_nobody_for_long(bench: Bench) -> None:
    """With 150 chats that hang, each of which taps again, another one waits a second or so once, and then no more."""
    async with bench.polling():
        bench.stuck = frozenset(range(1000, 1150))
        for chat in (*bench.stuck, *bench.stuck):
            bench.api.tap(chat)
        await bench.until(lambda: len(bench.began) >= 128)
        loop = asyncio.get_running_loop()
        delays = []
        for chat in range(10, 14):
            asked = loop.time()
            number = bench.api.tap(chat)
            await bench.until(lambda number=number: number in bench.at)
            delays.append(bench.at[number] - asked)
        assert delays[0] < 3
        assert max(delays[1:]) < 0.6
        bench.gate.set()
        await bench.until(lambda: len(bench.handled) == 304)
    assert bench.lanes.idle


async def test_telegram_keeps_what_we_cannot_take(bench: Bench) -> None:
    """With too much in work nothing more is taken in until there is room."""
    bench.lanes = Lanes(20, most_slow=0)
    bench.all_stuck = True
    for chat in range(20):
        bench.api.tap(chat + 10)
    async with bench.polling(most=20):
        await bench.until(lambda: len(bench.began) == 20)
        number = bench.api.tap(99)
        await asyncio.sleep(1.2)
        assert number not in bench.at
        bench.gate.set()
        await bench.until(lambda: number in bench.at)


async def test_asks_for_exactly_what_was_told(bench: Bench) -> None:
    """The kinds, the window and the length of the wait are those that were asked for; each good answer is told."""
    told = []
    async with bench.polling(allowed=["message", "callback_query"], wait=3, on_poll=lambda: told.append(1)):
        bench.api.tap(10)
        await bench.until(lambda: bench.handled)
    first = bench.api.polls[0]
    assert (first.allowed, first.limit, first.timeout) == (["message", "callback_query"], 100, 3)
    assert told


@pytest.mark.parametrize(
    "fault",
    [
        error(500, "Internal Server Error"),
        error(502, "Bad Gateway"),
        answers(200, b'{"ok":true,"result":[{"upd'),
        answers(200, b"<html>proxy</html>"),
        answers(200, {"ok": True}),
        answers(200, {"ok": True, "result": {"not": "a list"}}),
        answers(429, {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 1}}),
        cut,
        silence,
    ],
    ids=["500", "502", "cut-json", "html", "no-result", "no-list", "429", "dropped", "half-open"],
)
async def test_goes_on_after_trouble(bench: Bench, fault: Any) -> None:
    """A server error, nonsense, a dropped or a half-open connection delays updates; it loses none and ends nothing."""
    bench.api.fails("getUpdates", fault, times=2 if fault is cut else 1)
    number = bench.api.tap(10)
    async with bench.polling(wait=1, answer_within=-0.5):
        await bench.until(lambda: bench.handled == [number], within=4)


async def test_backs_off_from_an_outage(bench: Bench) -> None:
    """During an outage it asks ever more seldom, says so once, and tells when it is over."""
    bench.api.fails("getUpdates", error(500, "down"), times=3)
    bench.api.tap(10)
    with capture_logs() as logs:
        async with bench.polling():
            await bench.until(lambda: bench.handled, within=6)
    assert bench.api.count("getUpdates") <= 6
    assert [entry["event"] for entry in logs] == ["polling_failed", "polling_recovered"]


async def test_no_hot_loop_against_a_server_that_does_not_wait(bench: Bench) -> None:
    """A server that answers nothing, at once, is asked twice a second."""
    bench.api.fails("getUpdates", answers(200, {"ok": True, "result": []}), times=1000)
    async with bench.polling():
        await asyncio.sleep(0.8)
    assert bench.api.count("getUpdates") <= 3


async def test_conflict_is_borne_for_a_while_and_then_ends_it(bench: Bench) -> None:
    """Another poller: one warning, tries for the given time, then an error that names the next step."""
    bench.api.fails("getUpdates", error(409, "Conflict: terminated by other getUpdates request"), times=1000)
    with capture_logs() as logs, pytest.raises(Conflicted, match="stop the other one"):
        await bench.make(patience=0.6).run(bench.stop)
    assert [entry["event"] for entry in logs] == ["polling_refused"]
    assert 8 <= bench.api.count("getUpdates") <= 60


async def test_a_short_conflict_passes(bench: Bench) -> None:
    """A new worker that starts before the old one has stopped just goes on."""
    bench.api.fails("getUpdates", error(409, "Conflict: terminated by other getUpdates request"), times=3)
    number = bench.api.tap(10)
    async with bench.polling(patience=4.0):
        await bench.until(lambda: bench.handled == [number])


async def test_a_refused_token_ends_it(bench: Bench) -> None:
    """A token that stays refused is an error, not an endless loop."""
    bench.api.fails("getUpdates", error(401, "Unauthorized"), times=1000)
    with pytest.raises(InvalidToken):
        await bench.make(patience=0.3).run(bench.stop)


async def test_stop_finishes_and_confirms(bench: Bench) -> None:
    """At a stop nothing more is taken in, work in progress is finished, and what was handled is confirmed."""
    number = bench.api.tap(STUCK)
    async with bench.polling():
        await bench.until(lambda: bench.began)
        bench.stop.set()
        await asyncio.sleep(0.05)
        later = bench.api.tap(10)
        bench.gate.set()
    assert bench.handled == [number]
    assert bench.api.confirmed == number
    assert [update["update_id"] for update in bench.api.queue] == [later]


async def test_stop_during_a_long_wait_is_quick(bench: Bench) -> None:
    """A stop does not wait for Telegram's answer."""
    async with asyncio.timeout(1), bench.polling(wait=30):
        await bench.until(lambda: bench.api.count("getUpdates"))


async def test_stop_leaves_unfinished_work_to_the_next_start(bench: Bench) -> None:
    """What does not end in the grace is not confirmed, so it comes again."""
    bench.api.tap(STUCK)
    done = bench.api.tap(10)
    async with bench.polling(grace=0.1):
        await bench.until(lambda: bench.handled == [done])
    assert bench.api.confirmed == 0
    assert bench.lanes.idle


async def test_stop_in_an_outage_ends_all_the_same(bench: Bench) -> None:
    """When even the last confirmation fails, the stop is quick and clean."""
    bench.api.tap(10)
    async with bench.polling(grace=0.1):
        await bench.until(lambda: bench.handled)
        bench.api.fails("getUpdates", error(500, "down"), times=1000)


NONSENSE = [
    {},
    [],
    None,
    5,
    "text",
    {"update_id": "7"},
    {"update_id": None},
    {"update_id": True},
    {"update_id": {}},
    {"message": {"message_id": 1}},
]


async def test_what_is_no_update_is_passed_over(bench: Bench) -> None:
    """Things without a number are counted, and the real update among them is handled."""
    number = bench.api.tap(10)
    bench.api.fails("getUpdates", answers(200, {"ok": True, "result": [*NONSENSE, bench.api.queue[0]]}))
    async with bench.polling() as polling:
        await bench.until(lambda: bench.handled == [number])
        assert polling.intake.malformed == len(NONSENSE)


async def test_only_nonsense_makes_no_hot_loop(bench: Bench) -> None:
    """A server that brings nothing but nonsense is asked twice a second."""
    bench.api.fails("getUpdates", answers(200, {"ok": True, "result": NONSENSE}), times=1000)
    async with bench.polling():
        await asyncio.sleep(0.8)
    assert bench.api.count("getUpdates") <= 3


async def test_an_update_that_cannot_be_read_is_confirmed(bench: Bench) -> None:
    """Content that makes no sense does not come again and again, and nobody behind it waits."""
    bench.api.add({"callback_query": {"id": 1}})
    bench.api.add({"message": "no message"})
    bench.api.add({"message": {"chat": 5, "from": []}})
    bench.api.add({"something_new": {"chat": {"id": 10}}})
    number = bench.api.tap(10)
    async with bench.polling() as polling:
        await bench.until(lambda: bench.api.confirmed == number)
        assert polling.intake.malformed == 3
    assert bench.handled == [number - 1, number]


async def test_numbers_may_start_anew(bench: Bench) -> None:
    """After a silence Telegram may count from a lower number; those updates are handled and confirmed too."""
    bench.api.restart_numbers(500)
    async with bench.polling():
        bench.api.tap(10)
        await bench.until(lambda: bench.api.confirmed == 500)
        bench.api.restart_numbers(20)
        bench.api.tap(11)
        bench.api.tap(12)
        await bench.until(lambda: bench.api.confirmed == 21)
    assert bench.handled == [500, 20, 21]
