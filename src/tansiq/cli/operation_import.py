"""`tansiq operation import`: what is in a file, planned as operations and constraints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from tansiq.cli.importing import MOST_ROWS, bytes_of, looked_through, say_more, show_import
from tansiq.cli.operation_text import change_words, suggestions
from tansiq.cli.output import EXIT_CONFLICTS, EXIT_REFUSED, as_json, complain, counted, progress_of, say, table
from tansiq.cli.speaking import Office, confirmed, help_text, speaking
from tansiq.cli.times import brief_window, when
from tansiq.gateways.api_client import step
from tansiq.office.kinds import PLANNED, ThingKind

_HELP = help_text(
    "Look through a file (GeoJSON, KML, KMZ, GPX, OpenAir, ED-269, ED-318, XLSX or CSV): shows what in it cannot be "
    "used and why, what would be planned, and what of one's own is there already or very near; then asks, and plans "
    "the rest. Each on its own: one that is refused keeps none of the others back. Planned twice, it is there "
    "once.\n\n"
    "Areas and ways without times of their own are planned from --from until --until.\n\n"
    "Exit code 1: all was planned that could be, and there is something to look at. Exit code 2: some was refused.",
    "operation import zones.json --kind constraint --until +90d --keys var/keys --party authority",
    "operation import flights.kml --kind drone --from 2026-03-01T08:00Z --until 2026-03-01T10:00Z --only-look",
    "operation import convoys.gpx --kind convoy --only 'trk (line 12)' --reason 'no other road' --yes --party relief",
)


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("import", help=_HELP)(speaking(import_file))


def import_file(
    office: Office,
    file: Annotated[Path, typer.Argument(help="The file.", exists=True, dir_okay=False)],
    kind: Annotated[ThingKind, typer.Option(help=f"Where the file does not say: {', '.join(PLANNED)}.")],
    start: Annotated[str, typer.Option("--from", help="Where the file does not say [default: now].")] = "",
    until: Annotated[str, typer.Option(help="Where the file does not say.")] = "",
    radius_m: Annotated[float, typer.Option(help="Around a place without a radius.")] = 100.0,
    half_width_m: Annotated[float, typer.Option(help="To each side of a way.")] = 200.0,
    half_height_m: Annotated[
        float, typer.Option(help="Below and above a way that is flown, whose points have heights.")
    ] = 100.0,
    slack_minutes: Annotated[float, typer.Option(help="Before and after each point of a way is passed.")] = 10.0,
    without: Annotated[
        list[str] | None,
        typer.Option(help="Leave out what is there already (same), or near to something (near) [default: same]."),
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="Only what stands at this place; repeat for more.")] = None,
    reason: Annotated[str, typer.Option(help="Why conflicts that bind are planned over.")] = "",
    only_look: Annotated[bool, typer.Option("--only-look", help="Plan nothing, and do not ask.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    if kind not in PLANNED:
        complain(f"a {kind} is notified, not planned: tansiq notice import --kind {kind}")
        raise typer.Exit(EXIT_REFUSED)
    times = {name: when(text).isoformat() for name, text in (("start", start), ("until", until)) if text}
    wishes = {
        "for": "operations", "name": file.name, "kind": kind.value, **times, "radius_m": f"{radius_m:g}",
        "half_width_m": f"{half_width_m:g}", "half_height_m": f"{half_height_m:g}",
        "slack_minutes": f"{slack_minutes:g}",
    }  # fmt: skip
    left_out = without if without is not None else ["same"]
    job = looked_through(office, bytes_of(file), wishes)
    if missing := sorted(set(only or ()) - {one["where"] for one in job["items"]}):
        complain(f"nothing that can be used stands at {', '.join(missing)}", "without --only, all places are shown")
        raise typer.Exit(EXIT_REFUSED)
    chosen = [one for one in job["items"] if one.get("alike") not in left_out and (not only or one["where"] in only)]
    if not office.as_document:
        show_import(job)
        _show_chosen(job, chosen)
    results: list[Any] | None = None
    if chosen and not only_look:
        if not yes:
            confirmed(f"Plan {counted(len(chosen), 'operation')}?", "--yes does not ask; --only-look looks")
        results = _planned(office, job, {"without": left_out, "only": only, "reason": reason}, len(chosen))
    if office.as_document:
        as_json({"import": job, "results": results})
    elif results is not None:
        _show_results(results)
    _end(job, chosen, results or [], looked=only_look)


def _planned(office: Office, job: Any, form: dict[str, Any], total: int) -> list[Any]:
    results: list[Any] = []
    cursor: str | None = ""
    with progress_of("planning", quiet=office.as_document) as on_progress:
        while cursor is not None:
            after = f"?{urlencode({'cursor': cursor})}" if cursor else ""
            answer = office.post(f"imports/{step(job['id'])}/operations{after}", form)
            results += answer["results"]
            cursor = answer["next"]
            on_progress(len(results), total)
    return results


def _end(job: Any, chosen: list[Any], results: list[Any], *, looked: bool) -> None:
    if not chosen:
        complain("nothing in it is to be planned", "" if looked else "see what was left out, --without and --only")
    if not job["counts"]["good"] or any(one["state"] == "refused" for one in results):
        raise typer.Exit(EXIT_REFUSED)
    if job["counts"]["errors"] or any(one["state"] == "queued" or _met(one) for one in results):
        raise typer.Exit(EXIT_CONFLICTS)


def _show_chosen(job: Any, chosen: list[Any]) -> None:
    if chosen:
        say("")
        rows = [
            (one["where"], one["kind"], brief_window(one["start"], one["end"]), _heights(one), one["title"])
            for one in chosen
        ]
        table(("to be planned", "kind", "when (UTC)", "above WGS84", "title"), rows[:MOST_ROWS])
        say_more(len(rows))
    if any(one["code"] == "times-needed" for one in job.get("errors") or ()):
        say("What has no times of its own needs --until, and --from unless it begins now.")


def _heights(one: Any) -> tuple[str, ...]:
    """Above the ellipsoid; and how much of that is doubt about what the file's heights are measured from."""
    lower, upper = one.get("lower_m"), one.get("upper_m")
    if lower is None and upper is None:
        return ("all",)
    low, high = ("below" if lower is None else f"{lower:g}"), ("above" if upper is None else f"{upper:g} m")
    doubt = one.get("vertical_doubt_m", 0.0)
    return (f"{low} to {high}", *((f"(doubt: {doubt:g} m)",) if doubt else ()))


def _show_results(results: list[Any]) -> None:
    new = [one for one in results if one["state"] == "planned" and not one.get("before")]
    before = sum(bool(one.get("before")) for one in results)
    refused = [one for one in results if one["state"] == "refused"]
    queued = [one for one in results if one["state"] == "queued"]
    parts = [f"{counted(len(new), 'operation')} planned", f"{len(refused):,} refused"]
    parts += [f"{before:,} planned before"] if before else []
    parts += [f"{len(queued):,} wait for the office: nobody knows of them yet"] if queued else []
    say("")
    say(", ".join(parts))
    if met := [one for one in new if _met(one)]:
        say("")
        table(
            ("planned", "operation", "meets", "title"),
            [(one["where"], one["id"][:8], tuple(_met(one)), one["title"]) for one in met[:MOST_ROWS]],
        )
        say_more(len(met))
    if refused:
        say("")
        rows = [(one["where"], one["title"], _why_not(one["problem"])) for one in refused[:MOST_ROWS]]
        table(("refused", "title", "why not"), rows)
        say_more(len(refused))
        if any(one.get("may_plan_over") for each in refused for one in each["problem"].get("conflicts") or ()):
            say("What may be planned over with a reason: again, with --only PLACE --reason WHY.")


def _met(one: Any) -> list[str]:
    """Whom and what it meets, each once."""
    conflicts = [f"{met['other']['owner']}: {met['other']['kind']}" for met in one.get("conflicts") or ()]
    exists = [f"{met['owner']}: {met['kind']} (ask them)" for met in one.get("exists") or ()]
    return list(dict.fromkeys((*conflicts, *exists)))


def _why_not(problem: Any) -> tuple[str, ...]:
    """What the office says, when and where it meets what, and what would avoid it."""
    lines = [f"{problem['detail']} ({problem['code']})"]
    for one in (problem.get("conflicts") or ())[:3]:
        first, last = brief_window(one["start"], one["end"])
        what = f"{one['other']['owner']}, {one['other']['kind']} {one['other']['id'][:8]}"
        lines.append(f"{what}: {first} {last}, at {one['lat']:.4f} {one['lng']:.4f}")
    changes = suggestions({"changes": problem.get("changes") or [], "detour": problem.get("detour")})
    lines += [f"free if {change_words(one)}" for one in changes[:2]]
    return tuple(lines)
