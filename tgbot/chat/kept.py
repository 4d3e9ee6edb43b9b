"""Kept reminders as a turn finds them: only this chat's, opened, or nothing. Changes them by the store's own rules."""

from __future__ import annotations

from dataclasses import dataclass

from tgbot.chat.turn import Turn
from tgbot.pages.listed import Shown
from tgbot.reminders import plan as plans
from tgbot.reminders.plan import Plan
from tgbot.store.chat import Chat
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
        return Shown(self.row.row_id.hex(), self.plan, self.row.due_at, paused=self.row.status == "paused")


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


async def note_answer(turn: Turn, found: Kept) -> None:
    """Count a tap on a reminder as an answer, so that it does not rest for being ignored."""
    if found.row.status == "live" and found.plan.unanswered:
        plan = plans.answered(found.plan)
        await turn.deps.store.reminders.replan(found.row, plan.to_json(), found.row.due_at)
        turn.deps.wake_reminders()


def row_id(turn: Turn) -> bytes:
    """Tell the row that a link is about."""
    return bytes.fromhex(turn.run.row)
