"""The doctor's page and what to say: own words, the message, the files, the phone, the appointment. Stores nothing."""

from __future__ import annotations

import asyncio
from typing import Final

from tgbot.chat.earlier import earlier
from tgbot.chat.handlers import check
from tgbot.chat.turn import Turn
from tgbot.checklist.questionnaire import Urgency
from tgbot.checklist.run import next_question, pruned
from tgbot.checklist.triage import Outcome, triage
from tgbot.pages import doctor as pages
from tgbot.pages import say, visit
from tgbot.pages.doctor import Given
from tgbot.pages.page import Page
from tgbot.pages.recheck import Earlier
from tgbot.reminders import phrases
from tgbot.reminders.walltime import wall_at
from tgbot.store.errors import StoreError
from tgbot.summary import calendar, pdf, text
from tgbot.summary.document import Document, Since, is_offered
from tgbot.summary.words import Words, clean, readable, shortened
from tgbot.summary.writing import make_document

_SAID: Final = {say.DESK: say.desk, say.UNHEARD: say.unheard, say.PARTNER: say.partner}
_ASK_AGAIN: Final = {"past": "visit-past", "too-far": "visit-far"}


async def own_words(turn: Turn) -> Page:
    """Offer the page for the doctor, with what was said in own words so far."""
    if await _found(turn) is None:
        return await check.conclude(turn)
    return pages.own_words(turn.book, turn.run, _given(turn))


async def ask_words(turn: Turn) -> Page:
    """Ask for own words."""
    slot = pages.asked_in(turn.link.number)
    if not slot or await _found(turn) is None:
        return await own_words(turn)
    return pages.ask(turn.book, turn.run, _given(turn), slot)


async def read_words(turn: Turn) -> Page:
    """Take the words that were typed; they stand in the chat, and in no other place."""
    slot, given = pages.asked_in(turn.link.number), _given(turn)
    words = clean(turn.words)
    if not slot or await _found(turn) is None:
        return await own_words(turn)
    if not readable(words):
        return pages.ask(turn.book, turn.run, given, slot, unread=True)
    kept = shortened(words)
    return pages.own_words(turn.book, turn.run, pages.with_words(given, slot, kept), shortened=kept != words)


async def document(turn: Turn) -> Page:
    """Show the page as a message."""
    made = await _document(turn)
    if made is None:
        return await check.conclude(turn)
    return pages.document(turn.book, turn.run, _given(turn), text.as_blocks(made))


async def document_file(turn: Turn) -> Page:
    """Send the page as a file to print. It is made in a thread, and no copy of it stays here."""
    made = await _document(turn)
    if made is None:
        return await check.conclude(turn)
    large = pages.is_large(turn.link.number) or await _wants_large(turn)
    printed = await asyncio.to_thread(pdf.as_pdf, made, paper=pdf.paper_for(turn.run.country), large=large)
    caption = turn.book.say("doctor-file-boxes" if printed.replaced else "doctor-file-caption")
    await turn.bot.send_document(turn.chat_id, printed.content, filename=pdf.FILE_NAME, caption=caption)
    return pages.document(turn.book, turn.run, _given(turn), text.as_blocks(made))


async def what_to_say(turn: Turn) -> Page:
    """Show what to say on the phone, at the desk, to a doctor who does not listen, to somebody close."""
    run = pruned(turn.book.questionnaire, turn.run)
    outcome, _ = await earlier(turn, run, triage(turn.book.questionnaire, run))
    if not _is_finished(turn) or outcome.body is Urgency.EMERGENCY or outcome.urgency is Urgency.SELF_CARE:
        return await check.conclude(turn)
    page = _SAID.get(turn.link.number)
    return page(turn.book, turn.run) if page else say.say(turn.book, turn.run, outcome)


async def appointment(turn: Turn) -> Page:
    """Show how to get ready for the appointment."""
    return visit.appointment(turn.book, turn.run)


async def ask_visit(turn: Turn) -> Page:
    """Ask when the appointment is."""
    return visit.ask(turn.book, turn.run)


async def read_visit(turn: Turn) -> Page:
    """Understand day and time, and show them back before anything is made of them."""
    typed = clean(turn.words)
    now = wall_at(turn.now, await _zone(turn))
    found = await asyncio.to_thread(phrases.read, typed, now, turn.book.language)
    choices = found.choices or ((found.at,) if found.at else ())
    if not choices or found.every != "once":
        return visit.ask(turn.book, turn.run, _ASK_AGAIN.get(found.problem or "", "visit-unread"))
    return visit.read_back(turn.book, turn.run, shortened(typed, phrases.LONGEST), choices)


async def visit_file(turn: Turn) -> Page:
    """Send the appointment as a calendar file."""
    made = await asyncio.to_thread(
        calendar.as_calendar, visit.wall_time(turn.link.number), turn.book.say("visit-file-title"), now=turn.now
    )
    await turn.bot.send_document(
        turn.chat_id, made, filename=calendar.FILE_NAME, caption=turn.book.say("visit-file-caption")
    )
    return visit.appointment(turn.book, turn.run)


def _is_finished(turn: Turn) -> bool:
    run = pruned(turn.book.questionnaire, turn.run)
    return next_question(turn.book.questionnaire, run) is None


async def _found(turn: Turn) -> tuple[Outcome, Earlier] | None:
    """Judge the run beside earlier ones; None where no page is offered: not finished, no visit needed, an emergency."""
    run = pruned(turn.book.questionnaire, turn.run)
    if not _is_finished(turn):
        return None
    found = await earlier(turn, run, triage(turn.book.questionnaire, run))
    return found if is_offered(found[0]) and found[0].body is not Urgency.EMERGENCY else None


async def _document(turn: Turn) -> Document | None:
    found = await _found(turn)
    if found is None:
        return None
    outcome, before = found
    today = turn.now.date()
    since = Since(before.made_on, before.changes) if before.made_on and before.changes else None
    return make_document(
        turn.book.questionnaire,
        turn.book.messages,
        pruned(turn.book.questionnaire, turn.run),
        outcome,
        today=today,
        words=Words(*_given(turn)),
        since=since if since and since.on < today else None,
    )


async def _wants_large(turn: Turn) -> bool:
    """Tell whether large print is the person's setting; when the store cannot be asked, it is not."""
    try:
        chat = await turn.deps.store.chats.find(turn.chat_id)
    except StoreError:
        return False
    return chat is not None and chat.large_print


async def _zone(turn: Turn) -> str:
    try:
        chat = await turn.deps.store.chats.find(turn.chat_id)
    except StoreError:
        chat = None
    return (chat.zone if chat else "") or "UTC"


def _given(turn: Turn) -> Given:
    return pages.given_by(turn.link.number, turn.quotes)
