"""`tansiq incident`: what went wrong, in each party's own words."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from tansiq.cli import incident_closing
from tansiq.cli.incident_saying import ID, PART, Identifier, part_of, said_in, shown, words_of
from tansiq.cli.incident_text import incident_table, show_accounts, show_sight, show_told
from tansiq.cli.operation import asked
from tansiq.cli.output import as_json, counted, say
from tansiq.cli.shape import Where, circle_of
from tansiq.cli.speaking import Office, help_text, speaking
from tansiq.cli.times import when
from tansiq.cli.words import MaybeText, Person, refuse
from tansiq.gateways.api_client import step
from tansiq.office.incident import FactStand, IncidentKind, LinkKind, SideStand
from tansiq.office.incident_seen import IncidentState, SideState

app = typer.Typer(help="Incidents: what went wrong, in each party's own words.", no_args_is_help=True)
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
    breaks: Annotated[str, typer.Option(help="The quiet period that it is said to have broken.")] = "",
    person: Person = "",
) -> None:
    form: dict[str, Any] = {
        "title": title, "kind": kind, "parties": others, "from": start, "until": end, "place": place,
        "quiet_period": office.id_of("quiet-periods", breaks) if breaks else "", "person": person,
    }  # fmt: skip
    if circle is not None:
        form["extents"] = [{"circle": circle}]
    if account:
        form["account"] = {"text": words_of(account), "language": language}
    shown(office, office.post("incidents", form))


@app.command(
    "show",
    help=help_text(
        "Show an incident: accounts, facts, questions, actions and closings side by side.",
        f"incident show {ID} --keys var/keys --party relief",
    ),
)
@speaking
def show(office: Office, identifier: Identifier) -> None:
    shown(office, office.get(office.find("incidents", identifier)))


@app.command(
    "invite",
    help=help_text("Have others take part, too: they read all of it.", f"incident invite {ID} drones --person Lina"),
)
@speaking
def invite(
    office: Office,
    identifier: Identifier,
    parties: Annotated[list[str], typer.Argument(metavar="PARTY...", help="Who is to take part.")],
    person: Person = "",
) -> None:
    said_in(office, identifier, "parties", {"parties": parties, "person": person})


@app.command(
    "account",
    help=help_text(
        "Give one's own account, or bring it up to date; or show all versions of a party's.",
        f"incident account {ID} 'The aircraft flew at 2,000 m.' --person Omar --party army",
        f"incident account {ID} --of army --party relief",
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
        refuse("give a text for one's own account, or --of a party to read all versions of its own")
    if of:
        versions = office.get(f"{path}/accounts/{step(of)}")
        if office.as_document:
            as_json(versions)
        else:
            show_accounts(of, versions)
        return
    mine = next(side for side in office.get(path)["parties"] if side["party"] == office.name)
    version = mine["account"]["version"] if mine.get("account") else 0
    form = {"text": words_of(text), "language": language, "version": version, "person": person}
    shown(office, office.put(f"{path}/account", form))


@app.command(
    "fact",
    help=help_text("Propose facts: short statements on which all might agree.",
                   f"incident fact {ID} 'It was ten past eight.' 'It was below 300 m.' --person Lina"),
)  # fmt: skip
@speaking
def fact(
    office: Office,
    identifier: Identifier,
    texts: Annotated[list[str], typer.Argument(metavar="TEXT...", help="A statement each.")],
    person: Person = "",
) -> None:
    said_in(office, identifier, "facts", {"facts": texts, "person": person})


@app.command(
    "stand",
    help=help_text(
        "Say what one makes of it: acknowledged or disputed; or of a fact: agrees, disputes or none.",
        f"incident stand {ID} acknowledged --person Omar --party army",
        f"incident stand {ID} disputes --fact {PART} --saying 'It was at 2,000 m.' --person Omar --party army",
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
        name = part_of(office, path, "facts", of_fact)
        shown(office, office.put(f"{path}/facts/{name}/stand", {**form, "instead": words_of(saying)}))
    else:
        shown(office, office.put(f"{path}/stand", {**form, "text": words_of(saying)}))


@app.command(
    "question",
    help=help_text("Ask questions of all who take part.", f"incident question {ID} 'Who read the notice?'"),
)
@speaking
def question(
    office: Office,
    identifier: Identifier,
    texts: Annotated[list[str], typer.Argument(metavar="TEXT...", help="A question each.")],
    person: Person = "",
) -> None:
    said_in(office, identifier, "questions", {"questions": texts, "person": person})


@app.command(
    "answer",
    help=help_text(
        "Answer a question; or say of one's own whether it is answered.",
        f"incident answer {ID} {PART} 'The watch did.' --person Omar --party army",
        f"incident answer {ID} {PART} --settled --party relief",
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
        refuse("give an answer, or, of one's own question, --settled or --open")
    name = part_of(office, path, "questions", of_question)
    if settled is not None:
        shown(office, office.put(f"{path}/questions/{name}", {"answered": settled, "person": person}))
    else:
        shown(office, office.post(f"{path}/questions/{name}/answers", {"text": words_of(text), "person": person}))


@app.command(
    "link",
    help=help_text(
        "Link it to what it has to do with. Others are shown a link only to what they may see themselves.",
        f"incident link {ID} notice:{PART}-0000-5000-8000-000000000000 --person Lina",
        f"incident link {ID} --remove notice:{PART}-0000-5000-8000-000000000000",
    ),
)
@speaking
def link(
    office: Office,
    identifier: Identifier,
    things: Annotated[
        list[str] | None,
        typer.Argument(metavar="KIND:ID...", help=f"KIND is {', '.join(LinkKind)}; an id, or how it begins."),
    ] = None,
    remove: Annotated[str, typer.Option(metavar="KIND:ID", help="Take this link of one's own back.")] = "",
    person: Person = "",
) -> None:
    path = office.find("incidents", identifier)
    if bool(things) is bool(remove):
        refuse("give things as KIND:ID, or --remove one")
    if remove:
        link = _linked(office.get(path), remove)
        shown(office, office.post(f"{path}/links/removal", {"link": link, "person": person}))
    else:
        links = [_link(office, one) for one in things or ()]
        shown(office, office.post(f"{path}/links", {"links": links, "person": person}))


@app.command(
    "told",
    help=help_text(
        "Show what had been told by then of all that lay around it, as far as the party may know.",
        f"incident told {ID} --span-minutes 120 --keys var/keys --party relief",
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
        "Show what another party holds of what one has said oneself.", f"incident sight {ID} army --party relief"
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


def _link(office: Office, text: str) -> dict[str, str]:
    kind, thing = _named(text)
    return {"kind": kind, "id": office.id_of(f"{kind}s", thing)}


def _linked(one: Any, text: str) -> dict[str, str]:
    """The link that is meant, also where what it leads to is forgotten."""
    kind, thing = _named(text)
    meant = {link["id"] for link in one.get("links") or () if link["kind"] == kind and link["id"].startswith(thing)}
    return {"kind": kind, "id": meant.pop() if len(meant) == 1 else thing}


def _named(text: str) -> tuple[str, str]:
    kind, colon, thing = text.partition(":")
    if not colon or kind not in list(LinkKind):
        refuse(f"{text[:60]} is not KIND:ID, with one of {', '.join(LinkKind)}")
    return kind, thing


incident_closing.add_to(app)
