"""Drives python-telegram-bot: calls through `telegram.Bot`, the small bot through `telegram.ext.Application`."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import inspect
import re
from typing import Any

import httpx
from aiohttp import web
from lines import Driver, Refused, Report, content, serve
from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    InputTextMessageContent,
    LinkPreviewOptions,
    MenuButton,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    TelegramObject,
    Update,
)  # fmt: skip
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)  # fmt: skip
from telegram.request import HTTPXRequest

CODES = ((BadRequest, 400), (Forbidden, 403), (Conflict, 409), (RetryAfter, 429), (NetworkError, 0))
MEDIA = {"photo": InputMediaPhoto, "document": InputMediaDocument}


def _markup(given: dict[str, Any]) -> TelegramObject:
    kinds = {"inline_keyboard": InlineKeyboardMarkup, "keyboard": ReplyKeyboardMarkup, "force_reply": ForceReply}
    kind = next((kinds[key] for key in kinds if key in given), ReplyKeyboardRemove)
    for rows in (given.get(key, []) for key in ("inline_keyboard", "keyboard")):
        if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
            raise TypeError("the library would make an empty keyboard of this")
    return kind.de_json(dict(given))


def _article(given: dict[str, Any]) -> InlineQueryResultArticle:
    text = InputTextMessageContent(**given["input_message_content"])
    markup = _markup(given["reply_markup"]) if "reply_markup" in given else None
    return InlineQueryResultArticle(given["id"], given["title"], text, reply_markup=markup)


def _file(given: dict[str, Any]) -> InputFile:
    return InputFile(content(given), given.get("name", "file.bin"))


TYPES: dict[str, Any] = {
    "reply_markup": _markup,
    "entities": MessageEntity.de_list,
    "caption_entities": MessageEntity.de_list,
    "reply_parameters": ReplyParameters.de_json,
    "link_preview_options": LinkPreviewOptions.de_json,
    "scope": BotCommandScope.de_json,
    "commands": BotCommand.de_list,
    "menu_button": MenuButton.de_json,
    "results": lambda given: [_article(one) for one in given],
    "media": lambda given: [MEDIA[one["type"]](_file(one["media"]["upload"]), one.get("caption")) for one in given],
}


def _plain(result: Any) -> Any:
    if isinstance(result, TelegramObject):
        return result.to_dict()
    return [_plain(one) for one in result] if isinstance(result, list | tuple) else result


def _refused(error: TelegramError) -> Refused:
    if isinstance(error, EndPointNotFound):
        return Refused(404, error.message)
    if isinstance(error, InvalidToken):
        return Refused(404 if "not found" in error.message.lower() else 401, error.message)
    code = next((code for kind, code in CODES if isinstance(error, kind)), 0)
    wait = error.retry_after if isinstance(error, RetryAfter) else None
    return Refused(code, error.message, int(wait.total_seconds()) if hasattr(wait, "total_seconds") else wait)


class Ptb:
    """The library and, while it runs, the small bot."""

    bot: Bot
    app: Application[Any, Any, Any, Any, Any, Any] | None = None
    site: web.AppRunner | None = None

    def __init__(self, report: Report) -> None:
        self.report = report
        self.requests = [HTTPXRequest(connection_pool_size=8) for _ in range(2)]

    async def open(self, base: str, token: str) -> None:
        for request in self.requests:
            await request.initialize()
        poll, others = self.requests
        self.token, self.base = token, base
        self.bot = Bot(
            token, f"{base}/bot", f"{base}/file/bot", request=others, get_updates_request=poll
        )  # as documented for a local server

    async def call(self, method: str, arguments: dict[str, Any]) -> Any:
        name = re.sub("([A-Z])", lambda m: f"_{m[1].lower()}", method)
        try:
            named = getattr(self.bot, name)
            typed = {name: self._typed(name, value) for name, value in arguments.items()}
            inspect.signature(named).bind(**typed)
        except (TypeError, KeyError, AttributeError, ValueError):
            # What the library's own types can't hold goes out as it is, by the way that it has for such cases.
            named, typed = self.bot.do_api_request, {"endpoint": method, "api_kwargs": arguments}
        try:
            await self.bot.initialize()
            return _plain(await named(**typed))
        except TelegramError as error:
            raise _refused(error) from error

    @staticmethod
    def _typed(name: str, value: Any) -> Any:
        if isinstance(value, dict) and "upload" in value:
            return _file(value["upload"])
        return TYPES[name](value) if name in TYPES and isinstance(value, dict | list) else value

    async def words(self, message: dict[str, Any]) -> list[list[str]]:
        read = Message.de_json(message, self.bot)
        found = read.parse_entities() if read.text else read.parse_caption_entities()
        return [[entity.type, words] for entity, words in found.items()]

    async def download(self, file_id: str) -> str:
        try:
            file = await self.bot.get_file(file_id)
            return base64.b64encode(bytes(await file.download_as_bytearray())).decode()
        except TelegramError as error:
            raise _refused(error) from error

    async def http(self, method: str, url: str, kind: str, fields: dict[str, str]) -> Any:
        ways = {
            "query": {"params": fields},
            "form": {"data": fields},
            "json": {"json": fields},
            "multipart": {"files": {name: (None, value) for name, value in fields.items()}},
        }
        async with httpx.AsyncClient() as client:
            answer = await client.request(method, self.base + url, **ways[kind])
        return {"status": answer.status_code, "body": answer.json(), "retry_after": answer.headers.get("Retry-After")}

    async def run(self, secret: str | None) -> str:
        self.app = app = Application.builder().bot(self.bot).build()
        app.add_handler(CommandHandler("start", self._start))
        app.add_handler(CallbackQueryHandler(self._tap))
        app.add_handler(InlineQueryHandler(self._ask))
        app.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT, self._text))
        await app.initialize()
        await app.start()
        if secret is None:
            await app.updater.start_polling(timeout=5)
            return ""
        self.site = web.AppRunner(self._web(secret))
        await self.site.setup()
        await web.TCPSite(self.site, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self.site.addresses[0][1]}/"

    def _web(self, secret: str) -> web.Application:
        """Take deliveries as the library's guide on own web servers says."""

        async def take(request: web.Request) -> web.Response:
            if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != secret:
                return web.Response(status=403)
            await self.app.update_queue.put(Update.de_json(await request.json(), self.bot))
            return web.json_response({})

        served = web.Application()
        served.router.add_post("/", take)
        return served

    async def _start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        self.report({"heard": "start", "payload": " ".join(context.args or [])})
        button = InlineKeyboardMarkup([[InlineKeyboardButton("Go on", callback_data="on")]])
        await update.message.reply_html(f"Hello <b>{update.effective_user.first_name}</b>", reply_markup=button)

    async def _tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        self.report({"heard": "tap", "data": query.data})
        await query.answer("noted")
        await query.edit_message_text(f"You said {query.data}")

    async def _ask(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        words = update.inline_query.query
        self.report({"heard": "inline", "query": words})
        await update.inline_query.answer([InlineQueryResultArticle("1", words, InputTextMessageContent(words))])

    async def _text(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        self.report({"heard": "text", "text": update.message.text})
        await update.message.reply_text(f"Heard: {update.message.text}")

    async def rest(self) -> None:
        app, self.app = self.app, None
        if self.site:
            await self.site.cleanup()
            self.site = None
        if app:
            if app.updater and app.updater.running:
                await app.updater.stop()
            await app.stop()
            await app.shutdown()

    async def close(self) -> None:
        for request in self.requests:
            await request.shutdown()


def _make(report: Report) -> Driver:
    return Ptb(report)


with contextlib.suppress(KeyboardInterrupt):
    asyncio.run(serve(_make))
