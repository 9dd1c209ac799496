"""`tansiq party`: who takes part, and what one's own party says of itself."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, say, table
from tansiq.cli.speaking import URL, Office, confirmed, day_and_time, form_file, help_text, speaking
from tansiq.gateways.api_client import step

app = typer.Typer(
    help="Parties: who takes part, who wants to, and what one's own says of itself.", no_args_is_help=True
)
_DRAFT = """\
# What a party says of itself; for `tansiq party open`, `apply` and `profile`.
name = "Sky Service"
# air-authority, air-force, relief, drone-service, joint-office, coalition, other
kind = "drone-service"
# BCP 47 tags
languages = ["en"]
# Ed25519 public keys, 32 bytes in base64
keys = []

# Whom to reach, in the order in which they are asked; seen by those with whom an agreement is in force.
# `role` is what the escalation ladders of agreements name.
[[contacts]]
name = "Watch"
role = "duty"
phone = "+1 555 0100"
email = "watch@example.org"
languages = ["en"]
"""


@app.command("draft", help=help_text("Print a profile to fill in.", "party draft > profile.toml"))
def draft() -> None:
    sys.stdout.write(_DRAFT)


@app.command(
    "list",
    help=help_text(
        "List who takes part, or who has applied, was declined, or has left.",
        "party list --keys var/keys --party uss1",
        "party list --state applying --json",
    ),
)
@speaking
def list_parties(
    office: Office,
    state: Annotated[str, typer.Option(help="admitted, applying, declined or left.")] = "admitted",
) -> None:
    found = office.all("parties", {"state": state})
    _listed(office, found)


@app.command(
    "applications",
    help=help_text(
        "List who has applied; an applicant sees its own application.", "party applications --token-file token.txt"
    ),
)
@speaking
def list_applications(office: Office) -> None:
    _listed(office, office.all("applications"))


@app.command(
    "show",
    help=help_text(
        "Show a party; whom to reach there, if an agreement is in force with it.",
        "party show relief --keys var/keys --party uss1",
    ),
)
@speaking
def show(
    office: Office,
    name: Annotated[str, typer.Argument(help="The party.")],
) -> None:
    _shown(office, office.get(f"parties/{step(name)}"))


@app.command("open", help=help_text("Open an office: be its first party.", "party open profile.toml --keys var/keys"))
@speaking
def open_office(
    office: Office,
    profile: Annotated[Path, typer.Argument(help="As `tansiq party draft` prints it.", exists=True, dir_okay=False)],
) -> None:
    _shown(office, office.post("office", {"profile": form_file(profile)}))


@app.command(
    "apply",
    help=help_text(
        "Apply to take part, with the link of an invitation. No token is needed.",
        "party apply uss3 profile.toml 'https://office.example.org/apply#7f3a.s3cret'",
        "party apply uss3 profile.toml - < link.txt",
    ),
)
def apply(
    name: Annotated[str, typer.Argument(help="The party's name: the `sub` of its tokens.")],
    profile: Annotated[Path, typer.Argument(help="As `tansiq party draft` prints it.", exists=True, dir_okay=False)],
    link: Annotated[str, typer.Argument(help="The invitation's link; '-' reads it from the input.")],
    url: Annotated[str | None, typer.Option(help="The office [default: the link's].")] = None,
    as_document: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    given = sys.stdin.readline(4_096).strip() if link == "-" else link
    parts = urlsplit(given)
    invitation, _, secret = parts.fragment.partition(".")
    where = url or (f"{parts.scheme}://{parts.netloc}" if parts.netloc else URL)
    if not invitation or not secret or not where.startswith(("http://", "https://")):
        complain("this is no invitation's link: it ends with #, an identifier, a dot and a secret")
        raise typer.Exit(EXIT_REFUSED)
    form = {"party": name, "invitation": invitation, "secret": secret, "profile": form_file(profile)}
    office = Office(where, None, name, as_document)
    _shown(office, office.post("applications", form))


@app.command(
    "profile",
    help=help_text(
        "Say something else of one's own party; the whole profile is given.",
        "party profile profile.toml --keys var/keys --party uss1",
    ),
)
@speaking
def change_profile(
    office: Office,
    profile: Annotated[Path, typer.Argument(help="As `tansiq party draft` prints it.", exists=True, dir_okay=False)],
    version: Annotated[int | None, typer.Option(help="The version that was read [default: the current one].")] = None,
) -> None:
    read = version or office.get(f"parties/{step(office.name)}")["version"]
    changed = office.put(f"parties/{step(office.name)}/profile", {"version": read, "profile": form_file(profile)})
    _shown(office, changed)


@app.command(
    "object",
    help=help_text(
        "Be against an accession, and say why; or, with --withdraw, no longer.",
        "party object uss3 --reason 'nobody knows them' --keys var/keys",
        "party object uss3 --withdraw --keys var/keys",
    ),
)
@speaking
def object_to(
    office: Office,
    name: Annotated[str, typer.Argument(help="The applicant.")],
    reason: Annotated[str, typer.Option(help="Why; all who take part can read it.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take one's objection back.")] = False,
) -> None:
    if withdraw == bool(reason):
        complain("give --reason, or --withdraw")
        raise typer.Exit(EXIT_REFUSED)
    path = f"parties/{step(name)}/objection"
    _shown(office, office.delete(path) if withdraw else office.post(path, {"reason": reason}))


@app.command(
    "ask", help=help_text("As a coalition, ask a party to join.", "party ask relief --party union --keys var/keys")
)
@speaking
def ask(
    office: Office,
    member: Annotated[str, typer.Argument(help="The party that is asked.")],
) -> None:
    _shown(office, office.post(f"parties/{step(office.name)}/members", {"member": member}))


@app.command(
    "join", help=help_text("Join a coalition that has asked.", "party join union --party relief --keys var/keys")
)
@speaking
def join(
    office: Office,
    coalition: Annotated[str, typer.Argument(help="The coalition.")],
) -> None:
    _shown(office, office.post(f"coalitions/{step(coalition)}/membership"))


@app.command(
    "quit", help=help_text("Be a member of a coalition no longer.", "party quit union --party relief --keys var/keys")
)
@speaking
def quit_coalition(
    office: Office,
    coalition: Annotated[str, typer.Argument(help="The coalition.")],
) -> None:
    _shown(office, office.delete(f"coalitions/{step(coalition)}/membership"))


@app.command(
    "leave",
    help=help_text(
        "Leave the office. Agreements end; what was shared stays with whom it was shared.",
        "party leave --party relief --keys var/keys --yes",
    ),
)
@speaking
def leave(office: Office, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    if not yes:
        confirmed(
            f"{office.name} leaves the office at {office.url}, and its agreements end. Go on?", "--yes does not ask"
        )
    _shown(office, office.post("departure"))


def _listed(office: Office, found: list[Any]) -> None:
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "party", "parties"))
    if found:
        rows = [
            (
                one["id"],
                one["profile"]["name"],
                one["profile"]["kind"],
                one["state"],
                day_and_time(one["since"]),
                _about(one),
            )
            for one in found
        ]
        table(("party", "name", "kind", "state", "since", ""), rows)


def _about(one: Any) -> str:
    said = []
    if "objections_until" in one:
        said.append(f"objections until {day_and_time(one['objections_until'])}")
    if one.get("objecting"):
        said.append(f"{one['objecting']} against it")
    if one.get("members"):
        said.append(f"members: {', '.join(one['members'])}")
    return "; ".join(said)


def _shown(office: Office, one: Any) -> None:
    if office.as_document:
        as_json(one)
        return
    profile = one["profile"]
    say(f"{one['id']}: {profile['name']} ({profile['kind']}), {one['state']} since {day_and_time(one['since'])}")
    say(f"version {one['version']}; languages {', '.join(profile['languages']) or 'not said'}")
    if one.get("invited_by"):
        say(f"invited by {one['invited_by']}")
    if about := _about(one):
        say(about)
    for objection in one.get("objections", ()):
        say(f"against it: {objection['by']}: {objection['reason']}")
    if one.get("asked"):
        say(f"asked to join: {', '.join(one['asked'])}")
    if "contacts" not in profile:
        say("whom to reach: shown where an agreement is in force")
    elif profile["contacts"]:
        rows = [(c["name"], c["role"], c["phone"], c["email"], " ".join(c["languages"])) for c in profile["contacts"]]
        table(("contact", "role", "phone", "e-mail", "languages"), rows)
