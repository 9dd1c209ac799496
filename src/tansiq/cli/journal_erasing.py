"""`tansiq journal erase` and what goes with it: for the office's own staff."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tansiq.cli.output import as_json, beginnings, counted, say, table
from tansiq.cli.speaking import Office, confirmed, day_and_time, help_text, speaking_as_staff
from tansiq.gateways.api_client import step
from tansiq.office.erased import Erasable

Person = Annotated[str, typer.Option(help="Who you are, as the journal will name you for good.")]
Order = Annotated[str, typer.Argument(metavar="ORDER", help="The order.")]


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("erase", help=_ERASE_HELP)(speaking_as_staff(erase))
    app.command("confirm-erasure", help=_CONFIRM_HELP)(speaking_as_staff(confirm))
    app.command("withdraw-erasure", help=_WITHDRAW_HELP)(speaking_as_staff(withdraw))
    app.command("erasures", help=_LIST_ERASURES_HELP)(speaking_as_staff(list_erasures))


_ERASE_HELP = help_text(
    "Enter an order to erase what the office holds of one thing. Another person confirms it.",
    "journal erase report 0d1e2f3a-0000-4000-8000-000000000000 --reference 'court of Aden, 12/2026' "
    "--person 'Amal Haddad' --keys var/keys --party office",
)
_CONFIRM_HELP = help_text(
    "Confirm an order to erase, as another person than has entered it. What is erased does not come back.",
    "journal confirm-erasure 0d1e2f3a-0000-4000-8000-000000000000 --person 'Bashir Saleh' --keys var/keys "
    "--party office",
)
_WITHDRAW_HELP = help_text(
    "Take back an order to erase that nobody has confirmed.",
    "journal withdraw-erasure 0d1e2f3a-0000-4000-8000-000000000000 --keys var/keys --party office",
)
_LIST_ERASURES_HELP = help_text("List the orders to erase.", "journal erasures --keys var/keys --party office")


def erase(
    office: Office,
    subject: Annotated[Erasable, typer.Argument(help="What it is.")],
    thing: Annotated[str, typer.Argument(metavar="ID", help="Which; of a party, its name.")],
    reference: Annotated[str, typer.Option(help="Whose order it is, and its number: it stays in the journal.")],
    person: Person,
) -> None:
    form = {"subject": subject.value, "thing": thing, "reference": reference, "person": person}
    made = office.post("erasures", form)
    if office.as_document:
        as_json(made)
        return
    say(f"Order {made['id']} is entered. Nothing is erased before another person has confirmed it, who gives the same")
    say("options (--url, and --keys with --party, or --token-file) as were given here:")
    say("")
    say(f"tansiq journal confirm-erasure {made['id']} --person NAME")


def confirm(
    office: Office,
    order: Order,
    person: Person,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    identifier = office.id_of("erasures", order)
    if not yes:
        found = office.get(f"erasures/{step(identifier)}")
        confirmed(f"Erase {found['subject']} {found['thing']} for good ({found['reference']})?", "give --yes")
    made = office.post(f"erasures/{step(identifier)}/confirmation", {"person": person})
    if office.as_document:
        as_json(made)
    else:
        say(f"Order {made['id']} is being carried out; `tansiq journal erasures` says when it is done.")


def withdraw(office: Office, order: Order) -> None:
    withdrawn = office.delete(office.find("erasures", order))
    if office.as_document:
        as_json(withdrawn)
    else:
        say(f"Order {withdrawn['id']} is taken back.")


def list_erasures(office: Office) -> None:
    found = office.all("erasures")
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "order"))
    if found:
        known = beginnings([one["id"] for one in found])
        table(
            ("order", "of what", "by whose order", "entered by", "confirmed by", "done"),
            [_row(known[one["id"]], one) for one in found],
            whole=("order", "of what"),
        )


def _row(order: str, one: dict[str, Any]) -> tuple[object, ...]:
    bodies = one.get("bodies", 0)
    found = counted(bodies, "entry", "entries") if bodies else "nothing of it was found, and nothing is erased"
    done = f"{day_and_time(one['done'])}, {found}" if one.get("done") else ""
    return (
        order,
        (one["subject"], one["thing"]),
        one["reference"],
        one["asked_by"],
        one.get("confirmed_by", ""),
        done,
    )
