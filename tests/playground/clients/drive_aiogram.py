"""Drives aiogram: calls through `aiogram.Bot`, the small bot through its Dispatcher. Runs in aiogram's own venv."""

from __future__ import annotations

import asyncio
import base64
import contextlib
from typing import Any

import aiogram.methods
from aiogram import Bot, Dispatcher, F, exceptions
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandObject, CommandStart
from aiogram.methods import TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
)  # fmt: skip
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import ClientSession, FormData, web
from lines import Driver, Refused, Report, content, serve
from pydantic import BaseModel, ValidationError

CODES = {
    exceptions.TelegramBadRequest: 400, exceptions.TelegramUnauthorizedError: 401,
    exceptions.TelegramForbiddenError: 403, exceptions.TelegramNotFound: 404, exceptions.TelegramConflictError: 409,
    exceptions.TelegramEntityTooLarge: 413, exceptions.TelegramRetryAfter: 429, exceptions.TelegramServerError: 500,
}  # fmt: skip


def _refused(error: exceptions.TelegramAPIError) -> Refused:
    code = next((code for kind, code in CODES.items() if isinstance(error, kind)), 0)
    return Refused(code, error.message, getattr(error, "retry_after", None))


def _plain(result: Any) -> Any:
    if isinstance(result, BaseModel):
        return result.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return [_plain(one) for one in result] if isinstance(result, list) else result


def _files(value: Any) -> Any:
    """Put the library's uploads where the request names some."""
    if isinstance(value, list):
        return [_files(one) for one in value]
    if isinstance(value, dict) and "upload" in value:
        given = value["upload"]
        return BufferedInputFile(content(given), given.get("name", "file.bin"))
    return {key: _files(one) for key, one in value.items()} if isinstance(value, dict) else value


class Aiogram:
    """The library and, while it runs, the small bot."""

    bot: Bot
    dispatcher: Dispatcher | None = None
    polling: asyncio.Task[None] | None = None
    site: web.AppRunner | None = None

    def __init__(self, report: Report) -> None:
        self.report = report
        self.session = AiohttpSession()

    async def open(self, base: str, token: str) -> None:
        self.base = base
        self.session.api = TelegramAPIServer.from_base(base)
        self.bot = Bot(token, session=self.session)

    async def call(self, method: str, arguments: dict[str, Any]) -> Any:
        named = getattr(aiogram.methods, method[:1].upper() + method[1:], None)
        try:
            call = named(**_files(arguments)) if named else None
        except ValidationError:
            call = None
        if call is None:
            any_kind = {"__returning__": Any, "__api_method__": method, "__module__": __name__}
            call = type("AnyMethod", (TelegramMethod,), any_kind)(**_files(arguments))
        try:
            return _plain(await self.bot(call))
        except exceptions.TelegramAPIError as error:
            raise _refused(error) from error

    async def words(self, message: dict[str, Any]) -> list[list[str]]:
        read = Message.model_validate(message)
        text = read.text or read.caption or ""
        return [[one.type, one.extract_from(text)] for one in read.entities or read.caption_entities or ()]

    async def download(self, file_id: str) -> str:
        try:
            file = await self.bot.download(file_id)
        except exceptions.TelegramAPIError as error:
            raise _refused(error) from error
        return base64.b64encode(file.read() if file else b"").decode()

    async def http(self, method: str, url: str, kind: str, fields: dict[str, str]) -> Any:
        form = FormData()
        for name, value in fields.items():
            form.add_field(name, value, content_type="text/plain")
        ways = {"query": {"params": fields}, "form": {"data": fields}, "json": {"json": fields}}
        async with ClientSession(self.base) as session:
            way: dict[str, Any] = ways.get(kind, {"data": form})
            async with session.request(method, url, **way) as answer:
                wait = answer.headers.get("Retry-After")
                return {"status": answer.status, "body": await answer.json(), "retry_after": wait}

    async def run(self, secret: str | None) -> str:
        self.dispatcher = dispatcher = Dispatcher()
        dispatcher.message.register(self._start, CommandStart())
        dispatcher.callback_query.register(self._tap)
        dispatcher.inline_query.register(self._ask)
        dispatcher.message.register(self._text, F.text)
        if secret is None:
            running = dispatcher.start_polling(
                self.bot, handle_signals=False, close_bot_session=False, polling_timeout=5
            )
            self.polling = asyncio.create_task(running)
            return ""
        served = web.Application()
        handler = SimpleRequestHandler(dispatcher, self.bot, handle_in_background=False, secret_token=secret)
        served.router.add_post("/", handler.handle)
        self.site = web.AppRunner(served)
        await self.site.setup()
        await web.TCPSite(self.site, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self.site.addresses[0][1]}/"

    async def _start(self, message: Message, command: CommandObject) -> None:
        self.report({"heard": "start", "payload": command.args or ""})
        button = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Go on", callback_data="on")]])
        name = message.from_user.first_name if message.from_user else ""
        await message.answer(f"Hello <b>{name}</b>", parse_mode="HTML", reply_markup=button)

    async def _tap(self, query: CallbackQuery) -> None:
        self.report({"heard": "tap", "data": query.data})
        await query.answer("noted")
        if isinstance(query.message, Message):
            await query.message.edit_text(f"You said {query.data}")

    async def _ask(self, query: InlineQuery) -> None:
        self.report({"heard": "inline", "query": query.query})
        content = InputTextMessageContent(message_text=query.query)
        await query.answer([InlineQueryResultArticle(id="1", title=query.query, input_message_content=content)])

    async def _text(self, message: Message) -> Any:
        self.report({"heard": "text", "text": message.text})
        return message.answer(f"Heard: {message.text}")

    async def rest(self) -> None:
        if self.polling and self.dispatcher:
            await self.dispatcher.stop_polling()
            await self.polling
        if self.site:
            await self.site.cleanup()
        self.polling = self.dispatcher = self.site = None

    async def close(self) -> None:
        await self.session.close()


def _make(report: Report) -> Driver:
    return Aiogram(report)


with contextlib.suppress(KeyboardInterrupt):
    asyncio.run(serve(_make))
