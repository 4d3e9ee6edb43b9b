"""Bare counters: they add up, and they belong to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tgbot.store.tables import counts

if TYPE_CHECKING:
    from tgbot.store.store import Store


async def test_counts_add_up_under_their_names(store: Store) -> None:
    """A new name begins at nought."""
    assert await store.counts.all() == {}
    await store.counts.add("useful:nose")
    await store.counts.add("useful:nose", 2)
    await store.counts.add("useful:lid")
    assert await store.counts.all() == {"useful:lid": 1, "useful:nose": 3}


def test_a_counter_has_no_place_for_a_person() -> None:
    """A name and a number; no day, no chat."""
    assert set(counts.c.keys()) == {"name", "value"}
