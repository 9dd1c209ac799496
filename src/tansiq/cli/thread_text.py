"""Threads and channels for people: who said what when, and who has read it."""

from __future__ import annotations

from typing import Any

from tansiq.cli.erased_text import erased_fact, title_of
from tansiq.cli.output import beginnings, counted, facts, say, table
from tansiq.cli.times import brief, second, span


def thread_table(found: list[Any]) -> None:
    """Many of them, a line for each."""
    known = beginnings([one["id"] for one in found])
    rows = [
        (
            known[one["id"]],
            ", ".join(one["parties"]),
            one["priority"].upper() if one["priority"] != "routine" else "routine",
            brief(one["changed"]),
            _waits(one),
            title_of(one["title"]),
        )
        for one in found
    ]
    table(("thread", "between", "priority", "last (UTC)", "to be read", "title"), rows)


def show_thread(one: Any, last: int = 0) -> None:
    """A thread with its messages, or the last of them: what somebody said stands to the right of who said it."""
    say(f"Thread {one['id']} between {', '.join(one['parties'])}")
    facts(
        [
            erased_fact(one),
            ("title", one["title"]),
            ("about", tuple(f"{a['subject']} {a['id']}{_of(a)}" for a in one.get("about") or ())),
            ("under", f"agreement {one['under']}{', its hotline' if one.get('hotline') else ''}"
             if one.get("under") else "no agreement"),
            ("opened", f"{second(one['opened'])} UTC by {one.get('opened_by') or 'the office'}"),
            ("closed", f"{second(one['closed'])} UTC by {one['closed_by']}" if one.get("closed") else ""),
            ("outcome", _paragraphs(one.get("summary", ""))),
            ("closed before", tuple(f"{second(c['at'])} UTC by {c['by']}: {c['summary']}" for c in _earlier(one))),
            ("to be read", _waits(one)),
        ]
    )  # fmt: skip
    messages = one.get("messages") or []
    shown = messages[-last:] if last else messages
    if before := one["count"] - len(shown):
        say(f"({counted(before, 'message')} before these: --last, --before)")
    for message in shown:
        say("")
        _show_message(message)


def show_channel(one: Any) -> None:
    """How the channel of an agreement is."""
    say(f"Channel of agreement {one['agreement']}: {one['standing']}")
    missed = tuple(f"{party}: {times}" for party, times in (one.get("missed") or {}).items())
    facts(
        [
            ("hotline", f"thread {one['hotline']}"),
            ("tests", str(one.get("tests", 0))),
            ("missed by", missed or "nobody"),
            ("last test", f"{second(one['last_test'])} UTC" if one.get("last_test") else "none yet"),
            ("next test", f"{second(one['next_test'])} UTC" if one.get("next_test") else "none is planned"),
        ]
    )


def _show_message(one: Any) -> None:
    person = f" ({one['person']})" if one.get("person") else ""
    kind = {"message": "", "office": ""}.get(one["kind"], f", {one['kind']}")
    refers = f" of #{one['refers_to']}" if one.get("refers_to") else ""
    priority = f", {one['priority'].upper()}" if one["priority"] != "routine" else ""
    language = f", in {one['language']}" if one.get("language") else ""
    who = f"{one.get('by') or 'the office'}{person}"
    said = f"{second(one['at'])} UTC  {who}{kind}{refers}{language}{priority}"
    rows: list[tuple[str, object]] = [(f"#{one['number']}", said)]
    if (call := one.get("call")) is not None:
        length = f", {span(call['minutes'] * 60)}" if call["minutes"] else ""
        rows.append(("call", f"with {call['with_whom']} at {second(call['at'])} UTC{length}"))
    rows.append(("text", _paragraphs(one["text"])))
    for file in one.get("attachments") or ():
        rows.append(("file", (f"{file['name']} ({file['media_type']}, {file['size']:,} bytes)", file["sha256"])))
    for receipt in one.get("receipts") or ():
        person = f" ({receipt['person']})" if receipt.get("person") else ""
        rows.append(("acknowledged by", f"{receipt['party']}{person} at {second(receipt['at'])} UTC"))
    if awaited := one.get("awaited"):
        level = f", {counted(one['level'], 'step')} up the ladder" if one.get("level") else ""
        when = (
            f"OVERDUE since {second(one['due'])} UTC{level}" if one.get("overdue") else f"due {second(one['due'])} UTC"
        )
        rows.append(("to be read", f"by {', '.join(awaited)}, {when}"))
    facts(rows)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _of(about: Any) -> str:
    return f" of {about['owner']}" if about.get("owner") else ""


def _earlier(one: Any) -> list[Any]:
    """The closings after which something more was said."""
    closings: list[Any] = one.get("closings") or []
    return closings[:-1] if one.get("closed") else closings


def _waits(one: Any) -> str:
    parts = [f"{one['mine_awaited']} by you"] if one.get("mine_awaited") else []
    parts += [f"{one['others_awaited']} by others"] if one.get("others_awaited") else []
    parts += ["closed"] if one.get("closed") else []
    return ", ".join(parts) or "-"
