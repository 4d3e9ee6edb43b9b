"""What a message must show after a button was tapped, worked out from the button alone."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from telegram import Bot

from tests.support.running import TOKEN
from tgbot.chat.deps import Deps, make_books, make_codec, make_searches
from tgbot.chat.render import markup, text_of
from tgbot.chat.routes import PAGES
from tgbot.chat.turn import Turn
from tgbot.checklist.code import Link
from tgbot.clock import SystemClock
from tgbot.library.content import Content
from tgbot.playground.botapi.html import parse_html
from tgbot.store import Store
from tgbot.store.seal import new_key

Shown = tuple[str, str]
"""A message's text, and its keyboard written down."""


def shown(message: dict[str, Any]) -> Shown:
    """Tell what a message shows."""
    return str(message.get("text", "")), _written(message.get("reply_markup", {}))


def _written(keyboard: dict[str, Any]) -> str:
    return json.dumps(keyboard.get("inline_keyboard", []), sort_keys=True)


class Expected:
    """The pages behind buttons; each is worked out once."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps
        self._turn = Turn(deps=deps, bot=Bot(TOKEN), chat_id=7, language_code="en", link=Link("start"))
        self._known: dict[str, Shown] = {}

    def page(self, data: str) -> str:
        """Name the page that a button opens."""
        return self.deps.codec.decode(data).page

    async def after(self, data: str) -> Shown:
        """Tell what the message shows once this button has been answered."""
        if data not in self._known:
            link = self.deps.codec.decode(data)
            page = await PAGES[link.page](self._turn.to(link))
            keyboard = markup(page, self.deps.codec).get("reply_markup", {})
            self._known[data] = parse_html(text_of(page)).text, _written(keyboard)
        return self._known[data]


@contextlib.asynccontextmanager
async def expected(content: Content, folder: Path, username: str) -> AsyncIterator[Expected]:
    """Work with a store of its own, in which nobody is kept."""
    store = await Store.open(f"sqlite+aiosqlite:///{folder / 'model.db'}", new_key())
    try:
        yield Expected(
            Deps(
                content=content,
                books=make_books(content, username),
                searches=make_searches(content),
                codec=make_codec(content),
                store=store,
                clock=SystemClock(),
            )
        )
    finally:
        await store.close()
