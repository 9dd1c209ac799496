"""Structured logs: one line a happening, JSON for machines or columns for a person. No bodies, no tokens."""

from __future__ import annotations

import contextlib
import io
import logging
import sys
from typing import Any, BinaryIO, cast

import msgspec
import structlog

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def configure(level: str, form: str) -> None:
    """Sets structlog up for the process, and passes uvicorn's own warnings through it."""
    shared: list[Any] = [structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]
    if form == "json":
        structlog.configure(
            processors=[*shared, structlog.processors.format_exc_info, structlog.processors.JSONRenderer(_to_json)],
            wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
            logger_factory=structlog.BytesLoggerFactory(cast("BinaryIO", _Unfailing(sys.stderr.buffer))),
            cache_logger_on_first_use=True,
        )
    else:
        structlog.configure(
            processors=[*shared, structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())],
            wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
            logger_factory=structlog.PrintLoggerFactory(sys.stderr),
            cache_logger_on_first_use=True,
        )
    logging.basicConfig(handlers=[_Bridge()], level=logging.WARNING, force=True)


def _to_json(happening: dict[str, Any], **_: Any) -> bytes:
    try:
        return msgspec.json.encode(happening, enc_hook=str)
    except (UnicodeEncodeError, RecursionError):  # whatever it is, a line must come of it
        return msgspec.json.encode({"event": "unloggable", "said": ascii(happening)[:2_000]})


class _Unfailing(io.RawIOBase):
    """A log that cannot be written (disk full, reader gone) must not take the office down with it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, line: Any) -> int:
        with contextlib.suppress(OSError):
            self._stream.write(line)
        return len(line)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.flush()


class _Bridge(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger(record.name).log(record.levelno, record.getMessage(), exc_info=record.exc_info)
