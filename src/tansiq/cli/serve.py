"""`tansiq serve`."""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import typer

from tansiq.settings import Settings, meaning, shown_default
from tansiq.web import logs, server

_HELP = """Serve an office until it is told to stop (SIGTERM, Ctrl-C).

Every option can also be an environment variable (TANSIQ_PORT=8000) or a line in a TOML file named by --config.

Examples:

    tansiq serve --port 8000 --journal sqlite:var/office.db --trust-key issuer.pem --audience office.example.org

    tansiq serve --keys var/keys --audience localhost          (a first run, with the built-in token endpoint)
"""


def serve_settings(settings: Settings, when_listening: Callable[[], Awaitable[None]] | None = None) -> None:
    """Serves, and exits with the server's status. `when_listening` runs once requests are answered."""
    logs.configure(settings.log_level, settings.log_format)
    try:
        import uvloop

        status = uvloop.run(server.serve(settings, when_listening))
    except ImportError:
        status = asyncio.run(server.serve(settings, when_listening))
    sys.exit(status)


def add_to(app: typer.Typer) -> None:
    """Adds the command, with an option for each setting."""

    def command(config: str | None, **given: Any) -> None:
        given = {name: (tuple(v) or None) if isinstance(v, list) else v for name, v in given.items()}
        serve_settings(Settings.load(given, os.environ, config))

    command.__signature__ = inspect.Signature(_options())  # type: ignore[attr-defined]
    command.__annotations__ = {option.name: option.annotation for option in _options()}
    app.command(name="serve", help=_HELP)(command)


def _options() -> list[inspect.Parameter]:
    options = [_option("config", str | None, "TOML file with settings.", "--config")]
    for spec in dataclasses.fields(Settings):
        flag = "--" + spec.name.replace("_", "-")
        kind: Any
        if isinstance(spec.default, tuple):
            kind = list[int] | None if spec.name == "port" else list[str] | None
        elif isinstance(spec.default, bool):
            kind, flag = bool | None, f"{flag}/--no-{spec.name.replace('_', '-')}"
        else:
            kind = type(spec.default) | None
        text = f"{meaning(spec.name)} [default: {shown_default(spec.default) or 'none'}]"
        options.append(_option(spec.name, kind, text, flag))
    return options


def _option(name: str, kind: Any, text: str, flag: str) -> inspect.Parameter:
    annotation = Annotated[kind, typer.Option(flag, help=text, show_default=False)]
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
