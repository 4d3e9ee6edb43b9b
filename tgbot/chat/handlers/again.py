"""Checking again: counted by the links alone, told kindly at the third same time, never refused."""

from __future__ import annotations

from tgbot.chat.handlers import check
from tgbot.chat.turn import Turn
from tgbot.checklist import loop
from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import Urgency
from tgbot.checklist.run import pruned
from tgbot.checklist.triage import triage
from tgbot.pages import recheck
from tgbot.pages.page import Page


async def again(turn: Turn) -> Page:
    """Begin another check; where it would be the third same one in a week, say so first."""
    run = pruned(turn.book.questionnaire, turn.run)
    today = turn.now.date()
    grave = triage(turn.book.questionnaire, run).urgency >= Urgency.URGENT
    if not grave and not turn.link.number and loop.repeated(run, today) >= loop.MANY - 1:
        return recheck.once_more(turn.book, run)
    return await check.go_on(turn.to(Link("next", loop.again(run, today))))


async def what_changed(turn: Turn) -> Page:
    """Ask the emergency questions and two others."""
    run = loop.what_changed(turn.book.questionnaire, turn.run, turn.now.date())
    return await check.go_on(turn.to(Link("next", run)))


async def tomorrow(turn: Turn) -> Page:
    """End for today."""
    return recheck.tomorrow(turn.book, turn.run)
