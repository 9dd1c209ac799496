"""How commands speak: tables for people, JSON for programs (`--json`), complaints on the error stream."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import httpx
import msgspec
import typer
from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from tansiq.journal.errors import JournalDamaged

EXIT_DONE, EXIT_CONFLICTS, EXIT_REFUSED, EXIT_DAMAGED, EXIT_UNREACHABLE, EXIT_FAULT = 0, 1, 2, 3, 4, 5
EXIT_INTERRUPTED = 130

WHOLE_ID = 36
"""Characters of an identifier that is given whole: a UUID."""
_JOINERS = "\u200c\u200d"
# No markup, no emoji codes: parties, call signs and paths are data, whatever brackets stand in them.
console = Console(highlight=False, markup=False, emoji=False)
errors = Console(stderr=True, highlight=False, markup=False, emoji=False)


def office_url(text: str) -> str:
    """The address of an office."""
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise typer.BadParameter(str(error)) from None
    if url.scheme not in ("http", "https") or not url.host or not 0 < (url.port or 80) < 65_536:
        raise typer.BadParameter("an address like https://office.example.org")
    return text


def counted(number: int, thing: str, things: str = "") -> str:
    """`1 conflict`, `2,133 conflicts`, `2 fixes`."""
    return f"{number:,} {thing if number == 1 else things or f'{thing}s'}"


def utc(us: int) -> datetime:
    """Microseconds since 1970 as a time to show."""
    return datetime.fromtimestamp(us / 1e6, UTC)


def as_json(value: Any) -> None:
    """One JSON document on the output."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def as_json_line(value: Any) -> None:
    """One JSON document on a line of its own, at once."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
    sys.stdout.flush()


def table(
    columns: Sequence[str], rows: Sequence[Sequence[object]], title: str = "", whole: Collection[str] = ()
) -> None:
    """Rows under headings; what is long wraps inside its column. A cell may be a tuple: its lines. `whole`: the columns
    of identifiers, which stay in one piece so that they can be copied, unless one is longer than a UUID."""
    made = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    cells = [[_cell(cell) for cell in row] for row in rows]
    for i, column in enumerate(columns):
        unbroken = column in whole and all(cell_len(line) <= WHOLE_ID for row in cells for line in row[i].split("\n"))
        made.add_column(column, overflow="fold", no_wrap=unbroken)
    for row in cells:
        made.add_row(*row)
    console.print(made)


def facts(rows: Sequence[tuple[str, object]]) -> None:
    """What is said of one thing: what it is, and beside it the words, which stay in their column however long they are:
    what another party wrote never looks like a line of ours. What is empty is left out."""
    made = Table.grid(padding=(0, 2, 0, 0))
    made.add_column(no_wrap=True)
    made.add_column(overflow="fold")
    for label, words in rows:
        if words not in ("", (), None):
            made.add_row(plain(label), _cell(words))
    console.print(made)


def _cell(cell: object) -> str:
    return "\n".join(plain(str(line)) for line in (cell if isinstance(cell, tuple) else (cell,)))


def plain(text: str) -> str:
    """What others wrote, as it can be shown on one line: what would move the cursor, hide or turn around something is
    escaped. Joiners stay: Arabic and Persian are written with them."""
    return "".join(
        char if char.isprintable() or char in _JOINERS else char.encode("unicode_escape").decode() for char in text
    )


def beginnings(ids: Sequence[str]) -> dict[str, str]:
    """So much of each identifier that it is no other's beginning: at least 8 characters, all of it if need be."""
    known = sorted(set(ids))
    shared = [_shared(*pair) for pair in pairwise(known)]
    shared = [0, *shared, 0]
    return {one: one[: max(8, shared[i] + 1, shared[i + 1] + 1)] for i, one in enumerate(known)}


def _shared(one: str, other: str) -> int:
    at_most = min(len(one), len(other))
    return next((i for i in range(at_most) if one[i] != other[i]), at_most)


def say(line: str) -> None:
    """A line for people, however long."""
    console.print(plain(line), soft_wrap=True)


def complain(message: str, hint: str = "") -> None:
    """What went wrong, and what to do."""
    errors.print(f"tansiq: {plain(message)}", style="red", soft_wrap=True)
    if hint:
        errors.print(f"        {hint}", soft_wrap=True)


def complain_of_damage(damage: JournalDamaged) -> None:
    """Which entry of which journal it is, what is whole, and what to do."""
    whole = f"entries 1 to {damage.sequence - 1:,} are whole; " if damage.sequence > 1 else ""
    where = "docs/operating.md, of a database docs/high-availability.md"
    complain(str(damage), f"{whole}keep what is there as evidence and restore a backup: {where}")


def progress(text: str, total: int | None, *, quiet: bool = False) -> tuple[Progress, Any]:
    """A bar on the error stream, with its task."""
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
        disable=quiet or not errors.is_terminal,
    )
    return bar, bar.add_task(text, total=total)


@contextlib.contextmanager
def progress_of(text: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how much is done, and of how much."""
    bar, task = progress(text, None, quiet=quiet)
    with bar:
        yield lambda done, total: bar.update(task, completed=done, total=total)
