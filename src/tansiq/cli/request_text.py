"""Requests for people: what is asked, and how it stands with each."""

from __future__ import annotations

from typing import Any

from tansiq.cli.erased_text import erased_fact, naming, title_of
from tansiq.cli.extent_text import extent_lines
from tansiq.cli.output import beginnings, facts, say, table
from tansiq.cli.times import brief, minute, second


def show_request(one: Any) -> None:
    """All that the asker of the command sees of it."""
    say(f"Request {one['id']}: {one['kind']} for {one['asker']}")
    facts(
        [
            ("title", one.get("title", "")),
            ("text", _lines(one.get("text"))),
            erased_fact(one),
            ("place", one.get("place", "")),
            ("where", tuple(extent_lines(one)) if one.get("extents") else ()),
            ("priority", one["priority"]),
            ("marking", one["marking"]),
            ("needed by", f"{minute(one['needed_by'])} UTC"),
            ("asked by", one["person"]),
            ("asked", f"{second(one['asked'])} UTC"),
            ("withdrawn", f"{second(one['withdrawn'])} UTC: {one.get('reason', '')}" if one.get("withdrawn") else ""),
            ("version", one.get("version", "")),
        ]
    )
    for response in one.get("responses") or ():
        say("")
        _show_response(response)


def request_table(found: list[Any], asker: str) -> None:
    """Many of them, a line for each."""
    known = beginnings([one["id"] for one in found])
    rows = []
    for one in found:
        kind = (one["kind"], *(("urgent",) if one["priority"] == "urgent" else ()))
        who = "you" if one["asker"] == asker else one["asker"]
        stands = tuple(_standing(response, asker) for response in one.get("responses") or ())
        rows.append((known[one["id"]], who, kind, brief(one["needed_by"]), stands, title_of(one.get("title", ""))))
    table(("request", "asked by", "kind", "needed by", "stands", "title"), rows)


def record_table(found: list[Any]) -> None:
    """How each party answers. Of those that it declined, how many without a reason."""
    rows = []
    for one in found:
        seconds = one.get("median_answer_s")
        took = "-" if seconds is None else f"{seconds / 60:,.0f} min"
        without = one["declined_without_reason"]
        declined = f"{one['declined']} ({without})" if without else str(one["declined"])
        counts = (one[name] for name in ("asked", "open", "partly_answered", "answered"))
        rows.append((one["party"], *counts, declined, one["withdrawn"], one["overdue"], took))
    counted = ("asked", "open", "partly", "answered", "declined (no reason)", "withdrawn", "overdue")
    table(("party", *counted, "median"), rows)


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _standing(response: Any, asker: str) -> str:
    overdue = " OVERDUE" if response["overdue"] else ""
    who = "" if response["party"] == asker else f"{response['party']}: "
    return f"{who}{response['state']}{overdue}"


def _show_response(response: Any) -> None:
    overdue = ", OVERDUE" if response["overdue"] else ""
    waits = ", waits for the channel" if response.get("waits") else ""
    say(f"{response['party']}: {response['state']}{overdue}{waits} (agreement {response['under']})")
    for step in response.get("steps") or ():
        reports = tuple(f"report {held['report']}, version {held['version']}" for held in step.get("reports") or ())
        facts(
            [
                (f"  {step['state']}", f"{second(step['at'])} UTC{naming(' by {}', step.get('person'))}"),
                ("  reason", step.get("reason", "")),
                (f"  {step.get('marking', '')}", _lines(step.get("text"))),
                ("  with", reports),
            ]
        )
