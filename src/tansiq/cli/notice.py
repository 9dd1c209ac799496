"""`tansiq notice`: released, changed, renewed, taken back; read, acknowledged, passed on."""

from __future__ import annotations

import contextlib
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from tansiq.cli import notice_papers
from tansiq.cli.filling import filled, refilled
from tansiq.cli.notice_draft import notice_draft
from tansiq.cli.notice_text import notice_table, show_notice
from tansiq.cli.operation import asked
from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, say
from tansiq.cli.shape import Shape, shape_of
from tansiq.cli.speaking import Office, confirmed, help_text, speaking, with_options
from tansiq.cli.times import when
from tansiq.office.kinds import NOTIFIED, NoticeState, ThingKind

app = typer.Typer(help="Notices: sites and movements that others are told of, and who has read them.",
                  no_args_is_help=True)  # fmt: skip
Identifier: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The notice: its id, or how it begins.")]
Notice: TypeAlias = Annotated[
    Path | None, typer.Argument(help="TOML or JSON, as `tansiq notice draft` prints it.", exists=True, dir_okay=False)
]
Version: TypeAlias = Annotated[int | None, typer.Option(help="The version that was read [default: the current one].")]
Until: TypeAlias = Annotated[
    datetime | None, typer.Option("--valid-until", parser=when, metavar="TIME", help="Like 2026-03-01T08:00Z, +7d.")
]
Person: TypeAlias = Annotated[str, typer.Option(help="Who says so.")]
_ID = "1c2d3e4f-0000-5000-8000-000000000000"
_MISSING = "give a file (tansiq notice draft), or --kind, --title, --to, --valid-until and --circle or --route"
_KEPT = ("kind", "card", "recipients", "valid_until", "extents", "urgent", "vehicles", "people", "category")
_CARD = ("title", "mark", "contact", "phone", "remarks")


def _saying(
    kind: Annotated[str | None, typer.Option(help=f"{', '.join(NOTIFIED)}.")] = None,
    to: Annotated[list[str] | None, typer.Option(help="A party, or party:coarse; repeat for more.")] = None,
    title: Annotated[str | None, typer.Option(help="What it is.")] = None,
    mark: Annotated[str | None, typer.Option(help="What is seen from outside: plates, markings.")] = None,
    contact: Annotated[str | None, typer.Option(help="Whom to call.")] = None,
    phone: Annotated[str | None, typer.Option(help="At which number.")] = None,
    remarks: Annotated[str | None, typer.Option(help="What else there is to say.")] = None,
    vehicles: Annotated[str | None, typer.Option(help="Of a movement.")] = None,
    people: Annotated[str | None, typer.Option(help="How many, and who.")] = None,
    category: Annotated[str | None, typer.Option(help="In the words of one's own organisation.")] = None,
    urgent: Annotated[bool | None, typer.Option("--urgent/--not-urgent", help="With the shorter lead time.")] = None,
    valid_until: Until = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    checked_by: Annotated[str | None, typer.Option(help="Who compared its coordinates with their source.")] = None,
) -> dict[str, Any]:
    said = zip(_CARD, (title, mark, contact, phone, remarks), strict=True)
    whole = {
        "kind": kind, "vehicles": vehicles, "people": people, "category": category, "urgent": urgent,
        "valid_until": valid_until, "author": author, "checked_by": checked_by,
        "recipients": [_recipient(one) for one in to] if to else None,
        "card": {name: words for name, words in said if words is not None} or None,
    }  # fmt: skip
    return {name: value for name, value in whole.items() if value is not None}


@app.command("draft", help=help_text("Print a notice to fill in.", "notice draft --kind movement > movement.toml"))
def draft(kind: Annotated[ThingKind, typer.Option(help=f"{', '.join(NOTIFIED)}.")] = ThingKind.SITE) -> None:
    if kind not in NOTIFIED:
        complain(f"a {kind} is planned, not notified: tansiq operation draft --kind {kind}")
        raise typer.Exit(EXIT_REFUSED)
    sys.stdout.write(notice_draft(kind))


@app.command(
    "list",
    help=help_text(
        "List the notices in force, one's own and those received.",
        "notice list --keys var/keys --party army",
        "notice list --role own --overdue --json",
    ),
)
@speaking
def list_notices(
    office: Office,
    role: Annotated[str, typer.Option(help="own or received.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="That somebody has not acknowledged in time.")] = False,
    owner: Annotated[str, typer.Option(help="Of this party.")] = "",
    kind: Annotated[str, typer.Option(help="Of this kind.")] = "",
    state: Annotated[str, typer.Option(help=f"{', '.join(NoticeState)}.")] = "",
    start: Annotated[str, typer.Option("--from", help="That end after this time.")] = "",
    end: Annotated[str, typer.Option("--until", help="That begin before this time.")] = "",
    area: Annotated[str, typer.Option(help="west,south,east,north (degrees).")] = "",
) -> None:
    wanted = asked(owner=owner, kind=kind, state=state, start=start, end=end, area=area, role=role)
    found = office.all("notices", {**wanted, **({"overdue": "true"} if overdue else {})})
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "notice"))
    if found:
        notice_table(found, office.name)


@app.command(
    "show",
    help=help_text(
        "Show a notice and the ladder of its receipts: given when, acknowledged by whom, passed on to which unit.",
        f"notice show {_ID} --keys var/keys --party relief",
    ),
)
@speaking
def show(office: Office, identifier: Identifier) -> None:
    _shown(office, office.get(office.find("notices", identifier)))


@app.command(
    "release",
    help=help_text(
        "Release a notice to the recipients that it names, from a file or from options, which change what the file "
        "says. It names the two persons who wrote and checked it.",
        "notice release clinic.toml --keys var/keys --party relief",
        "notice release --kind site --title Clinic --to army --to uss1:coarse --circle 36.2,5.4,100 "
        "--valid-until +30d --author Anna --checked-by Boris",
    ),
)
@speaking
@with_options("shape", shape_of)
@with_options("said", _saying)
def release(office: Office, file: Notice = None, *, shape: Shape, said: dict[str, Any]) -> None:
    _shown(office, office.post("notices", filled(file, said, shape, _MISSING)))


@app.command(
    "write",
    help=help_text(
        "Write a draft, which a person of one's own party who signs in checks before it is released.",
        "notice write clinic.toml --keys var/keys --party relief",
    ),
)
@speaking
@with_options("shape", shape_of)
@with_options("said", _saying)
def write(office: Office, file: Notice = None, *, shape: Shape, said: dict[str, Any]) -> None:
    notice_papers.written(office, office.post("notice-drafts", filled(file, said, shape, _MISSING)))


@app.command(
    "change",
    help=help_text(
        "Release another version of one's own notice. What neither the file nor an option says stays as it is. With "
        "--draft it is written as a draft, which a person of one's own party who signs in checks first.",
        f"notice change {_ID} --circle 36.21,5.4,100 --author Anna --checked-by Boris --party relief",
        f"notice change {_ID} --to army --to authority --party relief",
        f"notice change {_ID} --phone '+41 22 000' --draft --party relief",
    ),
)
@speaking
@with_options("shape", shape_of)
@with_options("said", _saying)
def change(
    office: Office,
    identifier: Identifier,
    file: Notice = None,
    version: Version = None,
    draft: Annotated[bool, typer.Option("--draft", help="Write a draft of it; a second person checks it.")] = False,
    *,
    shape: Shape,
    said: dict[str, Any],
) -> None:
    path = office.find("notices", identifier)
    old = office.get(path)
    persons = () if shape.given else ("author", "checked_by")  # other coordinates are compared with their source again
    form = refilled(old, (*_KEPT, *persons), file, said, shape)
    form["version"] = version or form.get("version") or old["version"]
    if not draft:
        _shown(office, office.put(path, form))
        return
    unsigned = {name: value for name, value in form.items() if name not in ("author", "checked_by")}
    notice_papers.written(office, office.post("notice-drafts", {**unsigned, "changes": old["id"]}))


@app.command(
    "renew",
    help=help_text("Say that it still holds, and until when.", f"notice renew {_ID} --days 30 --party relief"),
)
@speaking
def renew(
    office: Office,
    identifier: Identifier,
    days: Annotated[float | None, typer.Option(help="From now on.", min=0.01, max=400)] = None,
    valid_until: Until = None,
    version: Version = None,
) -> None:
    if (days is None) == (valid_until is None):
        complain("give --days or --valid-until")
        raise typer.Exit(EXIT_REFUSED)
    until = valid_until or datetime.now(UTC) + timedelta(days=days or 0.0)
    path = office.find("notices", identifier)
    read = version or office.get(path)["version"]
    _shown(office, office.post(f"{path}/renewal", {"version": read, "valid_until": until}))


@app.command(
    "withdraw",
    help=help_text(
        "Take a notice back. Its recipients are told, and why.",
        f"notice withdraw {_ID} --reason 'the clinic has moved' --yes --party relief",
    ),
)
@speaking
def withdraw(
    office: Office,
    identifier: Identifier,
    reason: Annotated[str, typer.Option(help="Why; the recipients can read it.")],
    version: Version = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    path = office.find("notices", identifier)
    one = office.get(path)
    if not yes:
        _show_on_errors(one)
        confirmed(f"Notice {one['id']} is taken back for good. Go on?", "--yes does not ask")
    _shown(office, office.post(f"{path}/withdrawal", {"version": version or one["version"], "reason": reason}))


@app.command(
    "acknowledge",
    help=help_text(
        "Say that one has read a notice: shows it, and asks. Whoever has read it elsewhere names its version in place "
        "of being asked; another version is not acknowledged by mistake.",
        f"notice acknowledge {_ID} --person 'A. Adler' --keys var/keys --party army",
        f"notice acknowledge {_ID} --person 'A. Adler' --version 2 --token-file token.txt",
    ),
)
@speaking
def acknowledge(office: Office, identifier: Identifier, person: Person, version: Version = None) -> None:
    path = office.find("notices", identifier)
    read = version or _read(office, path, f"Acknowledge it for {office.name} as {person}?")
    _shown(office, office.post(f"{path}/acknowledgement", {"version": read, "person": person}))


@app.command(
    "pass-on",
    help=help_text(
        "Say to which unit a notice was passed on, and when. Whoever passes it on has read it: like `acknowledge`.",
        f"notice pass-on {_ID} --unit '3rd battery' --person 'A. Adler' --version 2 --party army",
    ),
)
@speaking
def pass_on(
    office: Office,
    identifier: Identifier,
    unit: Annotated[str, typer.Option(help="To whom it was passed on.")],
    person: Person,
    passed_at: Annotated[
        datetime | None, typer.Option("--at", parser=when, metavar="TIME", help="When [default: now].")
    ] = None,
    version: Version = None,
) -> None:
    path = office.find("notices", identifier)
    read = version or _read(office, path, f"Say that {office.name} has passed it on to {unit}, as {person}?")
    said = {"version": read, "person": person, "unit": unit, "passed_at": passed_at or datetime.now(UTC)}
    _shown(office, office.post(f"{path}/passing-on", said))


notice_papers.add_to(app)


def _read(office: Office, path: str, question: str) -> int:
    one = office.get(path)
    _show_on_errors(one)
    confirmed(question, f"--version {one['version']} names what was read, and does not ask")
    return int(one["version"])


def _show_on_errors(one: Any) -> None:
    with contextlib.redirect_stdout(sys.stderr):  # the output is for what comes of it
        show_notice(one)


def _recipient(text: str) -> dict[str, str]:
    party, _, precision = text.partition(":")
    return {"party": party, **({"precision": precision} if precision else {})}


def _shown(office: Office, one: Any) -> None:
    if office.as_document:
        as_json(one)
    else:
        show_notice(one)
