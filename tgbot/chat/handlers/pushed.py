"""The message that comes by itself: sending it, and its buttons. Who taps has answered, so it does not rest."""

from __future__ import annotations

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest

from tgbot.chat import kept
from tgbot.chat.deps import Deps
from tgbot.chat.handlers import check, listed
from tgbot.chat.render import html, keyboard
from tgbot.chat.turn import Turn
from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.pages import pushed as pages
from tgbot.pages.page import Page
from tgbot.reminders import plan as plans
from tgbot.reminders.plan import Plan
from tgbot.reminders.snooze import snooze, snoozes
from tgbot.reminders.turn import Mark
from tgbot.store.reminder import Reminder


async def push(deps: Deps, bot: Bot, reminder: Reminder, mark: Mark) -> None:
    """Send the message of a reminder that is due. No word of it says what it is about."""
    chat = await deps.store.chats.find(reminder.chat_id)
    language = chat.language if chat else ""
    plan = Plan.from_json(reminder.plan)
    run = Run(row=reminder.row_id.hex(), language=language if chat and chat.remember_language else "")
    page = pages.pushed(deps.book(language), run, plan, mark, ends=_ends(plan, reminder))
    await bot.send_message(
        reminder.chat_id,
        html(page.blocks),
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard(page, deps.codec),
        # An own note opens in this very message: it should not leave the chat by a slip of the finger.
        protect_content=plan.kind == "own",
        disable_notification=plans.is_quiet(plan, deps.clock.now()),
    )


async def opened(turn: Turn) -> Page:
    """Open what a reminder is about: the short check, the words for booking, the appointment, or the own note."""
    found = await kept.kept(turn)
    if found is None:
        return pages.gone(turn.book)
    await kept.note_answer(turn, found)
    match found.plan.kind:
        case "recheck":
            return await check.short(turn.to(Link("short", turn.run.fresh())))
        case "book":
            return pages.to_book(turn.book, turn.run, found.plan)
        case "appointment":
            return pages.to_visit(turn.book, turn.run, found.plan)
        case "own":
            return pages.own(turn.book, turn.run, found.plan)


async def hide(turn: Turn) -> Page:
    """Hide an own note again."""
    found = await kept.kept(turn)
    if found is None:
        return pages.gone(turn.book)
    return pages.pushed(turn.book, turn.run, found.plan, ends=pages.ended(found.plan))


async def wipe(turn: Turn) -> Page:
    """Delete this message of ours, or empty it where Telegram keeps it (after 48 hours); the reminder itself stays."""
    try:
        await turn.bot.delete_message(turn.chat_id, turn.message_id)
    except BadRequest as problem:
        # One that is not found has gone by an earlier tap.
        if "not found" not in problem.message.lower():
            return pages.emptied(turn.book) if turn.editable else pages.not_wiped(turn.book)
    return pages.wiped(turn.book)


async def later(turn: Turn) -> Page:
    """Put a reminder off; the plan itself stays as it is."""
    found = await kept.kept(turn)
    if found is None:
        return pages.gone(turn.book)
    chosen, last = turn.link.number, found.row.fence
    if turn.link.topic and chosen == pages.choice(found.plan, last - 1):
        return pages.put_off(turn.book, turn.run, found.plan, found.row.due_at)
    if chosen != (pages.choice(found.plan, last) if turn.link.topic else pages.edition(found.plan)):
        return pages.gone(turn.book, "reminder-changed")
    ways = snoozes(found.plan, turn.now)
    how = next((way for way in ways if way == turn.link.topic), None)
    if how is None:
        found = await kept.note_answer(turn, found)
        return pages.later(turn.book, turn.run, found.plan, ways, found.row.fence)
    put_off = await kept.replanned(turn, found, snooze(found.plan, turn.now, how))
    return pages.put_off(turn.book, turn.run, put_off.plan, put_off.row.due_at) if put_off else pages.gone(turn.book)


async def go_on(turn: Turn) -> Page:
    """Let a plan that has ended go on for as often again; asked and answered once, however often it is tapped."""
    found = await kept.kept(turn)
    if found is None:
        return pages.gone(turn.book)
    if turn.link.number != pages.edition(found.plan):
        return pages.gone(turn.book, "reminder-changed")
    if pages.ended(found.plan):
        found = await kept.replanned(turn, found, plans.extended(found.plan))
    if found is None or found.row.status == "done":
        return pages.gone(turn.book)
    return pages.going_on(turn.book, turn.run, found.plan, found.row.due_at)


async def stop(turn: Turn) -> Page:
    """Stop one reminder and drop its words; another chat's is never found."""
    chat = await turn.deps.store.chats.find(turn.chat_id)
    if chat is None or not await turn.deps.store.reminders.stop(kept.row_id(turn), chat):
        return pages.gone(turn.book)
    turn.deps.wake_reminders()
    return await listed.listed(turn, "reminder-stopped")


def _ends(plan: Plan, reminder: Reminder) -> bool:
    """Tell whether this is the last of several; what was put off after the end does not ask again."""
    if plan.every == "once" or plan.times_left != 1:
        return False
    return plans.skipped(plan, plans.occurrence(plan, reminder.due_at)).times_left == 0
