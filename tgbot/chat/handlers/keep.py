"""Keeping a result to compare: the two consents, then the result itself."""

from __future__ import annotations

from tgbot.chat import agreed
from tgbot.chat.earlier import earlier, made_by
from tgbot.chat.handlers import check
from tgbot.chat.turn import Turn
from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import Urgency
from tgbot.checklist.run import Run, next_question, pruned
from tgbot.checklist.triage import Outcome, triage
from tgbot.pages import consent as pages
from tgbot.pages import notice
from tgbot.pages.page import Page
from tgbot.store.chat import Chat
from tgbot.store.errors import NoConsent


async def consents(turn: Turn) -> Page:
    """Show the switches."""
    if turn.run.under_16:
        return notice.plain(turn.book, "under-16")
    chat = await turn.deps.store.chats.find(turn.chat_id)
    return pages.consents(turn.book, turn.link, agreed.offers(turn, chat))


async def agree(turn: Turn) -> Page:
    """Keep what was agreed to; from a result, keep that result as well."""
    kinds = [kind for kind in agreed.KINDS if kind in pages.switched_on(turn.link.number)]
    if turn.run.under_16 or not kinds:
        return await consents(turn)
    country = {"country": turn.run.country} if turn.run.country in turn.book.countries else {}
    for kind in kinds:
        await turn.deps.store.chats.consent(
            turn.chat_id,
            agreed.consent(turn, kind),
            today=turn.now.date(),
            language=turn.book.language,
            **country,  # type: ignore[arg-type]
        )
    if turn.run.answers and "results" in kinds:
        return await keep(turn.to(Link("keep", turn.run)))
    return pages.given(turn.book, turn.link)


async def keep(turn: Turn) -> Page:
    """Keep the result of a finished run, once; what is missing (consent) is asked on the way."""
    run = pruned(turn.book.questionnaire, turn.run)
    outcome = triage(turn.book.questionnaire, run)
    if next_question(turn.book.questionnaire, run) or outcome.body is Urgency.EMERGENCY:
        return await check.conclude(turn)
    chat = await turn.deps.store.chats.find(turn.chat_id)
    if run.under_16 or chat is None or not agreed.agreed(turn, chat, "results"):
        return await consents(turn.to(Link("consents", turn.run)))
    try:
        await _add(turn, chat, run, outcome)
    except NoConsent:
        return await consents(turn.to(Link("consents", turn.run)))
    return pages.kept(turn.book, run)


async def _add(turn: Turn, chat: Chat, run: Run, outcome: Outcome) -> None:
    said, _ = await earlier(turn, run, outcome)
    await turn.deps.store.results.add(
        chat,
        now=turn.now,
        made_by=made_by(turn, run),
        content_version=turn.book.questionnaire.version,
        urgency=said.urgency.id,
        rules=[rule.id for rule in said.rules],
        answers={question: [option] for question, option in run.answers.items()},
    )
