"""`tansiq operation`: planned, weighed, changed, activated, ended."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from tansiq.cli import operation_import
from tansiq.cli.filling import filled, refilled
from tansiq.cli.operation_draft import operation_draft
from tansiq.cli.operation_text import (
    change_words,
    operation_table,
    show_met,
    show_operation,
    show_outlook,
    suggestions,
    taken,
)
from tansiq.cli.output import EXIT_CONFLICTS, EXIT_REFUSED, as_json, complain, counted, plain, say
from tansiq.cli.shape import Shape, shape_of
from tansiq.cli.speaking import Office, confirmed, help_text, speaking, with_options
from tansiq.cli.times import when
from tansiq.gateways.api_client import ApiRefused, step
from tansiq.office.kinds import PLANNED, OperationState, ThingKind

app = typer.Typer(help="Operations and constraints: who will be where, and what they meet.", no_args_is_help=True)
Identifier: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The operation: its id, or how it begins.")]
Plan: TypeAlias = Annotated[
    Path | None,
    typer.Argument(help="TOML or JSON, as `tansiq operation draft` prints it.", exists=True, dir_okay=False),
]
Version: TypeAlias = Annotated[int | None, typer.Option(help="The version that was read [default: the current one].")]
Take: TypeAlias = Annotated[
    int | None, typer.Option(help="Take this one of the changes that `weigh` suggests.", min=1, max=1_000)
]
_ID = "1c2d3e4f-0000-5000-8000-000000000000"
_MISSING = "give a file (tansiq operation draft), or --kind, --title and --circle or --route"
_CARD = ("title", "mark", "contact", "phone", "remarks")


def _saying(
    kind: Annotated[str | None, typer.Option(help=f"{', '.join(PLANNED)}.")] = None,
    title: Annotated[str | None, typer.Option(help="What it is, for those who may see all.")] = None,
    mark: Annotated[str | None, typer.Option(help="What is seen from outside: call sign, plates.")] = None,
    contact: Annotated[str | None, typer.Option(help="Whom to call while it goes on.")] = None,
    phone: Annotated[str | None, typer.Option(help="At which number.")] = None,
    remarks: Annotated[str | None, typer.Option(help="What else there is to say.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why a conflict that binds is planned over.")] = None,
) -> dict[str, Any]:
    said = zip(_CARD, (title, mark, contact, phone, remarks), strict=True)
    whole = {"kind": kind, "reason": reason, "card": {name: words for name, words in said if words is not None}}
    return {name: value for name, value in whole.items() if value}


@app.command(
    "draft",
    help=help_text(
        "Print an operation to fill in, with what may stand in it. As printed it is one of tomorrow.",
        "operation draft --kind convoy > convoy.toml",
    ),
)
def draft(kind: Annotated[ThingKind, typer.Option(help=f"{', '.join(PLANNED)}.")] = ThingKind.DRONE) -> None:
    if kind not in PLANNED:
        complain(f"a {kind} is notified, not planned: tansiq notice draft --kind {kind}")
        raise typer.Exit(EXIT_REFUSED)
    sys.stdout.write(operation_draft(kind))


@app.command(
    "list",
    help=help_text(
        "List the operations and constraints that one's own party may see, those that have ended only with --state.",
        "operation list --keys var/keys --party army",
        "operation list --kind convoy --from now --until +12h --area 5.0,36.0,5.6,36.5 --json",
    ),
)
@speaking
def list_operations(
    office: Office,
    owner: Annotated[str, typer.Option(help="Of this party.")] = "",
    kind: Annotated[str, typer.Option(help="Of this kind.")] = "",
    state: Annotated[str, typer.Option(help=f"{', '.join(OperationState)}.")] = "",
    start: Annotated[str, typer.Option("--from", help="That end after this time.")] = "",
    end: Annotated[str, typer.Option("--until", help="That begin before this time.")] = "",
    area: Annotated[str, typer.Option(help="west,south,east,north (degrees).")] = "",
) -> None:
    found = office.all("operations", asked(owner=owner, kind=kind, state=state, start=start, end=end, area=area))
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "operation"))
    if found:
        operation_table(found)


@app.command("show", help=help_text("Show one, as far as it may be seen.", f"operation show {_ID} --party army"))
@speaking
def show(office: Office, identifier: Identifier) -> None:
    _shown(office, office.get(office.find("operations", identifier)))


@app.command(
    "weigh",
    help=help_text(
        "See what a plan would meet, and which smallest changes would avoid it. Nobody is told of it.\n\n"
        "Exit code 1: it meets something.",
        "operation weigh convoy.toml --keys var/keys --party relief",
        "operation weigh --kind drone --circle 36.2,5.4,500 --from +1h --until +2h --lower-m 0 --upper-m 120",
    ),
)
@speaking
@with_options("shape", shape_of)
@with_options("said", _saying)
def weigh(
    office: Office,
    file: Plan = None,
    instead_of: Annotated[str, typer.Option(help="The operation that it would change.")] = "",
    *,
    shape: Shape,
    said: dict[str, Any],
) -> None:
    form = filled(file, said, shape, _MISSING)
    changed = office.id_of("operations", instead_of) if instead_of else ""
    found = office.post("operations/outlook", _weighing(form, changed))
    if office.as_document:
        as_json(found)
    else:
        show_outlook(found)
    _look(found)


@app.command(
    "plan",
    help=help_text(
        "Plan an operation or a constraint, from a file or from options, which change what the file says.\n\n"
        "What has to be planned around refuses it (exit code 2), and is shown with changes that would avoid it. "
        "Exit code 1: it is planned, and meets something.",
        "operation plan convoy.toml --keys var/keys --party relief",
        "operation plan convoy.toml --take 2 --keys var/keys --party relief",
        "operation plan --kind convoy --title 'Supplies' --route '36.2,5.4@+1h Depot; 36.25,5.47@+2h Clinic'",
        "operation plan flight.toml --reason 'a patient: they wait on the ground' --party relief",
    ),
)
@speaking
@with_options("shape", shape_of)
@with_options("said", _saying)
def plan(office: Office, file: Plan = None, take: Take = None, *, shape: Shape, said: dict[str, Any]) -> None:
    _put(office, "", filled(file, said, shape, _MISSING), take)


@app.command(
    "change",
    help=help_text(
        "Change one's own operation. What neither the file nor an option says stays as it is. Refused like `plan`.",
        f"operation change {_ID} --circle 36.3,5.5,400 --from +2h --until +3h --party relief",
        f"operation change {_ID} convoy.toml --take 1 --party relief",
    ),
)
@speaking
@with_options("shape", shape_of)
@with_options("said", _saying)
def change(
    office: Office,
    identifier: Identifier,
    file: Plan = None,
    take: Take = None,
    version: Version = None,
    *,
    shape: Shape,
    said: dict[str, Any],
) -> None:
    found = office.id_of("operations", identifier)
    old = office.get(f"operations/{step(found)}")
    form = refilled(old, ("kind", "card", "extents", "reason"), file, said, shape)
    read = version or form.get("version") or old.get("version", 1)
    _put(office, found, {"state": old.get("state"), **form, "version": read}, take)


operation_import.add_to(app)


@app.command(
    "activate",
    help=help_text(
        "Say that one's own operation begins: it is in the air, or on its way.",
        f"operation activate {_ID} --party army",
    ),
)
@speaking
def activate(
    office: Office,
    identifier: Identifier,
    version: Version = None,
    reason: Annotated[str, typer.Option(help="Why it begins although it comes too near to something that binds.")] = "",
) -> None:
    _go_on(office, identifier, version, OperationState.ACTIVATED, reason=reason)


@app.command(
    "stray",
    help=help_text("Say that it is not where it was planned to be.", f"operation stray {_ID} --party army"),
)
@speaking
def stray(office: Office, identifier: Identifier, version: Version = None) -> None:
    _go_on(office, identifier, version, OperationState.NONCONFORMING)


@app.command(
    "distress",
    help=help_text("Say that it is in distress, and may be anywhere around.", f"operation distress {_ID} --party army"),
)
@speaking
def distress(office: Office, identifier: Identifier, version: Version = None) -> None:
    _go_on(office, identifier, version, OperationState.CONTINGENT)


@app.command(
    "end",
    help=help_text(
        "End an operation, or release a constraint. It cannot be taken up again.", f"operation end {_ID} --party army"
    ),
)
@speaking
def end(
    office: Office,
    identifier: Identifier,
    version: Version = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    def ask(one: Any) -> None:
        title = f' "{plain(one["title"])}"' if one.get("title") else ""
        confirmed(f"{one['kind']} {one['id']}{title} ends. Go on?", "--yes does not ask")

    _go_on(office, identifier, version, OperationState.ENDED, lambda one: None if yes else ask(one))


def _go_on(
    office: Office,
    identifier: str,
    version: int | None,
    state: OperationState,
    first: Callable[[Any], None] = lambda one: None,
    reason: str = "",
) -> None:
    path = office.find("operations", identifier)
    one = office.get(path)
    first(one)
    form = {"state": state, "version": version or one.get("version", 1), **({"reason": reason} if reason else {})}
    changed = office.put(f"{path}/state", form)
    _shown(office, changed)
    if not office.as_document and any(changed.get(name) for name in ("conflicts", "exists", "quiet")):
        show_met({"conflicts": [], **changed})


def asked(*, start: str = "", end: str = "", **others: str) -> dict[str, str]:
    """Filters of a list, with its times as the command line writes them. Raises `typer.BadParameter`."""
    times = {"from": start, "until": end}
    found = {name: when(text).isoformat() for name, text in times.items() if text}
    return {**found, **{name: text for name, text in others.items() if text}}


def _weighing(form: dict[str, Any], changed: str) -> dict[str, Any]:
    wanted: dict[str, Any] = {name: form[name] for name in ("kind", "extents", "route") if name in form}
    return {**wanted, **({"id": changed} if changed else {})}


def _put(office: Office, changed: str, form: dict[str, Any], take: int | None) -> None:
    if take is not None:
        found = office.post("operations/outlook", _weighing(form, changed))
        suggested = suggestions(found)
        if found.get("offline"):
            complain("the office cannot be asked now, and only it suggests changes")
            raise typer.Exit(EXIT_REFUSED)
        if take > len(suggested):
            complain(f"there is no change {take}: {counted(len(suggested), 'change is', 'changes are')} suggested now")
            raise typer.Exit(EXIT_REFUSED)
        form = taken(form, suggested[take - 1])
        if not office.as_document:
            say(f"Taken: {change_words(suggested[take - 1])}")
    try:
        planned = office.put(f"operations/{step(changed)}", form) if changed else office.post("operations", form)
    except ApiRefused as refused:
        if refused.code != "in-conflict":
            raise
        _refused(office, refused)
    if office.as_document:
        as_json(planned)
    else:
        show_operation(planned["operation"])
        show_met(planned)
    _look(planned)


def _refused(office: Office, refused: ApiRefused) -> None:
    """What it meets, and what would avoid it; nothing was planned."""
    met = {"conflicts": refused.more.get("conflicts", []), "changes": refused.more.get("changes", [])}
    if office.as_document:
        said = {"code": refused.code, "detail": refused.message, "field": refused.field}
        as_json({**said, **met, "detour": refused.more.get("detour")})
    else:
        show_outlook({**met, "detour": refused.more.get("detour")})
    complain(f"not planned: {refused}")
    raise typer.Exit(EXIT_REFUSED)


@app.command(
    "conflicts",
    help=help_text(
        "List which of one's own operations meet something now, and what.\n\nExit code 1: some do.",
        "operation conflicts --keys var/keys --party army",
    ),
)
@speaking
def list_conflicts(office: Office) -> None:
    found = office.all("conflicts")
    if office.as_document:
        as_json(found)
    elif not found:
        say("None of your operations meets anything that you may see.")
    for i, one in enumerate(found if not office.as_document else ()):
        say(f"{'' if i == 0 else chr(10)}{plain(one['title'])} ({one['id'][:8]})")
        show_met(one)
    if found:
        raise typer.Exit(EXIT_CONFLICTS)


def _look(found: Any) -> None:
    if found["conflicts"] or found["exists"]:
        raise typer.Exit(EXIT_CONFLICTS)


def _shown(office: Office, one: Any) -> None:
    if office.as_document:
        as_json(one)
    else:
        show_operation(one)
