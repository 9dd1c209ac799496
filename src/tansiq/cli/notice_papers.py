"""`tansiq notice import`, `drafts` and `release-drafts`: what lies on a party's own desk before others are told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from tansiq.cli.importing import bytes_of, looked_through, show_import
from tansiq.cli.notice_text import draft_table
from tansiq.cli.output import EXIT_CONFLICTS, EXIT_REFUSED, as_json, complain, counted, plain, progress_of, say, table
from tansiq.cli.speaking import Office, confirmed, help_text, said_yes, speaking
from tansiq.gateways.api_client import step
from tansiq.office.kinds import NOTIFIED

MOST_AT_ONCE = 1_000
CHECKED = "a person who signs in compares the coordinates with their source; a program cannot"


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("import", help=_IMPORT_HELP)(speaking(import_file))
    app.command("drafts", help=_DRAFTS_HELP)(speaking(drafts))
    app.command("check", help=_CHECK_HELP)(speaking(check_drafts))
    app.command("release-drafts", help=_RELEASE_HELP)(speaking(release_drafts))


_IMPORT_HELP = help_text(
    "Look through a file of notices (GeoJSON, KML, KMZ, GPX, OpenAir, ED-269, ED-318, XLSX or CSV): shows what in it "
    "cannot be used and why, what is there already, what is very near to something; then asks, and writes drafts.\n\n"
    f"Drafts are checked before they are released: {CHECKED}.\n\n"
    "Exit code 1: some rows cannot be used.",
    "notice import clinics.xlsx --to army --to uss1:coarse --keys var/keys --party relief",
    "notice import sites.kml --kind infrastructure --to army --valid-days 30 --without same --without near --yes",
)
_DRAFTS_HELP = help_text(
    "List one's own party's drafts of notices, those released only with --state.",
    "notice drafts --state checked --keys var/keys --party relief",
)
_CHECK_HELP = help_text(
    "Show drafts with the coordinates in full, ask about each, and say of those that you answer yes to that you have "
    "compared them with their source. For a person who has signed in and has written in none of them.",
    "me sign-in boris --party relief --output boris.session",
    "notice check 1c2d3e4f --token-file boris.session",
    "notice check --batch 'clinics.xlsx 3f1c9a0b7d2e' --token-file boris.session",
)
_RELEASE_HELP = help_text(
    "Release drafts that somebody has checked, by their ids or all of one import. Each on its own: one that is refused "
    f"keeps none of the others back. They are checked in the browser or with `tansiq notice check`: "
    f"{CHECKED}.\n\nExit code 2: not all were.",
    "notice release-drafts 1c2d3e4f-0000-5000-8000-000000000000 --keys var/keys --party relief",
    "notice release-drafts --batch 'clinics.xlsx 3f1c9a0b7d2e' --party relief",
)


def import_file(
    office: Office,
    file: Annotated[Path, typer.Argument(help="The file.", exists=True, dir_okay=False)],
    to: Annotated[
        list[str] | None, typer.Option(help="A party, or party:coarse, where the file does not say; repeat for more.")
    ] = None,
    kind: Annotated[str, typer.Option(help=f"Where the file does not say: {', '.join(NOTIFIED)}.")] = "site",
    valid_days: Annotated[float, typer.Option(help="For how long, where the file does not say.")] = 90.0,
    radius_m: Annotated[float, typer.Option(help="Around a place without a radius.")] = 100.0,
    urgent: Annotated[bool, typer.Option("--urgent", help="Where the file does not say.")] = False,
    without: Annotated[
        list[str] | None,
        typer.Option(help="Leave out what is there already (same), or near to something (near) [default: same]."),
    ] = None,
    only_look: Annotated[bool, typer.Option("--only-look", help="Write no drafts, and do not ask.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    data = bytes_of(file)
    wishes = {
        "name": file.name, "kind": kind, "recipients": ",".join(to or ()), "valid_days": f"{valid_days:g}",
        "radius_m": f"{radius_m:g}", **({"urgent": "true"} if urgent else {}),
    }  # fmt: skip
    left_out = without if without is not None else ["same"]
    job = looked_through(office, data, wishes)
    if not office.as_document:
        show_import(job)
    alike = [item for item in job["items"] if item.get("alike") in left_out]
    wanted = job["counts"]["good"] - len(alike)
    made = None
    if not only_look and wanted:
        if not yes:
            confirmed(f"Write {counted(wanted, 'draft')}?", "--yes does not ask; --only-look looks")
        made = office.post(f"imports/{step(job['id'])}/drafts", {"without": left_out})
    if office.as_document:
        as_json({"import": job, "taken": made})
    elif made is not None:
        say(f"{counted(made['drafts'], 'draft')} written, batch {made['batch']}.")
        say(f"Next they are checked: {CHECKED}.")
    if not wanted:
        complain("nothing in it is to be written", "" if only_look else "see what was left out, and --without")
    if not job["counts"]["good"]:
        raise typer.Exit(EXIT_REFUSED)
    if job["counts"]["errors"]:
        raise typer.Exit(EXIT_CONFLICTS)


def drafts(
    office: Office,
    state: Annotated[str, typer.Option(help="written, checked or released.")] = "",
    batch: Annotated[str, typer.Option(help="Of this import.")] = "",
) -> None:
    found = _drafts(office, state, batch)
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "draft"))
    if found:
        draft_table(found)


def check_drafts(
    office: Office,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID...", help="The drafts: ids, or how they begin.")
    ] = None,
    batch: Annotated[str, typer.Option(help="All of this import that wait to be checked.")] = "",
) -> None:
    if bool(ids) == bool(batch):
        complain("give the drafts' ids, or --batch")
        raise typer.Exit(EXIT_REFUSED)
    found = [office.get(office.find("notice-drafts", one)) for one in ids] if ids else _drafts(office, "written", batch)
    seen = []
    for one in found:
        sys.stderr.write("\n".join(_to_compare(one)) + "\n")
        if said_yes("Compared with the source, and right?"):
            seen.append({"id": one["id"], "digest": one["digest"]})
    checked: list[Any] = []
    for first in range(0, len(seen), MOST_AT_ONCE):
        checked += office.post("notice-drafts/checks", {"seen": seen[first : first + MOST_AT_ONCE]})["drafts"]
    if office.as_document:
        as_json(checked)
    else:
        say(f"{counted(len(checked), 'draft')} checked, {len(found) - len(checked):,} not")
    if len(checked) < len(found) or not found:
        raise typer.Exit(EXIT_REFUSED)


def _to_compare(one: Any) -> Iterator[str]:
    """What a person compares: every digit of where it is, and what it is called."""
    form = one["form"]
    yield f"Draft {one['id']}, version {one['version']}, {form['kind']}"
    yield f"  title   {plain(form['card']['title'])}"
    if one.get("where"):
        yield f"  from    {plain(one['where'])}"
    for volume in form.get("extents") or ():
        if (circle := volume.get("circle")) is not None:
            yield f"  circle  {circle['lat']!r} {circle['lng']!r}, {circle['radius_m']!r} m"
        for corner in volume.get("polygon") or ():
            yield f"  corner  {corner['lat']!r} {corner['lng']!r}"
        low, high = volume.get("lower_m"), volume.get("upper_m")
        if low is not None or high is not None:
            yield f"  heights {low} to {high} m"
    for point in (form.get("route") or {}).get("waypoints") or ():
        yield f"  passes  {point['lat']!r} {point['lng']!r} at {point['at']}"


def release_drafts(
    office: Office,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID...", help="The drafts: ids, or how they begin.")
    ] = None,
    batch: Annotated[str, typer.Option(help="All of this import that have been checked.")] = "",
) -> None:
    if bool(ids) == bool(batch):
        complain("give the drafts' ids, or --batch")
        raise typer.Exit(EXIT_REFUSED)
    if ids:
        wanted = [office.id_of("notice-drafts", one) for one in ids]
    else:
        wanted = [one["id"] for one in _drafts(office, "checked", batch)]
        waiting = len(_drafts(office, "written", batch))
        if waiting and not office.as_document:
            say(f"{counted(waiting, 'draft')} of it not checked yet: {CHECKED}.")
        if not wanted:
            complain(f"no draft of {batch} waits to be released")
            raise typer.Exit(EXIT_REFUSED)
    results: list[Any] = []
    with progress_of("releasing", quiet=office.as_document) as on_progress:
        for first in range(0, len(wanted), MOST_AT_ONCE):
            asked = wanted[first : first + MOST_AT_ONCE]
            results += office.post("notice-drafts/releases", {"ids": asked})["results"]
            on_progress(len(results), len(wanted))
    refused = [one for one in results if not one["released"]]
    if office.as_document:
        as_json(results)
    else:
        say(f"{counted(len(results) - len(refused), 'notice')} released, {len(refused):,} refused")
        if refused:
            rows = [(one["id"], f"{one.get('field', '')}", f"{one['detail']} ({one['code']})") for one in refused]
            table(("draft", "field", "why not"), rows)
    if refused:
        raise typer.Exit(EXIT_REFUSED)


def written(office: Office, one: Any) -> None:
    """A draft that has just been written."""
    if office.as_document:
        as_json(one)
        return
    say(f"Draft {one['id']}, version {one['version']}, {one['state']}: {one['form']['card']['title']}")
    say(f"Next it is checked: {CHECKED}.")


def _drafts(office: Office, state: str, batch: str) -> list[Any]:
    asked = {name: value for name, value in (("state", state), ("batch", batch)) if value}
    return office.all("notice-drafts", {**asked, "limit": "1000"})
