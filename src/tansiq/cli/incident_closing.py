"""`tansiq incident close`, `reopen` and `action`: what becomes of an incident, and what is to be done."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from tansiq.cli.incident_saying import ID, PART, Identifier, part_of, said_in, shown, words_of
from tansiq.cli.speaking import Office, help_text, speaking
from tansiq.cli.times import when
from tansiq.cli.words import MaybeText, Person, Text, refuse
from tansiq.gateways.api_client import step


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("close", help=_CLOSE_HELP)(speaking(close))
    app.command("reopen", help=_REOPEN_HELP)(speaking(reopen))
    app.command("action", help=_ACTION_HELP)(speaking(action))


_CLOSE_HELP = help_text(
    "Propose a text by which to close it; agree to the one that stands, or not; or end without agreement what one "
    "has opened.",
    f"incident close {ID} 'The crews were briefed.' --person Lina",
    f"incident close {ID} --agree --person Omar --party army",
    f"incident close {ID} 'Nobody will say more.' --without-agreement",
)
_REOPEN_HELP = help_text("Open a closed one again, with the reason.", f"incident reopen {ID} 'There is a recording.'")
_ACTION_HELP = help_text(
    "Propose what is to be done, by whom and by when; or, as its owner, accept or decline it, or say that it is done.",
    f"incident action {ID} 'Brief the crews.' --owner army --due +7d --person Lina",
    f"incident action {ID} --accept {PART} --person Omar --party army",
    f"incident action {ID} 'This morning.' --done {PART} --person Omar --party army",
)


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
        refuse("give a text; or --agree or --disagree to the closing that stands")
    form = {"text": words_of(text), "person": person}
    if agree is None:
        shown(office, office.post(f"{path}/{'end' if without else 'closings'}", form))
        return
    stands = [one for one in office.get(path).get("closings") or () if not one.get("over")]
    if not stands:
        refuse("no closing stands")
    shown(office, office.put(f"{path}/closings/{step(stands[-1]['id'])}/answer", {**form, "agrees": agree}))


def reopen(office: Office, identifier: Identifier, text: Text, person: Person = "") -> None:
    said_in(office, identifier, "reopening", {"text": words_of(text), "person": person})


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
        refuse("a new one has a text, --owner and --due; of one that is there: --accept, --decline or --done")
    form: dict[str, Any] = {"text": words_of(text), "person": person}
    if is_new:
        shown(office, office.post(f"{path}/actions", {**form, "owner": owner, "due": due}))
    else:
        (word, given), = steps  # fmt: skip
        name = part_of(office, path, "actions", given)
        shown(office, office.post(f"{path}/actions/{name}/steps", {**form, "step": word}))
