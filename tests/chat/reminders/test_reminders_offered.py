"""Which reminders a result offers, and booking a visit."""

from __future__ import annotations

from tests.chat.test_checklist import rows
from tests.support.chat import Chat
from tests.support.reminding import (
    AGREE,
    DISCREET,
    ROUTINE,
    SELF_CARE,
    answered,
    greenwich,
    pass_time,
    tap_link,
)
from tgbot.app import Bot
from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import OptionId, Urgency
from tgbot.checklist.run import WHO, Run
from tgbot.checklist.triage import Outcome
from tgbot.pages.reminders import offered
from tgbot.store import Store


def said(urgency: Urgency, body: Urgency) -> Outcome:
    """Make an outcome of two urgencies and nothing else."""
    return Outcome(urgency=urgency, body=body, rules=(), notes=(), missing=(), by_default=False)


def test_the_kinds_that_a_result_offers() -> None:
    """A look back after self-care and routine, booking after routine and soon, nothing where it is more urgent."""
    assert {urgency: offered(Run(), said(urgency, urgency)) for urgency in Urgency} == {
        Urgency.SELF_CARE: ("recheck",),
        Urgency.ROUTINE: ("recheck", "book"),
        Urgency.SOON: ("book",),
        Urgency.URGENT: (),
        Urgency.EMERGENCY: (),
    }
    assert offered(Run(), said(Urgency.URGENT, Urgency.SELF_CARE)) == ()
    assert offered(Run({WHO: OptionId("me_u16")}), said(Urgency.SELF_CARE, Urgency.SELF_CARE)) == ()


async def test_a_link_that_no_result_offers_leads_to_the_check(chat: Chat, bot: Bot, store: Store) -> None:
    """A made-up link to a look back or to booking, without a result that offers it, sets nothing at all."""
    unfinished = answered(who_age="me_40", body="hand")
    child = Run({**SELF_CARE.answers, WHO: OptionId("me_u16")})
    await chat.send("/start")
    for run in (Run(), unfinished, child):
        for kind in ("recheck", "book"):
            for page in ("plan", "consent", "times", "remind"):
                await tap_link(chat, bot, Link(page, run, kind, 1))
                assert "Yes, write" not in str(chat.buttons)
    assert set((await rows(store)).values()) == {0}


async def test_booking_after_a_routine_result(chat: Chat, bot: Bot, store: Store) -> None:
    """Two days later a plain hello; it opens what helps with booking, and never the check."""
    await chat.send("/start")
    await tap_link(chat, bot, Link("result", ROUTINE))
    chat.shows("Book a normal visit")
    assert {"Remind me to look again", "Remind me to book"} <= {label for row in chat.buttons for label in row}
    await chat.tap("Remind me to book")
    await chat.tap(AGREE)
    await greenwich(chat)
    chat.shows("Thursday 3 December, 10:00", "to book the visit")
    await chat.tap("Yes, write to me then")
    await pass_time(chat, store, days=2)
    chat.shows("You asked us to write")
    chat.hides(*DISCREET, "book")
    await chat.tap("Open")
    chat.shows("You wanted to book a visit")
    await chat.tap("Get ready for the visit")
    chat.shows("Five questions to ask")
