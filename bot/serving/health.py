"""What a probe may ask: `/healthz` whether the process lives, `/readyz` whether it can serve, `/metrics` what it counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.telemetry.metrics import exposition

if TYPE_CHECKING:
    from starlette.requests import Request

    from bot.serving.readiness import Readiness

_NEW = {"Cache-Control": "no-store"}


def probes(readiness: Readiness) -> list[Route]:
    """Give the two routes that every port has: they say nothing that a stranger may not know."""

    async def ready(_request: Request) -> Response:
        return JSONResponse(readiness.report(), 200 if readiness.ready else 503, _NEW)

    return [Route("/healthz", _alive), Route("/readyz", ready)]


def health_app(readiness: Readiness) -> Starlette:
    """Give what is served on the port for probes: besides the two, what was counted; that port is not for the internet."""
    return Starlette(routes=[*probes(readiness), Route("/metrics", _metrics)])


def worker_app() -> Starlette:
    """Give what a worker serves on the port for probes: that it lives, and what it and its processes counted."""
    return Starlette(routes=[Route("/healthz", _alive), Route("/metrics", _metrics)])


async def _alive(_request: Request) -> Response:
    return PlainTextResponse("ok", headers=_NEW)


def _metrics(_request: Request) -> Response:
    counted = exposition()
    if counted is None:
        return PlainTextResponse("metrics need the extra observe: pip install 'routelore[observe]'", 404)
    content, kind = counted
    return Response(content, headers={**_NEW, "Content-Type": kind})
