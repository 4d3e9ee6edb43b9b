"""Receiving by getUpdates: when an update is confirmed, who waits for whom, and what a stop does."""

from __future__ import annotations

import asyncio
import itertools

from tests.delivery.bench import STUCK, Bench
from tests.support.wire import Poll
from tgbot.delivery.lanes import Lanes


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


async def test_what_waits_behind_a_stuck_chat_is_bounded(bench: Bench) -> None:
    """It presses nobody, but with too much of it Telegram keeps the rest too: memory does not grow without end."""
    for _ in range(30):
        bench.api.tap(STUCK)
    async with bench.polling(most_kept=20):
        await bench.until(lambda: bench.began)
        number = bench.api.tap(99)
        await asyncio.sleep(0.7)
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
