"""One turn of the conversation: what came in, for handlers to read, and the way to show a page in return."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

import structlog
from telegram import Bot, CallbackQuery, LinkPreviewOptions, Message
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, TelegramError

from tgbot.chat.deps import Deps
from tgbot.chat.render import markup, prompt, text_of
from tgbot.chat.tapped import place_of_tap, quoting
from tgbot.checklist.code import Link
from tgbot.checklist.run import Run
from tgbot.pages.book import Book
from tgbot.pages.page import Page
from tgbot.store.seal import MadeBy

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "message is not modified"
_TOO_OLD = "query is too old"

_log = structlog.get_logger("tgbot.chat")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a handler sees of an update. `words` is what was typed, or what stands quoted in the tapped message.

    `quotes` are all texts that stand quoted in the tapped message, or in the prompt of ours that a message answers.
    """

    deps: Deps
    bot: Bot
    chat_id: int
    language_code: str
    link: Link
    private: bool = True
    message_id: int = 0
    query: CallbackQuery | None = None
    editable: bool = False
    words: str = ""
    quotes: tuple[str, ...] = ()

    @property
    def run(self) -> Run:
        """Tell the run that the tapped button carried."""
        return self.link.run

    @property
    def book(self) -> Book:
        """Tell the texts to speak in: the chosen language, else the client's."""
        return self.deps.book(self.run.language or self.language_code)

    @property
    def now(self) -> datetime:
        """Tell the present moment in UTC."""
        return self.deps.clock.now()

    @property
    def made_by(self) -> MadeBy:
        """Name the button that was tapped, so that a row made by it is made once."""
        data = (self.query.data if self.query else "") or ""
        return self.deps.store.seal.made_by(self.chat_id, self.message_id, data)

    def to(self, link: Link) -> Turn:
        """Go on as if another link had been tapped."""
        return replace(self, link=link)

    def keeping(self, run: Run) -> Turn:
        """Go on with the language and country of another run, where this one has none."""
        language, country = self.run.language or run.language, self.run.country or run.country
        return self.to(replace(self.link, run=replace(self.run, language=language, country=country)))

    async def show(self, page: Page) -> None:
        """Show a page: in place of the tapped message where that is possible, else as a new one."""
        if self.query is None:
            await self._send(page)
            return
        answered = asyncio.create_task(answer(self.query, page.toast))
        try:
            await (self._send(page) if page.prompt or not self.editable else self._edit(page))
        except asyncio.CancelledError:
            answered.cancel()
            raise
        finally:
            await answered

    async def _edit(self, page: Page) -> None:
        if not page.blocks:
            return
        began, watch = self.now, time.monotonic()
        try:
            await self.bot.edit_message_text(
                text_of(page),
                chat_id=self.chat_id,
                message_id=self.message_id,
                parse_mode=ParseMode.HTML,
                link_preview_options=_NO_PREVIEW,
                api_kwargs=markup(page, self.deps.codec, self.run.language),
            )
        except BadRequest as problem:
            if _UNCHANGED in problem.message.lower():
                return
            await self._send(page)
            return
        visible = began + timedelta(seconds=time.monotonic() - watch)
        self.deps.double_tap.shown(self.chat_id, self.message_id, visible)

    async def _send(self, page: Page) -> None:
        if not page.blocks:
            return
        if page.prompt:
            text, reply = prompt(page, self.deps.codec, self.book.deep_link(""), self.run.language)
            await self.bot.send_message(self.chat_id, text, parse_mode=ParseMode.HTML, reply_markup=reply)
            return
        await self.bot.send_message(
            self.chat_id,
            text_of(page),
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            api_kwargs=markup(page, self.deps.codec, self.run.language),
        )


Handler: TypeAlias = Callable[[Turn], Awaitable[Page]]
"""What makes the page that a turn is answered with."""


async def answer(query: CallbackQuery, toast: str = "") -> None:
    """Let the tapped button rest, with a few words where there are any.

    Never raises: a page must not be left half-way, for a later tap's page to overtake it, because of this.
    """
    try:
        await query.answer(toast or None)
    except TelegramError as problem:
        if _TOO_OLD not in problem.message.lower():
            _log.warning("tap_not_answered", error=type(problem).__name__)


def turn_of_query(deps: Deps, query: CallbackQuery, link: Link) -> Turn | None:
    """Make the turn of a tap; None for a tap that has no chat (a message shared through inline mode)."""
    place = place_of_tap(query)
    if place is None:
        return None
    message = quoting(query)
    quotes = _quoted(message) if message is not None else ()
    return Turn(
        deps=deps,
        bot=query.get_bot(),
        chat_id=place.chat_id,
        language_code=query.from_user.language_code or "",
        link=link,
        private=place.private,
        message_id=place.message_id,
        query=query,
        editable=place.editable,
        words=quotes[0] if quotes else "",
        quotes=quotes,
    )


def turn_of_message(deps: Deps, message: Message, link: Link) -> Turn:
    """Make the turn of a command or of typed words."""
    user = message.from_user
    prompted = message.reply_to_message
    own = prompted is not None and prompted.from_user is not None and prompted.from_user.id == message.get_bot().id
    return Turn(
        deps=deps,
        bot=message.get_bot(),
        chat_id=message.chat.id,
        language_code=(user.language_code if user else "") or "",
        link=link,
        private=message.chat.type == ChatType.PRIVATE,
        message_id=message.message_id,
        words=message.text or message.caption or "",
        quotes=_quoted(prompted) if prompted is not None and own else (),
    )


def _quoted(message: Message) -> tuple[str, ...]:
    return tuple(message.parse_entities(["blockquote"]).values()) if message.text else ()
