"""The checklist: the next page after an answer, going back, the review, the result, the cards."""

from __future__ import annotations

from dataclasses import replace

from tgbot.chat.earlier import earlier
from tgbot.chat.turn import Turn
from tgbot.checklist.code import Link
from tgbot.checklist.loop import dated
from tgbot.checklist.questionnaire import Question, Rule, Urgency
from tgbot.checklist.run import WHO, Run, answered, settled
from tgbot.checklist.triage import triage
from tgbot.pages import card, notice, question, result, review, start
from tgbot.pages.page import Page


async def begin(turn: Turn) -> Page:
    """Show the first page."""
    return start.start(turn.book, turn.run)


async def about(turn: Turn) -> Page:
    """Say what this is."""
    return start.about(turn.book, turn.run)


async def enough(turn: Turn) -> Page:
    """End for today."""
    urgent = bool(turn.run.answers) and triage(turn.book.questionnaire, turn.run).urgency >= Urgency.URGENT
    return start.enough(turn.book, turn.run, call_first=urgent)


async def for_other(turn: Turn) -> Page:
    """Begin a run about somebody else: the gates then speak of them from the first word on."""
    return await go_on(turn.to(Link("next", answered(turn.run.fresh(), WHO, "other"))))


async def short(turn: Turn) -> Page:
    """Begin the short form."""
    return await go_on(turn.to(Link("next", replace(turn.run.fresh(), short=True))))


async def go_on(turn: Turn) -> Page:
    """Find the page after an answer: a card at once when it calls for one, else the next question, else the review."""
    if not turn.book.checklist_enabled:
        return notice.plain(turn.book, "checklist-off")
    run, following = settled(turn.book.questionnaire, turn.run)
    called = _card(turn, run, turn.link.topic, following)
    if called is not None:
        return called
    return question.question(turn.book, run, following.id) if following else review.review(turn.book, run)


async def ask(turn: Turn) -> Page:
    """Show one question again, the earlier answer marked."""
    if not turn.book.checklist_enabled:
        return notice.plain(turn.book, "checklist-off")
    if turn.link.topic not in turn.book.questionnaire.by_id:
        return await go_on(turn)  # a link that no button of ours carries
    return question.question(turn.book, turn.run, turn.link.topic)


async def why(turn: Turn) -> Page:
    """Say why it is asked."""
    if turn.link.topic not in turn.book.questionnaire.by_id:
        return await go_on(turn)
    return question.why(turn.book, turn.run, turn.link.topic)


async def look_over(turn: Turn) -> Page:
    """Show the answers, or the question that is still open."""
    return await go_on(turn.to(Link("next", turn.run)))


async def conclude(turn: Turn) -> Page:
    """Show the result of a complete run; an incomplete one goes on, an emergency shows its card before all else."""
    run, following = settled(turn.book.questionnaire, turn.run)
    outcome = triage(turn.book.questionnaire, run)
    if outcome.body is Urgency.EMERGENCY:
        return card.emergency(turn.book, run, outcome.reasons[0].id)
    if following is not None or not turn.book.checklist_enabled:
        return await go_on(turn.to(Link("next", run)))
    outcome, before = await earlier(turn, run, outcome)
    return result.result(turn.book, dated(run, turn.now.date()), outcome, before)


async def emergency(turn: Turn) -> Page:
    """Show the emergency card, for the chosen country if there is one."""
    return card.emergency(turn.book, turn.run, turn.link.topic)


async def crisis(turn: Turn) -> Page:
    """Show the page for thoughts of self-harm."""
    return card.crisis(turn.book, turn.run)


async def safe(turn: Turn) -> Page:
    """Answer "I am safe for now"."""
    return card.safe(turn.book, turn.run)


async def countries(turn: Turn) -> Page:
    """List the countries; the region of the language code comes first."""
    region = turn.language_code.partition("-")[2].upper()
    return card.countries(turn.book, turn.run, turn.link.topic, region)


def _card(turn: Turn, run: Run, just_answered: str, following: Question | None) -> Page | None:
    """Find the card that the last answer calls for; a question that it opens about the same thing is asked first."""
    questionnaire = turn.book.questionnaire
    read = questionnaire.cards_read_by.get(just_answered, ())
    met = [rule for rule in read if _met_by(rule, run, just_answered)]
    grave = next((rule for rule in met if rule.urgency is Urgency.EMERGENCY), None)
    if grave is not None:
        return card.crisis(turn.book, run) if grave.card == "crisis" else card.emergency(turn.book, run, grave.id)
    if not met:
        return None
    opened = questionnaire.by_id[just_answered].not_sure.questions
    return None if following is not None and following.id in opened else card.crisis(turn.book, run)


def _met_by(rule: Rule, run: Run, question_id: str) -> bool:
    return any(question_id in condition.reads and condition.holds(run.answers) for condition in rule.when)
