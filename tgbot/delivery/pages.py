"""What the port shows beside the webhook: /healthz, /livez and /metrics. Computes nothing itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tgbot.delivery.health import Health, is_ok
from tgbot.delivery.metrics import CONTENT_TYPE

if TYPE_CHECKING:
    from starlette.requests import Request


def pages(health: Health, figures: Callable[[], Awaitable[bytes]]) -> list[Route]:
    """Make the routes."""

    async def healthz(_request: Request) -> Response:
        report = await health.report()
        return JSONResponse(report, 200 if is_ok(report) else 503)

    async def livez(_request: Request) -> Response:
        return (
            JSONResponse({"receiving": "stuck"}, 503) if health.receiving.stuck else JSONResponse({"receiving": "ok"})
        )

    async def metrics(_request: Request) -> Response:
        return Response(await figures(), headers={"Content-Type": CONTENT_TYPE})

    return [Route("/healthz", healthz), Route("/livez", livez), Route("/metrics", metrics)]
