"""Inline mode: "@bot nose" in any chat offers sections to share. It touches nothing personal and asks nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import structlog
from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from tgbot.chat.deps import Deps
from tgbot.chat.flood import Verdict
from tgbot.chat.render import cut, html, keyboard
from tgbot.checklist.code import Link
from tgbot.library.article import Section
from tgbot.pages import card, section
from tgbot.pages.book import Book

MOST: Final = 50
"""Results that Telegram takes at once."""
FITTING: Final = 10
"""Sections that are offered for typed words."""
KEPT: Final = 300
"""Seconds for which Telegram may answer the same words by itself."""

_DESCRIBED: Final = 120
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
_TOO_OLD: Final = "query is too old"

log = structlog.get_logger("tgbot.chat")


async def offer(deps: Deps, query: InlineQuery) -> None:
    """Answer what was typed after the bot's name. Words that sound like danger get the way to help, and no article.

    Who asks without end is told so once and then left without an answer, but for such words.
    """
    book = deps.book(query.from_user.language_code or "")
    words = query.query.strip()
    verdict = deps.inline_flood.take(query.from_user.id, deps.clock.now())
    alarm = _alarm(deps, book, words)
    if alarm is None and verdict is not Verdict.PASS:
        if verdict is Verdict.TELL:
            log.warning("flood", inline=True)
            await _answer(query, _button(book, "inline-flood", deps.codec.encode(Link("learn"))))
        return
    sections = () if alarm else _fitting(deps, book, words)
    await _answer(
        query,
        alarm or (None if sections else _elsewhere(deps, book)),
        [_result(deps, book, shown) for shown in sections],
        kept=0 if alarm else KEPT,
        # Telegram answers others from memory, and others may speak another language.
        is_personal=bool(alarm) or len(deps.books) > 1,
    )


async def _answer(
    query: InlineQuery,
    button: InlineQueryResultsButton | None,
    results: Sequence[InlineQueryResultArticle] = (),
    *,
    kept: int = 0,
    is_personal: bool = True,
) -> None:
    try:
        await query.answer(results, button=button, cache_time=kept, is_personal=is_personal)
    except BadRequest as problem:
        if _TOO_OLD not in problem.message.lower():
            raise


def _alarm(deps: Deps, book: Book, words: str) -> InlineQueryResultsButton | None:
    heard = deps.content.language(book.language).screening.screen(words)
    if heard.kind == "emergency":
        rule = card.rule_about(book.questionnaire, heard.topic)
        return _button(book, "inline-emergency", deps.codec.encode(Link("emergency", topic=rule)))
    if heard.kind == "crisis":
        return _button(book, "inline-crisis", deps.codec.encode(Link("crisis")))
    return None


def _elsewhere(deps: Deps, book: Book) -> InlineQueryResultsButton:
    return _button(book, "inline-none", deps.codec.encode(Link("learn")))


def _button(book: Book, key: str, payload: str) -> InlineQueryResultsButton:
    return InlineQueryResultsButton(book.say(key), start_parameter=payload)


def _fitting(deps: Deps, book: Book, words: str) -> tuple[Section, ...]:
    if not words:
        return book.article.sections[:MOST]
    for language in dict.fromkeys((book.language, "en")):
        hits = deps.searches[language].search(words, limit=FITTING)
        if hits:
            return tuple(book.article.by_id[hit.section_id] for hit in hits)
    return ()


def _result(deps: Deps, book: Book, shown: Section) -> InlineQueryResultArticle:
    page = section.shared(book, shown.id)
    return InlineQueryResultArticle(
        id=shown.id,
        title=shown.title,
        description=cut(section.opening(shown), _DESCRIBED),
        input_message_content=InputTextMessageContent(
            html(page.blocks), parse_mode=ParseMode.HTML, link_preview_options=_NO_PREVIEW
        ),
        reply_markup=keyboard(page, deps.codec),
    )
