"""Order within a chat, side by side between chats."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar

from hypothesis import given, settings
from hypothesis import strategies as st

from tgbot.delivery.lanes import Lanes, Work


def waits(gate: asyncio.Event, log: list[str], name: str) -> Work:
    """Make work that writes its beginning and its end down and waits for the gate in between."""

    async def work() -> None:
        log.append(f"{name} begins")
        await gate.wait()
        log.append(f"{name} ends")

    return work


def notes(log: list[str], name: str) -> Work:
    """Make work that only writes itself down."""

    async def work() -> None:
        log.append(name)

    return work


async def breaks() -> None:
    """Fail."""
    raise RuntimeError("work that fails")


async def test_one_chat_in_order() -> None:
    """A chat's second update begins after the first has ended."""
    lanes, gate, log = Lanes(), asyncio.Event(), list[str]()
    lanes.submit(1, 7, waits(gate, log, "first"))
    second = lanes.submit(2, 7, notes(log, "second"))
    await asyncio.sleep(0)
    assert log == ["first begins"]
    gate.set()
    await second
    assert log == ["first begins", "first ends", "second"]


async def test_chats_side_by_side() -> None:
    """A stuck chat holds up nobody else."""
    lanes, gate, log = Lanes(), asyncio.Event(), list[str]()
    lanes.submit(1, 7, waits(gate, log, "stuck"))
    await lanes.submit(2, 8, notes(log, "other"))
    assert log == ["stuck begins", "other"]
    gate.set()


async def test_waiting_holds_no_place() -> None:
    """Many updates of one stuck chat leave the other places free."""
    lanes, gate, log = Lanes(limit=2), asyncio.Event(), list[str]()
    for number in range(50):
        lanes.submit(number, 7, waits(gate, log, str(number)))
    await asyncio.wait_for(lanes.submit(100, 8, notes(log, "other")), 1)
    assert log == ["0 begins", "other"]
    gate.set()
    assert await lanes.drain(1) == 0


async def test_at_most_so_many_at_once() -> None:
    """Never more than the limit run at the same time, and all of them do in the end."""
    lanes, running, most = Lanes(limit=3), 0, 0

    async def work() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1

    for number in range(30):
        lanes.submit(number, number, work)
    assert await lanes.drain(5) == 0
    assert most == 3


async def test_what_hangs_gives_up_its_place() -> None:
    """More chats hang than there are places: after a while the others run, those that hang go on and end in order."""
    lanes, gate, log = Lanes(limit=2, slow_after=0.05), asyncio.Event(), list[str]()
    for chat in range(4):
        lanes.submit(chat, chat, waits(gate, log, f"stuck {chat}"))
    behind = lanes.submit(10, 0, notes(log, "behind"))
    await asyncio.wait_for(lanes.submit(11, 9, notes(log, "other")), 1)
    assert log == ["stuck 0 begins", "stuck 1 begins", "stuck 2 begins", "stuck 3 begins", "other"]
    assert not behind.done()
    gate.set()
    assert await lanes.drain(1) == 0
    assert log[-1] == "behind"


async def test_not_more_than_so_many_hang() -> None:
    """Memory is bounded: with as many as may hang beside the places, whoever comes waits until one has ended."""
    lanes, gate, log = Lanes(limit=1, slow_after=0.02, most_slow=2), asyncio.Event(), list[str]()
    for chat in range(5):
        lanes.submit(chat, chat, waits(gate, log, str(chat)))
    await asyncio.sleep(0.2)
    assert log == ["0 begins", "1 begins", "2 begins"]
    assert lanes.pressing() == 3
    gate.set()
    assert await lanes.drain(1) == 0
    assert lanes.idle


async def test_what_hangs_does_not_press() -> None:
    """What has run for long and what waits behind it are no reason to take in nothing more."""
    lanes, gate, log = Lanes(slow_after=0.1), asyncio.Event(), list[str]()
    for number in range(9):
        lanes.submit(number, number % 3, waits(gate, log, str(number)))
    assert lanes.pressing() == 3
    await asyncio.sleep(0.12)
    assert (lanes.pressing(), len(lanes)) == (0, 9)
    gate.set()
    await lanes.drain(1)


async def test_a_busy_chat_does_not_keep_its_place() -> None:
    """With one place, a chat that waits comes before the second update of the chat that had its turn."""
    lanes, log = Lanes(limit=1), list[str]()
    lanes.submit(1, 7, notes(log, "a1"))
    lanes.submit(2, 7, notes(log, "a2"))
    lanes.submit(3, 8, notes(log, "b1"))
    await lanes.drain(1)
    assert log == ["a1", "b1", "a2"]


async def test_nothing_is_kept_of_idle_chats() -> None:
    """After the work no lane, future or task is left."""
    lanes, log = Lanes(limit=4), list[str]()
    for number in range(200):
        lanes.submit(number, number % 40, notes(log, str(number)))
    assert not lanes.idle
    await lanes.drain(5)
    await asyncio.sleep(0)
    assert (len(lanes), lanes.idle, len(log)) == (0, True, 200)


async def test_the_same_update_is_joined() -> None:
    """An update that is already in work is not run again; both wait for the one end."""
    lanes, gate, log = Lanes(), asyncio.Event(), list[str]()
    first = lanes.submit(1, 7, waits(gate, log, "once"))
    assert lanes.submit(1, 7, notes(log, "twice")) is first
    gate.set()
    await first
    assert log == ["once begins", "once ends"]


async def test_without_a_key_nobody_waits() -> None:
    """Updates that belong to no chat run side by side."""
    lanes, gate, log = Lanes(), asyncio.Event(), list[str]()
    lanes.submit(1, None, waits(gate, log, "a"))
    await lanes.submit(2, None, notes(log, "b"))
    assert log == ["a begins", "b"]
    gate.set()
    await lanes.drain(1)
    assert lanes.idle


async def test_failures_stop_nobody() -> None:
    """Work that fails counts as over; the next one of its chat runs, and so do the others."""
    lanes, log = Lanes(limit=1), list[str]()
    failed = lanes.submit(1, 7, breaks)
    lanes.submit(2, 7, notes(log, "next"))
    lanes.submit(3, 8, notes(log, "other"))
    await lanes.drain(1)
    assert failed.done()
    assert failed.exception() is None
    assert sorted(log) == ["next", "other"]


async def test_drain_gives_up_what_does_not_end() -> None:
    """What is still in work after the grace is cancelled, counted, and known as not handled."""
    lanes, log = Lanes(), list[str]()
    stuck = lanes.submit(1, 7, waits(asyncio.Event(), log, "stuck"))
    behind = lanes.submit(2, 7, notes(log, "behind"))
    done = lanes.submit(3, 8, notes(log, "done"))
    assert await lanes.drain(0.05) == 2
    assert (stuck.cancelled(), behind.cancelled(), done.cancelled()) == (True, True, False)
    assert log == ["stuck begins", "done"]
    assert lanes.idle


async def test_drain_gives_up_what_waits_for_a_place() -> None:
    """Chats that never got one of the places are given up like the others, and nothing of them is kept."""
    lanes, log = Lanes(limit=1), list[str]()
    ends = [lanes.submit(chat, chat, waits(asyncio.Event(), log, str(chat))) for chat in range(3)]
    assert await lanes.drain(0.02) == 3
    await asyncio.sleep(0)
    assert [end.cancelled() for end in ends] == [True] * 3
    assert (log, lanes.idle) == (["0 begins"], True)


async def test_drain_cancels_what_has_not_begun() -> None:
    """Work given up before its first step leaves nothing behind either."""
    lanes, log = Lanes(), list[str]()
    end = lanes.submit(1, 7, notes(log, "never"))
    assert await lanes.drain(0) == 1
    assert (end.cancelled(), log, lanes.idle) == (True, [], True)


async def test_a_waiter_that_goes_away_stops_no_work() -> None:
    """A webhook call that is cut off does not take its update with it."""
    lanes, gate, log = Lanes(), asyncio.Event(), list[str]()
    end = lanes.submit(1, 7, waits(gate, log, "work"))
    waiter = asyncio.create_task(asyncio.wait((end,)))
    await asyncio.sleep(0)
    waiter.cancel()
    gate.set()
    await end
    assert log == ["work begins", "work ends"]


async def test_nothing_bound_is_seen_by_the_next() -> None:
    """What one update binds to its context is not there for the next one of the same chat."""
    lanes, seen, bound = Lanes(limit=1), list[str](), ContextVar("bound", default="nothing")

    async def work() -> None:
        seen.append(bound.get())
        bound.set("something")

    for number in range(3):
        lanes.submit(number, 7, work)
    await lanes.drain(1)
    assert seen == ["nothing"] * 3


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=60), st.integers(1, 4))
def test_order_holds_for_any_mix(arrivals: list[tuple[int, bool]], limit: int) -> None:
    """Whatever the mix of chats, pauses and places: each chat's updates run in order, none is lost, nothing is kept."""

    async def run() -> None:
        lanes, log = Lanes(limit), list[tuple[int, int]]()

        def work(chat: int, number: int, *, pause: bool) -> Work:
            async def run() -> None:
                if pause:
                    await asyncio.sleep(0)
                log.append((chat, number))

            return run

        for number, (chat, pause) in enumerate(arrivals):
            lanes.submit(number, chat, work(chat, number, pause=pause))
        await lanes.drain(5)
        await asyncio.sleep(0)
        for chat in range(5):
            assert [n for c, n in log if c == chat] == [n for n, (c, _) in enumerate(arrivals) if c == chat]
        assert lanes.idle

    asyncio.run(run())
