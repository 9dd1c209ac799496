"""What was known at a moment, for people."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tansiq.cli.erased_text import title_of
from tansiq.cli.incident_text import incident_table
from tansiq.cli.notice_text import notice_table, show_ladder
from tansiq.cli.operation_text import operation_table
from tansiq.cli.output import counted, say, table
from tansiq.cli.quiet_text import quiet_table
from tansiq.cli.report_text import report_table
from tansiq.cli.request_text import request_table
from tansiq.cli.speaking import day_and_time
from tansiq.cli.thread_text import thread_table
from tansiq.cli.times import second
from tansiq.evidence.checkpoints import Checkpoint
from tansiq.evidence.notes import read_note

LISTS = (
    "agreements", "operations", "notices", "reports", "requests", "quiet-periods", "incidents", "threads",
)  # fmt: skip
_SHOWN = 20


def show_picture(picture: Any) -> None:
    """All of it: where the journal stood, then thing by thing; of each notice, who had been told and had read it."""
    if picture.get("sequence"):
        say(f"As it was known at {second(picture['at'])} UTC, after entry {picture['sequence']:,}")
        say(f"chain {picture['chain']}")
        if picture.get("checkpoint"):
            say(
                f"root {picture['root']}, which the checkpoint of {_size_of(picture['checkpoint']):,} entries continues"
            )
    party = picture["party"]
    say(f"As {party} had been told" if party else "The whole picture: of each thing, what its owner knew of it")
    _agreements(picture["agreements"])
    _section("operation", picture["operations"], operation_table)
    _section("notice", picture["notices"], lambda found: notice_table(found, party or ""))
    for one in picture["notices"]:
        if one["receipts"] or one.get("waiting"):
            say("")
            say(f"Who had been told of notice {one['id']} ({title_of(one['card']['title'])}):")
            show_ladder(one)
    _section("report", picture["reports"], report_table)
    _section("request", picture["requests"], lambda found: request_table(found, party or ""))
    _section("quiet period", picture["quiet-periods"], quiet_table)
    _section("incident", picture["incidents"], lambda found: incident_table(found, party or ""))
    _section("thread", picture["threads"], thread_table)
    if "references" in picture:
        by = Counter((one["manager"], one["kind"]) for one in picture["references"])
        _section("reference of a traffic service", by, lambda _: None, "references of traffic services")
        if by:
            table(("of", "kind", "how many"), [(*who, f"{number:,}") for who, number in sorted(by.items())])
    if "told" in picture:
        _told(picture["told"])


def _size_of(checkpoint: str) -> int:
    return Checkpoint.read(read_note(checkpoint).text).size


def _section(thing: str, found: Any, show: Any, things: str = "") -> None:
    say("")
    number = sum(found.values()) if isinstance(found, Counter) else len(found)
    say(f"{counted(number, thing, things)}{':' if number else ''}")
    if number:
        show(found)


def _agreements(found: list[Any]) -> None:
    rows = [
        (one["id"], ", ".join(one["parties"]), one["standing"], one.get("title", ""), day_and_time(one.get("end")))
        for one in found
    ]
    heads = ("agreement", "of", "standing", "title", "until")
    _section("agreement", found, lambda _: table(heads, rows, whole=("agreement",)))


def _told(items: list[Any]) -> None:
    say("")
    say(f"{counted(len(items), 'message')} of the office to it{', the last ones' if len(items) > _SHOWN else ''}:")
    rows = [(second(one["at"]), one["subject"], one["id"], one["why"]) for one in items[-_SHOWN:]]
    table(("told (UTC)", "of", "which", "why"), rows, whole=("told (UTC)", "which"))
