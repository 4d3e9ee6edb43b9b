"""What the playground's page can do to the bot beside it: let time pass, look into the database, restart it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Table, func, select
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tgbot.playground.travel import travel
from tgbot.playground.world import World
from tgbot.store import Store
from tgbot.store.tables import metadata

_SAMPLE: Final = 3
_LONGEST: Final = timedelta(days=400)
_SHOWN: Final = 24
"""Characters of a sealed value: enough to see that nothing can be read in it."""


def controls(world: World, store: Store, restart: Callable[[], None]) -> list[Route]:
    """Make the routes that the page's drawer calls."""

    async def clock(request: Request) -> Response:
        seconds = (await request.json()).get("seconds")
        if not isinstance(seconds, int | float) or isinstance(seconds, bool) or abs(seconds) > _LONGEST.total_seconds():
            return JSONResponse({"error": "seconds must be a number, at most 400 days"}, 400)
        return await _pass(timedelta(seconds=seconds))

    async def next_reminder(request: Request) -> Response:
        due = await store.reminders.next_due()
        if due is None:
            return JSONResponse({"error": "no reminder is set"}, 409)
        return await _pass(max(due - world.clock.now(), timedelta()) + timedelta(seconds=1))

    async def _pass(span: timedelta) -> Response:
        await travel(world.clock, store.reminders, span)
        return JSONResponse({"now": world.move_clock(timedelta()).isoformat()})

    async def database(request: Request) -> Response:
        return JSONResponse({"tables": [await _look(store, table) for table in metadata.sorted_tables]})

    async def restarted(request: Request) -> Response:
        restart()
        return JSONResponse({"ok": True})

    return [
        Route("/play/clock", clock, methods=["POST"]),
        Route("/play/next_reminder", next_reminder, methods=["POST"]),
        Route("/play/database", database, methods=["GET"]),
        Route("/play/restart", restarted, methods=["POST"]),
    ]


async def _look(store: Store, table: Table) -> dict[str, Any]:
    async with store.database.read() as connection:
        count = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
        rows = (await connection.execute(select(table).limit(_SAMPLE))).all()
    return {
        "name": table.name,
        "rows": count,
        "columns": [column.name for column in table.columns],
        "sample": [[_shown(value) for value in row] for row in rows],
    }


def _shown(value: object) -> str:
    text = value.hex() if isinstance(value, bytes) else "" if value is None else str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
