"""`tansiq export`: what one's own party sees, as a file in another language."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tansiq.cli.files import write_file
from tansiq.cli.operation import asked
from tansiq.cli.speaking import Office, help_text, speaking
from tansiq.gateways.geofiles.writing import LANGUAGES

app = typer.Typer(help="Files of what one's own party sees.", no_args_is_help=True)


class _Things(StrEnum):
    OPERATIONS = "operations"
    NOTICES = "notices"


def _export(things: _Things) -> None:
    @speaking
    def export(
        office: Office,
        output: Annotated[Path, typer.Option(help="Where to; '-' is the output.")],
        language: Annotated[str, typer.Option(help=f"{', '.join(LANGUAGES)}.")] = "GeoJSON",
        owner: Annotated[str, typer.Option(help="Of this party.")] = "",
        kind: Annotated[str, typer.Option(help="Of this kind.")] = "",
        start: Annotated[str, typer.Option("--from", help="That end after this time.")] = "",
        end: Annotated[str, typer.Option("--until", help="That begin before this time.")] = "",
        area: Annotated[str, typer.Option(help="west,south,east,north (degrees).")] = "",
        replace: Annotated[bool, typer.Option("--replace", help="In place of a file that is there.")] = False,
    ) -> None:
        wanted = asked(owner=owner, kind=kind, area=area, start=start, end=end, language=language)
        write_file(office, output, office.download(f"exports/{things}", wanted), replace=replace)

    what = {
        _Things.OPERATIONS: "Write the operations and constraints that one's own party may see into a file. What is "
        "seen coarsely is written as cells; what is merely known to exist has no place, and is left out.",
        _Things.NOTICES: "Write the notices in force, one's own and those received, into a file, in the precision in "
        "which they were given.",
    }[things]
    example = f"export {things} --language KML --output {things}.kml --keys var/keys --party army"
    app.command(things.value, help=help_text(what, example))(export)


for _things in _Things:
    _export(_things)
