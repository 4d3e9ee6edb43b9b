"""Kept reminders as a turn finds them: only this chat's, opened, or nothing. Changes them by the store's own rules."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from tgbot.chat.turn import Turn
from tgbot.checklist.run import Run
from tgbot.pages.listed import Shown
from tgbot.pages.reminders import to_change
from tgbot.reminders import plan as plans
from tgbot.reminders.plan import Plan
from tgbot.reminders.walltime import Quiet
from tgbot.store.chat import Chat
from tgbot.store.errors import Gone
from tgbot.store.reminder import Reminder


@dataclass(frozen=True, slots=True)
class Kept:
    """A reminder with its chat and its plan."""

    chat: Chat
    row: Reminder
    plan: Plan

    @property
    def shown(self) -> Shown:
        """Tell it as pages show it."""
        return Shown(self.row.row_id.hex(), self.plan, self.row.due_at, self.row.status == "paused", self.row.fence)

    def unchanged(self, run: Run) -> bool:
        """Tell whether it still stands as it did when the way to change it was opened."""
        return run.turn == to_change(run, run.row, self.row.fence).turn


async def kept(turn: Turn) -> Kept | None:
    """Find the reminder that the turn is about; None for one that was stopped or erased, and for another chat's."""
    chat = await turn.deps.store.chats.find(turn.chat_id)
    row = await turn.deps.store.reminders.find(row_id(turn), chat) if chat else None
    if chat is None or row is None or row.status == "stopped":
        return None
    return Kept(chat, row, Plan.from_json(row.plan))


async def all_kept(turn: Turn) -> list[Kept]:
    """List a chat's live and paused reminders, the next one first."""
    chat = await turn.deps.store.chats.find(turn.chat_id)
    rows = await turn.deps.store.reminders.of(chat) if chat else []
    return [Kept(chat, row, Plan.from_json(row.plan)) for row in rows if chat]


async def replanned(turn: Turn, found: Kept, plan: Plan) -> Kept | None:
    """Give a reminder another plan, and make it live; None when nothing of that plan is still to come."""
    due = plans.next_due(plan, turn.now)
    if due is None:
        return None
    row = await turn.deps.store.reminders.replan(found.row, plan.to_json(), due)
    turn.deps.wake_reminders()
    return Kept(found.chat, row, plan)


async def note_answer(turn: Turn, found: Kept) -> Kept:
    """Count a tap on a reminder as an answer, so that it does not rest for being ignored."""
    if found.row.status != "live" or not found.plan.unanswered:
        return found
    plan = plans.answered(found.plan)
    await turn.deps.store.reminders.answer(found.row, plan.to_json())
    return replace(found, plan=plan)


async def keep_quiet(turn: Turn, quiet: Quiet) -> None:
    """Let the quiet hours hold for what is set already; what would then come too late stays as it was."""
    for each in await all_kept(turn):
        plan = plans.quieted(each.plan, quiet, turn.now)
        # What is due, or waits for another try, is sent as it was meant.
        waits = each.row.due_at > turn.now and not each.row.attempts and not plan.unsure
        if plan != each.plan and waits and each.row.status == "live":
            with suppress(Gone):
                await replanned(turn, each, plan)


def mark(found: Sequence[Kept]) -> int:
    """Make a number of reminders as they stand: a button that was made for others, or before a change, does nothing."""
    said = repr(sorted((each.row.row_id, each.row.fence) for each in found))
    return int.from_bytes(hashlib.blake2b(said.encode(), digest_size=3).digest())


def row_id(turn: Turn) -> bytes:
    """Tell the row that a link is about."""
    return bytes.fromhex(turn.run.row)
