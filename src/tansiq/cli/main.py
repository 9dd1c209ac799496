"""`tansiq`: the command line. Exit codes: see `docs/commands.md`."""

from __future__ import annotations

import gc
import io
import os
import sys
import traceback
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from tansiq.cli.output import (
    EXIT_DAMAGED,
    EXIT_DONE,
    EXIT_FAULT,
    EXIT_INTERRUPTED,
    EXIT_REFUSED,
    EXIT_UNREACHABLE,
    complain,
    complain_of_damage,
)
from tansiq.gateways.api_client import ApiRefused
from tansiq.gateways.oauth_client import NotAdmitted, TokenNotGiven
from tansiq.gateways.out_of_reach import NoOffice
from tansiq.journal.errors import JournalDamaged, JournalError, StoreUnreachable
from tansiq.settings import SettingRefused

# Each is a module of `tansiq.cli`, which adds one command by `add_to`, or is a group, `app`.
_COMMANDS = (
    "serve", "announce", "conflicts", "exercise", "token", "keys", "party", "invitation", "agreement", "operation",
    "notice", "thread", "channel", "plan", "follow", "export", "person", "me", "program", "journal", "report",
    "request", "incident", "quiet", "taxii", "verify", "at", "bundle", "receipt", "log",
)  # fmt: skip
_BESIDE = {"token": "keys"}  # a command that another's module adds with its own


def _say_version(wanted: bool) -> None:
    if wanted:
        print(f"tansiq {version('tansiq')}")
        raise typer.Exit


def _whole(
    show_version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_say_version, is_eager=True)
    ] = False,
) -> None:
    """The coordination office: who will be where, and who has been told."""


def application(wanted: str = "") -> typer.Typer:
    """All commands; or only the one that is wanted, if it is one of them: what the others need takes longer to load
    than most commands to run."""
    app = typer.Typer(
        name="tansiq",
        help="The coordination office: who will be where, and who has been told.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        callback=_whole,
    )
    gc.disable()  # what is loaded stays: to look through it again and again takes a tenth of the time of a start
    every = () if wanted == "--version" else tuple(name for name in _COMMANDS if name not in _BESIDE)
    for name in (wanted,) if wanted in _COMMANDS else every:
        module = import_module(f"tansiq.cli.{_BESIDE.get(name, name)}")
        if hasattr(module, "add_to"):
            module.add_to(app)
        else:
            app.add_typer(module.app, name=name)
    gc.enable()
    return app


def _hint(refused: ApiRefused) -> str:
    """What the command line knows of a refusal, and the office does not: from where it has address and keys."""
    if refused.code == "token-refused" and "not signed" in refused.message:
        return "an office and its keys go together: TANSIQ_URL and TANSIQ_KEYS, or --url and --keys or --token-file"
    if refused.code == "no-such-path":
        return "an office's address ends with the host or the port, like https://office.example.org"
    return ""


def _say_no_more() -> None:
    """What is still to be written to the output is dropped."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def run() -> None:
    """The console script."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # it was closed before the start: nobody wants to read, and the exit code is all
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115  as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # what the terminal cannot show is escaped, and ends nothing
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            application(*sys.argv[1:2])()
        finally:
            sys.stdout.flush()  # a full disk is told of here, not when it is too late
    except JournalDamaged as error:
        complain_of_damage(error)
        sys.exit(EXIT_DAMAGED)
    except BrokenPipeError:
        _say_no_more()  # whoever read has seen enough
        sys.exit(EXIT_DONE)
    except KeyboardInterrupt:  # while commands are loaded; once one runs, it says by itself how it ends
        sys.exit(EXIT_INTERRUPTED)
    except NoOffice as error:
        complain(str(error), error.hint)
        sys.exit(EXIT_UNREACHABLE)
    except (ConnectionError, StoreUnreachable) as error:  # it may answer in a moment: to try again is right
        complain(str(error))
        sys.exit(EXIT_UNREACHABLE)
    except ApiRefused as error:
        complain(str(error), _hint(error))
        sys.exit(EXIT_REFUSED)
    except (SettingRefused, TokenNotGiven, NotAdmitted, JournalError) as error:
        complain(str(error))
        sys.exit(EXIT_REFUSED)
    except OSError as error:
        about = f"{error.filename}: " if error.filename else ""
        complain(f"{about}{error.strerror or error}", "does the file exist, and may this user read and write there?")
        try:
            sys.stdout.flush()
        except OSError:
            _say_no_more()  # or what is left would be tried once more at the very end, and change the exit status
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
