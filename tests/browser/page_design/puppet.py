"""A bot on strings: says what a test wants said, and does what a test wants done when a button is pressed."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, Self

import aiohttp

JSON = dict[str, Any]
Act = Callable[[JSON], Awaitable[Any]]


def keys(*rows: str | JSON | list[str | JSON]) -> JSON:
    """Make a keyboard; words become buttons that carry their own label."""
    listed = [row if isinstance(row, list) else [row] for row in rows]
    made = [
        [{"text": key, "callback_data": key[:60]} if isinstance(key, str) else key for key in row] for row in listed
    ]
    return {"inline_keyboard": made}


class Puppet:
    """Speaks the Bot API over HTTP as any client would; polls once it is told what to do at a press."""

    def __init__(self, url: str, token: str) -> None:
        self._base = f"{url}/bot{token}"
        self._session = aiohttp.ClientSession()
        self._polling: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        if self._polling:
            self._polling.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._polling
        await self._session.close()

    async def call(self, method: str, **parameters: Any) -> Any:
        """Call a method and give its result; a refusal fails the test."""
        async with self._session.post(f"{self._base}/{method}", json=parameters) as response:
            answer = await response.json()
        assert answer["ok"], f"{method}: {answer}"
        return answer["result"]

    async def says(self, chat_id: int, text: str, markup: JSON | None = None) -> JSON:
        """Send a message in HTML."""
        more = {"reply_markup": markup} if markup else {}
        return dict(await self.call("sendMessage", chat_id=chat_id, text=text, parse_mode="HTML", **more))

    async def edits(self, message: JSON, text: str, markup: JSON | None = None) -> None:
        """Change a message in place."""
        more = {"reply_markup": markup} if markup else {}
        place = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
        await self.call("editMessageText", **place, text=text, parse_mode="HTML", **more)

    async def sends_file(self, chat_id: int, name: str, content: bytes, mime: str) -> None:
        """Send a document."""
        form = aiohttp.FormData({"chat_id": str(chat_id)}, quote_fields=False)
        form.add_field("document", content, filename=name, content_type=mime)
        async with self._session.post(f"{self._base}/sendDocument", data=form) as response:
            assert response.status == 200, await response.text()

    def on_press(self, act: Act) -> None:
        """From now on do this at every press or inline query; what it gives goes into the answer."""
        self._polling = asyncio.create_task(self._poll(act))

    async def _poll(self, act: Act) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                if query := update.get("callback_query"):
                    told = await act(query) or {}
                    await self.call("answerCallbackQuery", callback_query_id=query["id"], **told)
                if query := update.get("inline_query"):
                    await self.call("answerInlineQuery", inline_query_id=query["id"], results=await act(query))
