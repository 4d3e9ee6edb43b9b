"""Cards that come before everything else: an emergency, and thoughts of self-harm. And the choice of a country."""

from __future__ import annotations

from dataclasses import replace

from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import OptionId, Question, QuestionId, Questionnaire, Rule, Urgency
from tgbot.checklist.run import Run, without
from tgbot.library.countries import CrisisLine
from tgbot.library.text import Bold, Heading, Line, Url, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, grid, marked, row
from tgbot.pages.result import because

EVERYWHERE = "https://findahelpline.com"
_BACKGROUND, _DIAGNOSED = QuestionId("background"), QuestionId("diagnosed")
_OXYGEN = "emergency-E02-3"
"""The step that tells the crew of a known ALS: too much oxygen can do harm."""
_ASKED_WITH = {"wake": "chest"}
"""A danger that words can name and that the gate asks about in the same option as another."""


def emergency(book: Book, run: Run, rule_id: str = "") -> Page:
    """Tell whom to call now, and what to do until they come. A tap made by mistake is taken back in one tap."""
    rule = book.questionnaire.rule_by_id.get(rule_id)
    mistake = _mistake(book, run, rule)
    section = next((name for name in (rule.sections if rule else ()) if name in book.article.by_id), None)
    return Page(
        blocks=(
            Heading(book.say("emergency-title")),
            paragraph(Bold(_numbers(book, run))),
            *((paragraph(*_why(book, run, rule)),) if rule else ()),
            items([_said(book, run, key) for key in _what_to_do(book, run, rule)], numbered=True),
            paragraph(book.say("emergency-no-phone")),
        ),
        rows=(
            *row(book.button("country-open", Link("countries", run, rule_id or "emergency"))),
            *row(book.button("emergency-read", Link("section", run, section)) if section else None),
            *row(book.button("emergency-mistake", mistake) if mistake else None),
            *row(None if mistake else book.button("to-start", Link("start", run))),
        ),
    )


def crisis(book: Book, run: Run) -> Page:
    """Be there: people to talk to now, somebody close, means out of reach. Nothing of the body stands above it."""
    country = book.countries.get(run.country)
    lines = [_reach(book, line) for line in country.crisis] if country else []
    going_on = Link("next", run) if run.answers else Link("start", run)
    return Page(
        blocks=(
            Heading(book.say("crisis-title")),
            paragraph(book.say("crisis-hello-other" if run.about_other else "crisis-hello")),
            paragraph(Bold(book.say("crisis-now")), " ", _numbers(book, run)),
            *((items(lines),) if lines else ()),
            paragraph(book.say("crisis-everywhere"), " ", Url("findahelpline.com", EVERYWHERE), "."),
            items([_said(book, run, key) for key in ("crisis-1", "crisis-2", "crisis-3")]),
        ),
        rows=(
            *row(book.button("country-open", Link("countries", run, "crisis"))),
            *row(Button(_said(book, run, "crisis-safe"), Link("safe", run))),
            *row(book.button("crisis-go-on" if run.answers else "to-start", going_on)),
        ),
    )


def safe(book: Book, run: Run) -> Page:
    """Answer "I am safe for now": thank, and keep the way back open."""
    return Page(
        blocks=(Heading(book.say("safe-title")), paragraph(_said(book, run, "safe-text"))),
        rows=(
            *row(book.button("crisis-open", Link("crisis", run), style="primary")),
            *row(book.button("crisis-go-on", Link("next", run)) if run.answers else None),
        ),
    )


def countries(book: Book, run: Run, back_to: str, region: str = "") -> Page:
    """Choose a country. A region in the person's language code comes first in the list and never chooses for them."""
    page, topic = ("crisis", "") if back_to == "crisis" else ("emergency", "" if back_to == "emergency" else back_to)
    buttons = [
        Button(marked(each.name, each.code == run.country), Link(page, replace(run, country=each.code), topic))
        for each in book.countries_listed(region)
    ]
    return Page(
        blocks=(Heading(book.say("country-title")), paragraph(book.say("country-hint"))),
        rows=(*row(book.button("country-none", Link(page, replace(run, country=""), topic))), *grid(buttons, width=2)),
    )


def rule_about(questionnaire: Questionnaire, topic: str) -> str:
    """Find the first emergency rule that the gate option of this name fires: words get the same steps as a tap."""
    fired = (
        rule.id
        for rule in questionnaire.rules
        for gate in questionnaire.gates
        if rule.urgency is Urgency.EMERGENCY and rule.fires({gate.id: OptionId(_ASKED_WITH.get(topic, topic))})
    )
    return next(fired, "")


def _why(book: Book, run: Run, rule: Rule) -> Line:
    """Explain the card by the answers; words that were typed are no answers, so there the reason stands alone."""
    if any(condition.holds(run.answers) for condition in rule.when):
        return because(book, run, rule)
    return (book.say("emergency-why", reason=rule.reason, authority=rule.authority),)


def _numbers(book: Book, run: Run) -> str:
    country = book.countries.get(run.country)
    if country is None:
        return book.say("emergency-anywhere")
    return book.say("emergency-number", country=country.name, number=book.say("number-joint").join(country.emergency))


def _reach(book: Book, line: CrisisLine) -> Line:
    ways = [book.say(f"crisis-{way}", how=how) for way, how in (("call", line.call), ("text", line.text)) if how]
    chat: Line = (" ", Url(book.say("crisis-chat"), line.chat)) if line.chat else ()
    return (Bold(line.name), ": ", book.say("list-joint").join(ways), *chat)


def _said(book: Book, run: Run, key: str) -> str:
    """Say it about somebody else where the run is about them and the words differ."""
    return book.say(other if run.about_other and (other := f"{key}-other") in book.messages else key)


def _what_to_do(book: Book, run: Run, rule: Rule | None) -> tuple[str, ...]:
    """Find the steps for this rule (`emergency-E01-1` ...), else those for any emergency.

    Where ALS is known, the crew should hear of it, whatever the emergency is.
    """
    own = [key for step in range(1, 5) if rule and (key := f"emergency-{rule.id}-{step}") in book.messages]
    steps = own or ["emergency-do-1", "emergency-do-2", "emergency-do-3"]
    known = run.answers.get(_BACKGROUND) == "mnd" or run.answers.get(_DIAGNOSED) == "yes"
    return tuple(dict.fromkeys([*steps, *([_OXYGEN] if known else [])]))


def _mistake(book: Book, run: Run, rule: Rule | None) -> Link | None:
    """Lead back to the question whose answer raised the card, with that answer taken back."""
    tapped = _last_read(book, run, rule) if rule else None
    return Link("question", without(run, tapped.id), tapped.id) if tapped else None


def _last_read(book: Book, run: Run, rule: Rule) -> Question | None:
    held = next((condition for condition in rule.when if condition.holds(run.answers)), None)
    return next((q for q in reversed(book.questionnaire.questions) if held and q.id in held.reads), None)
