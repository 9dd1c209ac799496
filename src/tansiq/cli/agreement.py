"""`tansiq agreement`: proposed, read, signed, changed, suspended, ended."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from tansiq.cli.agreement_text import DRAFT, agreement_lines, sight_lines
from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, plain, say, table
from tansiq.cli.speaking import Office, confirmed, day_and_time, form_file, help_text, speaking
from tansiq.gateways.api_client import step

app = typer.Typer(help="Agreements: what flows from whom to whom, and what goes with it.", no_args_is_help=True)
Identifier: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The agreement.")]
TermsFile: TypeAlias = Annotated[
    Path, typer.Argument(help="TOML or JSON, as `tansiq agreement draft` prints it.", exists=True, dir_okay=False)
]
Why: TypeAlias = Annotated[str, typer.Option(help="Why; all sides can read it.")]
_EXAMPLE_ID = "1c2d3e4f-0000-5000-8000-000000000000"


@app.command(
    "draft", help=help_text("Print an agreement to fill in, with what may stand in it.", "agreement draft > terms.toml")
)
def draft() -> None:
    sys.stdout.write(DRAFT)


@app.command(
    "list",
    help=help_text(
        "List the agreements that one's own party is a side of.",
        "agreement list --keys var/keys --party army",
        "agreement list --standing proposed --with relief --json",
    ),
)
@speaking
def list_agreements(
    office: Office,
    standing: Annotated[
        str, typer.Option(help="proposed, signed, 'in force', suspended, 'suspended but used', expired or ended.")
    ] = "",
    side: Annotated[str, typer.Option("--with", help="With this party as a side.")] = "",
) -> None:
    asked = {name: value for name, value in (("standing", standing), ("party", side)) if value}
    found = office.all("agreements", asked)
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "agreement"))
    if found:
        rows = [
            (
                one["id"],
                ", ".join(one["parties"]),
                one["standing"],
                one.get("title", ""),
                day_and_time(one.get("end")),
                f"{one['offer_by']}, awaits {', '.join(one.get('awaits', ()))}" if one.get("offer_by") else "",
            )
            for one in found
        ]
        table(("agreement", "of", "standing", "title", "until", "offer of"), rows)


@app.command(
    "show", help=help_text("Show an agreement with all its terms.", f"agreement show {_EXAMPLE_ID} --party army")
)
@speaking
def show(office: Office, identifier: Identifier) -> None:
    _shown(office, office.get(f"agreements/{step(identifier)}"))


@app.command(
    "propose",
    help=help_text(
        "Propose an agreement. The proposer signs it like the others: tansiq agreement sign.",
        "agreement propose terms.toml --keys var/keys --party army",
    ),
)
@speaking
def propose(office: Office, file: TermsFile) -> None:
    _shown(office, office.post("agreements", form_file(file)))


@app.command(
    "offer",
    help=help_text(
        "Offer other terms for an agreement; those that hold go on until all sides have signed.",
        f"agreement offer {_EXAMPLE_ID} terms.toml --keys var/keys --party relief",
    ),
)
@speaking
def offer(
    office: Office,
    identifier: Identifier,
    file: TermsFile,
    version: Annotated[int | None, typer.Option(help="The version that was read [default: the current one].")] = None,
) -> None:
    path = f"agreements/{step(identifier)}"
    terms = form_file(file).get("terms")
    read = version or office.get(path)["version"]
    _shown(office, office.post(f"{path}/offer", {"version": read, "terms": terms}))


@app.command("retract", help=help_text("Take back one's own offer.", f"agreement retract {_EXAMPLE_ID} --party army"))
@speaking
def retract(office: Office, identifier: Identifier) -> None:
    taken_back = office.delete(f"agreements/{step(identifier)}/offer")
    if office.as_document:
        as_json(taken_back)
    else:
        say(f"The offer for agreement {taken_back['id']} is taken back.")


@app.command(
    "sign",
    help=help_text(
        "Sign the terms that are offered: shows them and their digest, and asks. Whoever has read them elsewhere names "
        "their digest in place of being asked; other terms are not signed by mistake.",
        f"agreement sign {_EXAMPLE_ID} --person 'A. Adler' --keys var/keys --party army",
        f"agreement sign {_EXAMPLE_ID} --person 'A. Adler' --digest 3f1c... --token-file token.txt",
    ),
)
@speaking
def sign(
    office: Office,
    identifier: Identifier,
    person: Annotated[str, typer.Option(help="Who signs.")],
    digest: Annotated[str, typer.Option(help="Of the terms that were read.")] = "",
) -> None:
    path = f"agreements/{step(identifier)}"
    if not digest:
        found = office.get(path)
        if found.get("offer") is None:
            complain(f"no terms are offered for agreement {identifier}")
            raise typer.Exit(EXIT_REFUSED)
        digest = found["offer"]["digest"]
        for line in agreement_lines(found):
            sys.stderr.write(f"{plain(line)}\n")  # the output is for what comes of it
        question = f"Sign the offered terms, digest {digest}, for {office.name} as {person}?"
        confirmed(question, "--digest names the terms, and does not ask")
    _shown(office, office.post(f"{path}/signatures", {"digest": digest, "person": person}))


@app.command(
    "suspend",
    help=help_text(
        "Declare the channel suspended: nothing more is shown, and only distress passes.",
        f"agreement suspend {_EXAMPLE_ID} --reason 'shots were heard' --keys var/keys --party army",
    ),
)
@speaking
def suspend(office: Office, identifier: Identifier, reason: Why) -> None:
    _shown(office, office.post(f"agreements/{step(identifier)}/suspension", {"reason": reason}))


@app.command(
    "resume",
    help=help_text(
        "Resume a channel that one's own party has suspended.",
        f"agreement resume {_EXAMPLE_ID} --keys var/keys --party army",
    ),
)
@speaking
def resume(office: Office, identifier: Identifier) -> None:
    _shown(office, office.delete(f"agreements/{step(identifier)}/suspension"))


@app.command(
    "end",
    help=help_text(
        "End an agreement for good. What was shared stays with whom it was shared.",
        f"agreement end {_EXAMPLE_ID} --reason 'the mission is over' --yes --keys var/keys --party army",
    ),
)
@speaking
def end(
    office: Office,
    identifier: Identifier,
    reason: Why,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    if not yes:
        confirmed(f"Agreement {identifier} ends for good. Go on?", "--yes does not ask")
    _shown(office, office.post(f"agreements/{step(identifier)}/end", {"reason": reason}))


@app.command(
    "sight",
    help=help_text(
        "What does another see of a thing of one's own? FILE holds `extents`, as in an operation. With --agreement: as "
        "if that one, and it alone, were in force.",
        "agreement sight relief drone plan.json --keys var/keys --party army",
        f"agreement sight relief drone plan.json --agreement {_EXAMPLE_ID} --keys var/keys --party army",
    ),
)
@speaking
def sight(
    office: Office,
    viewer: Annotated[str, typer.Argument(help="The party that looks.")],
    kind: Annotated[str, typer.Argument(help="Of which kind the thing is.")],
    file: Annotated[Path, typer.Argument(help="TOML or JSON with `extents`.", exists=True, dir_okay=False)],
    agreement: Annotated[str, typer.Option(help="As if this one, and it alone, were in force.")] = "",
) -> None:
    form = {"viewer": viewer, "kind": kind, "extents": form_file(file).get("extents")}
    answer = office.post(f"agreements/{step(agreement)}/preview" if agreement else "sight", form)
    if office.as_document:
        as_json(answer)
    else:
        for line in sight_lines(answer):
            say(line)


def _shown(office: Office, one: Any) -> None:
    if office.as_document:
        as_json(one)
    else:
        for line in agreement_lines(one):
            say(line)
