"""`tansiq request`: asked of others, taken note of, considered, answered, declined, withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, TypeAlias

import typer

from tansiq.cli.operation import asked
from tansiq.cli.output import as_json, counted, say
from tansiq.cli.request_text import record_table, request_table, show_request
from tansiq.cli.shape import Where, circle_of
from tansiq.cli.speaking import Office, confirmed, help_text, speaking
from tansiq.cli.times import when
from tansiq.cli.words import MaybeText, Person, Text, read_words
from tansiq.gateways.api_client import step
from tansiq.office.asked import RequestKind, ResponseState
from tansiq.office.information import Marking

app = typer.Typer(help="Requests: what parties ask each other for, and how each answers.", no_args_is_help=True)
Identifier: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The request: its id, or how it begins.")]
Version: TypeAlias = Annotated[int | None, typer.Option(help="The version that was read [default: the current one].")]
NeededBy: TypeAlias = Annotated[
    datetime, typer.Option("--needed-by", parser=when, metavar="TIME", help="Like 2026-03-01T08:00Z, +6h.")
]
_ID = "1c2d3e4f-0000-5000-8000-000000000000"
_LONGEST = 200_000


@app.command(
    "list",
    help=help_text(
        "List requests, one's own and those that one was asked, what changed last first.",
        "request list --keys var/keys --party army",
        "request list --role received --overdue --json",
    ),
)
@speaking
def list_requests(
    office: Office,
    role: Annotated[str, typer.Option(help="own or received.")] = "",
    other: Annotated[str, typer.Option("--with", help="Asked by this party, or, of one's own, asking it.")] = "",
    kind: Annotated[str, typer.Option(help=f"{', '.join(RequestKind)}.")] = "",
    state: Annotated[str, typer.Option(help=f"{', '.join(ResponseState)}.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="That somebody has not answered in time.")] = False,
) -> None:
    wanted = asked(role=role, party=other, kind=kind, state=state, overdue="true" if overdue else "")
    found = office.all("requests", wanted)
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "request"))
    if found:
        request_table(found, office.name)


@app.command(
    "ask",
    help=help_text(
        "Ask other parties for information or support.",
        "request ask 'Is the road to the bridge open?' --title 'The road' --to army --needed-by +6h --person Lina",
        "request ask - --kind support --title Trucks --under relief-army --needed-by +2h --urgent --person Lina",
    ),
)
@speaking
def ask(
    office: Office,
    text: Text,
    title: Annotated[str, typer.Option(help="What it is about.")],
    needed_by: NeededBy,
    kind: Annotated[RequestKind, typer.Option(help="What is asked for.")] = RequestKind.INFORMATION,
    to: Annotated[list[str] | None, typer.Option(help="A party; repeat for more.")] = None,
    groups: Annotated[list[str] | None, typer.Option("--group", help="All members of a coalition.")] = None,
    under: Annotated[list[str] | None, typer.Option(help="All parties of an agreement.")] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help="Before others.")] = False,
    marking: Annotated[Marking, typer.Option(help="With whom it may be shared.")] = Marking.AMBER,
    language: Annotated[str, typer.Option(help="Of the words, like ar or pt-BR.")] = "en",
    place: Annotated[str, typer.Option(help="Where, in words.")] = "",
    circle: Annotated[
        Where | None, typer.Option(parser=circle_of, metavar="LAT,LNG,RADIUS_M", help="Where, on the map.")
    ] = None,
    person: Person = "",
) -> None:
    form: dict[str, Any] = {
        "kind": kind, "title": title, "text": read_words(text, _LONGEST, "a request"), "language": language,
        "place": place, "priority": "urgent" if urgent else "routine", "marking": marking, "needed_by": needed_by,
        "to": {"parties": to or [], "groups": groups or [], "agreements": under or []}, "person": person,
    }  # fmt: skip
    if circle is not None:
        form["extents"] = [{"circle": circle}]
    _shown(office, office.post("requests", form))


@app.command(
    "show",
    help=help_text(
        "Show a request: of one's own how it stands with each, of another's how it stands with oneself.",
        f"request show {_ID} --keys var/keys --party relief",
    ),
)
@speaking
def show(office: Office, identifier: Identifier) -> None:
    _shown(office, office.get(office.find("requests", identifier)))


@app.command(
    "note", help=help_text("Take note of what one was asked.", f"request note {_ID} --person Omar --party army")
)
@speaking
def note(office: Office, identifier: Identifier, person: Person = "") -> None:
    _said(office, identifier, "note", {"person": person})


@app.command(
    "consider",
    help=help_text("Say that it is under consideration.", f"request consider {_ID} --person Omar --party army"),
)
@speaking
def consider(office: Office, identifier: Identifier, person: Person = "") -> None:
    _said(office, identifier, "consideration", {"person": person})


@app.command(
    "answer",
    help=help_text(
        "Answer it, whole or in part: with words, with reports that the asker holds, or both.",
        f"request answer {_ID} 'The road is open.' --person Omar --party army",
        f"request answer {_ID} 'To the bridge.' --partly --report 0a1b2c3d --person Omar --party army",
    ),
)
@speaking
def answer(
    office: Office,
    identifier: Identifier,
    text: MaybeText = "",
    reports: Annotated[list[str] | None, typer.Option("--report", help="One that answers; repeat for more.")] = None,
    partly: Annotated[bool, typer.Option("--partly", help="More may follow.")] = False,
    marking: Annotated[Marking | None, typer.Option(help="Of the words [default: that of the request].")] = None,
    language: Annotated[str, typer.Option(help="Of the words.")] = "",
    person: Person = "",
) -> None:
    named = [office.id_of("reports", one) for one in reports or ()]
    form = {
        "text": read_words(text, _LONGEST, "an answer"),
        "language": language,
        "reports": named,
        "partly": partly,
        "person": person,
    }
    _said(office, identifier, "answer", {**form, **({"marking": marking} if marking else {})})


@app.command(
    "decline",
    help=help_text(
        "Say that there will be no answer; why, if one says so.",
        f"request decline {_ID} --reason 'we do not fly there' --person Omar --party army",
    ),
)
@speaking
def decline(
    office: Office,
    identifier: Identifier,
    reason: Annotated[str, typer.Option(help="Why; the asker can read it.")] = "",
    person: Person = "",
) -> None:
    _said(office, identifier, "decline", {"reason": reason, "person": person})


@app.command(
    "need-by",
    help=help_text(
        "Say that one's own is needed by another time.", f"request need-by {_ID} --needed-by +12h --party relief"
    ),
)
@speaking
def need_by(office: Office, identifier: Identifier, needed_by: NeededBy, version: Version = None) -> None:
    path = office.find("requests", identifier)
    read = version or office.get(path).get("version", 1)
    _shown(office, office.put(f"{path}/needed-by", {"version": read, "needed_by": needed_by}))


@app.command(
    "withdraw",
    help=help_text(
        "Take one's own back. Whoever has not answered is told, and why.",
        f"request withdraw {_ID} --reason 'it came by telephone' --yes --party relief",
    ),
)
@speaking
def withdraw(
    office: Office,
    identifier: Identifier,
    reason: Annotated[str, typer.Option(help="Why; whoever was asked can read it.")],
    version: Version = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    path = office.find("requests", identifier)
    one = office.get(path)
    if not yes:
        confirmed(f"Request {one['id']} is taken back for good. Go on?", "--yes does not ask")
    read = version or one.get("version", 1)
    _shown(office, office.post(f"{path}/withdrawal", {"version": read, "reason": reason}))


@app.command(
    "figures",
    help=help_text(
        "Show how each party of an agreement answers what it is asked under it.",
        "request figures relief-army --keys var/keys --party relief",
    ),
)
@speaking
def figures(office: Office, agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="Its id.")]) -> None:
    found = office.get(f"agreements/{step(agreement)}/responses")
    if office.as_document:
        as_json(found)
    else:
        record_table(found)


def _said(office: Office, identifier: str, way: str, form: dict[str, Any]) -> None:
    _shown(office, office.post(f"{office.find('requests', identifier)}/{way}", form))


def _shown(office: Office, one: Any) -> None:
    if office.as_document:
        as_json(one)
    else:
        show_request(one)
