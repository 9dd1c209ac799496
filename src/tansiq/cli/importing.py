"""Files that an office looks through before anything comes of them: sent, and what it found in them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import typer

from tansiq.cli.output import EXIT_REFUSED, complain, counted, progress_of, say, table
from tansiq.cli.speaking import Office
from tansiq.gateways.api_client import ApiClient, step

MOST_ROWS = 100
_LARGEST = 33_554_432
_ASKED_EVERY_S = 0.2
_ALIKE = {"same": "there already", "near": "near to something"}


def bytes_of(file: Path) -> bytes:
    """What is in it. Ends the command if that is more than any office takes."""
    with file.open("rb") as opened:
        data = opened.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        complain(f"{file} is longer than {_LARGEST:,} bytes")
        raise typer.Exit(EXIT_REFUSED)
    return data


def looked_through(office: Office, data: bytes, wishes: dict[str, str]) -> Any:
    """The import once it is looked through, with all its items. Ends the command if the file cannot be read."""
    job = _looked_through(office, data, wishes)
    if job["state"] == "failed":
        name = wishes["name"]
        complain(f"{name} cannot be read: {job['problem'].removeprefix(f'{name}: ')}")
        raise typer.Exit(EXIT_REFUSED)
    return job


def _looked_through(office: Office, data: bytes, wishes: dict[str, str]) -> Any:
    with progress_of("looking through", quiet=office.as_document) as on_progress:

        async def talk(api: ApiClient) -> Any:
            job = await api.upload("imports", data, "application/octet-stream", wishes)
            path = f"imports/{step(job['id'])}"
            while job["state"] == "reading":
                on_progress(job["done"], max(job["total"], 1))
                await asyncio.sleep(_ASKED_EVERY_S)
                job = await api.get(path, {"limit": "1"})
            items: list[Any] = []
            cursor: str | None = ""
            while cursor is not None and job["state"] == "ready":
                job = await api.get(path, {"limit": "1000", **({"cursor": cursor} if cursor else {})})
                items += job.get("items", ())
                cursor = job.get("next")
            return {**{name: value for name, value in job.items() if name != "next"}, "items": items}

        return office.ask(talk)


def show_import(job: Any) -> None:
    """What a file holds: what cannot be used and why, what is alike, what is to be known, row by row."""
    counts = job["counts"]
    parts = [f"{counted(counts['good'], 'row')} can be used", counted(counts["errors"], "error")]
    parts += [f"{counts['same']:,} there already"] if counts["same"] else []
    parts += [f"{counts['near']:,} near to something"] if counts["near"] else []
    say(f"{job['name']} ({job.get('language') or 'unknown'}):")
    say(", ".join(parts))
    errors, items = job.get("errors") or (), job["items"]
    if errors:
        say("")
        rows = [(one["where"], one.get("field", ""), f"{one['message']} ({one['code']})") for one in errors]
        table(("cannot be used", "field", "why"), rows[:MOST_ROWS])
        say_more(max(counts["errors"], len(errors)))
    if alike := [one for one in items if one.get("alike")]:
        say("")
        same = [(one["where"], one["title"], _ALIKE[one["alike"]], one.get("likeness", "")) for one in alike]
        table(("alike", "title", "is", "what"), same[:MOST_ROWS])
        say_more(len(alike))
    if warned := [(one["where"], one["title"], text) for one in items for text in one.get("warnings") or ()]:
        say("")
        table(("to be known", "title", "what"), warned[:MOST_ROWS])
        say_more(len(warned))
    for reason, count in (job.get("left_out") or {}).items():
        say(f"left out: {reason}: {count:,}")


def say_more(count: int) -> None:
    """That a table does not show all, if it does not."""
    if count > MOST_ROWS:
        say(f"and {count - MOST_ROWS:,} more: --json gives all")
