"""Receiving by getUpdates in trouble: outages, refusals, another poller, and answers that make no sense."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram.error import InvalidToken

from tests.delivery.bench import Bench
from tests.support.wire import answers, cut, error, silence
from tgbot.delivery.errors import Conflicted


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
