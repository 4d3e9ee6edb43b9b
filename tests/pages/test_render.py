"""What becomes of a page: always readable by Telegram's parser, within its limits, cut at a word outside any tag."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from tgbot.chat.render import ENTITY_LIMIT, LABEL_LIMIT, MORE, TEXT_LIMIT, cut, html, keyboard, prompt, units
from tgbot.checklist.code import Codec, Link
from tgbot.checklist.questionnaire import Questionnaire
from tgbot.checklist.run import Run
from tgbot.library.text import (
    Block,
    Bold,
    Clock,
    Heading,
    Inline,
    Italic,
    Items,
    Line,
    Paragraph,
    Quote,
    Url,
    paragraph,
    plain_text,
)
from tgbot.pages.page import PAGES, Button, Page, Prompt
from tgbot.playground.botapi.entities import units as telegram_units
from tgbot.playground.botapi.html import parse_html

TAG = re.compile(r"<[a-z]")
MARKUP = [
    "<b>",
    "</b>",
    "&lt;",
    "&",
    "<",
    ">",
    '"',
    "'",
    "</blockquote>",
    "<a href=",
    "&#x41;",
    "&amp;amp;",
    "`",
    "*",
    "](",
]
SCRIPTS = [
    "😀",
    "👩‍👩‍👧",
    "🇦🇺",
    "é",
    "اَلْعَرَبِيَّة",
    "עברית",
    "\u202e",
    "\u2068",
    "中文",
    "word",
    "a" * 300,
    "\n",
    " ",
    "\t",
    "\r\n",
]
WORDS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(MARKUP + SCRIPTS), max_size=12).map("".join),
    st.tuples(st.sampled_from(SCRIPTS + MARKUP), st.integers(1, 3000)).map(lambda pair: (pair[0] * pair[1])[:6000]),
)
URLS = st.one_of(
    st.just("https://example.org/?a=1&b=2"), WORDS.map(lambda words: f"https://t.me/bot?start={words[:80]}"), WORDS
)
INLINE = st.one_of(
    WORDS,
    WORDS.map(Bold),
    WORDS.map(Italic),
    st.builds(Url, WORDS, URLS),
    WORDS.map(lambda words: Clock(datetime(2026, 11, 22, tzinfo=UTC), words)),
)
LINE = st.lists(INLINE, min_size=1, max_size=6).map(tuple)
MANY_LINES = st.tuples(LINE, st.integers(1, 60)).map(lambda pair: (pair[0],) * pair[1])
LINES = st.one_of(st.lists(LINE, max_size=5).map(tuple), MANY_LINES)
BLOCK = st.one_of(
    WORDS.map(Heading),
    LINE.map(Paragraph),
    st.builds(Items, LINES, st.booleans()),
    st.builds(Quote, LINES, st.booleans()),
)
BLOCKS = st.lists(BLOCK, max_size=8)
CODEC = Codec(Questionnaire("1", (), (), "reason"), PAGES, ())


def read(blocks: list[Block] | tuple[Block, ...], limit: int = TEXT_LIMIT) -> str:
    """Render, read it back as Telegram does, and hold the limits; tells the text as a person sees it."""
    source = html(blocks, limit)
    seen = parse_html(source)
    assert telegram_units(seen.text) <= limit
    assert len(TAG.findall(source)) <= ENTITY_LIMIT
    assert len(seen.entities) <= ENTITY_LIMIT
    return seen.text


@settings(max_examples=200, deadline=None)
@given(BLOCKS)
def test_whatever_is_written_telegram_can_read_it(blocks: list[Block]) -> None:
    """No text, url or nesting breaks the markup, exceeds 4096 units or brings more than 100 entities."""
    holds(blocks)


def test_five_thousand_pages_more() -> None:
    """The same over 5,000 pages drawn at random, which is quicker than drawing their parts one by one."""
    for seed in range(5000):
        holds(drawn(random.Random(seed)))


def holds(blocks: list[Block]) -> None:
    """Hold the limits, and lose nothing where all of it fits."""
    shown = squeezed(read(blocks))
    told = plain_text(blocks)
    if units(told) + 12 * sum(1 + len(getattr(block, "lines", ())) for block in blocks) <= TEXT_LIMIT:
        for line in told.split("\n"):
            assert squeezed(line) in shown


def drawn(chance: random.Random) -> list[Block]:
    """Draw a page: mostly short words of every kind, now and then a very long one or very many."""

    def words() -> str:
        kind = chance.random()
        if kind < 0.3:
            return "".join(
                chr(chance.choice([chance.randint(1, 0x7FF), chance.randint(0xE000, 0x1FFFF)])) for _ in range(9)
            )
        if kind < 0.97:
            return "".join(chance.choices(MARKUP + SCRIPTS, k=chance.randint(0, 9)))
        return (chance.choice(MARKUP + SCRIPTS) * chance.randint(1, 3000))[:6000]

    def inline() -> Inline:
        text = words()
        address = chance.choice(
            ["https://example.org/?a=1&b=2", "https://t.me/bot?start=" + words()[:90], words()[:90]]
        )
        moment = Clock(datetime(2026, 11, 22, tzinfo=UTC), text)
        return chance.choice([text, text, Bold(text), Italic(text), Url(text, address), moment])

    def line() -> Line:
        return tuple(inline() for _ in range(chance.randint(1, 3)))

    def block() -> Block:
        lines = tuple(line() for _ in range(chance.choice([0, 1, 2]))) * chance.choice([1, 1, 2, 50])
        folded = chance.random() < 0.5
        return chance.choice([Heading(words()), Paragraph(line()), Items(lines, folded), Quote(lines, folded)])

    return [block() for _ in range(chance.randint(0, 7))]


@settings(max_examples=200, deadline=None)
@given(BLOCKS, st.integers(1, 200))
def test_any_limit_is_held(blocks: list[Block], limit: int) -> None:
    """The same holds for any other limit, such as that of a caption."""
    read(blocks, limit)


@settings(max_examples=200, deadline=None)
@given(WORDS, st.integers(0, 400))
def test_a_cut_text_is_the_beginning_and_says_that_something_is_missing(words: str, limit: int) -> None:
    """At most `limit` units; what is left out is marked; nothing is changed."""
    short = cut(words, limit)
    assert units(short) <= limit
    if short != words and limit:
        assert short.endswith(MORE)
        assert words.startswith(short[:-1])


def test_the_cut_is_at_a_word() -> None:
    """No word is cut in two where a space is near."""
    text = "word " * 2000
    shown = read([Paragraph((Bold(text),))])
    assert shown.endswith("word" + MORE)
    assert 4080 < len(shown) <= TEXT_LIMIT


def test_an_endless_word_is_cut_all_the_same() -> None:
    """4096 emoji are 8192 units; half of them fit, and no pair is torn."""
    shown = read([paragraph("😭" * 4096)])
    assert shown == "😭" * 2047 + MORE


def test_what_people_type_is_never_markup() -> None:
    """Quoted words come back letter by letter."""
    typed = """<b>x</b> & &lt; <a href="javascript:1">"' </blockquote>"""
    source = html([Quote(((typed,),))])
    seen = parse_html(source)
    assert seen.text == typed
    assert [entity.type for entity in seen.entities] == ["blockquote"]


def test_after_a_hundred_entities_words_go_on_plainly() -> None:
    """The text stays whole when there are too many entities for it; a quote's own counts as well."""
    lines = tuple((Bold(f"bold {number}"),) for number in range(150))
    assert read([Items(lines), Quote((("quoted",),))]).endswith("quoted")


def test_a_prompt_ends_in_its_way_back() -> None:
    """The last word is a link, also below a quote, after bold words, and in a language that rides along."""
    link = Link("zone_typed")
    for blocks in (
        (Quote((("before",),)), paragraph("Please answer here")),
        (paragraph(Bold("Now?")),),
        (Heading("Now?"),),
    ):
        text, _ = prompt(Page(blocks, prompt=Prompt(link, "22:45")), CODEC, "https://t.me/bot?start=", "pl")
        seen = parse_html(text)
        last = [entity for entity in seen.entities if entity.type == "text_link"][-1]
        assert last.end == telegram_units(seen.text)
        payload = dict(last.extra)["url"].partition("?start=")[2]
        assert CODEC.decode(payload) == Link("zone_typed", Run(language="pl"))


def test_a_prompt_keeps_its_way_back_whatever_stands_above() -> None:
    """Long quoted words are cut, never the link."""
    blocks = (Quote((("word " * 1500,),)), paragraph("Please answer here"))
    text, _ = prompt(Page(blocks, prompt=Prompt(Link("zone_typed"), "22:45")), CODEC, "https://t.me/bot?start=")
    seen = parse_html(text)
    assert telegram_units(seen.text) <= TEXT_LIMIT
    assert seen.text.endswith(f"word{MORE}\n\nPlease answer here")
    assert seen.entities[-1].type == "text_link"


def test_a_page_that_asks_for_nothing_is_no_prompt() -> None:
    """Asking for a prompt where there is none is a mistake of ours."""
    with pytest.raises(ValueError, match="asks for nothing"):
        prompt(Page((paragraph("x"),)), CODEC, "")


def test_a_chosen_language_rides_in_every_link() -> None:
    """Links that choose none carry it on; one that chooses another keeps its own."""
    page = Page(
        (), ((Button("a", Link("start")), Button("b", Link("start", Run(language="ar")))), (Button("c", url="x"),))
    )
    made = keyboard(page, CODEC, "pl")
    assert isinstance(made, InlineKeyboardMarkup)
    first, second = made.inline_keyboard[0]
    assert CODEC.decode(str(first.callback_data)).run.language == "pl"
    assert CODEC.decode(str(second.callback_data)).run.language == "ar"


@given(st.text())
def test_labels_are_short_enough(label: str) -> None:
    """A label of any length becomes one that a button takes."""
    made = keyboard(Page((), ((Button(label, Link("start")),),)), CODEC)
    assert made is not None
    assert units(made.inline_keyboard[0][0].text) <= LABEL_LIMIT


def squeezed(text: str) -> str:
    """Tell the characters that are neither spaces nor taken out by Telegram."""
    return re.sub(r"[\s\x00-\x1f\u200e\u202a-\u202e\u0333\u033f\u030a]+", "", text)
