"""What a report says, from options."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from tansiq.cli.shape import Where, circle_of
from tansiq.cli.times import when
from tansiq.cli.words import read_words

_LONGEST_TEXT = 200_000
_RELATIONS = ("confirms", "contradicts", "corrects", "withdraws")


def said_of(
    title: Annotated[str | None, typer.Option(help="What it is about.")] = None,
    text: Annotated[str | None, typer.Option(help="What it says; '-' reads it from the input.")] = None,
    language: Annotated[str | None, typer.Option(help="Of the text, like ar or pt-BR.")] = None,
    source: Annotated[str | None, typer.Option(help="Whom or what it rests on.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    place: Annotated[str | None, typer.Option(help="Where, in words.")] = None,
    source_grade: Annotated[str | None, typer.Option(help="A (reliable) to E; F: cannot be judged.")] = None,
    information_grade: Annotated[
        int | None, typer.Option(help="1 (confirmed by others) to 5; 6: cannot be judged.")
    ] = None,
    marking: Annotated[
        str | None, typer.Option(help="TLP:RED, TLP:AMBER+STRICT, TLP:AMBER, TLP:GREEN, TLP:CLEAR.")
    ] = None,
    begins: Annotated[
        datetime | None, typer.Option("--from", parser=when, metavar="TIME", help="The time that it speaks of: -2h.")
    ] = None,
    until: Annotated[datetime | None, typer.Option("--until", parser=when, metavar="TIME", help="Likewise.")] = None,
    circle: Annotated[
        Where | None, typer.Option(parser=circle_of, metavar="LAT,LNG,RADIUS_M", help="Around a place.")
    ] = None,
    claim: Annotated[list[str] | None, typer.Option(help="WHO: what they said; repeat for more.")] = None,
    to: Annotated[list[str] | None, typer.Option(help="A party; repeat for more.")] = None,
    group: Annotated[list[str] | None, typer.Option(help="All members of a coalition; repeat for more.")] = None,
    agreement: Annotated[list[str] | None, typer.Option(help="All parties of an agreement; repeat for more.")] = None,
    confirms: Annotated[list[str] | None, typer.Option(help="A report that this confirms; repeat for more.")] = None,
    contradicts: Annotated[list[str] | None, typer.Option(help="A report that this denies; repeat for more.")] = None,
    corrects: Annotated[list[str] | None, typer.Option(help="One's own that this corrects.")] = None,
    withdraws: Annotated[list[str] | None, typer.Option(help="One's own that this takes back.")] = None,
    evidence: Annotated[
        list[Path] | None, typer.Option(help="A file that goes with it; repeat for more.", exists=True, dir_okay=False)
    ] = None,
    origin: Annotated[str | None, typer.Option(help="With --evidence: where the files come from.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
) -> dict[str, Any]:
    """What the options say, of a report's form; relations without versions, and files as they lie here."""
    whole = {
        "title": title, "text": None if text is None else read_words(text, _LONGEST_TEXT, "a report"),
        "language": language, "source": source, "outlet": outlet, "place": place,
        "source_grade": source_grade, "information_grade": information_grade, "marking": marking, "from": begins,
        "until": until, "author": author, "extents": [{"circle": circle}] if circle else None,
        "claims": [_claim(one) for one in claim] if claim else None,
        "release": {"parties": to or [], "groups": group or [], "agreements": agreement or []}
        if to or group or agreement else None,
        "relations": [
            {"kind": kind, "report": one}
            for kind, several in zip(_RELATIONS, (confirms, contradicts, corrects, withdraws), strict=True)
            for one in several or ()
        ] or None,
        "evidence": evidence or None, "origin": origin,
    }  # fmt: skip
    return {name: value for name, value in whole.items() if value is not None}


def _claim(text: str) -> dict[str, str]:
    speaker, colon, words = text.partition(":")
    if not colon or not speaker.strip() or not words.strip():
        raise typer.BadParameter(f"{text[:60]!r} is not WHO: what they said")
    return {"speaker": speaker.strip(), "text": words.strip()}
