"""What the playground's page can do to the bot beside it: let time pass, look into the database, kill it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tgbot.operation.bot_process import BotProcess
from tgbot.operation.holdings import Holdings
from tgbot.playground.travel import travel
from tgbot.playground.world import World

_LONGEST: Final = timedelta(days=400)


def controls(world: World, holdings: Holdings, bot: BotProcess) -> list[Route]:
    """Make the routes that the page's drawer calls."""

    async def clock(request: Request) -> Response:
        seconds = (await request.json()).get("seconds")
        if not isinstance(seconds, int | float) or isinstance(seconds, bool) or abs(seconds) > _LONGEST.total_seconds():
            return JSONResponse({"error": "seconds must be a number, at most 400 days"}, 400)
        return await _pass(timedelta(seconds=seconds))

    async def next_reminder(_request: Request) -> Response:
        due = await holdings.next_due()
        if due is None:
            return JSONResponse({"error": "No reminder is set."}, 409)
        return await _pass(max(due - world.clock.now(), timedelta()) + timedelta(seconds=1))

    async def _pass(span: timedelta) -> Response:
        await travel(world.clock, holdings.next_due, span, bot.move, holdings.is_sending)
        return JSONResponse({"now": world.move_clock(timedelta()).isoformat()})

    async def database(request: Request) -> Response:
        return JSONResponse({"tables": await holdings.about(int(request.query_params["chat"]))})

    async def restarted(_request: Request) -> Response:
        killed = bot.pid
        world.events.publish("bot", running=False)
        seconds = await bot.restart()
        world.events.publish("bot", running=True)
        return JSONResponse({"ok": True, "killed": killed, "started": bot.pid, "seconds": round(seconds, 1)})

    return [
        Route("/play/clock", clock, methods=["POST"]),
        Route("/play/next_reminder", next_reminder, methods=["POST"]),
        Route("/play/database", database, methods=["GET"]),
        Route("/play/restart", restarted, methods=["POST"]),
    ]
