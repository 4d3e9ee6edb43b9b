"""/remind and /resume: what is set, one of them, and going on after a pause."""

from __future__ import annotations

from tgbot.chat import kept
from tgbot.chat.turn import Turn
from tgbot.pages import listed as pages
from tgbot.pages import pushed
from tgbot.pages.page import Page
from tgbot.reminders.plan import quieted
from tgbot.reminders.turn import resumed
from tgbot.reminders.wish import quiet_of
from tgbot.store.errors import Gone


async def listed(turn: Turn, note: str = "") -> Page:
    """List what is set."""
    return pages.listed(turn.book, turn.run, [each.shown for each in await kept.all_kept(turn)], note)


async def show(turn: Turn) -> Page:
    """Show one reminder with all that can be changed."""
    found = await kept.kept(turn)
    if found is None or found.row.status == "done":
        return pushed.gone(turn.book)
    return pages.one(turn.book, turn.run, found.shown, open_note=bool(turn.link.number))


async def resume(turn: Turn) -> Page:
    """Let everything that rests go on, each from its next moment to come; what has none left ends."""
    resting = [each for each in await kept.all_kept(turn) if each.row.status == "paused"]
    for each in resting:
        try:
            plan = quieted(resumed(each.plan, turn.now), quiet_of(each.chat.quiet), turn.now)
            if await kept.replanned(turn, each, plan) is None:
                await turn.deps.store.reminders.stop(each.row.row_id, each.chat)
        except Gone:
            continue
    return await listed(turn, "resumed" if resting else "resumed-none")
