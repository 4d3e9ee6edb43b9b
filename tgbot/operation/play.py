"""`tgbot play`: a local Bot API, the chat page and the same bot in one process, with a throwaway database and key."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from pathlib import Path

from pydantic import SecretStr

from tgbot.app import Bot, make_bot
from tgbot.clock import MovableClock
from tgbot.library.loader import load
from tgbot.library.problems import ContentError
from tgbot.logs import set_up_logging
from tgbot.operation.controls import controls
from tgbot.operation.errors import OperatorError
from tgbot.playground.server import serve
from tgbot.playground.world import World
from tgbot.settings import Settings, content_directory
from tgbot.store import Store
from tgbot.store.seal import new_key

TOKEN = "111111:playground"  # noqa: S105  (opens nothing but the playground)


def play(settings: Settings, port: int) -> None:
    """Serve the playground until Ctrl-C."""
    set_up_logging("WARNING" if settings.log_level == "INFO" else settings.log_level)
    try:
        asyncio.run(_play(settings, port))
    except ContentError as problem:
        raise OperatorError(str(problem)) from None
    except OSError as problem:
        reason = os.strerror(problem.errno or 0).lower()
        raise OperatorError(f"port {port} cannot be used ({reason}); try another: tgbot play --port 8089") from None


async def _play(settings: Settings, port: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    content = load(content_directory(settings))
    clock = MovableClock()
    world = World(clock, token=TOKEN)
    for name in ("Ada", "Ben"):
        world.private_chat(world.add_person(name))
    restart = asyncio.Event()
    with tempfile.TemporaryDirectory(prefix="tgbot-") as folder:
        store = await Store.open(f"sqlite+aiosqlite:///{Path(folder) / 'play.db'}", new_key())
        try:
            async with serve(world, port=port, extra_routes=controls(world, store, restart.set)) as server:
                mine = settings.model_copy(
                    update={
                        "telegram_bot_token": SecretStr(TOKEN),
                        "telegram_api_url": server.url,
                        "webhook_url": "",
                        "port": None,
                    }
                )
                print(f"The playground is open: {server.url}   (Ctrl-C ends it)", flush=True)  # noqa: T201
                while not stop.is_set():
                    restart.clear()
                    async with make_bot(mine, content, store, clock) as bot:
                        await _one_life(bot, stop, restart)
        finally:
            await store.close()


async def _one_life(bot: Bot, stop: asyncio.Event, restart: asyncio.Event) -> None:
    """Run the bot until the end or until somebody restarts it; whatever it had in memory is then gone."""
    end = asyncio.Event()
    running = asyncio.create_task(bot.run(end))
    signs = [asyncio.create_task(stop.wait()), asyncio.create_task(restart.wait())]
    await asyncio.wait((running, *signs), return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        end.set()
    else:
        running.cancel()
    for sign in signs:
        sign.cancel()
    await asyncio.gather(running, *signs, return_exceptions=True)
    if not running.cancelled() and (failure := running.exception()) is not None:
        raise failure
