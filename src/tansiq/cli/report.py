"""`tansiq report`: released, changed, withdrawn; read, searched, laid side by side; made of documents."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from tansiq.cli import report_intake
from tansiq.cli.files import write_file
from tansiq.cli.operation import asked
from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, say
from tansiq.cli.report_draft import report_draft
from tansiq.cli.report_saying import said_of
from tansiq.cli.report_text import (
    report_table,
    show_hits,
    show_outlook,
    show_report,
    show_subject,
    unusual_lines,
)
from tansiq.cli.saying import put_in
from tansiq.cli.speaking import Office, confirmed, form_file, help_text, speaking, with_options
from tansiq.gateways.api_client import step

app = typer.Typer(help="Reports: what parties let each other know, and what others have written.",
                  no_args_is_help=True)  # fmt: skip
Identifier: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help="The report: its id, or how it begins.")]
Draft: TypeAlias = Annotated[
    Path | None, typer.Argument(help="TOML or JSON, as `tansiq report draft` prints it.", exists=True, dir_okay=False)
]
Yes: TypeAlias = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Role: TypeAlias = Annotated[str, typer.Option(help="own or received.")]
Owner: TypeAlias = Annotated[str, typer.Option(help="Of this party.")]
Marking: TypeAlias = Annotated[str, typer.Option(help="Marked so, like TLP:AMBER.")]
SourceGrade: TypeAlias = Annotated[str, typer.Option(help="A to F.")]
InformationGrade: TypeAlias = Annotated[str, typer.Option(help="1 to 6.")]
_ID = "1c2d3e4f-0000-5000-8000-000000000000"
_KEPT = ("title", "text", "language", "source", "outlet", "place", "source_grade", "information_grade", "marking",
         "from", "until", "extents", "claims", "relations", "author")  # fmt: skip
_NEEDED = ("title", "text", "language", "source_grade", "information_grade", "marking", "from", "until")


@app.command("draft", help=help_text("Print a report to fill in.", "report draft > report.toml"))
def draft() -> None:
    sys.stdout.write(report_draft())


@app.command(
    "list",
    help=help_text(
        "List reports, one's own and those received, what changed last first.",
        "report list --keys var/keys --party army",
        "report list --role received --marking TLP:AMBER --json",
    ),
)
@speaking
def list_reports(
    office: Office,
    role: Role = "",
    owner: Owner = "",
    marking: Marking = "",
    source_grade: SourceGrade = "",
    information_grade: InformationGrade = "",
) -> None:
    found = office.all("reports", asked(role=role, owner=owner, marking=marking, source_grade=source_grade,
                                        information_grade=information_grade))  # fmt: skip
    if office.as_document:
        as_json(found)
        return
    say(counted(len(found), "report"))
    if found:
        report_table(found)


@app.command("show", help=help_text("Show a report, whole.", f"report show {_ID} --keys var/keys --party army"))
@speaking
def show(office: Office, identifier: Identifier) -> None:
    _shown(office, office.get(office.find("reports", identifier)))


@app.command(
    "search",
    help=help_text(
        "Find reports by words, and by phrases in quotation marks: all of them are looked for, in other forms, too.",
        "report search 'bridge \"water works\"' --keys var/keys --party army",
        "report search الجسر --role received --from -7d --circle 36.2,5.4,5000 --json",
    ),
)
@speaking
def search(
    office: Office,
    words: Annotated[str, typer.Argument(help="What is looked for; without it, all that is narrowed so.")] = "",
    role: Role = "",
    owner: Annotated[str, typer.Option(help="Of these parties, with commas between them.")] = "",
    marking: Marking = "",
    source_grade: Annotated[str, typer.Option(help="A to F, with commas between them.")] = "",
    information_grade: Annotated[str, typer.Option(help="1 to 6, with commas between them.")] = "",
    language: Annotated[str, typer.Option(help="In these languages, with commas between them.")] = "",
    start: Annotated[str, typer.Option("--from", help="That speak of a time after this.")] = "",
    end: Annotated[str, typer.Option("--until", help="That speak of a time before this.")] = "",
    area: Annotated[str, typer.Option(help="west,south,east,north (degrees).")] = "",
    circle: Annotated[str, typer.Option(help="LAT,LNG,RADIUS_M.")] = "",
    limit: Annotated[int, typer.Option(help="How many at most.", min=1, max=100)] = 20,
    cursor: Annotated[str, typer.Option(help="Go on after the page that named it.")] = "",
) -> None:
    narrowing = asked(start=start, end=end, q=words, role=role, owner=owner, marking=marking, language=language,
                      source_grade=source_grade, information_grade=information_grade, area=area, circle=circle,
                      cursor=cursor)  # fmt: skip
    found = office.get("reports/search", {**narrowing, "limit": str(limit)})
    if office.as_document:
        as_json(found)
    else:
        show_hits(found)


@app.command(
    "subject",
    help=help_text(
        "Lay side by side all that confirm, contradict, correct or withdraw a report or each other.",
        f"report subject {_ID} --keys var/keys --party army",
    ),
)
@speaking
def subject(office: Office, identifier: Identifier) -> None:
    found = office.get(f"{office.find('reports', identifier)}/subject")
    if office.as_document:
        as_json(found)
    else:
        show_subject(found)


@app.command(
    "release",
    help=help_text(
        "Release a report to whom it names, or keep it for oneself: from a file, from options, which have the last "
        "word, or from a document that one reads and confirms (--from-intake). What is unusual is said, and asked "
        "about, first.",
        "report release report.toml --keys var/keys --party relief",
        "report release --title 'The road' --text 'It is open.' --language en --source-grade B --information-grade 2 "
        "--marking TLP:AMBER --from -2h --until now --to army --author Amal",
        "report release --from-intake page.html --source-grade C --information-grade 3 --marking TLP:GREEN --from -1d "
        "--until now --to army --author Amal",
    ),
)
@speaking
@with_options("said", said_of)
def release(
    office: Office,
    file: Draft = None,
    from_intake: Annotated[
        Path | None,
        typer.Option(help="A document to make it of; its evidence, too.", exists=True, dir_okay=False),
    ] = None,
    claims: Annotated[
        str,
        typer.Option(help="With --from-intake: which quotations stand: all, none, or 1,3; else it asks."),
    ] = "",
    yes: Yes = False,
    *,
    said: dict[str, Any],
) -> None:
    report_intake.check_claims(claims)
    form = {} if from_intake is None else report_intake.taken_in(office, from_intake, claims)
    form = _form(office, {**form, **(form_file(file) if file is not None else {})}, said)
    _check(form)
    if from_intake is not None and not yes:
        confirmed(f"Release it as {form['marking']} to {_recipients(form)}?", "--yes does not ask")
    _ask_of_unusual(office, form, yes=yes)
    _shown(office, office.post("reports", form))


@app.command(
    "outlook",
    help=help_text(
        "Say who would be given a report, and what is unusual about that. Nobody is told.",
        "report outlook report.toml --keys var/keys --party relief",
    ),
)
@speaking
@with_options("said", said_of)
def outlook(office: Office, file: Draft = None, *, said: dict[str, Any]) -> None:
    form = _form(office, form_file(file) if file is not None else {}, said)
    _check(form)
    found = office.post("reports/outlook", form)
    if office.as_document:
        as_json(found)
    else:
        show_outlook(found)


@app.command(
    "change",
    help=help_text(
        "Release another version of one's own report, or the same to others. What neither the file nor an option says "
        "stays as it is.",
        f"report change {_ID} --information-grade 1 --party relief",
        f"report change {_ID} --to army --to authority --party relief",
    ),
)
@speaking
@with_options("said", said_of)
def change(
    office: Office,
    identifier: Identifier,
    file: Draft = None,
    version: Annotated[int | None, typer.Option(help="The change that was read [default: the current one].")] = None,
    yes: Yes = False,
    *,
    said: dict[str, Any],
) -> None:
    path = office.find("reports", identifier)
    old = office.get(path)
    if old.get("release") is None:
        complain(f"report {old['id']} is {old['owner']}'s; only they change it")
        raise typer.Exit(EXIT_REFUSED)
    form = form_file(file) if file is not None else {name: old[name] for name in (*_KEPT, "release") if old.get(name)}
    kept = [{name: one[name] for name in ("sha256", "name", "origin", "custody") if name in one}
            for one in old.get("evidence", ())]  # fmt: skip
    if kept and "evidence" not in form:
        form["evidence"] = kept
    form = _form(office, form, said)
    form["version"] = version or form.get("version") or old["change"]
    _ask_of_unusual(office, {**form, "version": 0}, yes=yes)
    _shown(office, office.put(path, form))


@app.command(
    "withdraw",
    help=help_text(
        "Take a report back. All who hold it are told, and why.",
        f"report withdraw {_ID} --reason 'it was another road' --yes --party relief",
    ),
)
@speaking
def withdraw(
    office: Office,
    identifier: Identifier,
    reason: Annotated[str, typer.Option(help="Why; the recipients can read it.")],
    version: Annotated[int | None, typer.Option(help="The change that was read [default: the current one].")] = None,
    yes: Yes = False,
) -> None:
    path = office.find("reports", identifier)
    one = office.get(path)
    if not yes:
        with contextlib.redirect_stdout(sys.stderr):  # the output is for what comes of it
            show_report(one)
        confirmed(f"Report {one['id']} is taken back for good. Go on?", "--yes does not ask")
    _shown(office, office.post(f"{path}/withdrawal", {"version": version or one.get("change", 1), "reason": reason}))


@app.command(
    "sight",
    help=help_text("Show what another party sees of one's own report.", f"report sight {_ID} army --party relief"),
)
@speaking
def sight(
    office: Office, identifier: Identifier, viewer: Annotated[str, typer.Argument(help="The other party.")]
) -> None:
    found = office.get(f"{office.find('reports', identifier)}/sight/{step(viewer)}")
    if office.as_document:
        as_json(found)
    elif found.get("report") is None:
        say(f"{viewer} sees nothing of it")
    else:
        show_report(found["report"])


@app.command(
    "evidence",
    help=help_text(
        "Get a file that goes with a report, by its digest as `report show` names it.",
        f"report evidence {_ID} 3f1c... --output bridge.png --keys var/keys --party army",
    ),
)
@speaking
def evidence(
    office: Office,
    identifier: Identifier,
    digest: Annotated[str, typer.Argument(help="SHA-256, or how it begins.")],
    output: Annotated[Path, typer.Option(help="Where to; '-' is the output.")],
    replace: Annotated[bool, typer.Option("--replace", help="In place of a file that is there.")] = False,
) -> None:
    path = office.find("reports", identifier)
    meant = [one["sha256"] for one in office.get(path).get("evidence", ()) if one["sha256"].startswith(digest)]
    if len(set(meant)) != 1:
        complain(f"{len(set(meant))} files of this report have digests that begin with {digest}")
        raise typer.Exit(EXIT_REFUSED)
    write_file(office, output, office.download(f"{path}/evidence/{step(meant[0])}"), replace=replace)


report_intake.add_to(app)


def _form(office: Office, form: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """With what the options say: relations with the versions that one holds, files put in."""
    given = dict(said)
    files, origin = given.pop("evidence", ()), given.pop("origin", "")
    if "relations" in given:
        given["relations"] = [_relation(office, one) for one in given["relations"]]
    if files:
        put = [{**put_in(office, path), **({"origin": origin} if origin else {})} for path in files]
        given["evidence"] = [*form.get("evidence", ()), *put]
    whole = {**form, **given}
    whole.setdefault("release", {})
    return whole


def _relation(office: Office, said: dict[str, str]) -> dict[str, Any]:
    other = office.get(office.find("reports", said["report"]))
    return {"kind": said["kind"], "report": other["id"], "version": other["version"]}


def _check(form: dict[str, Any]) -> None:
    missing = [name for name in _NEEDED if form.get(name) in (None, "")]
    if missing:
        named = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
        complain(f"this is missing: {named}", "give it, or a file (tansiq report draft)")
        raise typer.Exit(EXIT_REFUSED)


def _ask_of_unusual(office: Office, form: dict[str, Any], *, yes: bool) -> None:
    if yes:
        return
    found = office.post("reports/outlook", form)
    lines = unusual_lines(found["unusual"])
    for line in lines:
        complain(line)
    if lines:
        confirmed("Release it all the same?", "--yes does not ask")


def _recipients(form: dict[str, Any]) -> str:
    release = form["release"]
    named = [name for part in ("parties", "groups", "agreements") for name in release.get(part, ())]
    return ", ".join(named) or "nobody (it is kept for oneself)"


def _shown(office: Office, one: Any) -> None:
    if office.as_document:
        as_json(one)
    else:
        show_report(one)
