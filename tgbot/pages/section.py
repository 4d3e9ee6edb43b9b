"""Reading: the list of sections, one section, its sources. Edited in place; the run rides along, so back leads back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tgbot.checklist.code import Link
from tgbot.checklist.questionnaire import Urgency
from tgbot.checklist.run import Run
from tgbot.library.article import Section
from tgbot.library.sentences import sentences
from tgbot.library.sources import Source
from tgbot.library.text import (
    Block,
    Bold,
    Heading,
    Inline,
    Italic,
    Items,
    Line,
    Paragraph,
    Quote,
    Url,
    items,
    paragraph,
    plain_text,
)
from tgbot.pages.book import Book
from tgbot.pages.page import Button, Page, Row, column, row
from tgbot.pages.start import needs_crisis_line

INTERNAL: Final = "section:"
HELPED, NOT_HELPED = 1, 2
"""What the two buttons of "was this useful?" carry."""

_RELATED: Final = 2
_FIRST: Final = "summary"
"""The page for who does not know where to begin."""
_SHARED: Final = 900
"""Characters of a section that is shared into another chat; the rest is one tap away."""


def learn(book: Book, run: Run, group: str = "") -> Page:
    """Say what there is to read and list the groups, with the sections of the one that is open."""
    groups = book.article.groups
    begin = book.article.by_id.get(_FIRST) if group not in groups else None
    buttons = [Button(book.say("read", title=begin.title), Link("section", run, begin.id))] if begin else []
    for name, sections in groups.items():
        is_open = name == group
        label = book.say("learn-open-group" if is_open else "learn-closed-group", name=book.say(f"group-{name}"))
        buttons.append(Button(label, Link("learn", run, "" if is_open else f"group-{name}")))
        if is_open:
            buttons += [Button(section.title, Link("section", run, section.id)) for section in sections]
    back = _back(book, run) or book.button("to-start", Link("start", run))
    return Page(
        blocks=(
            Heading(book.say("learn-title")),
            paragraph(book.say("learn-hint")),
            *((paragraph(*_offered(book, group)),) if group in groups else _all_offered(book)),
        ),
        rows=(*column(*buttons), *row(back), *_crisis(book, run)),
    )


def _all_offered(book: Book) -> tuple[Block, ...]:
    return items([_offered(book, group) for group in book.article.groups]), paragraph(book.say("learn-ask"))


def _offered(book: Book, group: str) -> Line:
    return (Bold(book.say(f"group-{group}")), ": ", book.say(f"about-{group}"))


def section(book: Book, run: Run, section_id: str, *, thanked: bool = False) -> Page:
    """Show one section with its sources folded below, and the ways on; once thanked, it does not ask again."""
    shown = book.article.by_id[section_id]
    return Page(
        blocks=(*_told(book, shown), _cited(book, shown), paragraph(*_review(book, shown))),
        rows=(
            *_neighbours(book, run, shown),
            *_related(book, run, shown),
            *(() if thanked else _useful(book, run, shown)),
            *_ways_out(book, run, shown),
            *_crisis(book, run),
        ),
        toast=book.say("useful-thanks") if thanked else "",
    )


def sources(book: Book, run: Run, section_id: str) -> Page:
    """Show what each source of a section is, and when its link last answered."""
    shown = book.article.by_id[section_id]
    listed = [book.sources[source] for source in shown.sources if source in book.sources]
    return Page(
        blocks=(
            Heading(book.say("sources-of", title=shown.title)),
            items([_described(book, source) for source in listed]),
            paragraph(*_review(book, shown)),
        ),
        rows=row(book.button("sources-back", Link("section", run, section_id))),
    )


def shared(book: Book, section_id: str) -> Page:
    """Make the message that is shared into another chat: its beginning, its sources, and buttons that are addresses."""
    shown = book.article.by_id[section_id]
    heading, *told = _told(book, shown)
    check = Button(book.say("start-check"), url=book.deep_link("check")) if book.checklist_enabled else None
    return Page(
        blocks=(heading, *_beginning(told), _cited(book, shown), paragraph(*_review(book, shown))),
        rows=(*row(Button(book.say("shared-read"), url=book.deep_link(f"s-{shown.id}"))), *row(check)),
    )


def opening(shown: Section) -> str:
    """Tell the first sentence of a section."""
    return next(sentences(shown.blocks), shown.title)


def _told(book: Book, shown: Section) -> tuple[Block, ...]:
    foreign = shown.language != book.language
    return (
        Heading(shown.title),
        *((paragraph(Italic(book.say("only-english"))),) if foreign else ()),
        *(_with_deep_links(book, block) for block in shown.blocks),
    )


def _cited(book: Book, shown: Section) -> Block:
    return Quote(((Bold(book.say("sources-title")),), *book.cited(shown.sources)), expandable=True)


def _described(book: Book, source: Source) -> Line:
    details = [book.say(f"source-{source.kind}")]
    details += [str(source.year)] if source.year else []
    details += [book.say("source-checked", day=source.checked.isoformat())] if source.checked else []
    return (Url(source.title, source.url), f" – {source.publisher} ({book.say('list-joint').join(details)})")


def _review(book: Book, shown: Section) -> Line:
    if shown.reviewed is None:
        return (Italic(book.say("not-reviewed")),)
    return (Italic(book.say("reviewed", day=shown.reviewed.isoformat(), reviewer=shown.reviewer)),)


def _beginning(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Take whole blocks while they fit; at least one. A lead-in without what it leads to is left out."""
    kept: list[Block] = []
    for block in blocks:
        if kept and len(plain_text([*kept, block])) > _SHARED:
            break
        kept.append(block)
    while len(kept) > 1 and len(kept) < len(blocks) and not isinstance(kept[-1], Items) and _leads_in(kept[-1]):
        kept.pop()
    return tuple(kept)


def _leads_in(block: Block) -> bool:
    """Tell whether a block only announces the next one: a heading, a bold line, words before a colon."""
    line = block.line if isinstance(block, Paragraph) else ()
    is_bold = bool(line) and all(isinstance(part, Bold) for part in line)
    return isinstance(block, Heading) or is_bold or plain_text([block]).rstrip().endswith(":")


def _neighbours(book: Book, run: Run, shown: Section) -> tuple[Row, ...]:
    order = book.article.sections
    place = order.index(shown)
    before = book.button("section-before", Link("section", run, order[place - 1].id)) if place else None
    after = book.button("section-next", Link("section", run, order[place + 1].id)) if place + 1 < len(order) else None
    return row(before, after)


def _related(book: Book, run: Run, shown: Section) -> tuple[Row, ...]:
    there = [book.article.by_id[name] for name in shown.related if name in book.article.by_id][:_RELATED]
    return column(*(Button(book.say("read", title=other.title), Link("section", run, other.id)) for other in there))


def _useful(book: Book, run: Run, shown: Section) -> tuple[Row, ...]:
    return row(
        book.button("useful-yes", Link("useful", run, shown.id, HELPED)),
        book.button("useful-no", Link("useful", run, shown.id, NOT_HELPED)),
    )


def _ways_out(book: Book, run: Run, shown: Section) -> tuple[Row, ...]:
    back = _back(book, run)
    check = book.button("start-check", Link("next", run)) if book.checklist_enabled else None
    return (
        *row(
            book.button("sources-open", Link("sources", run, shown.id)),
            book.button("learn-all", Link("learn", run, f"group-{shown.group}")),
        ),
        *row(back or check),
    )


def _back(book: Book, run: Run) -> Button | None:
    """Lead back to where the run was: to the card of an emergency, which nobody may read past, else to the result."""
    if not run.answers:
        return None
    fired = (r for r in book.questionnaire.rules if r.urgency is Urgency.EMERGENCY and r.fires(run.answers))
    grave = next(fired, None)
    if grave is None:
        return book.button("to-result", Link("result", run))
    return book.button("to-card", Link("crisis", run) if grave.card == "crisis" else Link("emergency", run, grave.id))


def _crisis(book: Book, run: Run) -> tuple[Row, ...]:
    return row(book.button("crisis-open", Link("crisis", run)) if needs_crisis_line(run) else None)


def _with_deep_links(book: Book, block: Block) -> Block:
    match block:
        case Paragraph(line):
            return Paragraph(_linked(book, line))
        case Items(lines):
            return replace(block, lines=tuple(_linked(book, line) for line in lines))
        case _:
            return block


def _linked(book: Book, line: Line) -> Line:
    """Make links between sections addresses, and set sources apart from the words before and after: (NHS; NINDS)."""
    parts: list[Inline] = []
    open_bracket = False
    for part in line:
        if isinstance(part, Url) and not part.url.startswith(INTERNAL):
            parts += ["; " if open_bracket else "(", part]
            open_bracket = True
        elif open_bracket and part == " ":
            continue
        else:
            parts += [")"] if open_bracket else []
            open_bracket = False
            parts.append(_resolved(book, part))
    return (*parts, ")") if open_bracket else tuple(parts)


def _resolved(book: Book, part: Inline) -> Inline:
    if isinstance(part, Url):
        return Url(part.text, book.deep_link("s-" + part.url.removeprefix(INTERNAL)))
    return part
