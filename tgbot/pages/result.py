"""The result: how soon to see whom, why, what would change it, and what to read. No risk, no diagnosis, no promise."""

from __future__ import annotations

from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import Questionnaire, Rule, Urgency
from tgbot.checklist.run import Run
from tgbot.checklist.triage import Outcome, triage
from tgbot.library.text import Block, Bold, Heading, Italic, Line, Quote, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Row, column, row
from tgbot.pages.start import needs_crisis_line

SECTIONS_SHOWN = 3


def result(book: Book, run: Run, outcome: Outcome | None = None) -> Page:
    """Show what the rules say of a finished run; nothing of it is stored."""
    said = outcome or triage(book.questionnaire, run)
    return Page(
        blocks=(
            Heading(book.say(f"urgency-{_key(said.body)}")),
            paragraph(book.say(f"advice-{_key(said.body)}{_whom(run)}")),
            *_worry(book, run, said),
            *_because(book, run, said),
            *(paragraph(note.text) for note in said.notes),
            paragraph(Bold(book.say("change-title")), " ", book.say(f"change-{_key(said.body)}")),
            _sources(book, said),
        ),
        rows=(*_reading(book, run, said), *_next_steps(book, run, said), *_ways_out(book, run)),
    )


def answers_behind(questionnaire: Questionnaire, run: Run, rule: Rule) -> tuple[tuple[str, str], ...]:
    """Tell (title, label) of each answer that made the rule fire: those of the first alternative that holds."""
    held = next((condition for condition in rule.when if condition.holds(run.answers)), None)
    reads = held.reads if held else frozenset()
    found = []
    for question in questionnaire.questions:
        option = question.option(run.answers.get(question.id, "")) if question.id in reads else None
        if option:
            found.append((question.title, option.other or option.label if run.about_other else option.label))
    return tuple(found)


def because(book: Book, run: Run, rule: Rule) -> Line:
    """Explain a rule in one sentence: the answers, the reason, the authority."""
    behind = answers_behind(book.questionnaire, run, rule)
    answers = book.say("list-joint").join(book.say("answer", title=title, label=label) for title, label in behind)
    return (book.say("because", answers=answers, reason=rule.reason, authority=rule.authority),)


def _key(urgency: Urgency) -> str:
    return urgency.id.replace("_", "-")


def _whom(run: Run) -> str:
    return "-other" if run.about_other else ""


def _worry(book: Book, run: Run, said: Outcome) -> tuple[Block, ...]:
    lines = [because(book, run, rule) for rule in said.worries]
    return (paragraph(Bold(book.say("worry-title")), " ", *lines[0]),) if lines else ()


def _because(book: Book, run: Run, said: Outcome) -> tuple[Block, ...]:
    lines = [because(book, run, rule) for rule in said.reasons]
    if said.by_default:
        lines.append((book.questionnaire.default_reason,))
    if said.missing:
        titles = book.say("list-joint").join(question.title for question in said.missing)
        lines.append((book.say("missing", titles=titles),))
    return (paragraph(Bold(book.say("because-title"))), items(lines))


def _sources(book: Book, said: Outcome) -> Block:
    named = [source for rule in (*said.worries, *said.reasons) for source in rule.sources]
    lines = book.cited(tuple(dict.fromkeys(named)))
    purpose: Line = (Italic(book.say("not-reviewed")), " ", Italic(book.say("intended-purpose")))
    return Quote(((Bold(book.say("sources-title")),), *lines, purpose), expandable=True)


def _reading(book: Book, run: Run, said: Outcome) -> tuple[Row, ...]:
    there = [book.article.by_id[section] for section in said.sections if section in book.article.by_id]
    return column(
        *(
            Button(book.say("read", title=section.title), Link("section", run, section.id))
            for section in there[:SECTIONS_SHOWN]
        )
    )


def _next_steps(book: Book, run: Run, said: Outcome) -> tuple[Row, ...]:
    remind = said.body in {Urgency.SELF_CARE, Urgency.ROUTINE} and said.urgency < Urgency.URGENT and not run.under_16
    return row(book.button("remind-open", Link("began", run), style="primary") if remind else None)


def _ways_out(book: Book, run: Run) -> tuple[Row, ...]:
    crisis = book.button("crisis-open", Link("crisis", run)) if needs_crisis_line(run) else None
    return (
        *row(book.button("result-change", Link("review", run)), book.button("enough-open", Link("enough", run))),
        *column(crisis),
    )
