"""`tansiq`: the command line. Exit codes: see `docs/commands.md`."""

from __future__ import annotations

import io
import os
import sys
import traceback
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from tansiq.cli import (
    agreement,
    announce,
    channel,
    conflicts,
    exercise,
    export,
    follow,
    invitation,
    journal,
    keys,
    notice,
    operation,
    party,
    person,
    plan,
    program,
    serve,
    thread,
)
from tansiq.cli.output import EXIT_DAMAGED, EXIT_DONE, EXIT_FAULT, EXIT_REFUSED, EXIT_UNREACHABLE, complain
from tansiq.gateways.api_client import ApiRefused
from tansiq.gateways.f3548_client import NotAdmitted
from tansiq.gateways.oauth_client import TokenNotGiven
from tansiq.journal.errors import JournalDamaged, JournalError
from tansiq.settings import SettingRefused
from tansiq.web.issuer import KeysRefused

app = typer.Typer(
    name="tansiq",
    help="The coordination office: who will be where, and who has been told.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"tansiq {version('tansiq')}")
        raise typer.Exit


@app.callback()
def whole(
    show_version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_say_version, is_eager=True)
    ] = False,
) -> None:
    """The coordination office: who will be where, and who has been told."""


serve.add_to(app)
announce.add_to(app)
conflicts.add_to(app)
exercise.add_to(app)
keys.add_to(app)
app.add_typer(party.app, name="party")
app.add_typer(invitation.app, name="invitation")
app.add_typer(agreement.app, name="agreement")
app.add_typer(operation.app, name="operation")
app.add_typer(notice.app, name="notice")
app.add_typer(thread.app, name="thread")
app.add_typer(channel.app, name="channel")
plan.add_to(app)
follow.add_to(app)
app.add_typer(export.app, name="export")
app.add_typer(person.app, name="person")
app.add_typer(program.app, name="program")
app.add_typer(journal.app, name="journal")


def run() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what the terminal cannot show is escaped, and ends nothing
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            app()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # a full disk is told of here, not when it is too late
    except JournalDamaged as error:
        whole = f"entries 1 to {error.sequence - 1:,} are whole; " if error.sequence > 1 else ""
        complain(
            str(error), f"{whole}move the journal's files aside as evidence and restore a backup: docs/operating.md"
        )
        sys.exit(EXIT_DAMAGED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has seen enough
        sys.exit(EXIT_DONE)
    except ConnectionError as error:
        complain(str(error))
        sys.exit(EXIT_UNREACHABLE)
    except (SettingRefused, KeysRefused, TokenNotGiven, NotAdmitted, ApiRefused, JournalError) as error:
        complain(str(error))
        sys.exit(EXIT_REFUSED)
    except OSError as error:
        about = f"{error.filename}: " if error.filename else ""
        complain(f"{about}{error.strerror or error}", "does the file exist, and may this user read and write there?")
        sys.exit(EXIT_REFUSED)
    except Exception as error:  # noqa: BLE001  a person at night can do nothing with a traceback
        where = traceback.extract_tb(error.__traceback__)[-1]
        complain(
            f"a fault of tansiq itself: {type(error).__name__}: {str(error)[:500]}",
            f"please report it with the command that you gave, and {Path(where.filename).name}:{where.lineno}",
        )
        sys.exit(EXIT_FAULT)


if __name__ == "__main__":
    run()
