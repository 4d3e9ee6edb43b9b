"""A page becomes a message: HTML within Telegram's limits, and a keyboard. Everything is escaped here and only here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Any

from telegram import ForceReply, InlineKeyboardMarkup

from tgbot.checklist.code import Codec, Link
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
    plain_text,
)
from tgbot.pages.page import Button, Page

TEXT_LIMIT = 4096
"""UTF-16 code units of a message, counted after the markup is read."""
ENTITY_LIMIT = 100
LABEL_LIMIT = 64
MORE = "…"

_READY: dict[int, tuple[Sequence[Block], str]] = {}
"""Texts of pages that are the same for everybody, by the identity of their blocks, which are kept beside them."""

_MOST_READY = 4096


def html(blocks: Sequence[Block], limit: int = TEXT_LIMIT) -> str:
    """Write blocks as Telegram's HTML; too much is cut at a word, outside any tag, with an ellipsis."""
    writer = _Writer(limit)
    for block in blocks:
        if writer.full:
            break
        writer.block(block)
    return "".join(writer.parts)


def text_of(page: Page) -> str:
    """Write a page's text; one that is the same for everybody is written once."""
    if not page.common:
        return html(page.blocks)
    ready = _READY.get(id(page.blocks))
    if ready is None or ready[0] is not page.blocks:
        if len(_READY) >= _MOST_READY:
            _READY.clear()
        ready = _READY[id(page.blocks)] = (page.blocks, html(page.blocks))
    return ready[1]


def keyboard(page: Page, codec: Codec, language: str = "") -> InlineKeyboardMarkup | None:
    """Make the inline keyboard as the library's object; None when the page has no buttons."""
    plain = markup(page, codec, language)
    return InlineKeyboardMarkup.de_json(plain["reply_markup"]) if plain else None


def markup(page: Page, codec: Codec, language: str = "") -> dict[str, Any]:
    """Make the inline keyboard as the plain JSON that Telegram reads: for taps, where the library's objects cost most.

    It goes out as `api_kwargs`; a page without buttons gives none, and an edit then drops the old ones. A chosen
    `language` rides on in every link that does not choose one itself.
    """
    rows = [[_button(button, codec, language) for button in buttons] for buttons in page.rows]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def prompt(page: Page, codec: Codec, deep_link: str, language: str = "") -> tuple[str, ForceReply]:
    """Make the text and the reply of a prompt. Its last word is a link that brings the way back with the answer."""
    if page.prompt is None:
        raise ValueError("the page asks for nothing")
    address = deep_link + codec.encode(_carrying(page.prompt.link, language))
    *before, last = _ending_in(address, page.blocks)
    # Whatever stands above is cut first: without its last word a prompt could not be answered.
    above = html(before, TEXT_LIMIT - units(plain_text((last,))) - 2)
    text = above + ("\n\n" if above else "") + html((last,))
    return text, ForceReply(input_field_placeholder=page.prompt.placeholder[:LABEL_LIMIT])


def _ending_in(address: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Make the last word a link; where the page does not end in plain words, a sign is added that is one."""
    *before, last = blocks
    *parts, words = last.line if isinstance(last, Paragraph) else [None]
    if isinstance(words, str) and words.strip():
        head, space, word = words.rstrip().rpartition(" ")
        return (*before, Paragraph((*parts, head + space, Url(word, address))))
    return (*blocks, Paragraph((Url(MORE, address),)))


def _carrying(link: Link, language: str) -> Link:
    return replace(link, run=replace(link.run, language=link.run.language or language))


def units(text: str) -> int:
    """Count as Telegram counts: UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """Shorten to at most `limit` units, at a word where there is one, with an ellipsis when something is missing."""
    if units(text) <= limit:
        return text
    if limit < 1:
        return ""
    short = text[: limit - 1]
    while units(short) > limit - 1:
        short = short[:-1]
    head, space, _ = short.rpartition(" ")
    return (head if space and len(head) > limit // 2 else short).rstrip() + MORE


class _Writer:
    """Writes blocks one after the other and counts what Telegram counts."""

    def __init__(self, limit: int) -> None:
        self.parts: list[str] = []
        self.left = limit
        self.entities = ENTITY_LIMIT
        self.full = False
        self.after_heading = False

    def block(self, block: Block) -> None:
        if self.parts:
            self.text("\n" if self.after_heading and isinstance(block, Items) else "\n\n")
        self.after_heading = isinstance(block, Heading) and block.close
        match block:
            case Heading(text, _):
                self.inline(Bold(text))
            case Paragraph(line):
                self.line(line)
            case Items(lines, numbered):
                marks = [f"{number}. " if numbered else "• " for number in range(1, len(lines) + 1)]
                self.lines([(mark, *line) for mark, line in zip(marks, lines, strict=True)])
            case Quote(lines, expandable):
                self.quote(lines, expandable=expandable)

    def quote(self, lines: Sequence[Line], *, expandable: bool) -> None:
        if self.entities < 1:
            self.lines(lines)
            return
        self.entities -= 1
        self.parts.append("<blockquote expandable>" if expandable else "<blockquote>")
        self.lines(lines)
        self.parts.append("</blockquote>")

    def lines(self, lines: Sequence[Line]) -> None:
        for number, line in enumerate(lines):
            if number:
                self.text("\n")
            self.line(line)

    def line(self, line: Line) -> None:
        for part in line:
            self.inline(part)

    def inline(self, part: Inline) -> None:
        if isinstance(part, str):
            self.text(part)
            return
        opening, closing = _tags(part) if self.entities > 0 and not self.full and part.text.strip() else ("", "")
        self.entities -= bool(opening)
        self.parts.append(opening)
        self.text(part.text)
        self.parts.append(closing)

    def text(self, text: str) -> None:
        if self.full:
            return
        fitting = cut(text, self.left)
        self.full = fitting != text
        self.left -= units(fitting)
        self.parts.append(escape(fitting, quote=False))


def _tags(part: Bold | Italic | Url | Clock) -> tuple[str, str]:
    match part:
        case Bold():
            return "<b>", "</b>"
        case Italic():
            return "<i>", "</i>"
        case Url(_, url):
            return f'<a href="{escape(url)}">', "</a>"
        case Clock(at, _):
            return f'<tg-time unix="{int(at.timestamp())}" format="wDt">', "</tg-time>"


def _button(button: Button, codec: Codec, language: str) -> dict[str, Any]:
    plain: dict[str, Any] = {"text": cut(button.label, LABEL_LIMIT)}
    if button.link is not None:
        link = _carrying(button.link, language) if language else button.link
        plain["callback_data"] = codec.encode(link)
    elif button.url:
        plain["url"] = button.url
    else:
        plain["copy_text"] = {"text": button.copy}
    if button.style:
        plain["style"] = button.style
    return plain
