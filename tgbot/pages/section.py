"""Reading: the list of sections, one section, its sources. Edited in place; the run rides along, so back leads back."""

from __future__ import annotations

from dataclasses import replace

from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.library.article import Section
from tgbot.library.text import Block, Bold, Heading, Inline, Italic, Items, Line, Paragraph, Quote, Url, paragraph
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, column, row

INTERNAL = "section:"


def learn(book: Book, run: Run, group: str = "") -> Page:
    """List the groups, with the sections of the one that is open."""
    buttons: list[Button] = []
    for name, sections in book.article.groups.items():
        is_open = name == group
        mark = "▾ " if is_open else "▸ "
        buttons.append(Button(mark + book.say(f"group-{name}"), Link("learn", run, "" if is_open else f"group-{name}")))
        if is_open:
            buttons += [Button(section.title, Link("section", run, section.id)) for section in sections]
    back = book.button("to-result", Link("result", run)) if run.answers else book.button("to-start", Link("start", run))
    return Page(
        blocks=(Heading(book.say("learn-title")), paragraph(book.say("learn-hint"))),
        rows=(*column(*buttons), *row(back)),
    )


def section(book: Book, run: Run, section_id: str) -> Page:
    """Show one section with its sources folded below, and the ways on."""
    shown = book.article.by_id[section_id]
    return Page(
        blocks=(
            Heading(shown.title),
            *(_with_deep_links(book, block) for block in shown.blocks),
            Quote(
                ((Bold(book.say("sources-title")),), *book.cited(shown.sources), _review(book, shown)), expandable=True
            ),
        ),
        rows=(*_neighbours(book, run, shown), *_related(book, run, shown), *_ways_out(book, run, shown)),
    )


def _review(book: Book, shown: Section) -> Line:
    if shown.reviewed is None:
        return (Italic(book.say("not-reviewed")),)
    return (Italic(book.say("reviewed", day=shown.reviewed.isoformat(), reviewer=shown.reviewer)),)


def _neighbours(book: Book, run: Run, shown: Section) -> tuple[tuple[Button, ...], ...]:
    order = book.article.sections
    place = order.index(shown)
    before = book.button("section-before", Link("section", run, order[place - 1].id)) if place else None
    after = book.button("section-next", Link("section", run, order[place + 1].id)) if place + 1 < len(order) else None
    return row(before, after)


def _related(book: Book, run: Run, shown: Section) -> tuple[tuple[Button, ...], ...]:
    there = [book.article.by_id[name] for name in shown.related if name in book.article.by_id]
    return column(*(Button(book.say("read", title=other.title), Link("section", run, other.id)) for other in there[:2]))


def _ways_out(book: Book, run: Run, shown: Section) -> tuple[tuple[Button, ...], ...]:
    back = (
        book.button("to-result", Link("result", run)) if run.answers else book.button("start-check", Link("next", run))
    )
    everything = book.button("learn-open", Link("learn", run, f"group-{shown.group}"))
    return row(everything, back)


def _with_deep_links(book: Book, block: Block) -> Block:
    match block:
        case Paragraph(line):
            return Paragraph(_linked(book, line))
        case Items(lines):
            return replace(block, lines=tuple(_linked(book, line) for line in lines))
        case _:
            return block


def _linked(book: Book, line: Line) -> Line:
    def resolve(part: Inline) -> Inline:
        if isinstance(part, Url) and part.url.startswith(INTERNAL):
            return Url(part.text, book.deep_link("s-" + part.url.removeprefix(INTERNAL)))
        return part

    return tuple(resolve(part) for part in line)
