"""`tansiq report intake`, and reports that are made of documents once a person has read them."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, facts, plain, say, table
from tansiq.cli.speaking import Office, help_text, said_yes
from tansiq.gateways.intake.article import Article, IntakeLimits, IntakeRefused
from tansiq.gateways.intake.confined import bytes_of, bytes_of_file, read_confined

_LARGEST = 4_194_304
"""That an office takes in."""
ALL, NONE = "all", "none"


def add_to(app: typer.Typer) -> None:
    """The command that stores nothing, and speaks to no office."""
    app.command(
        "intake",
        help=help_text(
            "Show what would be taken of a document: the article without what stands around it, and who seems to be "
            "quoted. Nothing is stored.",
            "report intake page.html --json",
        ),
    )(intake)


def intake(
    file: Annotated[str, typer.Argument(metavar="FILE", help="HTML, MHTML, TXT, PDF, DOCX or EML; - for the input.")],
    as_document: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    limits = IntakeLimits()
    try:
        if file == "-":
            article = read_confined(bytes_of(sys.stdin.buffer, limits), limits=limits)
        else:
            article = read_confined(bytes_of_file(Path(file), limits), Path(file).name, limits)
    except IntakeRefused as refused:
        complain(f"{refused.code}: {refused.message}")
        raise typer.Exit(EXIT_REFUSED) from None
    if as_document:
        as_json(article)
    else:
        _show(_plain(article))


def taken_in(office: Office, path: Path, claims: str) -> dict[str, Any]:
    """What a report says that is made of a document: shown on the error stream, and each quotation asked about, unless
    `claims` says which stand (`all`, `none`, or their numbers)."""
    try:
        data = bytes_of_file(path, IntakeLimits(max_bytes=_LARGEST))
    except IntakeRefused as refused:
        complain(f"{refused.code}: {refused.message}")
        raise typer.Exit(EXIT_REFUSED) from None
    found = office.upload("reports/intake", data, "application/octet-stream", {"name": path.name[:200]})
    original = found["original"]
    with contextlib.redirect_stdout(sys.stderr):  # the output is for what comes of it
        _show(found)
    stand = [one for number, one in enumerate(found["proposals"], 1) if _stands(one, number, claims)]
    form: dict[str, Any] = {name: found[name] for name in ("title", "text", "language", "outlet") if found[name]}
    form["claims"] = [{"speaker": one["speaker"] or "?", "text": one["quote"]} for one in stand]
    form["evidence"] = [{"sha256": original["sha256"], "name": original["name"], "origin": "the document itself"}]
    return form


def check_claims(claims: str) -> None:
    """Raises `typer.BadParameter`."""
    if claims not in ("", ALL, NONE) and not all(part.strip().isdigit() for part in claims.split(",")):
        raise typer.BadParameter(f"{claims[:40]!r} is not all, none, or numbers with commas between them")


def _stands(one: Any, number: int, claims: str) -> bool:
    if claims in (ALL, NONE):
        return claims == ALL
    if claims:
        return number in {int(part) for part in claims.split(",")}
    return said_yes(f"{number}. Does this stand? {plain(one['speaker']) or '?'}: {plain(one['quote'])}")


def _plain(article: Article) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(article)
    return found


def _show(found: dict[str, Any]) -> None:
    original = found.get("original", found)
    facts(
        (
            ("title", found["title"] or "(none found)"),
            ("outlet", found["outlet"] or "(none found)"),
            ("author", found["author"]),
            ("date", found["date"] or "(none found)"),
            ("language", found["language"] or "(not recognised)"),
            ("original", f"{original['media_type']}, SHA-256 {original['sha256']}"),
        )
    )
    say("")
    for line in found["text"].split("\n"):
        say(line)
    if proposals := found["proposals"]:
        say("")
        say(f"{counted(len(proposals), 'quotation')}, proposed by patterns; nothing is taken over by itself:")
        table(("", "speaker", "words"), [(i, _speaker(one), one["quote"]) for i, one in enumerate(proposals, 1)])
    if left_out := found["left_out"]:
        say("")
        say(f"Left out: {counted(len(left_out), 'line')}")
        table(("line", "reason", "words"), [(one["line"] or "-", one["reason"], one["text"][:100]) for one in left_out])


def _speaker(one: dict[str, Any]) -> str:
    remarks = [word for word in ("carried", "indirect") if one[word]]
    return (one["speaker"] or "?") + (f" ({', '.join(remarks)})" if remarks else "")
