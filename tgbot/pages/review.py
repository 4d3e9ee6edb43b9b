"""The review: every answer on one page, each changed in two taps."""

from __future__ import annotations

from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import Question
from tgbot.checklist.run import Run, path
from tgbot.library.text import Bold, Heading, Line, items, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Page, grid, row
from tgbot.pages.start import needs_crisis_line


def review(book: Book, run: Run) -> Page:
    """List what was answered; the first button shows the result, the others change an answer."""
    asked = [step for step in path(book.questionnaire, run) if step.id in run.answers]
    changes = grid(
        [book.button("review-change", Link("question", run, step.id), title=step.title) for step in asked], width=2
    )
    crisis = book.button("crisis-open", Link("crisis", run)) if needs_crisis_line(run) else None
    return Page(
        blocks=(
            Heading(book.say("review-title")),
            items(_answers(book, asked, run)),
            paragraph(book.say("review-hint")),
        ),
        rows=(*row(book.button("review-result", Link("result", run), style="primary")), *changes, *row(crisis)),
    )


def _answers(book: Book, asked: list[Question], run: Run) -> list[Line]:
    """Tell each answer once, at its first question, with all the questions that got it."""
    titles: dict[str, list[str]] = {}
    for step in asked:
        option = step.option(run.answers[step.id])
        label = "" if option is None else option.other or option.label if run.about_other else option.label
        titles.setdefault(label, []).append(step.title)
    joint = book.say("list-joint")
    return [(Bold(joint.join(named)), f": {label}") for label, named in titles.items()]
