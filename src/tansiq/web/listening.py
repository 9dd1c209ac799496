"""Listening and ending, as offices and centres do it alike."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import math
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as PlainRoute

from tansiq.gateways.contract import problem_body, problem_document
from tansiq.settings import SettingRefused, Settings
from tansiq.web.app import Application
from tansiq.web.protocol import BoundedHttp

_BACKLOG = 2_048
_OPENING_SAID_S = 2.0
_log = structlog.get_logger("office")


class Server(uvicorn.Server):
    """uvicorn, which would end the process on SIGTERM before the office has closed its journal."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals to `stop_on_signals`."""
        yield


def server_of(application: Application, settings: Settings) -> Server:
    """What serves an application."""
    return Server(
        uvicorn.Config(
            application,
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


def stop_on_signals(server: uvicorn.Server, end_streams: Callable[[], None]) -> None:
    """The first SIGTERM or SIGINT ends all in order; another one does not wait for open requests."""

    def stop() -> None:
        end_streams()  # event streams end, which otherwise never would
        server.force_exit = server.should_exit
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop)


def opening_log() -> Callable[[str, int, int], None]:
    """Says now and then how far a long opening is."""
    said_at = time.monotonic()

    def on_progress(what: str, done: int, total: int) -> None:
        nonlocal said_at
        if time.monotonic() - said_at >= _OPENING_SAID_S:
            said_at = time.monotonic()
            _log.warning("opening", doing=what, entries=done, of=total)

    return on_progress


def others(routes: list[PlainRoute]) -> Starlette:
    """Routes that are not hot."""
    app = Starlette(routes=routes, exception_handlers={HTTPException: _not_answered})
    app.router.redirect_slashes = False  # a redirect would repeat whatever host the asker named
    return app


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


def bind(host: str, port: int) -> socket.socket:
    """A socket that does not listen yet. Raises `SettingRefused`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        other = "; --port names another" if error.errno == errno.EADDRINUSE else ""
        raise SettingRefused(f"cannot listen at {host} port {port}: {error.strerror or error}{other}") from None
    return bound


def listen(sockets: Sequence[socket.socket]) -> None:
    """Begins to listen at all of them, and says so."""
    for listening in sockets:
        listening.listen(_BACKLOG)
        host, port = listening.getsockname()[:2]
        _log.info("listening", address=f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")
