"""Formatted text: what Telegram makes of HTML, MarkdownV2 and plain texts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tgbot.playground.botapi.detect import detect
from tgbot.playground.botapi.entities import BadMarkup, Entity, Formatted, units
from tgbot.playground.botapi.html import parse_html
from tgbot.playground.botapi.markdown import parse_markdown_v2
from tgbot.playground.botapi.markdown_old import parse_markdown
from tgbot.playground.botapi.render import to_html, to_page
from tgbot.playground.botapi.tidying import tidy

MARKUP = st.text(st.sampled_from("ab <>/&;=\"'_*[]()~`|>!\\#.-\n😀é")) | st.text()
PIECES = st.sampled_from(
    ["a", " ", "\n", "😀", "&lt;", "&amp;", "<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "<code>", "</code>", "<pre>",
     "</pre>", "<blockquote>", "<blockquote expandable>", "</blockquote>", '<a href="https://example.org/?a=1&amp;b=2">',
     "</a>", "<tg-spoiler>", "</tg-spoiler>", '<tg-time unix="1700000000" format="wDT">', "</tg-time>",
     '<span class="tg-spoiler">', "</span>"]
)  # fmt: skip


def told(formatted: Formatted) -> list[tuple[Any, ...]]:
    """Write entities short."""
    return [(e.type, e.offset, e.length, *(value for _, value in e.extra)) for e in formatted.entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b>", "a", [("bold", 0, 1)]),
        ("<STRONG>a</strong>", "a", [("bold", 0, 1)]),
        ("😀<i>é</i>", "😀é", [("italic", 2, 1)]),
        ("  <u>a </u> ", "a", [("underline", 0, 1)]),
        ("<b>x<i>y</i></b>", "xy", [("bold", 0, 1), ("bold", 1, 1), ("italic", 1, 1)]),
        ("<del>a</del><s>b</s>", "ab", [("strikethrough", 0, 2)]),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", [("spoiler", 0, 2)]),
        ('<a href="http://example.org">x</a>', "x", [("text_link", 0, 1, "http://example.org/")]),
        ("<a href='https://e.org/?a=1&amp;b=2'>x</a>", "x", [("text_link", 0, 1, "https://e.org/?a=1&b=2")]),
        ('<a href="javascript:alert(1)">x</a>', "x", []),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1, "python")]),
        ("<code>a<b>b</b></code>", "ab", [("code", 0, 2)]),
        ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        (
            '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
            "👍",
            [("custom_emoji", 0, 2, "5368324170671202286")],
        ),
        ('<tg-time unix="1647531900" format="wDT">soon</tg-time>', "soon", [("date_time", 0, 4, 1647531900, "wDT")]),
        ('<tg-time unix="1647531900">soon</tg-time>', "soon", [("date_time", 0, 4, 1647531900)]),
        ("&lt;&gt;&amp;&quot;&#65;&#x42;&nbsp;", '<>&"AB&nbsp;', []),
        ("<b></b>a", "a", []),
        ('<code class="language-c"><pre>x</pre></code>', "x", [("pre", 0, 1, "c")]),
        ('<code class="language-c">x</code>', "x", [("code", 0, 1)]),
        ("<a>nhs.uk</a> <a>nhs.uk </a>", "nhs.uk nhs.uk", [("text_link", 0, 6, "http://nhs.uk/")]),
        ("<b any>a</b>", "a", [("bold", 0, 1)]),
        ("<blockquote>a</blockquote><b>b</b>", "ab", [("blockquote", 0, 1), ("bold", 1, 1)]),
        ("a\r\nb<b>c</b>", "a\nbc", [("bold", 3, 1)]),
    ],
)
def test_html_is_read_as_telegram_reads_it(source: str, text: str, entities: list[tuple[Any, ...]]) -> None:
    """Each tag becomes its entity, counted in UTF-16 units of the text that is left."""
    formatted = parse_html(source)
    assert (formatted.text, told(formatted)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("é<p>", 'Unsupported start tag "p" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-time unix="soon">a</tg-time>', "Invalid Unix time specified"),
        ('<tg-time unix="1" format="x">a</tg-time>', "Invalid date-time format specified"),
        ("<b></b", "Unclosed end tag at byte offset 3"),
        ("<i a = ", 'Unclosed start tag "i" at byte offset 0'),
        (
            "x&#xD801;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
                "code units"
            ),
        ),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, refusal: str) -> None:
    """A bot finds its mistake by the words that it will see on Telegram."""
    with pytest.raises(BadMarkup) as error:
        parse_html(source)
    assert str(error.value) == refusal


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*a*", "a", [("bold", 0, 1)]),
        ("_a_ __b__", "a b", [("italic", 0, 1), ("underline", 2, 1)]),
        ("~a~ ||b||", "a b", [("strikethrough", 0, 1), ("spoiler", 2, 1)]),
        ("*a _b_*", "a b", [("bold", 0, 2), ("bold", 2, 1), ("italic", 2, 1)]),
        ("*a*_\r__b__\\_c_", "ab_c", [("bold", 0, 1), ("italic", 1, 3), ("underline", 1, 1)]),
        ("`a` ```py\nb```", "a b", [("code", 0, 1), ("pre", 2, 1, "py")]),
        ("*x\n>y\nz*", "x\ny\nz", [("bold", 0, 2), ("blockquote", 2, 2), ("bold", 2, 2), ("bold", 4, 1)]),
        (
            "a\n>b ||c|| d||\n\n>e",
            "a\nb c d\n\ne",
            [("expandable_blockquote", 2, 6), ("spoiler", 4, 1), ("blockquote", 9, 1)],
        ),
        (r"1\. \_x\_", "1. _x_", []),
        ("[x](http://example.org/a\\)b)", "x", [("text_link", 0, 1, "http://example.org/a)b")]),
        ("`a*b`", "a*b", [("code", 0, 3)]),
        ("```python\nx = 1\n```", "x = 1", [("pre", 0, 5, "python")]),
        (">a\n>b\nc", "a\nb\nc", [("blockquote", 0, 4)]),
        (">a\n>b||", "a\nb", [("expandable_blockquote", 0, 3)]),
        ("![👍](tg://emoji?id=53)", "👍", [("custom_emoji", 0, 2, "53")]),
        ("![soon](tg://time?unix=1700000000&format=wDT)", "soon", [("date_time", 0, 4, 1700000000, "wDT")]),
    ],
)
def test_markdown_v2_is_read_as_telegram_reads_it(source: str, text: str, entities: list[tuple[Any, ...]]) -> None:
    """Each mark becomes its entity."""
    formatted = parse_markdown_v2(source)
    assert (formatted.text, told(formatted)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("a.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("*a", "Can't find end of Bold entity at byte offset 0"),
        ("é_a", "Can't find end of Italic entity at byte offset 2"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("![a](http://b)", "Custom emoji URL must have scheme tg"),
        ("![a]", "Custom emoji entity must contain a tg://emoji URL"),
        ("![a](tg://emoji?id=012)", "Invalid custom emoji identifier specified"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
        ("```py x`", "Can't find end of Code entity at byte offset 7"),
    ],
)
def test_broken_markdown_is_refused_in_telegrams_words(source: str, refusal: str) -> None:
    """A bot finds its mistake by the words that it will see on Telegram."""
    with pytest.raises(BadMarkup) as error:
        parse_markdown_v2(source)
    assert str(error.value) == refusal


def test_the_old_markdown_still_works() -> None:
    """Bold, italic, code and links, without nesting."""
    formatted = parse_markdown("*a* _b_ `c` [d](http://e.org/) \\_")
    assert formatted.text == "a b c d _"
    assert [entity.type for entity in formatted.entities] == ["bold", "italic", "code", "text_link"]


@given(MARKUP)
def test_random_html_is_read_or_refused(source: str) -> None:
    """Nothing but BadMarkup ever comes out, and entities stay inside the text."""
    try:
        formatted = parse_html(source)
    except BadMarkup:
        return
    assert all(0 <= e.offset < e.end <= units(formatted.text) for e in formatted.entities)


@given(MARKUP)
def test_random_markdown_is_read_or_refused(source: str) -> None:
    """Nothing but BadMarkup ever comes out, and entities stay inside the text."""
    for parse in (parse_markdown_v2, parse_markdown):
        try:
            formatted = parse(source)
        except BadMarkup:
            continue
        assert all(0 <= e.offset < e.end <= units(formatted.text) for e in formatted.entities)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_html_round_trip(source: str) -> None:
    """What was read and written again reads the same."""
    try:
        formatted = parse_html(source)
    except BadMarkup:
        return
    assert parse_html(to_html(formatted.text, formatted.entities)) == formatted


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.sampled_from(["bold", "italic", "code", "spoiler"]), st.integers(0, 40), st.integers(1, 40))),
)
def test_any_entities_make_well_formed_html(text: str, spans: list[tuple[str, int, int]]) -> None:
    """Entities that overlap, or reach beyond the text, still give HTML that reads back to the same text."""
    formatted = tidy(text, [Entity(*span) for span in spans])
    assert parse_html(to_html(formatted.text, formatted.entities)).text == formatted.text


@given(st.text())
def test_detection_never_fails(text: str) -> None:
    """Any text can be searched for links and commands."""
    formatted = tidy(text, ())
    assert detect(formatted).text == formatted.text


def test_what_telegram_finds_by_itself() -> None:
    """Commands, links, mentions, hashtags and addresses in a person's text are marked."""
    found = detect(tidy("/start@twitch_bot see https://nhs.uk/a, or t.me/x @ann #als me@e.org 😀 /help", ()))
    words = [found.text.encode("utf-16-le")[2 * e.offset : 2 * e.end].decode("utf-16-le") for e in found.entities]
    assert list(zip([e.type for e in found.entities], words, strict=True)) == [
        ("bot_command", "/start@twitch_bot"), ("url", "https://nhs.uk/a"), ("url", "t.me/x"), ("mention", "@ann"),
        ("hashtag", "#als"), ("email", "me@e.org"), ("bot_command", "/help"),
    ]  # fmt: skip


def test_only_a_hundred_entities_stay() -> None:
    """The hundred and first is lost without a word, as on Telegram."""
    assert len(parse_html("<b>a</b> " * 120).entities) == 100


def test_a_page_gets_safe_html() -> None:
    """Scripts are text, links open outside, commands can be found."""
    source = parse_html('<b>&lt;script&gt;</b> <a href="https://e.org/&quot;x">y</a> <tg-spoiler>z</tg-spoiler>')
    assert to_page(source.text, source.entities) == (
        '<b>&lt;script&gt;</b> <a href="https://e.org/&quot;x" target="_blank" rel="noopener noreferrer">y</a>'
        ' <span class="tg-spoiler">z</span>'
    )
    command = detect(Formatted("/help"))
    assert to_page(command.text, command.entities) == '<a href="#" class="bot-command" data-command="/help">/help</a>'
