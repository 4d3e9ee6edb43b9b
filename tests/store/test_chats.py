"""Chats: a row only with a consent, found under any key, gone with the last consent."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, event, select

from tests.store.people import ANNA, BEN, DAY, NOW, TODAY, agreed, consent, kept, reminded
from tgbot.store.seal import Seal, Unopened, new_key
from tgbot.store.store import Store
from tgbot.store.tables import chats, metadata

if TYPE_CHECKING:
    from tgbot.store.database import Database


async def rows(database: Database) -> dict[str, int]:
    """Count the rows of every table that has any."""
    counted = {table.name: len(await database.fetch(select(table))) for table in metadata.sorted_tables}
    return {name: number for name, number in counted.items() if number}


async def test_a_chat_that_agreed_to_nothing_leaves_nothing(store: Store, database: Database) -> None:
    """Looking, changing, withdrawing, blocking, erasing: no row comes of it."""
    assert await store.chats.find(ANNA) is None
    assert await store.chats.change(ANNA, language="de", country="DE") is None
    assert await store.chats.withdraw(ANNA, "results", TODAY) is None
    assert await store.chats.forget_language(ANNA, TODAY) is None
    assert await store.chats.export(ANNA) == {}
    assert await store.chats.erase(ANNA, TODAY) is False
    await store.chats.seen(ANNA, TODAY)
    await store.chats.block(ANNA, TODAY)
    await store.chats.block(ANNA, None)
    assert await rows(database) == {}


async def test_a_consent_makes_the_row_with_its_settings(store: Store) -> None:
    """What was agreed to and set is found again, to the microsecond."""
    made = await store.chats.consent(
        ANNA,
        consent("reminders"),
        today=TODAY,
        zone="Europe/Paris",
        country="FR",
        quiet=("21:00", "09:00"),
        large_print=True,
        language="fr",
    )
    found = await store.chats.find(ANNA)
    assert found == made
    assert found.consents == (consent("reminders"),)
    assert (found.chat_id, found.language, found.zone, found.quiet) == (ANNA, "fr", "Europe/Paris", ("21:00", "09:00"))
    assert found.consented("reminders") == consent("reminders")
    assert found.consented("results") is None
    assert await store.chats.find(BEN) is None


async def test_consents_are_separate_and_the_newer_replaces_the_older(store: Store, database: Database) -> None:
    """Two kinds stand side by side in one row; agreeing again to one replaces only that one."""
    first = await agreed(store, ANNA)
    newer = replace(consent("reminders", NOW + DAY), text_hash="ab" * 32)
    second = await store.chats.consent(ANNA, newer, today=TODAY + DAY)
    assert second.row_id == first.row_id
    assert set(second.consents) == {consent("results"), newer}
    assert await rows(database) == {"chats": 1}


async def test_settings_change_only_what_is_named(store: Store) -> None:
    """The rest stays as it was."""
    before = await agreed(store, ANNA)
    changed = await store.chats.change(ANNA, country="GB")
    assert changed == replace(before, country="GB", fence=1) == await store.chats.find(ANNA)


async def test_a_tap_from_before_the_last_change_sets_nothing(store: Store) -> None:
    """It carries an older fence; setting what is set already moves the fence on for nobody."""
    before = await agreed(store, ANNA)
    first = await store.chats.change(ANNA, fence=before.fence, country="GB")
    assert first is not None
    assert await store.chats.change(ANNA, fence=before.fence, country="FR") == first
    assert await store.chats.change(ANNA, fence=first.fence, country="GB") == first
    second = await store.chats.change(ANNA, fence=first.fence, country="FR")
    assert second is not None
    assert (second.country, second.fence) == ("FR", first.fence + 1)
    assert await store.chats.find(ANNA) == second


async def test_a_remembered_language_is_all_that_is_kept_without_a_consent(store: Store) -> None:
    """Without a consent a country or zone is not kept, not even on the side."""
    made = await store.chats.remember_language(ANNA, "de", TODAY)
    assert (made.language, made.remember_language, made.consents) == ("de", True, ())
    changed = await store.chats.change(ANNA, language="fr", country="FR", zone="Europe/Paris")
    assert changed == replace(made, language="fr", fence=1) == await store.chats.find(ANNA)
    assert await store.chats.forget_language(ANNA, TODAY) is None
    assert await store.chats.find(ANNA) is None


async def test_withdrawing_takes_the_rows_of_that_kind_only(store: Store, database: Database) -> None:
    """Results go, reminders and the other consent stay; then the last consent takes the chat along."""
    chat = await agreed(store, ANNA)
    await reminded(store, chat)
    await kept(store, chat)
    left = await store.chats.withdraw(ANNA, "results", TODAY)
    assert left is not None
    assert left.consents == (consent("reminders"),)
    assert await rows(database) == {"chats": 1, "reminders": 1, "erasures": 1}
    assert await store.chats.withdraw(ANNA, "reminders", TODAY) is None
    assert "chats" not in await rows(database)
    assert "reminders" not in await rows(database)


async def test_withdrawing_the_last_consent_keeps_a_remembered_language_only(store: Store) -> None:
    """The language stays because it was asked for; zone, country and quiet hours go."""
    await store.chats.consent(ANNA, consent("reminders"), today=TODAY, zone="Europe/Paris", country="FR")
    await store.chats.remember_language(ANNA, "fr", TODAY)
    left = await store.chats.withdraw(ANNA, "reminders", TODAY)
    assert left == await store.chats.find(ANNA)
    assert left is not None
    assert (left.language, left.zone, left.country, left.consents) == ("fr", None, None, ())


async def test_seen_moves_the_day_forward_once_a_day(store: Store) -> None:
    """The day of the last message is kept, never its time; an earlier day changes nothing."""
    await agreed(store, ANNA)
    await store.chats.seen(ANNA, TODAY + DAY)
    await store.chats.seen(ANNA, TODAY)
    found = await store.chats.find(ANNA)
    assert found is not None
    assert found.seen_on == TODAY + DAY


async def test_a_blocked_chat_rests_until_it_is_heard_of_again(store: Store) -> None:
    """Blocking silences its reminders, hearing of it wakes them; those paused by hand stay paused."""
    chat = await agreed(store, ANNA)
    await reminded(store, chat, text="paused by hand")
    await store.reminders.pause(chat)
    await reminded(store, chat, text="live")
    await store.chats.block(ANNA, TODAY)
    blocked = await store.chats.find(ANNA)
    assert blocked is not None
    assert blocked.blocked_on == TODAY
    assert [each.status for each in await store.reminders.of(chat)] == ["paused", "paused"]
    assert await store.queue.claim(NOW, "w", 10) == []
    assert await store.queue.next_due() is None
    await store.chats.seen(ANNA, TODAY)
    heard = await store.chats.find(ANNA)
    assert heard is not None
    assert heard.blocked_on is None
    assert [each.plan["text"] for each in await store.queue.claim(NOW, "w", 10)] == ["live"]


@pytest.mark.parametrize("how", ["consent", "block"])
async def test_coming_back_wakes_the_reminders(store: Store, how: str) -> None:
    """Agreeing again, or Telegram saying that the block is gone, both end the rest."""
    chat = await agreed(store, ANNA)
    await reminded(store, chat)
    await store.chats.block(ANNA, TODAY)
    if how == "consent":
        await agreed(store, ANNA)
    else:
        await store.chats.block(ANNA, None)
    assert len(await store.queue.claim(NOW, "w", 10)) == 1


async def test_a_chat_is_found_under_an_older_key_and_moves_to_the_newest(database: Database) -> None:
    """After a key was added in front, the same row is used, and the next write renews it."""
    old, new = new_key(), new_key()
    before = await agreed(Store(database, Seal.from_setting(old)), ANNA)
    both = Store(database, Seal.from_setting(f"{new},{old}"))
    assert await both.chats.find(ANNA) == before
    await both.chats.change(ANNA, country="GB")
    after = await Store(database, Seal.from_setting(new)).chats.find(ANNA)
    assert after == replace(before, country="GB", fence=1)


async def test_a_wrong_key_fails_closed(store: Store, database: Database) -> None:
    """Another key under the same id finds nobody; a row forged under its lookup does not open."""
    await agreed(store, ANNA)
    stranger = Store(database, Seal.from_setting(new_key()))
    assert await stranger.chats.find(ANNA) is None
    await agreed(store, BEN)
    async with database.write() as connection:
        anna = (await connection.execute(select(chats).where(chats.c.lookup == store.seal.lookups(ANNA)[0]))).one()
        ben = chats.c.lookup == store.seal.lookups(BEN)[0]
        await connection.execute(chats.update().where(ben).values(sealed=anna.sealed))
    with pytest.raises(Unopened):
        await store.chats.find(BEN)
    assert await store.chats.find(ANNA)
    assert await store.chats.erase(BEN, TODAY)


async def test_the_same_chat_agreeing_twice_at_once_gets_one_row(store: Store, database: Database) -> None:
    """Two taps on two workers, whose keys stand in another order: one row, both consents."""
    old, new = new_key(), new_key()
    one, two = (Store(database, Seal.from_setting(",".join(keys))) for keys in ((old, new), (new, old)))
    await asyncio.gather(
        one.chats.consent(ANNA, consent("results"), today=TODAY),
        two.chats.consent(ANNA, consent("reminders"), today=TODAY),
    )
    found = await one.chats.find(ANNA)
    assert found is not None
    assert {each.kind for each in found.consents} == {"results", "reminders"}
    assert await rows(database) == {"chats": 1}


async def test_a_key_that_was_missing_for_a_while_leaves_no_second_life(database: Database) -> None:
    """Agreed again while the old key was missing: the newer row counts, and erasing takes both."""
    old, new = new_key(), new_key()
    await agreed(Store(database, Seal.from_setting(old)), ANNA)
    newer = await agreed(Store(database, Seal.from_setting(new)), ANNA, "results")
    both = Store(database, Seal.from_setting(f"{new},{old}"))
    assert await both.chats.find(ANNA) == newer
    assert await both.chats.erase(ANNA, TODAY)
    assert await rows(database) == {"erasures": 1}


async def test_what_people_do_at_once_ends(store: Store) -> None:
    """Withdrawing, blocking, coming back, erasing and agreeing side by side: no two wait for each other for ever."""
    for number in range(10):
        chat = await agreed(store, ANNA)
        await reminded(store, chat)
        await asyncio.gather(
            store.chats.withdraw(ANNA, "reminders", TODAY),
            store.chats.block(ANNA, TODAY),
            store.chats.seen(ANNA, TODAY + number * DAY),
            store.queue.claim(NOW, "w", 10),
            store.chats.erase(ANNA, TODAY),
            store.chats.consent(ANNA, consent("results"), today=TODAY),
        )
    assert await store.chats.erase(ANNA, TODAY) in (True, False)
    assert await store.chats.find(ANNA) is None


async def test_an_unknown_chat_costs_one_indexed_read(file_store: Store) -> None:
    """Finding nobody is one SELECT, answered from the index of lookups."""
    store, database = file_store, file_store.database
    asked: list[str] = []
    event.listen(Engine, "before_cursor_execute", note := lambda *event: asked.append(event[2]))
    assert await store.chats.find(ANNA) is None
    event.remove(Engine, "before_cursor_execute", note)
    assert len(asked) == 1
    async with database.read() as connection:
        names = store.seal.lookups(ANNA)
        plan = await connection.exec_driver_sql("EXPLAIN QUERY PLAN " + asked[0], tuple(names))
        steps = [row[3] for row in plan.all()]
    assert len(steps) == 1
    assert steps[0].startswith("SEARCH chats USING INDEX")


async def test_a_chat_does_not_print_its_number(store: Store) -> None:
    """What could land in a log has no chat id in it."""
    assert str(ANNA) not in repr(await agreed(store, ANNA))
