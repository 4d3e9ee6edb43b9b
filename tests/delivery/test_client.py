"""The calls that go out: what is sent, what an error means, and that the token never shows."""

from __future__ import annotations

import asyncio
import io
import socket
import traceback
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Message
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from tests.support.wire import TOKEN, Wire, answers, cut, error, silence
from tgbot.delivery.client import AiohttpRequest, NotSent

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

MESSAGE = {"message_id": 5, "date": 1, "chat": {"id": 7, "type": "private", "first_name": "P"}, "text": "hello"}


def closed_port() -> int:
    """Find a port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


async def failure(call: Coroutine[Any, Any, object]) -> NetworkError:
    """Await a call that must fail; check that nothing of the error shows the token."""
    with pytest.raises(NetworkError) as caught:
        await call
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert TOKEN not in shown
    cause: BaseException | None = caught.value
    while cause is not None:
        assert TOKEN not in f"{cause} {cause!r}"
        cause = cause.__cause__ or cause.__context__
    return caught.value


async def test_parameters_arrive(api: Wire, bot: ExtBot[None]) -> None:
    """Text, numbers and keyboards arrive as the library gave them."""
    api.results["sendMessage"] = MESSAGE
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes ✓", callback_data="y")]])
    message = await bot.send_message(7, "héllo <b>", parse_mode="HTML", reply_markup=keyboard)
    _, given = api.calls[-1]
    assert given == {
        "chat_id": 7,
        "text": "héllo <b>",
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": [[{"text": "Yes ✓", "callback_data": "y"}]]},
    }
    assert isinstance(message, Message)
    assert message.message_id == 5


async def test_answers_that_nobody_reads_are_not_parsed(api: Wire, bot: ExtBot[None]) -> None:
    """A good answer to an edit or a tap is True, whatever it says; of the others the answer is read."""
    api.fails("editMessageText", answers(200, b"not even JSON"))
    assert await bot.edit_message_text("x", 7, 5) is True
    api.fails("answerCallbackQuery", answers(200, b"not even JSON"))
    assert await bot.answer_callback_query("1") is True
    api.results["sendMessage"] = MESSAGE
    assert (await bot.send_message(7, "x")).text == "hello"


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (error(400, "Bad Request: message is not modified"), BadRequest, "not modified"),
        (error(403, "Forbidden: bot was blocked by the user"), Forbidden, "blocked"),
        (error(429, "Too Many Requests: retry after 3", retry_after=3), RetryAfter, "3"),
        (error(500, "Internal Server Error"), NetworkError, "Internal"),
        (answers(502, "<html>"), NetworkError, "Bad Gateway"),
    ],
    ids=["400", "403", "429", "500", "502"],
)
async def test_refusals_are_read_also_where_good_answers_are_not(
    api: Wire, bot: ExtBot[None], fault: Any, kind: type[TelegramError], words: str
) -> None:
    """An edit that Telegram refuses raises what the library raises for it."""
    api.fails("editMessageText", fault)
    with pytest.raises(kind, match=words):
        await bot.edit_message_text("x", 7, 5)


async def test_calls_that_hang_leave_connections_to_the_others(api: Wire, bot: ExtBot[None]) -> None:
    """While 300 edits are not answered, the next call goes out at once."""
    api.fails("editMessageText", silence, times=300)
    hanging = [asyncio.create_task(bot.edit_message_text("x", chat, 5)) for chat in range(300)]
    async with asyncio.timeout(4):
        while api.count("editMessageText") < 300:  # noqa: ASYNC110  - the server has no event for it
            await asyncio.sleep(0.01)
        assert await bot.answer_callback_query("1")
    for call in hanging:
        call.cancel()
    await asyncio.gather(*hanging, return_exceptions=True)


@pytest.mark.parametrize("body", [b'{"ok":tr', b"", b"[]", b"7", b'{"ok":true}'])
async def test_nonsense_is_an_error_of_the_library(api: Wire, bot: ExtBot[None], body: bytes) -> None:
    """An answer that is no answer is a TelegramError, and is not repeated in its text."""
    api.fails("sendMessage", answers(200, body))
    with pytest.raises(TelegramError, match=r"^Invalid server response$"):
        await bot.send_message(7, "x")


async def test_files_are_uploaded(api: Wire, bot: ExtBot[None]) -> None:
    """A document arrives whole, with its name, its kind, its caption and its keyboard."""
    api.results["sendDocument"] = MESSAGE
    content = bytes(range(256)) * 4000
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    await bot.send_document(7, content, filename="für dich.pdf", caption="here ✓", reply_markup=keyboard)
    _, given = api.calls[-1]
    assert given["document"] == ("für dich.pdf", "application/pdf", content)
    assert given["caption"].decode() == "here ✓"
    assert given["chat_id"] == b"7"
    assert b"callback_data" in given["reply_markup"]


async def test_open_files_are_streamed(api: Wire, bot: ExtBot[None]) -> None:
    """A file handle is read piece by piece, never whole."""

    class Watched(io.BytesIO):
        sizes: list[int] = []  # noqa: RUF012  - one instance only

        def read(self, size: int | None = -1, /) -> bytes:
            self.sizes.append(-1 if size is None else size)
            return super().read(size)

    content = b"x" * 3_000_000
    api.results["sendDocument"] = MESSAGE
    await bot.send_document(7, InputFile(Watched(content), filename="a.txt", read_file_handle=False))
    assert api.calls[-1][1]["document"] == ("a.txt", "text/plain", content)
    assert len(Watched.sizes) > 2
    assert all(0 < size <= 1 << 20 for size in Watched.sizes)


async def test_files_are_fetched(api: Wire, bot: ExtBot[None]) -> None:
    """A file of a person's is read as bytes."""
    api.fails("file.pdf", answers(200, b"%PDF"))
    assert await bot.request.retrieve(f"{api.url}/bot{TOKEN}/file.pdf") == b"%PDF"


async def test_connections_are_kept(api: Wire, bot: ExtBot[None]) -> None:
    """Calls one after the other go through one connection."""
    api.connections.clear()
    for _ in range(10):
        await bot.answer_callback_query("1")
    assert len(api.connections) == 1


async def test_nobody_there_is_not_sent(updates_request: AiohttpRequest) -> None:
    """A refused connection surely never reached Telegram."""
    url = f"http://127.0.0.1:{closed_port()}/bot{TOKEN}/sendMessage"
    assert isinstance(await failure(updates_request.post(url)), NotSent)


async def test_no_address_is_not_sent(updates_request: AiohttpRequest) -> None:
    """A name that does not resolve surely never reached Telegram."""
    url = f"http://nowhere.invalid/bot{TOKEN}/sendMessage"
    assert isinstance(await failure(updates_request.post(url)), NotSent)


async def test_no_free_connection_is_not_sent(api: Wire) -> None:
    """A call that got no connection in time surely never reached Telegram."""
    async with AiohttpRequest(1, connect=0.05, pool=0.05, read=5) as request:
        api.fails("sendMessage", silence)
        url = f"{api.url}/bot{TOKEN}/sendMessage"
        first = asyncio.create_task(request.post(url))
        await asyncio.sleep(0.05)
        assert isinstance(await failure(request.post(url)), NotSent)
        assert api.count("sendMessage") == 1
        first.cancel()


async def test_a_silent_server_times_out(api: Wire, bot: ExtBot[None]) -> None:
    """Sent but not answered: it may have arrived, so it is TimedOut and not NotSent."""
    api.fails("sendMessage", silence)
    problem = await failure(bot.send_message(7, "x", read_timeout=0.1))
    assert isinstance(problem, TimedOut)
    assert not isinstance(problem, NotSent)


async def test_a_silent_connection_puts_the_others_in_doubt(api: Wire, bot: ExtBot[None]) -> None:
    """After a call that nobody answered, the next one opens a new connection, though idle ones are left."""
    await asyncio.gather(*(bot.answer_callback_query("1") for _ in range(5)))
    known = set(api.connections)
    api.fails("sendMessage", silence)
    await failure(bot.send_message(7, "x", read_timeout=0.1))
    await bot.answer_callback_query("2")
    assert len(set(api.connections) - known) == 1


async def test_half_an_answer_may_have_arrived(api: Wire, bot: ExtBot[None]) -> None:
    """A connection that breaks within the answer is a NetworkError and not NotSent."""

    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b'{"ok":')
        return await cut(request)

    api.fails("sendMessage", half)
    problem = await failure(bot.send_message(7, "x"))
    assert not isinstance(problem, NotSent | TimedOut)


async def test_a_message_is_never_sent_twice_by_us(api: Wire, bot: ExtBot[None]) -> None:
    """When the connection drops after a send, it is not repeated: it may have arrived."""
    api.fails("sendMessage", cut)
    problem = await failure(bot.send_message(7, "x"))
    assert not isinstance(problem, NotSent)
    assert api.count("sendMessage") == 1


@pytest.mark.parametrize(
    "call",
    [
        lambda bot: bot.edit_message_text("x", 7, 5),
        lambda bot: bot.answer_callback_query("1"),
        lambda bot: bot.get_me(),
        lambda bot: bot.delete_message(7, 5),
    ],
    ids=["edit", "answer", "get", "delete"],
)
async def test_harmless_calls_survive_a_dropped_connection(
    api: Wire, bot: ExtBot[None], call: Callable[[ExtBot[None]], Coroutine[Any, Any, object]]
) -> None:
    """An edit, an answer or a question is made once more, as a kept connection can be closed at any moment."""
    await bot.answer_callback_query("1")
    api.calls.clear()
    for method in ("editMessageText", "answerCallbackQuery", "getMe", "deleteMessage"):
        api.fails(method, cut)
    await call(bot)
    assert len(api.calls) == 2


async def test_a_second_drop_is_an_error(api: Wire, bot: ExtBot[None]) -> None:
    """It is repeated once, not for ever."""
    api.fails("editMessageText", cut, times=2)
    await failure(bot.edit_message_text("x", 7, 5))
    assert api.count("editMessageText") == 2


async def test_closed_twice_and_opened_again(api: Wire) -> None:
    """Closing twice does no harm, and it can be opened anew."""
    request = AiohttpRequest()
    await request.initialize()
    await request.initialize()
    await request.shutdown()
    await request.shutdown()
    async with request:
        assert (await request.do_request(f"{api.url}/bot{TOKEN}/getMe", "POST"))[0] == 200


async def test_goes_through_the_proxy_of_the_environment(api: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    """HTTP_PROXY is used, NO_PROXY is respected, and both are asked for once per host."""
    monkeypatch.setenv("HTTP_PROXY", api.url)
    monkeypatch.setenv("NO_PROXY", "localhost")
    async with AiohttpRequest() as request:
        status, _ = await request.do_request(f"http://telegram.invalid/bot{TOKEN}/getMe", "POST")
        assert status == 200
        assert api.count("getMe") == 1
        direct = f"{api.url.replace('127.0.0.1', 'localhost')}/bot{TOKEN}/getMe"
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
        assert (await request.do_request(direct, "POST"))[0] == 200


async def test_a_proxy_of_another_kind_is_named(
    monkeypatch: pytest.MonkeyPatch, updates_request: AiohttpRequest
) -> None:
    """A socks proxy is an error that says what is understood, without the proxy's password."""
    monkeypatch.setenv("ALL_PROXY", "socks5://me:password@127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    problem = await failure(updates_request.post(f"http://telegram.invalid/bot{TOKEN}/getMe"))
    assert "http:// and https:// proxies" in str(problem)
    assert "password" not in str(problem)
