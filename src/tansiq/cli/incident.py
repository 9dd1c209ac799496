"""`tansiq incident`: what went wrong, in each party's own words."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated, Any, NoReturn, TypeAlias

import typer

from tansiq.cli.incident_text import incident_table, show_accounts, show_incident, show_sight, show_told
from tansiq.cli.operation import asked
from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, say
from tansiq.cli.shape import Where, circle_of
from tansiq.cli.speaking import Office, help_text, speaking
from tansiq.cli.times import when
from tansiq.gateways.api_client import step
from tansiq.office.incident import FactStand, IncidentKind, LinkKind, SideStand
from tansiq.office.incident_seen import IncidentState, SideState

app = typer.Typer(help="Incidents: what went wrong, in each party's own words.", no_args_is_help=True)
Identifier: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The incident: its id, or how it begins.")]
Person: TypeAlias = Annotated[str, typer.Option(help="Who says so; a session knows who has signed in.")]
Text: TypeAlias = Annotated[str, typer.Argument(metavar="TEXT", help="The words; '-' reads them from the input.")]
MaybeText: TypeAlias = Annotated[
    str, typer.Argument(metavar="[TEXT]", help="The words, if any; '-' reads them from the input.")
]
_ID, _PART = "1c2d3e4f", "9a8b7c6d"
_LONGEST = 50_000
_STANDS = (*SideStand, *FactStand)


@app.command(
    "list",
    help=help_text(
        "List the incidents in which the party takes part, what changed last first.",
        "incident list --keys var/keys --party army",
        "incident list --stand unanswered --json",
    ),
)
@speaking
def list_incidents(
    office: Office,
    state: Annotated[str, typer.Option(help=f"Over all: {', '.join(IncidentState)}.")] = "",
    stand: Annotated[str, typer.Option(help=f"What the party itself says: {', '.join(SideState)}.")] = "",
    kind: Annotated[str, typer.Option(help=f"{', '.join(IncidentKind)}.")] = "",
    other: Annotated[str, typer.Option("--with", help="In which this party takes part.")] = "",
    opened_by: Annotated[str, typer.Option(help="Opened by this party.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="With an action that is late.")] = False,
    quiet_period: Annotated[str, typer.Option(help="Said to have broken this quiet period.")] = "",
    start: Annotated[str, typer.Option("--from", help="That end after this time.")] = "",
    end: Annotated[str, typer.Option("--until", help="That begin before this time.")] = "",
) -> None:
    wanted = asked(
        start=start, end=end, state=state, stand=stand, kind=kind, party=other, opened_by=opened_by,
        overdue="true" if overdue else "", quiet_period=quiet_period,
    )  # fmt: skip
    found = office.all("incidents", wanted)
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "incident"))
    if found:
        incident_table(found, office.name)


@app.command(
    "open",
    help=help_text(
        "Say that something went wrong, to those who are to take part.",
        "incident open 'A jet over the convoy' --kind near-miss --with army --from -2h --until -1h "
        "--circle 36.2,5.4,500 --account 'At ten past eight ...' --person Lina",
    ),
)
@speaking
def open_incident(
    office: Office,
    title: Annotated[str, typer.Argument(help="What happened, in a line.")],
    kind: Annotated[IncidentKind, typer.Option(help="What went wrong.")],
    others: Annotated[list[str], typer.Option("--with", help="A party that is to take part; repeat for more.")],
    start: Annotated[datetime, typer.Option("--from", parser=when, metavar="TIME", help="When it began.")],
    end: Annotated[datetime, typer.Option("--until", parser=when, metavar="TIME", help="When it was over.")],
    place: Annotated[str, typer.Option(help="Where, in words.")] = "",
    circle: Annotated[
        Where | None, typer.Option(parser=circle_of, metavar="LAT,LNG,RADIUS_M", help="Where, on the map.")
    ] = None,
    account: Annotated[str, typer.Option(help="One's own account; '-' reads it from the input.")] = "",
    language: Annotated[str, typer.Option(help="Of the account, like ar or pt-BR.")] = "en",
    breaks: Annotated[str, typer.Option(help="The quiet period that it broke.")] = "",
    person: Person = "",
) -> None:
    form: dict[str, Any] = {
        "title": title, "kind": kind, "parties": others, "from": start, "until": end, "place": place,
        "quiet_period": breaks, "person": person,
    }  # fmt: skip
    if circle is not None:
        form["extents"] = [{"circle": circle}]
    if account:
        form["account"] = {"text": _words(account), "language": language}
    _shown(office, office.post("incidents", form))


@app.command(
    "show",
    help=help_text(
        "Show an incident: accounts, facts, questions, actions and closings side by side.",
        f"incident show {_ID} --keys var/keys --party relief",
    ),
)
@speaking
def show(office: Office, identifier: Identifier) -> None:
    _shown(office, office.get(office.find("incidents", identifier)))


@app.command(
    "invite",
    help=help_text("Have others take part, too: they read all of it.", f"incident invite {_ID} drones --person Lina"),
)
@speaking
def invite(
    office: Office,
    identifier: Identifier,
    parties: Annotated[list[str], typer.Argument(metavar="PARTY...", help="Who is to take part.")],
    person: Person = "",
) -> None:
    _said(office, identifier, "parties", {"parties": parties, "person": person})


@app.command(
    "account",
    help=help_text(
        "Give one's own account, or bring it up to date; or show all versions of a party's.",
        f"incident account {_ID} 'The aircraft flew at 2,000 m.' --person Omar --party army",
        f"incident account {_ID} --of army --party relief",
    ),
)
@speaking
def account(
    office: Office,
    identifier: Identifier,
    text: MaybeText = "",
    language: Annotated[str, typer.Option(help="Of the words, like ar or pt-BR.")] = "en",
    of: Annotated[str, typer.Option(help="Show all versions of this party's, and say nothing.")] = "",
    person: Person = "",
) -> None:
    path = office.find("incidents", identifier)
    if bool(text) is bool(of):
        _refuse("give a text for one's own account, or --of a party to read all versions of its own")
    if of:
        versions = office.get(f"{path}/accounts/{step(of)}")
        if office.as_document:
            as_json(versions)
        else:
            show_accounts(of, versions)
        return
    mine = next(side for side in office.get(path)["parties"] if side["party"] == office.name)
    version = mine["account"]["version"] if mine.get("account") else 0
    form = {"text": _words(text), "language": language, "version": version, "person": person}
    _shown(office, office.put(f"{path}/account", form))


@app.command(
    "fact",
    help=help_text("Propose facts: short statements on which all might agree.",
                   f"incident fact {_ID} 'It was ten past eight.' 'It was below 300 m.' --person Lina"),
)  # fmt: skip
@speaking
def fact(
    office: Office,
    identifier: Identifier,
    texts: Annotated[list[str], typer.Argument(metavar="TEXT...", help="A statement each.")],
    person: Person = "",
) -> None:
    _said(office, identifier, "facts", {"facts": texts, "person": person})


@app.command(
    "stand",
    help=help_text(
        "Say what one makes of it: acknowledged or disputed; or of a fact: agrees, disputes or none.",
        f"incident stand {_ID} acknowledged --person Omar --party army",
        f"incident stand {_ID} disputes --fact {_PART} --saying 'It was at 2,000 m.' --person Omar --party army",
    ),
)
@speaking
def stand(
    office: Office,
    identifier: Identifier,
    word: Annotated[str, typer.Argument(metavar="STAND", help=f"{', '.join(_STANDS)}.")],
    of_fact: Annotated[str, typer.Option("--fact", help="The fact: its id, or how it begins.")] = "",
    saying: Annotated[str, typer.Option(help="In words; of a fact that one disputes: how it was.")] = "",
    person: Person = "",
) -> None:
    path = office.find("incidents", identifier)
    form = {"stand": word, "person": person}
    if of_fact:
        name = _part(office, path, "facts", of_fact)
        _shown(office, office.put(f"{path}/facts/{name}/stand", {**form, "instead": _words(saying)}))
    else:
        _shown(office, office.put(f"{path}/stand", {**form, "text": _words(saying)}))


@app.command(
    "question",
    help=help_text("Ask questions of all who take part.", f"incident question {_ID} 'Who read the notice?'"),
)
@speaking
def question(
    office: Office,
    identifier: Identifier,
    texts: Annotated[list[str], typer.Argument(metavar="TEXT...", help="A question each.")],
    person: Person = "",
) -> None:
    _said(office, identifier, "questions", {"questions": texts, "person": person})


@app.command(
    "answer",
    help=help_text(
        "Answer a question; or say of one's own whether it is answered.",
        f"incident answer {_ID} {_PART} 'The watch did.' --person Omar --party army",
        f"incident answer {_ID} {_PART} --settled --party relief",
    ),
)
@speaking
def answer(
    office: Office,
    identifier: Identifier,
    of_question: Annotated[str, typer.Argument(metavar="QUESTION", help="Its id, or how it begins.")],
    text: MaybeText = "",
    settled: Annotated[bool | None, typer.Option("--settled/--open", help="Of one's own question.")] = None,
    person: Person = "",
) -> None:
    path = office.find("incidents", identifier)
    if bool(text) is (settled is not None):
        _refuse("give an answer, or, of one's own question, --settled or --open")
    name = _part(office, path, "questions", of_question)
    if settled is not None:
        _shown(office, office.put(f"{path}/questions/{name}", {"answered": settled, "person": person}))
    else:
        _shown(office, office.post(f"{path}/questions/{name}/answers", {"text": _words(text), "person": person}))


@app.command(
    "link",
    help=help_text(
        "Link it to what it has to do with. Others are shown a link only to what they may see themselves.",
        f"incident link {_ID} notice:{_PART}-0000-5000-8000-000000000000 --person Lina",
        f"incident link {_ID} --remove notice:{_PART}-0000-5000-8000-000000000000",
    ),
)
@speaking
def link(
    office: Office,
    identifier: Identifier,
    things: Annotated[
        list[str] | None, typer.Argument(metavar="KIND:ID...", help=f"KIND is {', '.join(LinkKind)}.")
    ] = None,
    remove: Annotated[str, typer.Option(metavar="KIND:ID", help="Take this link of one's own back.")] = "",
    person: Person = "",
) -> None:
    path = office.find("incidents", identifier)
    if bool(things) is bool(remove):
        _refuse("give things as KIND:ID, or --remove one")
    if remove:
        _shown(office, office.post(f"{path}/links/removal", {"link": _link(remove), "person": person}))
    else:
        links = [_link(one) for one in things or ()]
        _shown(office, office.post(f"{path}/links", {"links": links, "person": person}))


@app.command(
    "close",
    help=help_text(
        "Propose a text by which to close it; agree to the one that stands, or not; or end without agreement what one "
        "has opened.",
        f"incident close {_ID} 'The crews were briefed.' --person Lina",
        f"incident close {_ID} --agree --person Omar --party army",
        f"incident close {_ID} 'Nobody will say more.' --without-agreement",
    ),
)
@speaking
def close(
    office: Office,
    identifier: Identifier,
    text: MaybeText = "",
    agree: Annotated[bool | None, typer.Option("--agree/--disagree", help="To the closing that stands.")] = None,
    without: Annotated[bool, typer.Option("--without-agreement", help="End it; the text says why.")] = False,
    person: Person = "",
) -> None:
    path = office.find("incidents", identifier)
    if (agree is None and not text) or (agree is not None and without):
        _refuse("give a text; or --agree or --disagree to the closing that stands")
    form = {"text": _words(text), "person": person}
    if agree is None:
        _shown(office, office.post(f"{path}/{'end' if without else 'closings'}", form))
        return
    stands = [one for one in office.get(path).get("closings") or () if not one.get("over")]
    if not stands:
        _refuse("no closing stands")
    _shown(office, office.put(f"{path}/closings/{step(stands[-1]['id'])}/answer", {**form, "agrees": agree}))


@app.command(
    "reopen",
    help=help_text("Open a closed one again, with the reason.", f"incident reopen {_ID} 'There is a recording.'"),
)
@speaking
def reopen(office: Office, identifier: Identifier, text: Text, person: Person = "") -> None:
    _said(office, identifier, "reopening", {"text": _words(text), "person": person})


@app.command(
    "action",
    help=help_text(
        "Propose what is to be done, by whom and by when; or, as its owner, accept or decline it, or say that it is "
        "done.",
        f"incident action {_ID} 'Brief the crews.' --owner army --due +7d --person Lina",
        f"incident action {_ID} --accept {_PART} --person Omar --party army",
        f"incident action {_ID} 'This morning.' --done {_PART} --person Omar --party army",
    ),
)
@speaking
def action(
    office: Office,
    identifier: Identifier,
    text: MaybeText = "",
    owner: Annotated[str, typer.Option(help="Of a new one: who is to do it.")] = "",
    due: Annotated[
        datetime | None, typer.Option(parser=when, metavar="TIME", help="Of a new one: by when; like +7d.")
    ] = None,
    accept: Annotated[str, typer.Option(metavar="ACTION", help="Take it on.")] = "",
    decline: Annotated[str, typer.Option(metavar="ACTION", help="Do not take it on.")] = "",
    done: Annotated[str, typer.Option(metavar="ACTION", help="It is done.")] = "",
    person: Person = "",
) -> None:
    path = office.find("incidents", identifier)
    steps = [(word, name) for word, name in (("accept", accept), ("decline", decline), ("done", done)) if name]
    is_new = bool(owner) or due is not None
    if len(steps) + is_new != 1 or (is_new and not (text and owner and due)):
        _refuse("a new one has a text, --owner and --due; of one that is there: --accept, --decline or --done")
    form: dict[str, Any] = {"text": _words(text), "person": person}
    if is_new:
        _shown(office, office.post(f"{path}/actions", {**form, "owner": owner, "due": due}))
    else:
        (word, given), = steps  # fmt: skip
        name = _part(office, path, "actions", given)
        _shown(office, office.post(f"{path}/actions/{name}/steps", {**form, "step": word}))


@app.command(
    "told",
    help=help_text(
        "Show what had been told by then of all that lay around it, as far as the party may know.",
        f"incident told {_ID} --span-minutes 120 --keys var/keys --party relief",
    ),
)
@speaking
def told(
    office: Office,
    identifier: Identifier,
    span_minutes: Annotated[int, typer.Option(help="So long before and after.", min=0, max=1_440)] = 60,
) -> None:
    path = office.find("incidents", identifier)
    found = office.get(f"{path}/told", {"span_minutes": str(span_minutes)})
    if office.as_document:
        as_json(found)
    else:
        show_told(found)


@app.command(
    "sight",
    help=help_text(
        "Show what another party holds of what one has said oneself.", f"incident sight {_ID} army --party relief"
    ),
)
@speaking
def sight(
    office: Office,
    identifier: Identifier,
    viewer: Annotated[str, typer.Argument(metavar="PARTY", help="In whose eyes.")],
) -> None:
    found = office.get(f"{office.find('incidents', identifier)}/sight/{step(viewer)}")
    if office.as_document:
        as_json(found)
    else:
        show_sight(found)


def _part(office: Office, path: str, part: str, given: str) -> str:
    """The one of the incident's facts, questions or actions that is meant, as a step of a path."""
    if len(given) >= 36:
        return step(given)
    matching = [one["id"] for one in office.get(path).get(part) or () if one["id"].startswith(given)]
    if len(matching) != 1:
        _refuse(f"{len(matching) or 'none'} of its {part} begin{'s' if not matching else ''} with {given}")
    return step(matching[0])


def _link(text: str) -> dict[str, str]:
    kind, colon, thing = text.partition(":")
    if not colon or kind not in list(LinkKind):
        _refuse(f"{text[:60]} is not KIND:ID, with one of {', '.join(LinkKind)}")
    return {"kind": kind, "id": thing}


def _words(text: str) -> str:
    if text != "-":
        return text
    read = sys.stdin.read(_LONGEST + 1)
    if len(read) > _LONGEST:
        _refuse(f"more than {_LONGEST:,} characters")
    return read.strip()


def _said(office: Office, identifier: str, way: str, form: dict[str, Any]) -> None:
    _shown(office, office.post(f"{office.find('incidents', identifier)}/{way}", form))


def _shown(office: Office, one: Any) -> None:
    if office.as_document:
        as_json(one)
    else:
        show_incident(one)


def _refuse(why: str) -> NoReturn:
    complain(why)
    raise typer.Exit(EXIT_REFUSED)
