"""`tansiq quiet`: quiet periods, proposed, committed to, extended, taken back."""

from __future__ import annotations

import contextlib
import sys
from datetime import datetime
from typing import Annotated, Any, TypeAlias

import typer

from tansiq.cli.operation import asked
from tansiq.cli.output import as_json, counted, say
from tansiq.cli.quiet_text import quiet_figures_table, quiet_table, show_quiet
from tansiq.cli.shape import circle_of
from tansiq.cli.speaking import Office, confirmed, help_text, speaking
from tansiq.cli.times import minute, when
from tansiq.cli.words import Person
from tansiq.office.kinds import ThingKind
from tansiq.office.quiet_period import SUSPENDED, QuietState

app = typer.Typer(help="Quiet periods: areas and times in which parties suspend operations.", no_args_is_help=True)
Identifier: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The quiet period: its id, or how it begins.")]
Until: TypeAlias = Annotated[
    datetime, typer.Option("--until", parser=when, metavar="TIME", help="Like 2026-03-01T08:00Z, +6h.")
]
End: TypeAlias = Annotated[
    datetime | None,
    typer.Option("--until", parser=when, metavar="TIME", help="The end that was read [default: is shown, and asked]."),
]
_ID = "1c2d3e4f-0000-5000-8000-000000000000"


@app.command(
    "list",
    help=help_text(
        "List the quiet periods in which one takes part, what changed last first.",
        "quiet list --keys var/keys --party army",
        "quiet list --state 'in force' --json",
    ),
)
@speaking
def list_quiet(
    office: Office,
    state: Annotated[str, typer.Option(help=f"{', '.join(QuietState)}.")] = "",
    under: Annotated[str, typer.Option(help="Under this agreement.")] = "",
    other: Annotated[str, typer.Option("--with", help="In which this party takes part, too.")] = "",
) -> None:
    found = office.all("quiet-periods", asked(state=state, under=under, party=other))
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "quiet period"))
    if found:
        quiet_table(found)


@app.command(
    "propose",
    help=help_text(
        "Propose a quiet period. Who proposes commits by `commit`, like the others.",
        "quiet propose --under relief-army --title Harvest --circle 36.2,5.4,5000 --from +1h --until +3h "
        "--person Amal --party relief",
    ),
)
@speaking
def propose(
    office: Office,
    under: Annotated[str, typer.Option(help="The agreement.")],
    title: Annotated[str, typer.Option(help="What it is for.")],
    circle: Annotated[list[str], typer.Option(metavar="LAT,LNG,RADIUS_M", help="Where; repeat for more.")],
    start: Annotated[datetime, typer.Option("--from", parser=when, metavar="TIME", help="From when.")],
    until: Until,
    among: Annotated[
        list[str] | None, typer.Option(help="A party of the agreement; repeat for more [default: all].")
    ] = None,
    kind: Annotated[
        list[ThingKind] | None,
        typer.Option(metavar="KIND", help=f"{', '.join(SUSPENDED)}; repeat for more [default: all]."),
    ] = None,
    lower_m: Annotated[float | None, typer.Option(help="From this height up.")] = None,
    upper_m: Annotated[float | None, typer.Option(help="Up to this height.")] = None,
    text: Annotated[str, typer.Option(help="What else there is to say.")] = "",
    person: Person = "",
) -> None:
    heights = {name: value for name, value in (("lower_m", lower_m), ("upper_m", upper_m)) if value is not None}
    form = {
        "under": under, "parties": among or [], "title": title, "text": text, "kinds": kind or [],
        "area": [{"circle": circle_of(one), **heights} for one in circle], "from": start, "until": until,
        "person": person,
    }  # fmt: skip
    _shown(office, office.post("quiet-periods", form))


@app.command(
    "show",
    help=help_text(
        "Show a quiet period: who has committed, and what is planned inside as far as one sees it.",
        f"quiet show {_ID} --keys var/keys --party relief",
    ),
)
@speaking
def show(office: Office, identifier: Identifier) -> None:
    _shown(office, office.get(office.find("quiet-periods", identifier)))


@app.command(
    "commit",
    help=help_text(
        "Commit to a quiet period, or to a later end of it: shows it, and asks; or names the end that was read.",
        f"quiet commit {_ID} --person Omar --party army",
        f"quiet commit {_ID} --until 2026-03-01T16:00Z --person Omar --party army",
    ),
)
@speaking
def commit(office: Office, identifier: Identifier, until: End = None, person: Person = "") -> None:
    path = office.find("quiet-periods", identifier)
    end = _read(office, path) if until is None else _meant(office.get(path), until)
    _shown(office, office.post(f"{path}/commitment", {"until": end, "person": person}))


@app.command(
    "decline",
    help=help_text(
        "Decline a quiet period, or a later end of it, with the reason. One may still commit.",
        f"quiet decline {_ID} --reason 'not before noon' --person Omar --party army",
    ),
)
@speaking
def decline(
    office: Office,
    identifier: Identifier,
    reason: Annotated[str, typer.Option(help="Why; all who take part can read it.")],
    until: End = None,
    person: Person = "",
) -> None:
    path = office.find("quiet-periods", identifier)
    one = office.get(path)
    end = _proposed_end(one) if until is None else _meant(one, until)
    _shown(office, office.post(f"{path}/decline", {"until": end, "reason": reason, "person": person}))


@app.command(
    "extend",
    help=help_text(
        "Propose a later end. The old one holds until all have committed to it.",
        f"quiet extend {_ID} --until +8h --person Omar --party army",
    ),
)
@speaking
def extend(office: Office, identifier: Identifier, until: Until, person: Person = "") -> None:
    path = office.find("quiet-periods", identifier)
    _shown(office, office.post(f"{path}/extension", {"until": until, "person": person}))


@app.command(
    "take-back",
    help=help_text(
        "Take back one's commitment, with the reason. All are told at once, and what all had committed to ends.",
        f"quiet take-back {_ID} --reason 'we were fired at' --yes --person Omar --party army",
    ),
)
@speaking
def take_back(
    office: Office,
    identifier: Identifier,
    reason: Annotated[str, typer.Option(help="Why; all who take part can read it.")],
    person: Person = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    path = office.find("quiet-periods", identifier)
    if not yes:
        one = office.get(path)
        confirmed(f"Quiet period {one['id']} ends for all who take part. Go on?", "--yes does not ask")
    _shown(office, office.post(f"{path}/taking-back", {"reason": reason, "person": person}))


@app.command(
    "withdraw",
    help=help_text(
        "Take back what one has proposed and not all have committed to.",
        f"quiet withdraw {_ID} --reason 'there is another' --person Amal --party relief",
    ),
)
@speaking
def withdraw(
    office: Office,
    identifier: Identifier,
    reason: Annotated[str, typer.Option(help="Why, if one says so.")] = "",
    person: Person = "",
) -> None:
    path = office.find("quiet-periods", identifier)
    _shown(office, office.post(f"{path}/withdrawal", {"reason": reason, "person": person}))


@app.command(
    "figures",
    help=help_text(
        "Show days in force, and by each party's own record days kept and incidents: of one, or of all.",
        "quiet figures --keys var/keys --party relief",
        f"quiet figures {_ID} --json",
    ),
)
@speaking
def figures(
    office: Office, identifier: Annotated[str, typer.Argument(metavar="[ID]", help="One of them [default: all].")] = ""
) -> None:
    if identifier:
        found = [office.get(f"{office.find('quiet-periods', identifier)}/figures")]
    else:
        found = office.all("quiet-periods/figures")
    if office.as_document:
        as_json(found[0] if identifier else found)
    else:
        quiet_figures_table(found)


def _read(office: Office, path: str) -> str:
    """The end that is proposed, once the person has said yes to it."""
    one = office.get(path)
    end = _proposed_end(one)
    with contextlib.redirect_stdout(sys.stderr):  # the output is for what comes of it
        show_quiet(one)
    kinds = ", ".join(one["kinds"])
    confirmed(
        f"Commit {office.name} to suspend {kinds} in {one['title']} until {minute(end, end=True)} UTC?",
        f"--until {end} names what was read, and does not ask",
    )
    return end


def _meant(one: Any, until: datetime) -> datetime | str:
    """The end that was read: what is shown to the minute may be named so, although it lies within the one before."""
    end = _proposed_end(one)
    return end if until == datetime.fromisoformat(f"{minute(end, end=True)}Z") else until


def _proposed_end(one: Any) -> str:
    return str((one.get("extension") or one)["until"])


def _shown(office: Office, one: Any) -> None:
    if office.as_document:
        as_json(one)
    else:
        show_quiet(one)
