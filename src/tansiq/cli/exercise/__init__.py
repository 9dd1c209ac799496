"""`tansiq exercise`: a made-up day in a real valley, to try things on."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Annotated

import httpx
import typer

from tansiq.cli.exercise.acting import keep_moving
from tansiq.cli.exercise.announced import load, report
from tansiq.cli.exercise.founding import found_office
from tansiq.cli.exercise.staff import PASSWORDS, take_in_people
from tansiq.cli.output import EXIT_REFUSED, errors, office_url, say
from tansiq.cli.serve import serve_settings
from tansiq.settings import Settings
from tansiq.web.issuer import CLIENTS, KeysRefused, init_keys, write_private

_SECRETS = "secrets.toml"
_WENT_AS_MEANT = frozenset({200, 201, 409})
_HELP = """Load an exercise into an office, and keep it moving: two air forces' flight-safety cells, a civil aviation
authority, a relief organisation with clinics and convoys, and two drone services, in the valley of the Rhone.

With --serve, makes keys and a journal below --folder if there are none, serves an office, loads the exercise and keeps
it moving until Ctrl-C. Without, announces flights to an office that is served already.

Examples:

    tansiq exercise --serve

    tansiq exercise --url http://localhost:8000 --json
"""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("exercise", help=_HELP)(exercise)


def exercise(
    serve: Annotated[bool, typer.Option("--serve", help="Serve an office of its own first, until Ctrl-C.")] = False,
    url: Annotated[
        str, typer.Option(parser=office_url, help="The office, if it is served already.")
    ] = "http://localhost:8000",
    port: Annotated[int, typer.Option(help="With --serve: port to listen at.", min=1, max=65535)] = 8000,
    folder: Annotated[Path, typer.Option(help="Where keys and journal are kept.")] = Path("var/exercise"),
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    keys = folder / "keys"
    if serve and not (keys / CLIENTS).exists():
        secrets = init_keys(keys)
        lines = "".join(f'{name} = "{secret}"\n' for name, secret in secrets.items())
        write_private(folder / _SECRETS, f"# Secrets of the exercise's clients.\n{lines}".encode())
        errors.print(
            f"Made keys and clients in {keys}; the clients' secrets are in {folder / _SECRETS}.", soft_wrap=True
        )
    secrets = _secrets(folder)
    if not serve:
        answers = asyncio.run(load(url, secrets))
        report(answers, as_document)
        if any(answer["status"] not in _WENT_AS_MEANT for answer in answers):
            raise typer.Exit(EXIT_REFUSED)
        return
    given = {
        "port": (port,),
        "keys": str(keys),
        "audience": ("localhost",),
        "journal": f"sqlite:{folder / 'office.db'}",
        "allow_http_urls": True,
        "log_format": "console",
        "access_log": False,
        "log_level": "warning",
    }
    own_url = f"http://localhost:{port}"

    found_office(folder / "office.db")

    async def when_listening() -> None:
        answers = await load(own_url, secrets)
        report(answers, as_document)
        if not as_document:
            say("")
            say(f"The office is served at {own_url}. Ctrl-C ends it; its journal stays in {folder}.")
            say("Remove that folder to begin anew. In another terminal, in this folder:")
            say(f"    export TANSIQ_KEYS={keys} TANSIQ_URL={own_url}")
            say(f"    {_as_called(sys.argv[0])} operation list --party north")
        async with httpx.AsyncClient(base_url=own_url, timeout=10.0, trust_env=False) as client:
            await take_in_people(client, secrets, folder)
            if not as_document:
                say(f"People sign in at {own_url}: party north, login first, password in {folder / PASSWORDS}.")
            await keep_moving(client, secrets)

    serve_settings(Settings.load(given, os.environ), when_listening)


def _as_called(program: str) -> str:
    """How this program is called from this folder: `.venv/bin/tansiq`, where it is on nobody's path."""
    on_path = shutil.which("tansiq")
    called = Path(program)
    if called.name != "tansiq" or (on_path is not None and Path(on_path).resolve() == called.resolve()):
        return "tansiq"
    return program


def _secrets(folder: Path) -> dict[str, str]:
    path = folder / _SECRETS
    try:
        return {name: str(secret) for name, secret in tomllib.loads(path.read_text("utf-8")).items()}
    except FileNotFoundError:
        raise KeysRefused(f"{path} is missing: remove {folder}, and begin with: tansiq exercise --serve") from None
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KeysRefused(f"{path} cannot be used: {error}") from None
