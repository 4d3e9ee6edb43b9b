"""`tgbot play`: a local Bot API and a chat page, and the bot beside them as a process that can really be killed.

The database and its key are thrown away at the end. The page is there before the bot is: what people write meanwhile
waits in the local Bot API, as it would at Telegram.
"""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from pathlib import Path
from socket import socket

from tgbot.clock import MovableClock
from tgbot.logs import set_up_logging
from tgbot.operation.bot_process import BotProcess
from tgbot.operation.errors import OperatorError
from tgbot.playground.port import address, listen
from tgbot.settings import Settings
from tgbot.store.seal import new_key

TOKEN = "111111:playground"  # noqa: S105  (opens nothing but the playground)


def play(settings: Settings, port: int) -> None:
    """Serve the playground until Ctrl-C."""
    level = "WARNING" if settings.log_level == "INFO" else settings.log_level
    set_up_logging(level)
    try:
        listening = listen(port)
    except OSError as problem:
        reason = os.strerror(problem.errno or 0).lower()
        raise OperatorError(f"port {port} cannot be used ({reason}); try another: tgbot play --port 8089") from None
    with listening:
        asyncio.run(_play(listening, level))


async def _play(listening: socket, level: str) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="tgbot-") as folder:
        own = {
            "DATABASE_URL": f"sqlite+aiosqlite:///{Path(folder) / 'play.db'}",
            "DATA_KEYS": new_key(),
            "LOG_LEVEL": level,
            "TELEGRAM_API_URL": address(listening),
            "TELEGRAM_BOT_TOKEN": TOKEN,
        }
        bot = BotProcess(own, MovableClock())
        await bot.start()
        try:
            await _attended(bot, listening, stop)
        finally:
            await bot.stop()


async def _attended(bot: BotProcess, listening: socket, stop: asyncio.Event) -> None:
    """Serve the world around the bot until the end of one of them."""
    # Imported here, since the bot, which takes longer to be ready, is already starting meanwhile.
    from tgbot.operation.controls import controls  # noqa: PLC0415
    from tgbot.operation.holdings import Holdings  # noqa: PLC0415
    from tgbot.playground.server import serve  # noqa: PLC0415
    from tgbot.playground.world import World  # noqa: PLC0415

    world = World(bot.clock, token=TOKEN)
    for name in ("Ada", "Ben"):
        world.private_chat(world.add_person(name))
    holdings = Holdings(bot.environment["DATABASE_URL"], bot.environment["DATA_KEYS"])
    async with serve(world, listening=listening, extra_routes=controls(world, holdings, bot)) as server:
        print(f"The playground is open: {server.url}   (Ctrl-C ends it)", flush=True)  # noqa: T201
        try:
            await bot.attend(stop)
        finally:
            await bot.stop()
            await holdings.close()
