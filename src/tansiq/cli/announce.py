"""`tansiq announce`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import httpx
import typer

from tansiq.cli.output import (
    EXIT_CONFLICTS,
    EXIT_REFUSED,
    as_json,
    complain,
    console,
    counted,
    office_url,
    progress,
    table,
    utc,
)
from tansiq.cli.speaking import token_of
from tansiq.gateways.f3548_client import Announced, DssClient
from tansiq.gateways.recordings import read_recording
from tansiq.office.desk import now_us
from tansiq.traffic.corridor import Buffers, corridor
from tansiq.traffic.tracks import GAP_S, RecordingRefused, Track, split
from tansiq.volumes import Volume

_SHOWN = 20
_HELP = """Announce recorded flights as corridors of 4D volumes, and learn what is in their way.

FILE is readsb/tar1090 JSON, GeoJSON with times, or CSV (also gzipped). Recorded times are moved so that the first
flight begins soon; --keep-times leaves them. Exit code 1: all were announced, and conflicts were found; 2: some were
refused.

Examples:

    tansiq announce flights.csv --keys var/exercise/keys

    tansiq announce trace_full_4b1800.json --token-file token.txt --url https://office.example.org --base-url https://uss.example.org
"""


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("announce", help=_HELP)(announce)


@dataclass(frozen=True, slots=True)
class Flight:
    """A track and its corridor."""

    name: str
    volumes: tuple[Volume, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """A time of a recorded track of which nothing is known (microseconds since 1970)."""

    name: str
    from_us: int
    to_us: int


def flights_of(tracks: Sequence[Track], buffers: Buffers, first_us: int | None, *, quiet: bool = True) -> list[Flight]:
    """Corridors for tracks, moved together so that the first volume begins at `first_us`."""
    if first_us is not None and tracks:
        by_us = first_us - min(track.fixes[0].time_us for track in tracks) + int(buffers.time_s * 1e6)
        tracks = [track.shifted(by_us) for track in tracks]
    bar, task = progress("drawing corridors", len(tracks), quiet=quiet)
    made = []
    with bar:
        for track in tracks:
            made.append(Flight(track.name, corridor(track, buffers)))
            bar.advance(task)
    return made


async def announce_all(
    client: DssClient, flights: Sequence[Flight], at_once: int = 16, *, quiet: bool = False
) -> list[Announced]:
    """Announces flights, a few at a time, in the order given. Raises `ConnectionError`."""
    bar, task = progress("announcing", len(flights), quiet=quiet)
    waiting = asyncio.Semaphore(at_once)

    async def one(flight: Flight) -> Announced:
        async with waiting:
            done = await client.announce(flight.name, flight.volumes)
            bar.advance(task)
            return done

    with bar:
        return list(await asyncio.gather(*(one(flight) for flight in flights)))


def pairs_of(announced: Sequence[Announced]) -> set[frozenset[str]]:
    """The conflicts that the office reported, each pair of identifiers once."""
    return {frozenset((done.id, other)) for done in announced for other, _ in done.conflicts}


def announce(
    file: Annotated[Path, typer.Argument(help="Recorded flights.", exists=True, dir_okay=False)],
    url: Annotated[str, typer.Option(parser=office_url, help="The office.")] = "http://localhost:8000",
    party: Annotated[str, typer.Option(help="With --keys: the client to speak as.")] = "uss1",
    base_url: Annotated[
        str | None, typer.Option(help="Where others ask for the details of these flights; needed with --token-file.")
    ] = None,
    audience: Annotated[
        str | None, typer.Option(help="With --keys: the office's name [default: host of --url].")
    ] = None,
    keys: Annotated[Path | None, typer.Option(help="Folder of `tansiq keys init`.", envvar="TANSIQ_KEYS")] = None,
    token_file: Annotated[Path | None, typer.Option(help="File that holds a token, in place of --keys.")] = None,
    horizontal_m: Annotated[float, typer.Option(help="Buffer beside the track, metres.", min=1, max=20_000)] = 1_000,
    vertical_m: Annotated[float, typer.Option(help="Buffer above and below, metres.", min=1, max=5_000)] = 100,
    time_s: Annotated[float, typer.Option(help="Buffer before and after, seconds.", min=0, max=3_600)] = 30,
    starts_in_min: Annotated[
        float, typer.Option(help="When the first flight begins, minutes from now.", min=0, max=525_600)
    ] = 10,
    max_gap_min: Annotated[
        float, typer.Option(help="Longest silence that is bridged by a straight way, minutes.", min=0.1, max=1440)
    ] = GAP_S / 60,
    keep_times: Annotated[bool, typer.Option("--keep-times", help="Leave recorded times as they are.")] = False,
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    token = token_of(party, keys, token_file, audience or httpx.URL(url).host, ("utm.strategic_coordination",))
    if base_url is None:
        if token_file is not None:
            complain("where can others ask for the details of these flights? give --base-url")
            raise typer.Exit(EXIT_REFUSED)
        base_url = f"https://{party}.example.org"
    try:
        recording = read_recording(file)
    except RecordingRefused as refused:
        complain(f"{refused.field}: {refused.message} ({refused.code})")
        raise typer.Exit(EXIT_REFUSED) from None
    first_us = None if keep_times else now_us() + int(starts_in_min * 60e6)
    buffers = Buffers(horizontal_m, vertical_m, time_s)
    tracks = [piece for track in recording.tracks for piece in split(track, max_gap_min * 60)]
    flights = flights_of(tracks, buffers, first_us, quiet=as_document)
    began = time.monotonic()
    announced = asyncio.run(_announce(url, token, base_url, flights, quiet=as_document))
    _report(announced, recording.left_out, silences(tracks), time.monotonic() - began, as_document)
    if any(done.problem for done in announced):
        raise typer.Exit(EXIT_REFUSED)
    if pairs_of(announced):
        raise typer.Exit(EXIT_CONFLICTS)


async def _announce(url: str, token: str, base_url: str, flights: Sequence[Flight], *, quiet: bool) -> list[Announced]:
    async with httpx.AsyncClient(base_url=url, timeout=30.0, trust_env=False) as client:
        return await announce_all(DssClient(client, token, base_url), flights, quiet=quiet)


def silences(tracks: Sequence[Track]) -> list[Silence]:
    """Where pieces of one track do not meet: nothing is announced there."""
    return [
        Silence(one.name, one.fixes[-1].time_us, other.fixes[0].time_us)
        for one, other in pairwise(tracks)
        if one.name == other.name
    ]


def _report(
    announced: Sequence[Announced],
    left_out: dict[str, int],
    silent: Sequence[Silence],
    seconds: float,
    as_document: bool,
) -> None:
    pairs = pairs_of(announced)
    refused = [done for done in announced if done.problem]
    if as_document:
        as_json(
            {
                "announced": len(announced) - len(refused),
                "flights": [
                    {"name": done.name, "id": done.id, "ovn": done.ovn} for done in announced if not done.problem
                ],
                "refused": [{"name": done.name, "problem": done.problem} for done in refused],
                "not_covered": [{"name": gap.name, "from": utc(gap.from_us), "to": utc(gap.to_us)} for gap in silent],
                "conflicts": sorted(sorted(pair) for pair in pairs),
                "left_out": left_out,
                "seconds": round(seconds, 3),
            }
        )
        return
    names = {done.id: done.name for done in announced}
    rate = (len(announced) - len(refused)) / seconds if seconds else 0.0
    done_count = len(announced) - len(refused)
    console.print(f"{counted(done_count, 'flight')} announced in {seconds:.1f} s ({rate:,.0f} a second)")
    for reason, count in left_out.items():
        console.print(f"{counted(count, 'fix', 'fixes')} left out: {reason}")
    for gap in silent[:_SHOWN]:
        console.print(
            f"{gap.name}: silent from {utc(gap.from_us):%H:%M:%S} to {utc(gap.to_us):%H:%M:%S} UTC of the recording; "
            "NOT covered there (--max-gap-min bridges longer silences)",
        )
    if len(silent) > _SHOWN:
        console.print(f"... and {counted(len(silent) - _SHOWN, 'silence')} more, not covered")
    for done in refused[:_SHOWN]:
        console.print(f"{done.name}: not announced: {done.problem}")
    if len(refused) > _SHOWN:
        console.print(f"... and {counted(len(refused) - _SHOWN, 'flight')} more, not announced")
    console.print(f"{counted(len(pairs), 'conflict')}" + (" among those that were announced" if refused else ""))
    crowded = sorted(announced, key=lambda done: -len(done.conflicts))[:10]
    if pairs:
        rows = [
            (done.name, len(done.conflicts), ", ".join(sorted(names.get(i, m) for i, m in done.conflicts)[:8]))
            for done in crowded
        ]
        table(("flight", "in its way", "for example"), rows, "\nThe most crowded")
