"""An office served over HTTP: opens the desk, listens at every port, keeps house, closes without losing anything."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import math
import signal
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as PlainRoute

from tansiq.centre.hosting import Hosting
from tansiq.centre.rules import SECOND_US
from tansiq.centre.rules import Rules as CentreRules
from tansiq.gateways import api_v1
from tansiq.gateways.contract import Problem, problem_body, problem_document
from tansiq.gateways.f3548_dss import F3548Dss
from tansiq.gateways.interuss_aux import AuxInfo, InterussAux
from tansiq.gateways.mail import Mail, Smtp, check_address
from tansiq.gateways.outlines import FormLimits
from tansiq.gateways.webhooks import Webhooks
from tansiq.journal.blobs import Blobs
from tansiq.journal.errors import JournalError
from tansiq.office.desk import Desk, open_desk
from tansiq.office.rules import DAY_US, HOUR_US, Rules
from tansiq.office.tidings import Tidings
from tansiq.settings import SettingRefused, Settings
from tansiq.web.app import Application
from tansiq.web.chores import keep_house, once, stop_on_failure, supervise, write_snapshots
from tansiq.web.deliverer import Deliverer, Pace
from tansiq.web.dispatch import Dispatch
from tansiq.web.identity import TokenVerifier
from tansiq.web.metrics import Metrics
from tansiq.web.protocol import BoundedHttp
from tansiq.web.trust import Trust

_BACKLOG = 2_048
_OPENING_SAID_S = 2.0
_log = structlog.get_logger("office")


def journal_path(journal: str) -> Path:
    """The path in `sqlite:PATH`. Raises `SettingRefused`."""
    scheme, _, path = journal.partition(":")
    if scheme != "sqlite" or not path:
        raise SettingRefused(f"--journal {journal}: the form is sqlite:PATH")
    return Path(path)


def rules_of(settings: Settings) -> Rules:
    """The office's rules from an operator's settings."""
    return Rules(
        max_area_m2=settings.max_area_km2 * 1e6,
        max_total_area_m2=settings.max_total_area_km2 * 1e6,
        max_found=settings.max_found,
        max_subscription_us=int(settings.max_subscription_hours * HOUR_US),
        max_ahead_us=int(settings.max_ahead_days * DAY_US),
    )


def smtp_of(settings: Settings) -> Smtp | None:
    """The mail server from an operator's settings, with its password; None without one. Raises `SettingRefused`."""
    if not settings.smtp_host:
        return None
    try:
        check_address(settings.smtp_from, "--smtp-from")
    except Problem as problem:
        raise SettingRefused(f"--smtp-from {settings.smtp_from}: {problem.message}") from None
    if bool(settings.smtp_user) != bool(settings.smtp_password_file):
        raise SettingRefused("--smtp-user and --smtp-password-file go together")
    if settings.smtp_user and settings.smtp_security == "none":
        raise SettingRefused("--smtp-security none: the password would go over the network for all to read")
    password = ""
    if settings.smtp_password_file:
        try:
            password = Path(settings.smtp_password_file).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingRefused(f"--smtp-password-file {settings.smtp_password_file}: {error}") from None
    return Smtp(
        settings.smtp_host,
        settings.smtp_port,
        settings.smtp_from,
        settings.smtp_security,
        settings.smtp_user,
        password,
    )


def _deliverer(desk: Desk, tidings: Tidings, hosting: Hosting, settings: Settings, smtp: Smtp | None) -> Deliverer:
    webhooks = Webhooks(allow_private=settings.allow_private_webhooks)
    dispatch = Dispatch(desk, webhooks, Mail(smtp) if smtp is not None else None, settings.public_url)
    pace = Pace(int(settings.delivery_retry_s * SECOND_US), int(settings.mail_gather_s * SECOND_US))
    return Deliverer(desk, tidings, hosting, dispatch, pace)


def application(desk: Desk, tidings: Tidings, settings: Settings, trust: Trust, centres: api_v1.Centres) -> Application:
    """All routes of an office."""
    limits = FormLimits(
        max_vertices=settings.max_vertices,
        max_volumes=settings.max_volumes,
        max_total_vertices=settings.max_total_vertices,
        allow_http_urls=settings.allow_http_urls,
    )
    info = AuxInfo(version("tansiq"), settings.dar_id, "tansiq-1", settings.public_url, datetime.now(UTC))
    metrics = Metrics(desk)
    return Application(
        (
            *F3548Dss(desk, limits).routes(),
            *InterussAux(info).routes(),
            *api_v1.routes(
                desk, tidings, limits, Blobs(desk.store.path.with_suffix(".files")), centres, settings.public_url
            ),
        ),
        TokenVerifier(trust.keys, settings.audience, settings.issuer),
        metrics,
        _others([*_health(desk, metrics, trust), *trust.routes()]),
        refetch_keys=trust.refetch,
        max_body_bytes=settings.max_body_bytes,
        request_timeout_s=settings.request_timeout_s,
        access_log=settings.access_log,
    )


def _others(routes: list[PlainRoute]) -> Starlette:
    others = Starlette(routes=routes, exception_handlers={HTTPException: _not_answered})
    others.router.redirect_slashes = False  # a redirect would repeat whatever host the asker named
    return others


async def _not_answered(request: Request, error: Exception) -> Response:
    """Starlette's own refusals (no such path, no such method) in the form of all others."""
    assert isinstance(error, HTTPException)
    code, message = "no-such-path", "there is nothing at this path; docs/interface.md lists all"
    if error.status_code == 405:
        code = "method-not-allowed"
        message = f"{request.method} is not possible here; try {(error.headers or {}).get('Allow', 'another')}"
    if request.url.path.startswith("/api/"):
        return Response(
            problem_document(error.status_code, code, message),
            error.status_code,
            headers=error.headers,
            media_type="application/problem+json",
        )
    return Response(
        problem_body(code, message), error.status_code, headers=error.headers, media_type="application/json"
    )


def _health(desk: Desk, metrics: Metrics, trust: Trust) -> list[PlainRoute]:
    async def alive(request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def ready(request: Request) -> Response:
        status = "ready"
        if not (desk.sequencer.available and desk.failure is None):
            status = "read-only: the journal cannot be written"
        elif not trust.keys.any:
            status = "closed: no key to believe tokens by; the log says why the JWK set cannot be read"
        document = {"status": status, "sequence": desk.sequencer.head.sequence}
        return JSONResponse(document, status_code=200 if status == "ready" else 503)

    async def figures(request: Request) -> Response:
        return Response(metrics.render(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return [
        PlainRoute("/healthz", alive, methods=["GET"]),
        PlainRoute("/readyz", ready, methods=["GET"]),
        PlainRoute("/metrics", figures, methods=["GET"]),
    ]


class _Server(uvicorn.Server):
    """uvicorn, which would end the process on SIGTERM before the office has closed its journal."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals to `_stop_on_signals`."""
        yield


async def serve(settings: Settings, when_listening: Callable[[], Awaitable[None]] | None = None) -> int:
    """Serves until SIGTERM or SIGINT. Exit status: 0 after an orderly end, 1 when the office had to stop.

    Raises `SettingRefused` (keys, audience, ports) before the journal is touched, and the journal's errors.
    """
    path = journal_path(settings.journal)
    smtp = smtp_of(settings)
    trust = await Trust.open(settings)
    sockets = [_bind(settings.host, port) for port in settings.port]
    gc.disable()
    desk = open_desk(
        path,
        rules_of(settings),
        tail_only=settings.integrity == "tail",
        create=not settings.must_exist,
        on_progress=_opening_log(),
    )
    gc.freeze()  # what was loaded stays; the collector need not look at it again
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
    _report_start(desk)
    desk.open()
    tidings = Tidings(desk)
    hosting = Hosting(
        path.with_suffix(".centres"),
        CentreRules(give_up_us=int(settings.delivery_give_up_days * DAY_US)),
        tail_only=settings.integrity == "tail",
    )
    hosting.open()
    for name, reason in hosting.closed.items():
        _log.error("centre-closed", centre=name, reason=reason)
    deliverer = _deliverer(desk, tidings, hosting, settings, smtp)
    centres = api_v1.Centres(hosting, deliverer, settings.allow_private_webhooks)
    server = _Server(
        uvicorn.Config(
            application(desk, tidings, settings, trust, centres),
            loop="none",
            http=BoundedHttp,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=math.ceil(settings.shutdown_grace_s),
        )
    )
    _stop_on_signals(server, tidings)
    tasks = [
        asyncio.create_task(supervise("housekeeping", partial(keep_house, desk, settings.housekeeping_s))),
        asyncio.create_task(supervise("snapshots", partial(write_snapshots, desk, settings.snapshot_entries))),
        asyncio.create_task(supervise("deliveries", deliverer.run)),
        asyncio.create_task(stop_on_failure(desk, partial(setattr, server, "should_exit", True))),
    ]
    for listening in sockets:
        listening.listen(_BACKLOG)
        host, port = listening.getsockname()[:2]
        _log.info("listening", address=f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
    if when_listening is not None:  # what comes before the server runs waits in the sockets' queues
        tasks.append(asyncio.create_task(once("exercise", when_listening)))
    try:
        await server.serve(sockets=sockets)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await deliverer.close()
        await hosting.close()
        await trust.close()
        with contextlib.suppress(JournalError):
            await desk.close()
        _log.info("closed", sequence=desk.sequencer.head.sequence)
    return 0 if desk.failure is None else 1


def _stop_on_signals(server: uvicorn.Server, tidings: Tidings) -> None:
    """The first SIGTERM or SIGINT ends the office in order; another one does not wait for open requests."""

    def stop() -> None:
        tidings.close()  # event streams end, which otherwise never would
        server.force_exit = server.should_exit
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)


def _opening_log() -> Callable[[str, int, int], None]:
    """Says now and then how far a long opening is."""
    said_at = time.monotonic()

    def on_progress(what: str, done: int, total: int) -> None:
        nonlocal said_at
        if time.monotonic() - said_at >= _OPENING_SAID_S:
            said_at = time.monotonic()
            _log.warning("opening", doing=what, entries=done, of=total)

    return on_progress


def _report_start(desk: Desk) -> None:
    start, opening = desk.start, desk.start.opening
    for skipped in start.skipped:
        _log.warning("snapshot-skipped", path=skipped.path.name, reason=skipped.reason)
    if opening.torn_bytes_cut:
        _log.warning("torn-tail-cut", bytes=opening.torn_bytes_cut, meaning="an append that was never acknowledged")
    if not opening.entries and opening.marked is None:
        _log.warning("journal-new", journal=str(desk.store.path), meaning="this office knows of nothing yet")
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


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise SettingRefused(f"cannot listen at {host} port {port}: {error.strerror or error}") from None
    return bound
