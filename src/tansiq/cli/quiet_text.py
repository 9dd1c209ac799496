"""Quiet periods for people: who has committed, until when, and what is planned inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tansiq.cli.erased_text import erased_fact, naming, title_of
from tansiq.cli.extent_text import extent_lines
from tansiq.cli.operation_text import operation_table
from tansiq.cli.output import beginnings, counted, facts, say, table
from tansiq.cli.times import brief_window, minute, second, window


def show_quiet(one: Any) -> None:
    """All of it; the operations inside as far as the asker sees them."""
    say(f"Quiet period {one['id']}: {one['state']}")
    ending = one.get("ending")
    facts(
        [
            erased_fact(one),
            ("title", one["title"]),
            ("text", one.get("text", "")),
            ("when", window(one["from"], one["until"])),
            ("where", tuple(extent_lines({"extents": one["area"]}))),
            ("suspended", ", ".join(one["kinds"])),
            ("proposed by", f"{one['proposer']}{naming(' ({})', one.get('person'))}"),
            ("under", f"agreement {one['under']}"),
            ("said", tuple(_words(one.get("words") or ())) or "nobody yet"),
            ("waits for", ", ".join(_missing(one, one.get("words") or ())) if one["state"] == "proposed" else ""),
            ("later end", tuple(_extension(one))),
            ("before", tuple(f"until {minute(old['until'], end=True)} UTC" for old in one.get("extended") or ())),
            ("ended", "" if ending is None else _ending(ending)),
        ]
    )
    inside = one.get("inside")
    if inside:
        say("")
        more = " and more" if one.get("more_inside") else ""
        say(f"{counted(len(inside), 'operation')}{more} inside:")
        operation_table(inside)
    elif inside is not None:
        say("Nothing inside it that you may see.")


def quiet_table(found: list[Any]) -> None:
    """Many of them, a line for each."""
    known = beginnings([one["id"] for one in found])
    rows = [
        (
            known[one["id"]],
            one["state"] if one.get("extension") is None else (one["state"], "later end", "proposed"),
            brief_window(one["from"], one["until"]),
            tuple(f"{party}: {_said(one, party)}" for party in one["parties"]),
            title_of(one["title"]),
        )
        for one in found
    ]
    table(("quiet", "state", "when (UTC)", "parties", "title"), rows)


def quiet_figures_table(found: list[Any]) -> None:
    """Each side's own count beside the other's."""
    known = beginnings([one["id"] for one in found])
    rows = []
    for one in found:
        for i, party in enumerate(one["parties"]):
            incidents = _counts(party["incidents"])
            first = (known[one["id"]], title_of(one["title"]), one["days"]) if i == 0 else ("", "", "")
            rows.append((*first, party["party"], party["days_kept"], incidents, _counts(party["says"])))
    table(("quiet", "title", "days", "by the record of", "kept", "incidents", "says"), rows)


def _counts(states: dict[str, int]) -> str:
    return ", ".join(f"{count} {state}" for state, count in states.items()) or "none"


def _said(one: Any, party: str) -> str:
    words = {word["party"]: word["said"] for word in one.get("words") or ()}
    return str(words.get(party, "-"))


def _words(words: Any) -> Iterator[str]:
    for word in words:
        reason = f": {word['reason']}" if word.get("reason") else ""
        person = naming("{}, ", word.get("person"))
        yield f"{word['party']} {word['said']} ({person}{second(word['at'])} UTC){reason}"


def _missing(one: Any, words: Any) -> list[str]:
    committed = {word["party"] for word in words if word["said"] == "committed"}
    return [party for party in one["parties"] if party not in committed]


def _extension(one: Any) -> Iterator[str]:
    extension = one.get("extension")
    if extension is not None:
        who = naming(" ({})", extension.get("person"))
        yield f"{minute(extension['until'], end=True)} UTC, proposed by {extension['by']}{who}"
        yield from _words(extension["words"])
        yield f"waits for {', '.join(_missing(one, extension['words']))}"


def _ending(ending: Any) -> str:
    by = f" by {ending['by']}{naming(' ({})', ending.get('person'))}" if ending.get("by") else ""
    reason = f": {ending['reason']}" if ending.get("reason") else ""
    return f"{second(ending['at'])} UTC, {ending['why']}{by}{reason}"
