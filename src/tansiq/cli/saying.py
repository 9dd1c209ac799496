"""What is said in a thread or on a hotline, from options, with the files that go with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from tansiq.cli.speaking import Office
from tansiq.cli.times import when
from tansiq.cli.words import read_words, refuse
from tansiq.office.kinds import MessageKind, Priority

_LONGEST_TEXT, _LARGEST_FILE = 20_000, 4_194_304
_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".gpx": "application/gpx+xml",
    ".kml": "application/vnd.google-earth.kml+xml",
    ".kmz": "application/vnd.google-earth.kmz",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A message as a form, and the files that are to be put in first."""

    form: dict[str, Any]
    files: tuple[Path, ...]

    def sent(self, office: Office) -> dict[str, Any]:
        """The form, once its files are in. Raises `ApiRefused`, `ConnectionError`."""
        put = [put_in(office, path) for path in self.files]
        return {**self.form, **({"attachments": put} if put else {})}


def words_of(
    text: Annotated[str, typer.Argument(help="What is said; '-' reads it from the input.")],
    priority: Annotated[Priority, typer.Option(help="Distress passes even a suspended channel.")] = Priority.ROUTINE,
    person: Annotated[str, typer.Option(help="Who says so.")] = "",
    language: Annotated[str, typer.Option(help="Of the text, like ar or pt-BR.")] = "",
    corrects: Annotated[int | None, typer.Option(help="The number of the message that this corrects.", min=1)] = None,
    translates: Annotated[
        int | None, typer.Option(help="The number of the message that this translates; with --language.", min=1)
    ] = None,
    attach: Annotated[
        list[Path] | None, typer.Option(help="A file that goes with it; repeat for more.", exists=True, dir_okay=False)
    ] = None,
    call: Annotated[
        str, typer.Option(help="A telephone call that was made: with whom. The text says what came of it.")
    ] = "",
    call_at: Annotated[
        datetime | None, typer.Option(parser=when, metavar="TIME", help="With --call: when it was.")
    ] = None,
    call_minutes: Annotated[int, typer.Option(help="With --call: how long.", min=0, max=1_440)] = 0,
) -> Words:
    """The message that the options say. Ends the command where they do not go together."""
    if sum((corrects is not None, translates is not None, bool(call))) > 1:
        refuse("a message is a call, a correction or a translation, not several of them")
    if bool(call) != (call_at is not None) or (call_minutes and not call):
        refuse("a call has both --call (with whom) and --call-at (when)")
    said = read_words(text, _LONGEST_TEXT, "a message")
    form: dict[str, Any] = {"text": said, "priority": priority, "person": person, "language": language}
    if corrects is not None or translates is not None:
        form["kind"] = MessageKind.TRANSLATION if corrects is None else MessageKind.CORRECTION
        form["refers_to"] = translates if corrects is None else corrects
    if call:
        form["kind"] = MessageKind.CALL
        form["call"] = {"with_whom": call, "at": call_at, "minutes": call_minutes}
    return Words(form, tuple(attach or ()))


def put_in(office: Office, path: Path) -> dict[str, str]:
    """Puts a file in, and names it as a message or a report does. Ends the command for one that is not taken."""
    media_type = _TYPES.get(path.suffix.lower())
    if media_type is None:
        refuse(f"{path.name} cannot go with a message or a report; files that can end with {', '.join(_TYPES)}")
    with path.open("rb") as file:
        data = file.read(_LARGEST_FILE + 1)
    if len(data) > _LARGEST_FILE:
        refuse(f"{path.name} is longer than {_LARGEST_FILE:,} bytes")
    name = path.name[:200]
    put = office.upload("attachments", data, media_type, {"name": name})
    return {"sha256": put["sha256"], "name": name}
