"""What earlier checks say beside a new result. Reads what is kept; when the store cannot be asked, goes on without."""

from __future__ import annotations

from dataclasses import replace

import structlog

from tgbot.chat.turn import Turn
from tgbot.checklist import loop
from tgbot.checklist.code import Link
from tgbot.checklist.compare import compare, raised
from tgbot.checklist.questionnaire import Answers, OptionId, QuestionId, Urgency
from tgbot.checklist.run import WHO, Run
from tgbot.checklist.triage import Outcome
from tgbot.pages.recheck import Earlier
from tgbot.store.errors import StoreError
from tgbot.store.results import Result
from tgbot.store.seal import MadeBy

log = structlog.get_logger("tgbot.chat")


async def earlier(turn: Turn, run: Run, outcome: Outcome) -> tuple[Outcome, Earlier]:
    """Compare with the last kept result, count the same ones, and raise the urgency where something works worse."""
    kept = await _kept(turn)
    mine = made_by(turn, run)
    others = [result for result in kept if result.made_by not in mine]
    today = turn.now.date()
    times = loop.repeated(run, today, [(result.made_at.date(), _answers(result)) for result in others])
    last = next((result for result in others if _same_person(_answers(result), run.answers)), None)
    changes = compare(turn.book.questionnaire, _answers(last), run.answers) if last else None
    if changes:
        body = raised(outcome.body, changes)
        outcome = replace(outcome, body=body, urgency=max(outcome.urgency, body))
    return outcome, Earlier(
        made_on=last.made_at.date() if last else None,
        changes=changes,
        kept=len(others) < len(kept),
        repeated=times >= loop.MANY and outcome.urgency < Urgency.URGENT,
    )


async def _kept(turn: Turn) -> list[Result]:
    store = turn.deps.store
    try:
        chat = await store.chats.find(turn.chat_id)
        return await store.results.of(chat) if chat and chat.consented("results") else []
    except StoreError as problem:
        log.warning("comparing_failed", error=type(problem).__name__, chat=store.seal.log_hash(turn.chat_id))
        return []


def made_by(turn: Turn, run: Run) -> MadeBy:
    """Name the result in this message, whichever button kept it: consent or not, it is kept once."""
    code = turn.deps.codec.encode(Link("keep", Run(answers=run.answers, short=run.short)))
    return turn.deps.store.seal.made_by(turn.chat_id, turn.message_id, code)


def _answers(result: Result) -> Answers:
    return {QuestionId(question): OptionId(options[0]) for question, options in result.answers.items() if options}


def _same_person(then: Answers, now: Answers) -> bool:
    """Tell whether both are about the person who taps, or both about somebody else of the same age."""
    return _whom(then) == _whom(now)


def _whom(answers: Answers) -> tuple[bool, OptionId | None]:
    return answers.get(WHO) == "other", answers.get(QuestionId("age_other"))
