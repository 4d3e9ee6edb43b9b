"""`tgbot health` where something answers on the port that is not the bot, or nothing does."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web

from tests.support.postgres import free_port
from tgbot.operation.health import NotWell, health
from tgbot.settings import Settings


async def told(port: int) -> str:
    """Ask as the command does; tells what an operator reads."""
    with pytest.raises(NotWell) as caught:
        await asyncio.to_thread(health, Settings(_env_file=None, port=port))
    return str(caught.value)


@pytest.mark.parametrize("status", [200, 404, 502])
async def test_another_programs_page_is_named_as_that(status: int) -> None:
    """A page that is not the bot's, with an error or without, is told in one line with the port."""

    async def page(_request: web.Request) -> web.Response:
        return web.Response(status=status, text="<h1>hello</h1>", content_type="text/html")

    pages = web.Application()
    pages.router.add_get("/healthz", page)
    runner = web.AppRunner(pages)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    assert await told(port) == f"not well: what answers on port {port} (PORT) is not this bot"
    await runner.cleanup()


async def test_an_answer_that_breaks_off_is_told_in_one_line() -> None:
    """An error that promises more than comes ends in no traceback."""

    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 100\r\n\r\n{}")
        writer.close()

    server = await asyncio.start_server(half, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert await told(port) == f"not well: what answers on port {port} (PORT) broke off"


async def test_nothing_on_the_port_is_told_with_the_next_step() -> None:
    """A port where nobody listens, by its setting."""
    port = free_port()
    assert await told(port) == f"not well: nothing answers on port {port} (PORT); is `tgbot run` running?"
