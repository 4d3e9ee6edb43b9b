"""The methods of the Bot API that bots of this benchmark call, each answered after a simulated latency.

Strict about what a broken bot would get wrong (message gone, not modified, button data too long, two pollers). Texts
are read as Telegram reads them, with their entities, once per text. The audience hears all that a bot says.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

import orjson

from bench.api.updates import MOST, Updates
from bench.api.webhook import Webhook
from bench.api.wire import Call, listen
from tgbot.playground.botapi.formatted import format_text
from tgbot.playground.botapi.refusal import Refusal

JSON = dict[str, Any]
BOT = {"id": 111111, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
TOKEN = f"{BOT['id']}:bench"
KEPT = 4
"""Messages of a chat that can still be edited."""


class Audience(Protocol):
    """Who hears what the bot says, at the moment when a person would see it."""

    def shown(self, chat_id: int, message: JSON, source: str) -> None:
        """See a message that was sent or edited; `source` is its text as the bot wrote it."""

    def answered(self, query: str) -> None:
        """See that a tap was answered: its button stops turning."""


class BotApi:
    """One bot's side of Telegram. `latency` and `poll_latency` (of getUpdates) are in seconds."""

    def __init__(self, audience: Audience, *, latency: float = 0.0, poll_latency: float = 0.0) -> None:
        self._loop = asyncio.get_running_loop()
        self._audience = audience
        self._latency = latency
        self._poll_latency = poll_latency
        self._updates = Updates()
        self._webhook: Webhook | None = None
        self._number = 0
        self._chats: dict[int, dict[int, JSON]] = {}
        self._message_ids: Counter[int] = Counter()
        self.calls: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.first: dict[str, float] = {}
        self.ready = asyncio.Event()
        self._methods: dict[str, Callable[[Call, JSON], None]] = {
            "getMe": lambda call, _: self._later(call, _GET_ME),
            "getUpdates": self._get_updates,
            "getWebhookInfo": self._get_webhook_info,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "sendMessage": self._send,
            "editMessageText": self._edit,
            "answerCallbackQuery": self._answer,
        }

    def called(self, call: Call) -> None:
        """Take a call. What is not a method of this server is answered as if it had been done: it carries no load."""
        self.calls[call.method] += 1
        self.first.setdefault(call.method, time.monotonic())
        try:
            given = call.parameters()
            method = self._methods.get(call.method)
            if method is not None:
                method(call, given)
            else:
                self._later(call, _FACE.get(call.method, b"true"))
        except (ValueError, KeyError, TypeError) as error:
            self._refuse(call, f"Bad Request: {type(error).__name__} {error}")
        except Refusal as refusal:
            self._refuse(call, refusal.description, refusal.code)

    def tell(self, kind: str, content: JSON) -> None:
        """Give the bot an update."""
        self._number += 1
        update = orjson.dumps({"update_id": self._number, kind: content})
        if self._webhook is not None:
            self._webhook.post(update)
        else:
            self._updates.add(self._number, update)

    def next_message(self, chat_id: int) -> int:
        """Give the number of a chat's next message."""
        self._message_ids[chat_id] += 1
        return self._message_ids[chat_id]

    async def close(self) -> None:
        """Stop delivering."""
        if self._webhook is not None:
            await self._webhook.close()

    def _later(self, call: Call, result: bytes, then: Callable[[], None] | None = None) -> None:
        if self._latency:
            self._loop.call_later(self._latency, _done, call, result, then)
        else:
            _done(call, result, then)

    def _refuse(self, call: Call, why: str, status: int = 400) -> None:
        self.refused[f"{call.method}: {why}"] += 1
        self._loop.call_later(self._latency, call.refuse, status, why)

    def _get_updates(self, call: Call, given: JSON) -> None:
        if self._webhook is not None:
            self._refuse(call, "Conflict: can't use getUpdates method while webhook is active", 409)
            return
        self._updates.poll(
            int(given.get("offset") or 0),
            int(given.get("limit") or MOST),
            float(given.get("timeout") or 0),
            lambda updates: self._give(call, updates),
            lambda: self._refuse(call, "Conflict: terminated by other getUpdates request", 409),
        )
        self.ready.set()

    def _give(self, call: Call, updates: list[bytes]) -> None:
        body = b"[" + b",".join(updates) + b"]"
        if self._poll_latency:
            self._loop.call_later(self._poll_latency, call.answer, body)
        else:
            call.answer(body)

    def _get_webhook_info(self, call: Call, _given: JSON) -> None:
        url = self._webhook.url if self._webhook else ""
        info = {"url": url, "has_custom_certificate": False, "pending_update_count": len(self._updates)}
        self._later(call, orjson.dumps(info))

    def _set_webhook(self, call: Call, given: JSON) -> None:
        self._webhook = Webhook(given["url"], given.get("secret_token", ""), int(given.get("max_connections") or 40))
        for update in self._updates.drain():
            self._webhook.post(update)
        self._later(call, b"true", self.ready.set)

    def _delete_webhook(self, call: Call, _given: JSON) -> None:
        if self._webhook is not None:
            raise ValueError("no bot of this benchmark takes its webhook away")
        self._later(call, b"true")

    def _send(self, call: Call, given: JSON) -> None:
        chat_id = int(given["chat_id"])
        number = self.next_message(chat_id)
        head = {"message_id": number, "from": BOT, "chat": _chat(chat_id), "date": int(time.time())}
        self._show(call, given, head)

    def _edit(self, call: Call, given: JSON) -> None:
        kept = self._chats.get(int(given["chat_id"]), {}).get(int(given["message_id"]))
        if kept is None:
            self._refuse(call, "Bad Request: message to edit not found")
            return
        head = {name: kept[name] for name in ("message_id", "from", "chat", "date")}
        self._show(call, given, head | {"edit_date": int(time.time())}, before=kept)

    def _show(self, call: Call, given: JSON, head: JSON, before: JSON | None = None) -> None:
        source: str = given["text"]
        message = head | _read(source, given.get("parse_mode") or "")
        if markup := _keyboard(given.get("reply_markup")):
            message["reply_markup"] = markup
        if before is not None and all(before.get(part) == message.get(part) for part in ("text", "reply_markup")):
            self._refuse(call, "Bad Request: message is not modified")
            return
        chat_id = message["chat"]["id"]
        messages = self._chats.setdefault(chat_id, {})
        messages[message["message_id"]] = message
        if len(messages) > KEPT:
            del messages[next(iter(messages))]
        self._later(call, orjson.dumps(message), lambda: self._audience.shown(chat_id, message, source))

    def _answer(self, call: Call, given: JSON) -> None:
        query = str(given["callback_query_id"])
        self._later(call, b"true", lambda: self._audience.answered(query))


@contextlib.asynccontextmanager
async def serve(api: BotApi) -> AsyncIterator[str]:
    """Serve a bot's API until the block ends; give its address."""
    async with listen(api.called) as url:
        try:
            yield url
        finally:
            await api.close()


def _done(call: Call, result: bytes, then: Callable[[], None] | None) -> None:
    call.answer(result)
    if then is not None:
        then()


@functools.lru_cache(maxsize=1000)
def _read(source: str, parse_mode: str) -> JSON:
    """Read a text; the same few come again and again, and nobody changes what this gives."""
    if not source:
        raise ValueError("message text is empty")
    read = format_text(source, parse_mode, None)
    entities = [entity.json() for entity in read.entities]
    return {"text": read.text} | ({"entities": entities} if entities else {})


def _keyboard(markup: object) -> JSON | None:
    """Read an inline keyboard, which forms bring as JSON text."""
    found = orjson.loads(markup) if isinstance(markup, str) and markup else markup
    if not isinstance(found, dict) or not found.get("inline_keyboard"):
        return None
    for row in found["inline_keyboard"]:
        for button in row:
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= 64:
                raise ValueError("BUTTON_DATA_INVALID")
    return {"inline_keyboard": found["inline_keyboard"]}


def _chat(chat_id: int) -> JSON:
    return {"id": chat_id, "type": "private", "first_name": f"P{chat_id}"}


_ABILITIES = (
    "can_join_groups", "can_read_all_group_messages", "supports_inline_queries", "can_connect_to_business",
    "has_main_web_app",
)  # fmt: skip
_GET_ME = orjson.dumps(BOT | dict.fromkeys(_ABILITIES, False))
_FACE = {
    "getMyCommands": b"[]",
    "getMyDescription": b'{"description":""}',
    "getMyShortDescription": b'{"short_description":""}',
    "getMyName": b'{"name":"Bench"}',
    "getChatMenuButton": b'{"type":"default"}',
}
"""What a bot may ask about its face at the start; everything else that this server has no method for is `true`."""
