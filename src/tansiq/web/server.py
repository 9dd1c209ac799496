"""An office served over HTTP: opens the desk, listens at every port, keeps house, closes without losing anything."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as PlainRoute

from tansiq.gateways.f3548_dss import F3548Dss
from tansiq.gateways.f3548_wire import FormLimits
from tansiq.gateways.interuss_aux import AuxInfo, InterussAux
from tansiq.journal.errors import JournalError
from tansiq.office.desk import Desk, open_desk
from tansiq.office.rules import DAY_US, HOUR_US, Rules
from tansiq.settings import Settings
from tansiq.web.app import Application
from tansiq.web.identity import TokenVerifier
from tansiq.web.metrics import Metrics
from tansiq.web.trust import Trust

_log = structlog.get_logger("office")


def journal_path(journal: str) -> Path:
    """The path in `sqlite:PATH`. Raises `ValueError`."""
    scheme, _, path = journal.partition(":")
    if scheme != "sqlite" or not path:
        raise ValueError(f"journal {journal!r}: the form is sqlite:PATH")
    return Path(path)


def rules_of(settings: Settings) -> Rules:
    """The office's rules from an operator's settings."""
    return Rules(
        max_area_m2=settings.max_area_km2 * 1e6,
        max_subscription_us=int(settings.max_subscription_hours * HOUR_US),
        max_ahead_us=int(settings.max_ahead_days * DAY_US),
    )


def application(desk: Desk, settings: Settings, trust: Trust) -> Application:
    """All routes of an office."""
    limits = FormLimits(settings.max_vertices, settings.max_volumes, settings.allow_http_urls)
    info = AuxInfo(version("tansiq"), settings.dar_id, "tansiq-1", settings.public_url, datetime.now(UTC))
    metrics = Metrics(desk)
    return Application(
        (*F3548Dss(desk, limits).routes(), *InterussAux(info).routes()),
        TokenVerifier(trust.keys, settings.audience, settings.issuer),
        metrics,
        Starlette(routes=[*_health(desk, metrics), *trust.routes()]),
        refetch_keys=trust.refetch,
        max_body_bytes=settings.max_body_bytes,
        request_timeout_s=settings.request_timeout_s,
        access_log=settings.access_log,
    )


def _health(desk: Desk, metrics: Metrics) -> list[PlainRoute]:
    async def alive(request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(request: Request) -> Response:
        writable = desk.sequencer.available and desk.failure is None
        status = "ready" if writable else "read-only: the journal cannot be written"
        return JSONResponse(
            {"status": status, "sequence": desk.sequencer.head.sequence}, status_code=200 if writable else 503
        )

    async def figures(request: Request) -> Response:
        return Response(metrics.render(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return [
        PlainRoute("/healthz", alive, methods=["GET"]),
        PlainRoute("/readyz", ready, methods=["GET"]),
        PlainRoute("/metrics", figures, methods=["GET"]),
    ]


async def serve(settings: Settings, when_listening: Callable[[], Awaitable[None]] | None = None) -> int:
    """Serves until SIGTERM or SIGINT. Exit status: 0 after an orderly end, 1 when the office had to stop."""
    gc.disable()
    desk = open_desk(journal_path(settings.journal), rules_of(settings), settings.integrity == "tail")
    gc.freeze()  # what was loaded stays; the collector need not look at it again
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
    _report_start(desk)
    trust = await Trust.open(settings)
    desk.open()
    sockets = [_listen(settings.host, port) for port in settings.port]
    server = uvicorn.Server(
        uvicorn.Config(
            application(desk, settings, trust),
            loop="none",
            http="httptools",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=int(settings.shutdown_grace_s) or None,
        )
    )
    chores = [asyncio.create_task(_keep_house(desk, settings)), asyncio.create_task(_snapshots(desk, settings))]
    watch = asyncio.create_task(_stop_on_failure(desk, server))
    for listening in sockets:
        _log.info("listening", address="http://{}:{}".format(*listening.getsockname()[:2]))
    if when_listening is not None:
        chores.append(asyncio.create_task(_then(when_listening)))
    try:
        await server.serve(sockets=sockets)
    finally:
        for task in (*chores, watch):
            task.cancel()
        await asyncio.gather(*chores, watch, return_exceptions=True)
        await trust.close()
        with contextlib.suppress(JournalError):
            await desk.close()
        _log.info("closed", sequence=desk.sequencer.head.sequence)
    return 0 if desk.failure is None else 1


def _report_start(desk: Desk) -> None:
    start, opening = desk.start, desk.start.opening
    for skipped in start.skipped:
        _log.warning("snapshot-skipped", path=skipped.path.name, reason=skipped.reason)
    if opening.torn_bytes_cut:
        _log.warning("torn-tail-cut", bytes=opening.torn_bytes_cut, meaning="an append that was never acknowledged")
    _log.info(
        "opened",
        journal=str(desk.store.path),
        entries=opening.entries,
        verified=opening.verified,
        snapshot=start.snapshot.sequence if start.snapshot else 0,
        replayed=start.replayed,
        intents=len(desk.state.intents),
        seconds=round(start.seconds, 2),
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(2_048)
    return listening


async def _then(when_listening: Callable[[], Awaitable[None]]) -> None:
    await when_listening()  # the sockets listen already; what comes before the server runs waits in their queue


async def _keep_house(desk: Desk, settings: Settings) -> None:
    while True:
        await asyncio.sleep(settings.housekeeping_s)
        try:
            ended = await desk.housekeep()
        except JournalError as error:
            _log.warning("housekeeping-postponed", reason=str(error))
        else:
            if ended:
                _log.info("housekeeping", ended=ended)


async def _snapshots(desk: Desk, settings: Settings) -> None:
    """Has another process replay the journal and write the state down, whenever enough has been appended."""
    last = desk.start.snapshot.sequence if desk.start.snapshot else 0
    while True:
        await asyncio.sleep(min(settings.housekeeping_s, 5.0))
        head = desk.sequencer.head.sequence
        if head - last < settings.snapshot_entries:
            continue
        last = head
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tansiq.cli.main", "journal", "snapshot", str(desk.store.path)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            preexec_fn=lambda: os.nice(10),
        )
        status = await process.wait()
        _log.info("snapshot", sequence=head, ok=status == 0)


async def _stop_on_failure(desk: Desk, server: uvicorn.Server) -> None:
    await desk.failed.wait()
    _log.error("stopping", reason=f"the state no longer follows the journal: {desk.failure!r}")
    server.should_exit = True
