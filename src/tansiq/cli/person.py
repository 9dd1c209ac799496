"""`tansiq person`: a party's own people, as its administrators keep them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tansiq.centre.entities import PersonState
from tansiq.centre.roles import Role
from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, say, table
from tansiq.cli.speaking import Office, day_and_time, help_text, speaking
from tansiq.gateways.api_client import step

app = typer.Typer(help="A party's own people: who may sign in, and what they may do.", no_args_is_help=True)
Who = Annotated[str, typer.Argument(metavar="PERSON", help="Login or identifier.")]
Roles = Annotated[list[Role] | None, typer.Option("--role", help="What the person is; repeat for more.")]
Languages = Annotated[list[str] | None, typer.Option("--language", help="Like ar or pt-BR; repeat for more.")]
_FIELDS = ("login", "name", "roles", "languages", "phone", "email", "state", "version")


@app.command("list", help=help_text("List the party's people.", "person list --keys var/keys --party relief"))
@speaking
def list_people(office: Office) -> None:
    found = office.all("people")
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "person", "people"))
    if found:
        table(("login", "name", "roles", "state", "signs in by"), [_row(one) for one in found])


@app.command(
    "invite",
    help=help_text(
        "Take somebody in. The link with which a password is set is shown this once.\n\n"
        "With the token of a program that may administer, this makes a party's first administrator.",
        "person invite amal --name 'Amal Haddad' --role administrator --keys var/keys --party relief",
        "person invite chen --name 'Chen Li' --role duty-officer --language en --token-file token.txt",
    ),
)
@speaking
def invite(
    office: Office,
    login: Annotated[str, typer.Argument(help="What the person signs in with; theirs alone at the party.")],
    name: Annotated[str, typer.Option(help="The person's name.")],
    role: Roles = None,
    language: Languages = None,
    phone: Annotated[str, typer.Option(help="How to reach the person.")] = "",
    email: Annotated[str, typer.Option(help="How to reach the person.")] = "",
) -> None:
    form = {
        "login": login,
        "name": name,
        "roles": role or [Role.OBSERVER],
        "languages": language or [],
        "phone": phone,
        "email": email,
    }
    _say_link(office, office.post("people", form))


@app.command(
    "link",
    help=help_text(
        "Give a person another link to set a password with. The password that there is stays until then.",
        "person link amal --keys var/keys --party relief",
    ),
)
@speaking
def link(office: Office, person: Who) -> None:
    _say_link(office, office.post(f"people/{step(_find(office, person)['id'])}/invitation"))


@app.command(
    "change",
    help=help_text(
        "Change what is said of a person. What is not named stays.",
        "person change amal --role administrator --role duty-officer --keys var/keys --party relief",
        "person change amal --state active --phone '+33 1 23' --token-file token.txt",
    ),
)
@speaking
def change(
    office: Office,
    person: Who,
    login: Annotated[str | None, typer.Option(help="Another login.")] = None,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    role: Roles = None,
    language: Languages = None,
    phone: Annotated[str | None, typer.Option(help="How to reach the person.")] = None,
    email: Annotated[str | None, typer.Option(help="How to reach the person.")] = None,
    state: Annotated[PersonState | None, typer.Option(help="Whether the person may sign in.")] = None,
) -> None:
    changes = {
        "login": login, "name": name, "roles": role, "languages": language, "phone": phone, "email": email,
        "state": state,
    }  # fmt: skip
    _change(office, person, {field: value for field, value in changes.items() if value is not None})


@app.command(
    "block",
    help=help_text(
        "Let a person sign in no longer, and end all their sessions. `person change --state active` lets them again.",
        "person block amal --keys var/keys --party relief",
    ),
)
@speaking
def block(office: Office, person: Who) -> None:
    _change(office, person, {"state": PersonState.BLOCKED})


@app.command(
    "reset-codes",
    help=help_text(
        "Ask a person for one-time codes no longer: the phone is lost.",
        "person reset-codes amal --keys var/keys --party relief",
    ),
)
@speaking
def reset_codes(office: Office, person: Who) -> None:
    _say_person(office, office.delete(f"people/{step(_find(office, person)['id'])}/totp"))


def _find(office: Office, person: str) -> dict[str, Any]:
    """The person by login, whatever its case, or by identifier. Ends the command if there is none."""
    found = office.all("people")
    for one in found:
        if person == one["id"] or person.casefold() == one["login"].casefold():
            return dict(one)
    complain(f"the party has no person {person!r}", f"it has {', '.join(one['login'] for one in found) or 'nobody'}")
    raise typer.Exit(EXIT_REFUSED)


def _change(office: Office, person: str, changes: dict[str, Any]) -> None:
    old = _find(office, person)
    form = {field: old[field] for field in _FIELDS if field in old} | changes
    _say_person(office, office.put(f"people/{step(old['id'])}", form))


def _say_person(office: Office, person: dict[str, Any]) -> None:
    if office.as_document:
        as_json(person)
        return
    login, name, roles, state, ways = _row(person)
    say(f"{login} ({name}): {state}; {roles}; signs in by {ways}; version {person['version']}")


def _say_link(office: Office, made: dict[str, Any]) -> None:
    if office.as_document:
        as_json(made)
        return
    shown = made["link"] if made["link"].startswith("http") else f"{office.url.rstrip('/')}{made['link']}"
    login, until = made["person"]["login"], day_and_time(made["until"])
    say(f"{login} sets a password with this link, until {until}. It is shown this once:")
    say("(in the browser, or with: tansiq me begin LINK)")
    say("")
    say(shown)


def _row(one: dict[str, Any]) -> tuple[str, str, str, str, str]:
    ways = one.get("signs_in") or {}
    names = (("password", "password"), ("totp", "one-time codes"), ("identity_provider", "identity provider"))
    shown = [name for field, name in names if ways.get(field)]
    if ways.get("invited_until") and not shown:
        shown = [f"a link until {day_and_time(ways['invited_until'])}"]
    return one["login"], one["name"], ", ".join(one["roles"]), one["state"], " and ".join(shown) or "-"
