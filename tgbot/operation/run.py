"""`tgbot run`: the bot on Telegram, until SIGTERM or SIGINT.

The content is read before the libraries that serve it are loaded: reading leaves 7 MB of holes behind, which the
modules then fill. The other way round the process would stay that much larger.
"""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

from tgbot.library.loader import load
from tgbot.logs import set_up_logging
from tgbot.operation import lean
from tgbot.operation.errors import OperatorError
from tgbot.settings import Settings, content_directory
from tgbot.store.lasting import why_not_lasting

if TYPE_CHECKING:
    from tgbot.library.content import Content

_NOBODY = (
    "TELEGRAM_BOT_TOKEN is not set. Get a token from @BotFather on Telegram and put TELEGRAM_BOT_TOKEN=... into .env; "
    "or try the bot without one: make run"
)
_NO_KEYS = "DATA_KEYS is not set. Make a key with `tgbot keys new` and put DATA_KEYS=... into .env"


def run(settings: Settings, *, take_over: bool = False) -> None:
    """Run the bot; `OperatorError` and `ContentError` name what to mend.

    `take_over`: a webhook that is set elsewhere may go.
    """
    if not settings.telegram_bot_token.get_secret_value():
        raise OperatorError(_NOBODY)
    if not settings.data_keys.get_secret_value():
        raise OperatorError(_NO_KEYS)
    if not settings.allow_ephemeral_db and (why := why_not_lasting(settings.database_url, os.environ)):
        raise OperatorError(why)
    set_up_logging(settings.log_level)
    content = load(content_directory(settings))
    with lean.without(*lean.UNUSED):
        from tgbot.operation.serve import loop_factory  # noqa: PLC0415  (see above)

    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(_run(settings, content, take_over=take_over))


async def _run(settings: Settings, content: Content, *, take_over: bool) -> None:
    from tgbot.operation.serve import serve  # noqa: PLC0415  (see above)

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(settings, content, stop, take_over=take_over)
