"""What offices and centres are put together from alike, by an operator's settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as PlainRoute

from tansiq.gateways.contract import Route
from tansiq.gateways.outlines import FormLimits
from tansiq.gateways.tile_file import TileFile, TileFileRefused
from tansiq.settings import SettingRefused, Settings
from tansiq.web.app import Application
from tansiq.web.console_pages import console_routes
from tansiq.web.identity import TokenVerifier
from tansiq.web.listening import others
from tansiq.web.metrics import Metrics
from tansiq.web.signed_in import SignedIn
from tansiq.web.trust import Trust

READY = "ready"
READ_ONLY = "read-only: the journal cannot be written"


def limits_of(settings: Settings) -> FormLimits:
    """How much a request may hold."""
    return FormLimits(
        max_vertices=settings.max_vertices,
        max_volumes=settings.max_volumes,
        max_total_vertices=settings.max_total_vertices,
        allow_http_urls=settings.allow_http_urls,
    )


def tiles_of(settings: Settings) -> TileFile | None:
    """Detail for the map. Raises `SettingRefused`."""
    if not settings.map_tiles:
        return None
    try:
        return TileFile(Path(settings.map_tiles))
    except TileFileRefused as refused:
        raise SettingRefused(f"--map-tiles {settings.map_tiles}: {refused}") from None


def application_of(
    routes: tuple[Route, ...],
    settings: Settings,
    trust: Trust,
    signed_in: SignedIn,
    metrics: Metrics,
    readiness: Callable[[], dict[str, Any]],
) -> Application:
    """An application of these routes, with the token endpoint, `/healthz`, `/readyz`, `/metrics`, and the console.
    `readiness`: what `/readyz` says; with 503 unless its `status` is `READY`."""
    return Application(
        routes,
        TokenVerifier(trust.keys, settings.audience, settings.issuer),
        metrics,
        others([*_health(readiness, metrics), *trust.routes(signed_in.program), *console_routes()]),
        refetch_keys=trust.refetch,
        max_body_bytes=settings.max_body_bytes,
        request_timeout_s=settings.request_timeout_s,
        access_log=settings.access_log,
        sessions=signed_in,
    )


def _health(readiness: Callable[[], dict[str, Any]], metrics: Metrics) -> list[PlainRoute]:
    async def alive(request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(request: Request) -> Response:
        document = readiness()
        return JSONResponse(document, status_code=200 if document["status"] == READY else 503)

    async def figures(request: Request) -> Response:
        return Response(metrics.render(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return [
        PlainRoute("/healthz", alive, methods=["GET"]),
        PlainRoute("/readyz", ready, methods=["GET"]),
        PlainRoute("/metrics", figures, methods=["GET"]),
    ]
