"""Every section as a message: whole, within Telegram's limits, with its sources, its review and plain buttons."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import CONTENT
from tgbot.chat.deps import make_books, make_codec
from tgbot.chat.render import ENTITY_LIMIT, LABEL_LIMIT, MORE, TEXT_LIMIT, html, keyboard
from tgbot.checklist.code import LIMIT
from tgbot.checklist.run import Run
from tgbot.library.article import Article, Section
from tgbot.library.content import Content
from tgbot.library.loader import load
from tgbot.library.text import Paragraph, Url, plain_text
from tgbot.pages import section
from tgbot.pages.book import Book
from tgbot.pages.page import Page
from tgbot.playground.botapi.entities import Formatted, units
from tgbot.playground.botapi.html import parse_html

SECTIONS = tuple(path.stem for path in sorted((CONTENT / "en" / "article").glob("*.md")))
INLINE_LIMIT = 2000
"""A page that is shared into somebody else's chat is kept to about a screen."""


@pytest.fixture(scope="module")
def whole() -> Content:
    """Load the project's content."""
    return load(CONTENT, strict=True)


@pytest.fixture(scope="module")
def book(whole: Content) -> Book:
    """Bind it in English."""
    return make_books(whole, "a_bot")["en"]


def seen(page: Page) -> Formatted:
    """Read a page as Telegram does; hold its limits, and lose nothing."""
    shown = parse_html(html(page.blocks))
    assert 0 < units(shown.text) <= TEXT_LIMIT
    assert len(shown.entities) <= ENTITY_LIMIT
    assert not shown.text.endswith(MORE)
    labels = [button.label for row in page.rows for button in row]
    assert len(labels) == len(set(labels)), "two buttons of a page say the same"
    assert all(units(label) <= LABEL_LIMIT for label in labels)
    return shown


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_is_whole_and_names_its_sources(book: Book, name: str) -> None:
    """All words, each source's title with its link, the review, and at most about ten buttons."""
    page = section.section(book, Run(), name)
    shown = seen(page)
    told = book.article.by_id[name]
    words = re.findall(r"\w+", re.sub(r"(?m)^\d+\. ", "", shown.text))
    assert words[: len(told_words := re.findall(r"\w+", f"{told.title} {plain_text(told.blocks)}"))] == told_words
    links = {dict(entity.extra)["url"] for entity in shown.entities if entity.type == "text_link"}
    for source in told.sources:
        assert book.sources[source].title in shown.text
        assert book.sources[source].url in links
    assert "Not clinically reviewed" in shown.text
    assert not any(link.startswith(section.INTERNAL) for link in links)
    assert len(page.rows) <= 8


@pytest.mark.parametrize("name", SECTIONS)
def test_the_pages_around_a_section_hold_the_limits(book: Book, name: str) -> None:
    """Its sources, its shared form with addresses only, its thanks, and its first sentence."""
    seen(section.sources(book, Run(), name))
    shared = section.shared(book, name)
    assert units(seen(shared).text) <= INLINE_LIMIT
    assert all(button.url and not button.link for row in shared.rows for button in row)
    assert section.section(book, Run(), name, thanked=True).toast
    assert 10 < len(section.opening(book.article.by_id[name])) < 400


@pytest.mark.parametrize("name", SECTIONS)
def test_every_button_fits_with_a_whole_run(whole: Content, book: Book, name: str) -> None:
    """The longest run there is (every question answered last, every extra) still fits into every button."""
    answers = {question.id: question.options[-1].id for question in book.questionnaire.questions}
    run = Run(answers, short=True, country="ZZ", language="zz", started=date(2099, 1, 1), turn=7, row="f" * 32)
    page = section.section(book, run, name)
    made = keyboard(page, make_codec(whole))
    assert made is not None
    assert max(len(str(button.callback_data)) for row in made.inline_keyboard for button in row) <= LIMIT


def test_every_group_opens(book: Book) -> None:
    """/learn holds the limits whichever group is open, and all sections are reached from it."""
    reached: set[str] = set()
    for group in ("", *book.article.groups):
        page = section.learn(book, Run(), group)
        seen(page)
        links = [button.link for row in page.rows for button in row]
        reached |= {link.topic for link in links if link and link.page == "section"}
    assert reached == set(SECTIONS)


def test_next_and_before_walk_through_all(book: Book) -> None:
    """From the first section, next leads through every one and ends; before leads back."""
    name, walked = book.article.sections[0].id, []
    while name:
        walked.append(name)
        ways = {b.label: b.link for row in section.section(book, Run(), name).rows for b in row}
        following = ways.get("Next ›")
        name = following.topic if following else ""
    assert walked == [one.id for one in book.article.sections]


def test_a_reviewed_section_names_its_reviewer(book: Book) -> None:
    """A date and a name take the place of "not clinically reviewed"."""
    told = replace(book.article.sections[0], reviewed=date(2026, 12, 1), reviewer="Dr. A. Example")
    shown = seen(section.section(with_sections(book, told), Run(), told.id))
    assert "Reviewed by Dr. A. Example on 2026-12-01." in shown.text
    assert "Not clinically reviewed" not in shown.text


def test_sources_stand_apart_from_the_words(book: Book) -> None:
    """Each claim is followed by its sources in brackets, so that two sentences do not run together."""
    nhs, ninds = (Url(name, f"https://{name}.example") for name in ("NHS", "NINDS"))
    told = replace(
        book.article.sections[0],
        blocks=(Paragraph(("One. ", nhs, " ", ninds, " Two. ", nhs, " See ", Url("that", "section:crisis"), ".")),),
    )
    assert (
        "One. (NHS; NINDS) Two. (NHS) See that."
        in seen(section.section(with_sections(book, told), Run(), told.id)).text
    )


def test_a_link_to_another_section_is_an_address(book: Book) -> None:
    """`section:` never reaches a message: it becomes a link into this chat."""
    told = replace(book.article.sections[0], blocks=(Paragraph(("See ", Url("that", "section:crisis"), ".")),))
    shown = seen(section.section(with_sections(book, told), Run(), told.id))
    assert "https://t.me/a_bot?start=s-crisis" in [dict(e.extra).get("url") for e in shown.entities]


def with_sections(book: Book, *sections: Section) -> Book:
    """Make a book with these sections only."""
    return replace(book, article=Article(tuple(replace(one, related=()) for one in sections)))
