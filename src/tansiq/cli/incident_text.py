"""Incidents for people: what each party says, side by side."""

from __future__ import annotations

from typing import Any

from tansiq.cli.erased_text import erased_fact, naming, title_of
from tansiq.cli.extent_text import extent_lines
from tansiq.cli.output import beginnings, counted, facts, say, table
from tansiq.cli.times import brief, minute, second, window


def incident_table(found: list[Any], party: str) -> None:
    """Many of them, a line for each."""
    known = beginnings([one["id"] for one in found])
    rows = [
        (
            known[one["id"]],
            one["opened_by"],
            one["kind"],
            brief(one["from"]),
            one["state"],
            next((side["state"] for side in one["parties"] if side["party"] == party), ""),
            title_of(one.get("title", "")),
        )
        for one in found
    ]
    table(("incident", "opened by", "kind", "when (UTC)", "over all", "you", "title"), rows)


def show_incident(one: Any) -> None:
    """All of it, as far as the party was told."""
    say(f"Incident {one['id']}: {one['kind']}, {one['state']}")
    facts(
        [
            ("title", one.get("title", "")),
            ("place", one.get("place", "")),
            ("where", tuple(extent_lines(one)) if one.get("extents") else ()),
            ("when", window(one["from"], one["until"])),
            ("opened", f"{second(one['opened'])} UTC by {one['opened_by']}{naming(' ({})', one.get('person'))}"),
            ("quiet period", one.get("quiet_period", "")),
            erased_fact(one),
            ("waiting", "what you have said has not come to all yet" if one.get("waiting") else ""),
        ]
    )
    for side in one["parties"]:
        say("")
        _show_side(side)
    for title, things, show in (
        ("Facts", "facts", _fact_rows),
        ("Questions", "questions", _question_rows),
        ("Actions", "actions", _action_rows),
        ("Closings", "closings", _closing_rows),
    ):
        if found := one.get(things):
            say("")
            say(f"{title}:")
            known = beginnings([thing["id"] for thing in found])
            for thing in found:
                facts(show(known[thing["id"]], thing))
    if links := one.get("links"):
        say("")
        say("Links:")
        table(("kind", "id", "by"), [(link["kind"], link["id"], link["by"]) for link in links])


def show_accounts(party: str, versions: list[Any]) -> None:
    """All versions of a party's account."""
    say(f"{party}: {counted(len(versions), 'version')}")
    for one in versions:
        say("")
        facts([(f"version {one['version']}", f"{_when(one['said'])}, in {one['language']}"), *_words(one["said"])])


def show_told(told: Any) -> None:
    """What had been told when it began, and what was told later."""
    say(f"What had been told by {second(told['moment'])} UTC")
    facts(
        [
            ("incident", told["incident"]),
            ("looked at", window(told["from"], told["until"])),
            ("forgotten", f"some {', '.join(told['may_be_missing'])}s of that time" if told["may_be_missing"] else ""),
        ]
    )
    if not told["things"]:
        say("nothing that you see lay there")
    for thing in told["things"]:
        say("")
        name = f": {thing['title']}" if thing.get("title") else ""
        say(f"{thing['kind']} {thing['id']} of {thing['owner']}{name}")
        facts([row for one in thing["told"] for row in _told_rows(one)] or [("told", "nobody")])


def show_sight(sight: Any) -> None:
    """What another holds of what one has said."""
    if not sight["takes_part"]:
        say(f"{sight['viewer']} takes no part, as far as you know: it sees nothing")
        return
    rows = [
        (one["what"], second(one["at"]), second(one["received"]) if one.get("received") else "waits")
        for one in sight.get("said") or ()
    ]
    table(("what you said", "said (UTC)", "given (UTC)"), rows)


def _show_side(side: Any) -> None:
    say(f"{side['party']}: {side['state']}")
    rows: list[tuple[str, object]] = []
    if (stand := side.get("stand")) is not None:
        rows += [("  said", _when(stand)), *_words(stand)]
    if (account := side.get("account")) is not None:
        version = f"version {account['version']}, in {account['language']}, {_when(account['said'])}"
        rows += [("  account", version), *_words(account["said"])]
    facts(rows)


def _fact_rows(name: str, fact: Any) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [(name, f"{fact['state']}; {_when(fact['said'])}"), *_words(fact["said"])]
    for one in fact["stands"]:
        instead = f": {one['said']['text']}" if one["said"].get("text") else ""
        rows.append((f"  {one['party']}", f"{one['stand']}{instead}" if one["stand"] != "none" else "no stand"))
    return rows


def _question_rows(name: str, question: Any) -> list[tuple[str, object]]:
    state = f"answered {second(question['answered'])} UTC" if question.get("answered") else "open"
    rows: list[tuple[str, object]] = [(name, f"{state}; {_when(question['said'])}"), *_words(question["said"])]
    rows += [(f"  {one['said']['by']}", _text(one["said"])) for one in question["answers"]]
    return rows


def _action_rows(name: str, action: Any) -> list[tuple[str, object]]:
    late = ", OVERDUE" if action.get("overdue") else ""
    rows: list[tuple[str, object]] = [
        (name, f"{action['state']}{late}; {action['owner']} by {minute(action['due'])} UTC"),
        *_words(action["said"]),
    ]
    for label, part in (("  answer", action.get("answer")), ("  done", action.get("done"))):
        if part is not None:
            rows.append((label, (_when(part), *_text(part))))
    return rows


def _closing_rows(name: str, closing: Any) -> list[tuple[str, object]]:
    how = "by agreement" if closing["by_agreement"] else "without agreement"
    over = f"; over {second(closing['over']['at'])} UTC" if closing.get("over") else ""
    state = "closed" if closing["closed"] else "proposed"
    rows: list[tuple[str, object]] = [
        (name, f"{state} {how}{over}; {_when(closing['said'])}"),
        *_words(closing["said"]),
    ]
    for one in closing.get("answers") or ():
        said = f": {one['said']['text']}" if one["said"].get("text") else ""
        rows.append((f"  {one['party']}", f"{'agrees' if one['agrees'] else 'disagrees'}{said}"))
    if (closing.get("over") or {}).get("text"):
        rows.append(("  opened again", (_when(closing["over"]), *_text(closing["over"]))))
    return rows


def _told_rows(one: Any) -> list[tuple[str, object]]:
    lines = []
    for step in one["steps"]:
        to = f" to {step['unit']}" if step.get("unit") else ""
        version = f", version {step['version']}" if step.get("version") else ""
        person = f" ({step['person']})" if step.get("person") else ""
        later = "  LATER" if step.get("later") else ""
        lines.append(f"{second(step['at'])} UTC {step['what']}{to}{person}{version}{later}")
    if one.get("earlier_unknown"):
        lines.append("may have been told before: when, is not kept")
    return [(one["party"], tuple(lines) or "was told nothing")]


def _words(said: Any) -> list[tuple[str, object]]:
    lines = _text(said)
    return [("", lines)] if lines else []


def _text(said: Any) -> tuple[str, ...]:
    if said.get("erased"):
        return ("(its words are kept no longer)",)
    return tuple((said.get("text") or "").split("\n")) if said.get("text") else ()


def _when(said: Any) -> str:
    received = said.get("received")
    late = f", given {second(received)}" if received and received[:19] != said["at"][:19] else ""
    return f"{said['by']}{naming(' ({})', said.get('person'))} {second(said['at'])} UTC{late}"
