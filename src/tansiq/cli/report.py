"""`tansiq report`: what others report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tansiq.cli.output import EXIT_REFUSED, as_json, complain, counted, facts, say, table
from tansiq.cli.speaking import help_text
from tansiq.gateways.intake.article import Article, IntakeLimits, IntakeRefused
from tansiq.gateways.intake.confined import bytes_of, bytes_of_file, read_confined

app = typer.Typer(help="Reports: what others have written.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keeps `intake` a command of a group while it is the only one."""


@app.command(
    "intake",
    help=help_text(
        "Show what would be taken of a document: the article without what stands around it, and who seems to be quoted."
        " Nothing is stored.",
        "report intake page.html --json",
    ),
)
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
        _show(article)


def _show(article: Article) -> None:
    facts(
        (
            ("title", article.title or "(none found)"),
            ("outlet", article.outlet or "(none found)"),
            ("author", article.author),
            ("date", article.date or "(none found)"),
            ("language", article.language or "(not recognised)"),
            ("original", f"{article.media_type}, SHA-256 {article.sha256}"),
        )
    )
    say("")
    for line in article.text.split("\n"):
        say(line)
    if article.proposals:
        say("")
        say(f"{counted(len(article.proposals), 'quotation')}, proposed by patterns; nothing is taken over by itself:")
        rows = [(f"{one.speaker or '?'}{' (carried)' if one.carried else ''}", one.quote) for one in article.proposals]
        table(("speaker", "words"), rows)
    if article.left_out:
        say("")
        say(f"Left out: {counted(len(article.left_out), 'line')}")
        table(("line", "reason", "words"), [(one.line or "-", one.reason, one.text[:100]) for one in article.left_out])
