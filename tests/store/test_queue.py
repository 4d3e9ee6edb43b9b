"""What is due: claimed by one worker at a time, written down once, never written over by late work."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event, update
from structlog.testing import capture_logs

from tests.store.people import ANNA, DAY, MINUTE, NOW, PLAN, TODAY, agreed, reminded
from tgbot.store.database import Database
from tgbot.store.reminder import Reminder
from tgbot.store.seal import Seal
from tgbot.store.store import Store
from tgbot.store.tables import chats, reminders

if TYPE_CHECKING:
    from tgbot.store.chat import Chat


async def claimed(store: Store, worker: str = "w") -> Reminder:
    """Claim the one reminder that is due."""
    (reminder,) = await store.queue.claim(NOW, worker, 10)
    return reminder


async def test_due_ones_are_claimed_once_the_earliest_first(store: Store, anna: Chat) -> None:
    """Not yet due: left alone. Claimed: nobody else's until the lease ends."""
    for minutes in (2, 1, 3, -1):
        await reminded(store, anna, NOW - minutes * MINUTE, text=str(minutes))
    got = await store.queue.claim(NOW, "one", 2)
    assert [each.plan["text"] for each in got] == ["3", "2"]
    assert got[0].chat_id == ANNA
    assert [each.plan["text"] for each in await store.queue.claim(NOW, "two", 10)] == ["1"]
    assert await store.queue.claim(NOW + timedelta(seconds=59), "two", 10) == []
    late = await store.queue.claim(NOW + timedelta(seconds=120), "two", 10)
    assert [each.plan["text"] for each in late] == ["3", "2", "1", "-1"]


async def test_workers_side_by_side_never_get_the_same_row(store: Store, url: str, keys: str, anna: Chat) -> None:
    """Four workers with connections of their own share sixty due reminders without one claimed twice."""
    people = [anna, *[await agreed(store, ANNA + number, "reminders") for number in range(1, 4)]]
    for number in range(60):
        await reminded(store, people[number % 4], text=str(number))
    workers = [Store(await Database.open(url), Seal.from_setting(keys)) for _ in range(4)]

    async def drained(worker: Store, name: str) -> list[bytes]:
        mine: list[bytes] = []
        while got := await worker.queue.claim(NOW, name, 3):
            mine += [each.row_id for each in got]
        return mine

    shares = await asyncio.gather(*(drained(worker, f"w{number}") for number, worker in enumerate(workers)))
    for worker in workers:
        await worker.close()
    taken = [row_id for share in shares for row_id in share]
    assert len(set(taken)) == len(taken)
    left = await store.queue.claim(NOW, "last", 60)
    assert len(taken) + len(left) == 60


async def test_an_outcome_is_written_once_and_frees_the_row(store: Store, anna: Chat) -> None:
    """The next occurrence, the plan and the attempts; a second outcome of the same claim is refused."""
    await reminded(store, anna)
    got = await claimed(store)
    assert await store.queue.finish(got, "w", status="live", next_due=NOW + DAY, plan=PLAN, attempts=1)
    assert not await store.queue.finish(got, "w", status="done", next_due=None)
    (after,) = await store.reminders.of(anna)
    assert (after.due_at, after.plan, after.attempts, after.status) == (NOW + DAY, PLAN, 1, "live")
    assert await store.queue.next_due() == NOW + DAY


async def test_another_workers_claim_cannot_be_finished(store: Store, anna: Chat) -> None:
    """A worker that was too slow finds its lease taken over."""
    await reminded(store, anna)
    slow = await claimed(store, "slow")
    (taken,) = await store.queue.claim(NOW + timedelta(seconds=121), "quick", 10)
    assert not await store.queue.finish(slow, "slow", status="done", next_due=None)
    assert not await store.queue.release(slow, "slow", NOW, 1)
    assert not await store.queue.renew(slow, "slow", NOW + DAY)
    assert await store.queue.finish(taken, "quick", status="done", next_due=None)


async def test_an_edit_moves_the_fence_against_late_work(store: Store, anna: Chat) -> None:
    """Whoever was sending the old plan can't write over the new one."""
    reminder = await reminded(store, anna)
    sending = await claimed(store)
    edited = await store.reminders.replan(reminder, PLAN, NOW + DAY)
    assert edited.fence == reminder.fence + 1
    assert not await store.queue.finish(sending, "w", status="done", next_due=None)
    assert await store.reminders.find(reminder.row_id, anna) == edited
    assert await store.queue.claim(NOW, "w", 10) == []


async def test_stopping_while_it_is_sent_wins(store: Store, anna: Chat) -> None:
    """A stop in the middle of sending is not undone by the outcome."""
    reminder = await reminded(store, anna)
    sending = await claimed(store)
    assert await store.reminders.stop(reminder.row_id, anna)
    assert not await store.queue.finish(sending, "w", status="live", next_due=NOW + DAY)
    assert await store.reminders.of(anna) == []


async def test_pausing_while_it_is_sent_keeps_the_next_occurrence(store: Store, anna: Chat) -> None:
    """The outcome is written, so that it is not sent twice after a resume; the pause holds."""
    await reminded(store, anna)
    sending = await claimed(store)
    assert await store.reminders.pause(anna) == 1
    assert await store.queue.finish(sending, "w", status="live", next_due=NOW + DAY)
    (after,) = await store.reminders.of(anna)
    assert (after.status, after.due_at) == ("paused", NOW + DAY)
    assert await store.queue.claim(NOW + 2 * DAY, "w", 10) == []
    assert await store.reminders.resume(anna) == 1
    assert len(await store.queue.claim(NOW + 2 * DAY, "w", 10)) == 1


async def test_a_reminder_can_be_given_back_and_held_longer(store: Store, anna: Chat) -> None:
    """Released: due again when told, with its attempts. Renewed: held until then."""
    await reminded(store, anna)
    got = await claimed(store)
    assert await store.queue.renew(got, "w", NOW + DAY)
    assert await store.queue.claim(NOW + timedelta(hours=23), "v", 10) == []
    assert await store.queue.release(got, "w", NOW + 10 * MINUTE, 2)
    assert await store.queue.next_due() == NOW + 10 * MINUTE
    (again,) = await store.queue.claim(NOW + 10 * MINUTE, "v", 10)
    assert again.attempts == 2


async def test_the_next_moment_counts_leases_that_end(store: Store, anna: Chat) -> None:
    """Nothing to do: None. A held row counts from the end of its lease; done and paused rows never."""
    assert await store.queue.next_due() is None
    await reminded(store, anna, NOW + DAY)
    assert await store.queue.next_due() == NOW + DAY
    await reminded(store, anna)
    assert await store.queue.next_due() == NOW
    got = await claimed(store)
    assert await store.queue.next_due() == NOW + timedelta(seconds=120)
    await store.queue.finish(got, "w", status="done", next_due=None)
    assert await store.queue.next_due() == NOW + DAY
    await store.reminders.pause(anna)
    assert await store.queue.next_due() is None


async def test_what_another_worker_died_over_is_free_in_a_moment(store: Store, anna: Chat) -> None:
    """A new leader shortens the holds of others, not its own; a worker that lives renews its hold and keeps it."""
    await reminded(store, anna)
    await reminded(store, anna)
    (first,) = await store.queue.claim(NOW, "old", 1)
    await store.queue.claim(NOW, "new", 1)
    soon = NOW + timedelta(seconds=5)
    assert await store.queue.inherit("new", soon) == 1
    assert await store.queue.claim(soon - timedelta(seconds=1), "new", 10) == []
    assert await store.queue.renew(first, "old", NOW + 2 * MINUTE)
    assert await store.queue.claim(soon, "new", 10) == []
    assert await store.queue.inherit("new", soon) == 1
    assert [each.row_id for each in await store.queue.claim(soon, "new", 10)] == [first.row_id]
    assert not await store.queue.finish(first, "old", status="done", next_due=None)


async def test_looking_waits_for_nobody_who_writes(file_store: Store) -> None:
    """A look that finds nothing due begins no write, so it comes back while another writer holds the file."""
    holder = await agreed(file_store, ANNA, "reminders")
    await reminded(file_store, holder, due_at=NOW + DAY)
    async with file_store.database.write():
        async with asyncio.timeout(1):
            assert await file_store.queue.claim(NOW, "w", 10) == []


async def test_a_row_that_no_key_opens_is_named_and_keeps_nobody_back(store: Store, anna: Chat) -> None:
    """The damaged one rests for an hour; the others are sent; its chat id is not in the log."""
    damaged = await reminded(store, anna)
    await reminded(store, anna, text="fine")
    async with store.database.write() as connection:
        await connection.execute(update(reminders).where(reminders.c.id == damaged.row_id).values(sealed=b"gone"))
    with capture_logs() as log:
        got = await store.queue.claim(NOW, "w", 10)
    assert [each.plan["text"] for each in got] == ["fine"]
    assert log == [{"event": "row_unopened", "log_level": "error", "table": "reminders", "row": damaged.row_id.hex()}]
    assert await store.queue.claim(NOW + timedelta(minutes=59), "v", 10) != []
    assert await store.queue.next_due() == NOW + timedelta(hours=1)


async def test_a_blocked_chat_is_not_claimed_even_if_a_row_is_live(store: Store, anna: Chat) -> None:
    """A reminder that was made while the block came in neither goes out nor keeps the dispatcher spinning."""
    await reminded(store, anna)
    async with store.database.write() as connection:
        await connection.execute(update(chats).values(blocked_on=TODAY))
    assert await store.queue.claim(NOW, "w", 10) == []
    assert await store.queue.next_due() is None


async def plan_of(database: Database, asked: list[tuple[str, Any]]) -> list[str]:
    """Ask SQLite how it would answer the statements."""
    steps: list[str] = []
    async with database.read() as connection:
        for statement, values in asked:
            plan = await connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
            steps += [row[3] for row in plan.all()]
    return steps


async def test_a_poll_reads_only_what_is_due(file_store: Store) -> None:
    """Claim and next_due walk the partial indexes; no step scans the table, however many rows it has."""
    asked: list[tuple[str, Any]] = []

    def note(*values: Any) -> None:
        if "reminders" in values[2]:
            asked.append((values[2], values[3]))

    event.listen(Engine, "before_cursor_execute", note)
    await file_store.queue.claim(NOW, "w", 10)
    await file_store.queue.next_due()
    event.remove(Engine, "before_cursor_execute", note)
    steps = await plan_of(file_store.database, asked)
    assert any("ix_reminders_due" in step for step in steps)
    assert any("ix_reminders_lease" in step for step in steps)
    scans = [step for step in steps if step.startswith("SCAN") and step != "SCAN CONSTANT ROW"]
    assert not [step for step in scans if "USING INDEX ix_" not in step and "due" not in step]
    assert not [step for step in steps if "TEMP B-TREE" in step]


async def test_an_answer_does_not_break_into_a_send(store: Store, anna: Chat) -> None:
    """While a worker sends it, or after it was sent since, the answer is dropped: nothing is sent twice for it."""
    reminder = await reminded(store, anna)
    sending = await claimed(store)
    assert not await store.reminders.answer(reminder, {"unanswered": 0})
    assert await store.queue.finish(sending, "w", status="live", next_due=NOW + DAY, plan={"unanswered": 1})
    assert not await store.reminders.answer(reminder, {"unanswered": 0})
    (after,) = await store.reminders.of(anna)
    assert (after.due_at, after.plan) == (NOW + DAY, {"unanswered": 1})
