"""The bot as the playground starts it: what `tgbot run` runs, with a clock that follows the playground's.

`python -m tgbot.operation.played SECONDS`: the clock stands SECONDS from the machine's. Standard input moves it on, one
number of seconds a line, answered by "moved"; "ready" says that the bot is connected. The end of the input is the end
of the bot, so that none outlives its playground.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta

from tgbot.clock import MovableClock
from tgbot.library.loader import load
from tgbot.library.problems import ContentError
from tgbot.logs import set_up_logging
from tgbot.operation.errors import OperatorError
from tgbot.operation.serve import loop_factory, serve
from tgbot.settings import Settings, content_directory, read_settings


def main() -> None:
    """Run until the playground closes the input; what an operator can mend ends with 2 and its text."""
    # A playground never has a webhook or a port for health, whatever `.env` says for service.
    settings = read_settings().model_copy(update={"webhook_url": "", "port": None})
    set_up_logging(settings.log_level)
    clock = MovableClock()
    clock.move(timedelta(seconds=float(sys.argv[1])))
    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            runner.run(_play_along(settings, clock))
    except (ContentError, OperatorError) as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        sys.exit(2)


async def _play_along(settings: Settings, clock: MovableClock) -> None:
    stop = asyncio.Event()
    following = asyncio.create_task(_follow(clock, stop))
    try:
        await serve(settings, load(content_directory(settings)), stop, clock=clock, on_ready=lambda: _say("ready"))
    finally:
        following.cancel()


async def _follow(clock: MovableClock, stop: asyncio.Event) -> None:
    """Move the clock as told, until nothing more can come."""
    told = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(told), sys.stdin)
    while line := await told.readline():
        clock.move(timedelta(seconds=float(line)))
        _say("moved")
    stop.set()


def _say(word: str) -> None:
    print(word, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
