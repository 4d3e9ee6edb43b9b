"""The pace of what goes out: bulk waits its turn, taps never do."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from telegram.error import BadRequest, RetryAfter
from telegram.ext import ExtBot

from tests.support.wire import TOKEN, Wire, error
from tgbot.clock import MovableClock, SystemClock
from tgbot.delivery.client import AiohttpRequest
from tgbot.delivery.limiter import Limiter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest_asyncio.fixture
async def paced(api: Wire) -> AsyncIterator[tuple[ExtBot[None], Limiter]]:
    """Log a bot in whose calls pass a limiter of 50 messages a second."""
    limiter = Limiter(50, SystemClock())
    async with ExtBot(
        TOKEN,
        base_url=f"{api.url}/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(1),
        rate_limiter=limiter,
    ) as bot:
        yield bot, limiter


async def bulk_times(limiter: Limiter, count: int, first_chat: int = 0) -> list[float]:
    """Send to so many chats in bulk, all at once; tell when each got its turn, in seconds from now."""
    began = time.monotonic()

    async def one(chat: int) -> float:
        await limiter.bulk(chat)
        return time.monotonic() - began

    return sorted(await asyncio.gather(*(one(first_chat + number) for number in range(count))))


async def test_bulk_keeps_the_pace() -> None:
    """Bulk goes out at the rate asked for: never more in any second, and little less."""
    times = await bulk_times(Limiter(100, SystemClock()), 51)
    assert 0.45 < times[-1] - times[0] < 0.65
    for start in times:
        assert sum(start <= moment < start + 0.2 for moment in times) <= 22


async def test_late_timers_cost_no_throughput() -> None:
    """When every turn comes a little late, the schedule still holds."""
    limiter = Limiter(50, SystemClock())
    began = time.monotonic()
    for number in range(26):
        await limiter.bulk(number)
        await asyncio.sleep(0.005)
    assert time.monotonic() - began < 0.62


async def test_one_chat_gets_one_a_second() -> None:
    """Two bulk messages to one chat are a second apart; other chats pass in between."""
    limiter = Limiter(1000, SystemClock())
    await limiter.bulk(7)
    began = time.monotonic()
    second = asyncio.create_task(limiter.bulk(7))
    await bulk_times(limiter, 20, first_chat=100)
    assert time.monotonic() - began < 0.3
    await second
    assert 0.9 < time.monotonic() - began < 1.3


async def test_no_limit_means_none() -> None:
    """With 0 nothing waits, not even for its chat."""
    limiter = Limiter(0, SystemClock())
    began = time.monotonic()
    for number in range(500):
        await limiter.bulk(number % 3)
    assert time.monotonic() - began < 0.2


async def test_taps_are_taken_off_bulk() -> None:
    """Taps pass at once, and bulk starts as much later as they were many; above a second they are forgiven."""
    limiter = Limiter(50, SystemClock())
    began = time.monotonic()
    for number in range(20):
        limiter.tap(number)
    assert time.monotonic() - began < 0.05
    await limiter.bulk(1000)
    assert 0.3 < time.monotonic() - began < 0.5
    for number in range(5000):
        limiter.tap(number)
    began = time.monotonic()
    await limiter.bulk(1001)
    assert 0.8 < time.monotonic() - began < 1.3


async def test_what_other_workers_take_is_left_to_them() -> None:
    """Bulk goes slower by their rate, never stops because of it, and is quick again when they have gone."""
    limiter = Limiter(100, SystemClock())
    limiter.leave_for_others(50)
    assert 0.38 < (times := await bulk_times(limiter, 21))[-1] - times[0] < 0.8
    limiter.leave_for_others(1000)
    assert 0.9 < (times := await bulk_times(limiter, 2, first_chat=100))[-1] - times[0] < 1.8
    limiter.leave_for_others(0)
    await limiter.bulk(200)
    assert (times := await bulk_times(limiter, 11, first_chat=300))[-1] - times[0] < 0.5


async def test_taps_are_told_as_a_rate() -> None:
    """Only taps, since the last time that it was asked."""
    clock = MovableClock()
    limiter = Limiter(100, clock)
    for number in range(20):
        limiter.tap(number)
    await limiter.bulk(50)
    clock.move(timedelta(seconds=5))
    assert 3.0 < limiter.tapped() <= 4.0
    clock.move(timedelta(seconds=5))
    assert limiter.tapped() == 0


async def test_a_429_stops_bulk_and_no_tap() -> None:
    """After a 429 bulk waits for as long as Telegram asked; a tap costs nothing but its place."""
    limiter = Limiter(50, SystemClock())
    limiter.too_many(0.4)
    began = time.monotonic()
    limiter.tap(1)
    assert time.monotonic() - began < 0.05
    await limiter.bulk(2)
    assert 0.35 < time.monotonic() - began < 0.6


async def test_a_shorter_429_does_not_end_a_longer_one() -> None:
    """The longest pause asked for holds."""
    limiter = Limiter(50, SystemClock())
    limiter.too_many(0.4)
    limiter.too_many(0.01)
    began = time.monotonic()
    await limiter.bulk(2)
    assert time.monotonic() - began > 0.3


async def test_nothing_is_kept_of_idle_chats() -> None:
    """A little later nothing is remembered of anybody, without any further call."""
    limiter = Limiter(10_000, SystemClock())
    for number in range(100):
        limiter.tap(number)
    await limiter.bulk("@channel")
    assert limiter.remembered == 101
    async with asyncio.timeout(4):
        while limiter.remembered:  # noqa: ASYNC110  - forgetting has no event
            await asyncio.sleep(0.02)
    await limiter.shutdown()


@pytest.mark.parametrize("days", [-14, 14])
async def test_a_moved_clock_stops_nothing(days: int) -> None:
    """When the clock is set back or forward by two weeks, bulk goes on within seconds and keeps its pace."""
    clock = MovableClock()
    limiter = Limiter(20, clock)
    limiter.too_many(0.3)
    await bulk_times(limiter, 3)
    waiting = asyncio.create_task(bulk_times(limiter, 6, first_chat=50))
    await asyncio.sleep(0.02)
    clock.move(timedelta(days=days))
    await asyncio.wait_for(waiting, 5)
    times = await bulk_times(limiter, 6, first_chat=100)
    assert 0.2 < times[-1] - times[0] < 0.6


async def test_only_messages_count(api: Wire, paced: tuple[ExtBot[None], Limiter]) -> None:
    """Sends and edits are taken off the budget, answers to taps and questions are not."""
    bot, limiter = paced
    await bot.answer_callback_query("1")
    await bot.send_chat_action(7, "typing")
    await bot.get_me()
    assert limiter.remembered == 0
    await bot.edit_message_text("x", 7, 5)
    assert limiter.remembered == 1


async def test_a_bulk_message_is_paid_for_once(api: Wire, paced: tuple[ExtBot[None], Limiter]) -> None:
    """Ten messages in bulk through the library's bot take the time of ten, not of twenty."""
    bot, limiter = paced
    began = time.monotonic()
    for number in range(26):
        await limiter.bulk(number)
        await bot.edit_message_text("x", number, 5)
    assert time.monotonic() - began < 0.75


async def test_a_tap_that_got_a_429_is_made_once_more(api: Wire, paced: tuple[ExtBot[None], Limiter]) -> None:
    """The one call waits as long as Telegram asked and is made again; other taps pass meanwhile, bulk does not."""
    bot, limiter = paced
    api.fails("editMessageText", error(429, "Too Many Requests", retry_after=1))
    began = time.monotonic()
    refused = asyncio.create_task(bot.edit_message_text("x", 7, 5))
    while not api.count("editMessageText"):  # noqa: ASYNC110  - the server has no event for it
        await asyncio.sleep(0.005)
    await bot.edit_message_text("x", 8, 5)
    assert time.monotonic() - began < 0.5
    await limiter.bulk(9)
    assert await refused is True
    assert 0.9 < time.monotonic() - began < 1.5


async def test_a_second_429_is_raised(api: Wire, paced: tuple[ExtBot[None], Limiter]) -> None:
    """A call is repeated once; then the caller hears of it."""
    bot, _ = paced
    api.fails("editMessageText", error(429, "Too Many Requests", retry_after=1), times=2)
    with pytest.raises(RetryAfter):
        await bot.edit_message_text("x", 7, 5)
    assert api.count("editMessageText") == 2


async def test_a_long_429_is_raised_at_once(api: Wire, paced: tuple[ExtBot[None], Limiter]) -> None:
    """Nobody's lane is held for minutes."""
    bot, _ = paced
    api.fails("editMessageText", error(429, "Too Many Requests", retry_after=600))
    with pytest.raises(RetryAfter):
        await asyncio.wait_for(bot.edit_message_text("x", 7, 5), 1)


async def test_a_bulk_message_that_got_a_429_is_raised_at_once(api: Wire, paced: tuple[ExtBot[None], Limiter]) -> None:
    """The reminders hold a lease and decide themselves; bulk has stopped already."""
    bot, limiter = paced
    api.fails("editMessageText", error(429, "Too Many Requests", retry_after=1))
    await limiter.bulk(7)
    began = time.monotonic()
    with pytest.raises(RetryAfter):
        await bot.edit_message_text("x", 7, 5)
    assert time.monotonic() - began < 0.5
    await limiter.bulk(8)
    assert time.monotonic() - began > 0.9


async def test_other_errors_pass(api: Wire, paced: tuple[ExtBot[None], Limiter]) -> None:
    """What is not about the pace is not touched."""
    bot, _ = paced
    api.fails("editMessageText", error(400, "Bad Request: message is not modified"))
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("x", 7, 5)


async def test_a_tap_costs_microseconds() -> None:
    """What the limiter adds to a tap is far below what anybody could notice (target: 5 microseconds)."""
    limiter = Limiter(25, SystemClock())

    async def call(*_args: Any, **_kwargs: Any) -> bool:
        return True

    async def once(through: bool) -> float:
        began = time.perf_counter()
        for number in range(2000):
            data = {"chat_id": number % 500}
            if through:
                await limiter.process_request(call, (), {}, "editMessageText", data, None)
            else:
                await call()
        return (time.perf_counter() - began) / 2000 * 1e6

    added = min([await once(True) for _ in range(7)]) - min([await once(False) for _ in range(7)])
    assert added < 15  # room for a busy machine
