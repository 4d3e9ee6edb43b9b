"""Setting a reminder: what is offered, the consent, what is still missing, the confirmation, and the last tap."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final, get_args

from tgbot.chat import agreed, kept
from tgbot.chat.earlier import earlier
from tgbot.chat.handlers import check
from tgbot.chat.kept import Kept
from tgbot.chat.turn import Handler, Turn
from tgbot.checklist.run import next_question, pruned
from tgbot.checklist.triage import triage
from tgbot.pages import listed, notice, pushed, when
from tgbot.pages import reminders as pages
from tgbot.pages import zone as zones
from tgbot.pages.page import Page
from tgbot.reminders.plan import Kind, Plan, next_due
from tgbot.reminders.walltime import wall_at
from tgbot.reminders.wish import Wish, changed, leads, planned, quiet_of, ready_made
from tgbot.store.chat import Chat
from tgbot.store.errors import NoConsent, TooMany
from tgbot.store.reminder import Reminder

_KINDS: Final[dict[str, Kind]] = {kind: kind for kind in get_args(Kind)}
_RUNS: Final = frozenset({"live", "paused"})
_ONE_OF_EACH: Final = frozenset({"recheck", "book"})
"""A new one takes the place of an earlier one of its kind."""


async def began(turn: Turn) -> Page:
    """Ask when it began."""
    return pages.began(turn.book, turn.run) if await _offered(turn, "recheck") else await check.conclude(turn)


async def kinds(turn: Turn) -> Page:
    """Offer what can be set without a check."""
    return pages.kinds(turn.book, turn.run.fresh())


async def propose(turn: Turn, typed: str = "") -> Page:
    """Walk to the confirmation; what is still missing (consent, clock, words, time) is asked on the way."""
    chat = await turn.deps.store.chats.find(turn.chat_id)
    missing = await _missing(turn, chat)
    if missing is not None or chat is None or not chat.zone:
        return missing or await _listed(turn)
    found = await kept.kept(turn) if pages.is_edit(turn.run) else None
    if pages.is_edit(turn.run) and found is None:
        return pushed.gone(turn.book)
    if found is not None and not found.unchanged(turn.run):
        return pushed.gone(turn.book, "reminder-changed")
    plan = _plan(turn, chat, found)
    due = next_due(plan, turn.now) if plan else None
    if plan is None or due is None:
        return _times(turn, chat, "when-too-near" if turn.link.topic == "appointment" else "when-past")
    ways = leads(plan.visit, turn.now, plan.zone, plan.quiet) if plan.visit else ()
    return pages.confirm(turn.book, turn.link, plan, due, typed=typed, ways=ways)


async def agree(turn: Turn) -> Page:
    """Keep the consent that was just given, then go on."""
    if not await _allowed(turn):
        return await check.conclude(turn)
    given = agreed.consent(turn, "reminders")
    await turn.deps.store.chats.consent(turn.chat_id, given, today=turn.now.date(), language=turn.book.language)
    return await propose(turn.to(replace(turn.link, page="plan")))


async def confirm(turn: Turn) -> Page:
    """Set the reminder, or change the one that the link is about. The same button twice sets one."""
    chat = await turn.deps.store.chats.find(turn.chat_id)
    if (done := await _set_already(turn, chat)) is not None:
        return done
    missing = await _missing(turn, chat)
    if missing is not None or chat is None:
        return missing or await _listed(turn)
    found = await kept.kept(turn) if pages.is_edit(turn.run) else None
    if pages.is_edit(turn.run) and found is None:
        return pushed.gone(turn.book)
    plan = _plan(turn, chat, found)
    if found is not None:
        return await _moved(turn, chat, found, plan)
    return await _added(turn, chat, plan) if plan else _times(turn, chat, "when-past")


async def times(turn: Turn) -> Page:
    """Ask when."""
    chat = await turn.deps.store.chats.find(turn.chat_id)
    return await _unready(turn, chat) or _times(turn, chat)


def on_the_way(handler: Handler) -> Handler:
    """Make the handler of a button that stands under a quoted own note.

    A message that quotes no note any more has gone on by another tap, which may have set the reminder: what is set is
    listed then, rather than asking for the words once more.
    """

    async def handle(turn: Turn) -> Page:
        first = turn.link.page == "plan" and not Wish.of(turn.link.number).at
        under_note = turn.link.topic == "own" and not pages.is_edit(turn.run) and not first
        gone_on = under_note and turn.editable and not note_of(turn)
        return await _listed(turn) if gone_on else await handler(turn)

    return handle


def note_of(turn: Turn) -> str:
    """Read the own note that stands quoted in the tapped message, or in the prompt that was answered."""
    is_own = turn.link.topic == "own" and not pages.is_edit(turn.run)
    return turn.quotes[0] if is_own and turn.quotes else ""


async def _missing(turn: Turn, chat: Chat | None) -> Page | None:
    """Find the page that asks for what is still missing before the confirmation."""
    missing = await _unready(turn, chat)
    timeless = pages.is_edit(turn.run) or turn.link.topic not in _ONE_OF_EACH
    if missing is None and timeless and Wish.of(turn.link.number).wall is None:
        return _times(turn, chat)
    return missing


async def _unready(turn: Turn, chat: Chat | None) -> Page | None:
    """Find the page that asks for what is missing before the time is chosen: consent, clock, words."""
    if not await _allowed(turn):
        return await check.conclude(turn)
    if not agreed.agreed(turn, chat, "reminders"):
        offer = next(offer for offer in agreed.offers(turn, chat) if offer.text.kind == "reminders")
        return pages.consent(turn.book, turn.link, offer)
    if pages.is_edit(turn.run):
        return None
    if chat is not None and not chat.zone:
        return zones.zone(turn.book, replace(turn.link, page="zone"), turn.now, note_of(turn))
    if turn.link.topic not in _KINDS:
        return await _listed(turn)
    nothing_to_say = turn.link.topic == "own" and not note_of(turn)
    return when.own_text(turn.book, turn.link) if nothing_to_say else None


async def _allowed(turn: Turn) -> bool:
    """Tell whether this kind may be set here: what a result offers needs that result, and no child sets anything."""
    if turn.run.under_16:
        return False
    if pages.is_edit(turn.run) or turn.link.topic not in _ONE_OF_EACH:
        return True
    return await _offered(turn, turn.link.topic)


async def _offered(turn: Turn, kind: str) -> bool:
    run = pruned(turn.book.questionnaire, turn.run)
    if not run.answers or next_question(turn.book.questionnaire, run) is not None:
        return False
    said, _ = await earlier(turn, run, triage(turn.book.questionnaire, run))
    return kind in pages.offered(run, said)


def _plan(turn: Turn, chat: Chat, found: Kept | None) -> Plan | None:
    wish = Wish.of(turn.link.number)
    if found is not None:
        return changed(found.plan, wish, turn.now)
    zone, quiet = chat.zone or "UTC", quiet_of(chat.quiet)
    return planned(_KINDS[turn.link.topic], wish, turn.now, zone, quiet=quiet, text=note_of(turn))


def _times(turn: Turn, chat: Chat | None, problem: str = "") -> Page:
    local = wall_at(turn.now, (chat.zone if chat else "") or "UTC")
    ready = () if turn.link.topic == "appointment" else ready_made(local, quiet_of(chat.quiet if chat else None))
    return when.times(turn.book, replace(turn.link, page="times"), ready, note_of(turn), problem)


async def _set_already(turn: Turn, chat: Chat | None) -> Page | None:
    """Tell what became of the reminder that this very button has set; None when it has set none."""
    if chat is None or pages.is_edit(turn.run):
        return None
    row = await turn.deps.store.reminders.of_tap(chat, turn.made_by)
    return None if row is None else _came_of(turn, chat, row)


def _came_of(turn: Turn, chat: Chat, row: Reminder) -> Page:
    if row.status not in _RUNS:
        return pushed.gone(turn.book)
    return _is_set(turn, Kept(chat, row, Plan.from_json(row.plan)))


async def _older(turn: Turn) -> list[Kept]:
    """Find the reminders whose place a new one takes."""
    if turn.link.topic not in _ONE_OF_EACH:
        return []
    return [each for each in await kept.all_kept(turn) if each.plan.kind == turn.link.topic]


async def _moved(turn: Turn, chat: Chat, found: Kept, plan: Plan | None) -> Page:
    """Move a reminder, unless it was changed since this way to change it was opened: a late tap moves nothing back."""
    if not found.unchanged(turn.run):
        done_before = plan is not None and plan.same_times(found.plan)
        return _is_set(turn, found) if done_before else pushed.gone(turn.book, "reminder-changed")
    if plan is None:
        return _times(turn, chat, "when-past")
    moved = await kept.replanned(turn, found, plan)
    return pushed.gone(turn.book) if moved is None else _is_set(turn, moved)


async def _added(turn: Turn, chat: Chat, plan: Plan) -> Page:
    due = next_due(plan, turn.now)
    if due is None:
        return _times(turn, chat, "when-past")
    older = await _older(turn)
    try:
        row = await _add(turn, chat, plan, due, older)
    except NoConsent:
        return notice.plain(turn.book, "reminder-gone")
    except TooMany:
        return listed.full(turn.book, turn.run)
    if row.status in _RUNS:
        for each in older:
            if each.row.row_id != row.row_id:
                await turn.deps.store.reminders.stop(each.row.row_id, chat)
    turn.deps.wake_reminders()
    return _came_of(turn, chat, row)


async def _add(turn: Turn, chat: Chat, plan: Plan, due: datetime, older: list[Kept]) -> Reminder:
    """Keep a reminder; where there is no room, one whose place it takes goes first."""
    store = turn.deps.store.reminders
    try:
        return await store.add(chat, plan.to_json(), due, turn.made_by)
    except TooMany:
        if not older:
            raise
    await store.stop(older[-1].row.row_id, chat)
    return await store.add(chat, plan.to_json(), due, turn.made_by)


def _is_set(turn: Turn, found: Kept) -> Page:
    return pages.is_set(turn.book, turn.run, found.row.row_id.hex(), found.plan, found.row.due_at)


async def _listed(turn: Turn) -> Page:
    return listed.listed(turn.book, turn.run, [each.shown for each in await kept.all_kept(turn)])
