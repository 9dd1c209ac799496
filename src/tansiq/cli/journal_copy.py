"""`tansiq journal copy`: an office moved between files and a database.

What copies is loaded by the command alone: it is most of an office, and the group's other commands need none of it.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn
from urllib.parse import urlsplit

import typer

from tansiq.cli.journal_named import journal_anywhere
from tansiq.cli.output import (
    EXIT_DAMAGED,
    EXIT_REFUSED,
    as_json,
    complain,
    counted,
    progress,
    say,
    table,
)
from tansiq.journal.blobs import BlobDamaged
from tansiq.journal.source import InDatabase, Source
from tansiq.journal.stores.postgres.database import Database

if TYPE_CHECKING:
    from tansiq.web.copying import Copied

_WHERE = "FILE, sqlite:FILE or postgresql://USER@HOST/DATABASE"


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("copy", help=_HELP)(copy)


_HELP = """Move an office between files and a database, either way; the office must be stopped.

All of it goes: every entry, with what is left of those that were erased; attached files; hosted parties' centres, with
their people, sessions and keys. Every entry is checked as it is read, and all is read back where it came to: the
Merkle roots of both are the same, or nothing is kept (exit code 3). It goes to where nothing is, and is there as a
whole or not at all, whatever ends this command. The source stays as it is.

In a database the keys of centres are sealed: --seal-key names the key file, as for `tansiq serve`; it is made where
there is none yet. What stays behind is said at the end.

Examples:

    tansiq journal copy var/office.db postgresql://tansiq@db.example.org/office --seal-key var/seal-key

    tansiq journal copy postgresql://tansiq@db.example.org/office var/office.db --seal-key var/seal-key
"""


def copy(
    source: Annotated[Any, typer.Argument(parser=journal_anywhere, metavar="FROM", help=f"The office: {_WHERE}.")],
    target: Annotated[Any, typer.Argument(parser=journal_anywhere, metavar="TO", help=f"Where nothing is: {_WHERE}.")],
    seal_key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Of a database: the key that seals the keys of its centres.")
    ] = None,
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    from tansiq.centre.sealing import KeyMissing
    from tansiq.web.copying import CopyDiffers, copy_office

    databases = [each for each in (source, target) if isinstance(each, InDatabase)]
    if databases and seal_key is None:
        _end("name the key that seals the keys of centres in the database", "--seal-key FILE, as for tansiq serve")
    if databases and seal_key is not None and not seal_key.parent.is_dir():
        _end(f"--seal-key: the folder {seal_key.parent} is not there", "make it, or name the file where it is")
    key_is_new = seal_key is not None and not seal_key.exists()
    bar, task = progress("opening", None, quiet=as_document)
    try:
        with bar:
            copied = copy_office(
                source,
                target,
                seal_key,
                lambda what, done, total: bar.update(task, description=what, completed=done, total=total or None),
            )
    except KeyMissing as missing:
        _end(str(missing))
    except BlobDamaged as damaged:
        _end(str(damaged), "nobody can read it: move it away as evidence, and begin anew", EXIT_DAMAGED)
    except CopyDiffers as differs:
        _end(str(differs), "look at the disks and the memory of both machines, and begin anew", EXIT_DAMAGED)
    left = _left(source, target, seal_key, key_is_new=key_is_new and seal_key is not None and seal_key.exists())
    if as_document:
        as_json({"from": _shown(source), "to": _shown(target), "journals": [_row(one) for one in copied], **left})
    else:
        _say(source, target, copied, left)


def _end(message: str, hint: str = "", code: int = EXIT_REFUSED) -> NoReturn:
    complain(message, hint)
    raise typer.Exit(code)


def _row(one: Copied) -> dict[str, Any]:
    root = base64.b64encode(one.root).decode()
    return {"journal": one.name, "entries": one.entries, "root": root, "files": one.files, "key": one.key}


def _say(source: Source, target: Source, copied: tuple[Copied, ...], left: dict[str, Any]) -> None:
    from tansiq.centre.kept import PREFIX

    say(f"{_shown(source)} is in {_shown(target)} now, whole: read back, and the Merkle roots of both are the same.")
    say("")
    rows = [_row(one) for one in copied]
    table(
        ("journal", "entries", "files", "root (of both)"),
        [(row["journal"], f"{row['entries']:,}", f"{row['files']:,}", row["root"]) for row in rows],
    )
    keys = sum(1 for one in copied if one.key)
    centres = sum(1 for one in copied if one.name.startswith(PREFIX))
    say(f"{counted(centres, 'centre')}, with {counted(keys, 'key')}.")
    for title, name in (("By hand", "by_hand"), ("Made anew from the journal", "made_anew")):
        say("")
        say(f"{title}:")
        for line in left[name]:
            say(f"- {line}")
    say("")
    say(f"Then: {left['serve']}")
    say("")
    say(f"Do not serve {_shown(source)} again: two offices with one past would contradict each other.")


def _left(source: Source, target: Source, seal_key: Path | None, *, key_is_new: bool) -> dict[str, Any]:
    """What does not go along, and what serves the result."""
    there, here = _folder(source), _folder(target)
    log_key = there / f"{_stem(source)}.log-key"
    every_node = ", the same for every node" if isinstance(target, InDatabase) else ""
    log_keys = f"{log_key} (or what --log-key named) to {here / f'{_stem(target)}.log-key'}{every_node}"
    by_hand = [
        f"the keys of the log: {log_keys}; with other keys it would look like another log",
        "all settings, with the keys and certificates that they name (--keys, --trust-key, --oidc)",
    ]
    if key_is_new:
        by_hand.insert(
            0, f"{seal_key}, made just now: to every node, and a copy to another place than the database's backups"
        )
    serve = f"tansiq serve --journal {_shown(target)}"
    if isinstance(target, InDatabase):
        serve += f" --data DIR --seal-key {seal_key}"
    made_anew = (
        "the log's tiles, the indexes of receipts and reports, snapshots: at the first start, which takes longer"
    )
    return {"by_hand": by_hand, "made_anew": [made_anew], "serve": serve}


def _folder(where: Source) -> Path:
    return Path("DIR") if isinstance(where, InDatabase) else where.parent


def _stem(where: Source) -> str:
    return "office" if isinstance(where, InDatabase) else where.stem


def _shown(where: Source) -> str:
    """As it is given to a command, but for what is secret in it."""
    if isinstance(where, Path):
        return f"sqlite:{where}"
    user = urlsplit(where.address).username
    return Database(where.address).name.replace("//", f"//{user}@" if user else "//", 1)
