"""`tansiq`: the command line. Exit codes: see `docs/commands.md`."""

from __future__ import annotations

import sys

import typer

from tansiq.cli import announce, exercise, journal, keys, serve
from tansiq.cli.output import EXIT_REFUSED, EXIT_UNREACHABLE, complain
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
serve.add_to(app)
announce.add_to(app)
exercise.add_to(app)
keys.add_to(app)
app.add_typer(journal.app, name="journal")


def run() -> None:
    """The console script."""
    try:
        app()
    except JournalDamaged as error:
        complain(str(error), "restore the journal from a backup; `tansiq journal verify` shows what is whole")
        sys.exit(3)
    except (SettingRefused, KeysRefused, JournalError) as error:
        complain(str(error))
        sys.exit(EXIT_REFUSED)
    except FileNotFoundError as error:
        complain(str(error))
        sys.exit(EXIT_REFUSED)
    except ConnectionError as error:
        complain(str(error))
        sys.exit(EXIT_UNREACHABLE)


if __name__ == "__main__":
    run()
