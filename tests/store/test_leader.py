"""One worker at a time: taken, renewed, given back, taken over when it ends."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.store.people import NOW
from tgbot.store.database import Database
from tgbot.store.leader import Leader

if TYPE_CHECKING:
    from tgbot.store.store import Store

SECOND = timedelta(seconds=1)


async def test_a_lease_is_one_workers_until_it_ends(store: Store) -> None:
    """Renewed by its owner, refused to others, free when its time is over."""
    take = store.leader.take
    assert await take("reminders", "one", NOW, 15)
    assert not await take("reminders", "two", NOW + 14 * SECOND, 15)
    assert await take("reminders", "one", NOW + 14 * SECOND, 15)
    assert not await take("reminders", "two", NOW + 28 * SECOND, 15)
    assert await take("reminders", "two", NOW + 29 * SECOND, 15)
    assert not await take("reminders", "one", NOW + 29 * SECOND, 15)
    assert await take("retention", "one", NOW + 29 * SECOND, 15)


async def test_a_lease_from_a_clock_that_was_ahead_is_no_lease(store: Store) -> None:
    """A clock that went an hour ahead and back leaves nobody without a leader; a small difference changes nothing."""
    take = store.leader.take
    assert await take("reminders", "one", NOW + 3600 * SECOND, 15)
    assert await take("reminders", "two", NOW, 15)
    assert not await take("reminders", "one", NOW - 60 * SECOND, 15)


async def test_a_lease_can_be_given_back(store: Store) -> None:
    """Only by its owner; then it is free at once."""
    await store.leader.take("reminders", "one", NOW, 15)
    await store.leader.leave("two")
    assert not await store.leader.take("reminders", "two", NOW, 15)
    await store.leader.leave("one")
    assert await store.leader.take("reminders", "two", NOW, 15)


async def test_workers_hear_what_the_others_take(store: Store) -> None:
    """The sum without one's own, the latest word of each; after its time, or when a worker leaves, it is forgotten."""
    share = store.leader.share
    assert await store.leader.take("reminders", "one", NOW, 15)
    assert await share("one", NOW, 15, 2.0) == 0
    assert await share("two", NOW + SECOND, 15, 3.5) == 2.0
    assert await share("three", NOW + 2 * SECOND, 15, 1.5) == 5.5
    assert await share("two", NOW + 6 * SECOND, 15, 8.0) == 3.5
    assert await share("one", NOW + 16 * SECOND, 15, 2.0) == 9.5
    assert await share("one", NOW + 18 * SECOND, 15, 2.0) == 8.0
    await store.leader.leave("two")
    assert await share("one", NOW + 19 * SECOND, 15, 2.0) == 0
    assert not await store.leader.take("reminders", "three", NOW, 15)


async def test_of_many_who_ask_at_once_one_gets_it(store: Store, url: str) -> None:
    """Also over connections of their own."""
    others = [await Database.open(url) for _ in range(3)]
    asking = [Leader(each) for each in (store.database, *others)]
    got = await asyncio.gather(*(each.take("reminders", f"w{n}", NOW, 15) for n, each in enumerate(asking)))
    for other in others:
        await other.close()
    assert sum(got) == 1
    assert not await store.leader.take("reminders", "late", NOW, 15)
