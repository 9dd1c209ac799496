"""Notices for people: what they say, and the ladder of their receipts."""

from __future__ import annotations

from typing import Any

from tansiq.cli.erased_text import erased_fact, naming, title_of
from tansiq.cli.extent_text import extent_lines
from tansiq.cli.operation_text import route_lines
from tansiq.cli.output import beginnings, counted, facts, say, table
from tansiq.cli.times import brief, minute, second


def show_notice(one: Any) -> None:
    """All that the asker holds of it, and who was told what and when."""
    own = not one.get("under")
    urgent = ", urgent" if one.get("urgent") else ""
    say(f"Notice {one['id']}: {one['kind']} of {one['owner']}")
    card = one["card"]
    facts(
        [
            ("state", f"{one['state']}{urgent}, version {one['version']}"),
            erased_fact(one),
            *((name, card.get(name, "")) for name in ("title", "mark", "contact", "phone", "remarks")),
            *((name, one.get(name, "")) for name in ("category", "vehicles", "people")),
            ("where", tuple(extent_lines(one))),
            ("route", route_lines(one)),
            ("holds until", f"{minute(one['valid_until'])} UTC"),
            ("taken back", one.get("reason", "")),
            ("written by", one.get("author", "")),
            ("checked by", one.get("checked_by", "")),
            ("changed", f"{second(one['changed'])} UTC"),
            ("under", "" if own else f"agreement {one['under']}"),
        ]
    )
    if one["receipts"] or one.get("waiting"):
        say("")
        show_ladder(one)


def show_ladder(one: Any) -> None:
    """Recipient by recipient: given, acknowledged, passed on; what is late or overdue is told in capitals."""
    rows = [_rung(receipt) for receipt in one["receipts"]]
    told = {receipt["party"] for receipt in one["receipts"]}
    for party in one.get("waiting") or ():
        if party not in told:
            rows.append((party, "NOT YET: it waits for the channel", "", ""))
    table(("recipient", "given (UTC)", "acknowledged (UTC)", "passed on (UTC)"), rows)
    behind = [party for party in one.get("waiting") or () if party in told]
    if behind:
        say(f"The newest version waits for the channel to {', '.join(behind)}; they hold the one shown.")


def notice_table(found: list[Any], asker: str) -> None:
    """Many of them, a line for each."""
    known = beginnings([one["id"] for one in found])
    rows = []
    for one in found:
        state = (one["state"], *(("urgent",) if one.get("urgent") else ()))
        until = brief(one["valid_until"])
        title = title_of(one["card"]["title"])
        rows.append((known[one["id"]], one["owner"], one["kind"], state, until, _standing(one, asker), title))
    table(("notice", "of", "kind", "state", "until (UTC)", "read", "title"), rows)


def draft_table(found: list[Any]) -> None:
    """Drafts, a line for each."""
    known = beginnings([one["id"] for one in found])
    rows = []
    for one in found:
        form = one["form"]
        to = ", ".join(recipient["party"] for recipient in form["recipients"])
        like = one.get("likeness", "")
        rows.append(
            (known[one["id"]], one["state"], form["kind"], form["card"]["title"], to, one.get("where", ""), like)
        )
    table(("draft", "state", "kind", "title", "to", "from", "resembles"), rows)


def _rung(receipt: Any) -> tuple[object, ...]:
    precision = f"version {receipt['version']}, {receipt['precision']}"
    given = (minute(receipt["given_at"]), *(("LATE",) if receipt["late"] else ()))
    if receipt.get("withdrawn"):
        given = (*given, "no longer a recipient" if receipt.get("taken_away") else "taken back since")
    if receipt.get("acknowledged_at"):
        who = naming("by {}", receipt.get("acknowledged_by"))
        read: tuple[str, ...] = (minute(receipt["acknowledged_at"]), *((who,) if who else ()))
    elif receipt.get("overdue"):
        level = receipt.get("level", 0)
        asked = (f"{counted(level, 'step')} up the ladder",) if level else ()
        read = (f"OVERDUE since {minute(receipt['due'])}", *asked)
    else:
        read = (f"not yet; due {minute(receipt['due'])}",)
    passed: list[str] = []
    for one in receipt.get("passed_on") or ():
        says = naming(", says {}", one.get("person"))
        passed += [one["unit"], f"  {minute(one['passed_at'])}{says} (version {one['version']})"]
    return (receipt["party"], precision), given, read, tuple(passed) or "not yet"


def _standing(one: Any, asker: str) -> object:
    """How many have acknowledged it; of another's, whether one's own party has."""
    if one["owner"] == asker:
        receipts = one["receipts"]
        read = sum(bool(receipt.get("acknowledged_at")) for receipt in receipts)
        overdue = sum(bool(receipt.get("overdue")) for receipt in receipts)
        every = len(one.get("recipients") or receipts)
        return (f"{read} of {every}", *((f"{overdue} OVERDUE",) if overdue else ()))
    mine = [receipt for receipt in one["receipts"] if receipt["party"] == asker]
    if any(receipt.get("acknowledged_at") for receipt in mine):
        return "yes"
    return "OVERDUE" if any(receipt.get("overdue") for receipt in mine) else "NOT YET"
