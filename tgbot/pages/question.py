"""A question of the checklist, and why it is asked."""

from __future__ import annotations

from functools import lru_cache

from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import Option, Question
from tgbot.checklist.run import Place, Run, place
from tgbot.library.text import Block, Bold, Heading, Italic, Quote, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Row, column, marked, row
from tgbot.pages.start import needs_crisis_line


def question(book: Book, run: Run, question_id: str) -> Page:
    """Ask one question; an answer given earlier is marked."""
    asked = book.questionnaire.by_id[question_id]
    where = place(book.questionnaire, run, asked.id)
    return Page(
        blocks=_asked(book, asked, run.about_other, where.number, where.total),
        rows=(*_options(run, asked), *_ways_out(book, run, asked, where)),
        common=True,
    )


def why(book: Book, run: Run, question_id: str) -> Page:
    """Say why the question is asked, and by whose advice."""
    asked = book.questionnaire.by_id[question_id]
    return Page(
        blocks=(
            Heading(book.say("why-title")),
            paragraph(asked.why),
            Quote(((Italic(book.say("sources-title")),), *book.cited(asked.sources))),
        ),
        rows=row(book.button("why-back", Link("question", run, question_id), style="primary")),
    )


@lru_cache(maxsize=2048)
def _asked(book: Book, asked: Question, other: bool, number: int, total: int) -> tuple[Block, ...]:
    """Write the question. The same for everybody, so it is written once."""
    examples = [
        (Bold(_label(option, other=other)), ": ", example)
        for option in asked.options
        if (example := option.example_other or option.example if other else option.example)
    ]
    hint = asked.help_other or asked.help if other else asked.help
    return (
        Heading(asked.other if other else asked.text),
        *((paragraph(hint),) if hint else ()),
        *((items(examples),) if examples else ()),
        paragraph(Italic(book.say("question-progress", place=number, total=total))),
    )


def _options(run: Run, asked: Question) -> tuple[Row, ...]:
    rows: list[Row] = []
    for option in asked.options:
        label = marked(_label(option, other=run.about_other), run.answers.get(asked.id) == option.id)
        button = Button(label, Link("next", run, asked.id, answer=option.id))
        if option.beside and rows:
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)


def _ways_out(book: Book, run: Run, asked: Question, where: Place) -> tuple[Row, ...]:
    back = Link("question", run, where.before.id) if where.before else Link("start", run)
    ways = row(
        book.button("question-back", back),
        book.button("question-why", Link("why", run, asked.id)),
    )
    crisis = book.button("crisis-open", Link("crisis", run)) if needs_crisis_line(run) else None
    return (*ways, *column(crisis))


def _label(option: Option, *, other: bool) -> str:
    return option.other or option.label if other else option.label
