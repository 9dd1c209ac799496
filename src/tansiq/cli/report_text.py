"""Reports for people: what they say, who holds them, and what was found in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tansiq.cli.erased_text import erased_fact, naming, title_of
from tansiq.cli.extent_text import extent_lines
from tansiq.cli.output import beginnings, counted, facts, say, table
from tansiq.cli.times import brief, brief_window, minute, second


def show_report(one: Any) -> None:
    """All that the asker holds of it; of one's own, who holds what and was shown it."""
    say(f"Report {one['id']} of {one['owner']}")
    text = one.get("text")
    facts(
        [
            ("state", _state(one)),
            erased_fact(one),
            ("taken back", one.get("reason", "")),
            ("title", one.get("title", "")),
            ("grades", f"{one['source_grade']}{one['information_grade']}"),
            ("marking", one["marking"]),
            ("speaks of", f"{minute(one['from'])} to {minute(one['until'], end=True)} UTC"),
            ("place", one.get("place", "")),
            ("where", tuple(extent_lines(one))),
            ("source", one.get("source", "")),
            ("outlet", one.get("outlet", "")),
            ("language", one["language"]),
            ("written by", one["author"]),
            (
                "relations",
                tuple(f"{r['kind']} {r['report']}, version {r['version']}" for r in one.get("relations", ())),
            ),
            ("received", f"{second(one['received'])} UTC"),
            ("under", f"agreement {one['under']}" if one.get("under") else ""),
            ("released to", _release(one.get("release"))),
            ("waits for", ", ".join(one.get("waiting", ()))),
        ]
    )
    if text is not None:
        say("")
        for line in text.split("\n"):
            say(line)
    _show_parts(one)


def _show_parts(one: Any) -> None:
    if claims := one.get("claims"):
        say("")
        table(("who is quoted", "with what"), [(claim["speaker"], claim["text"]) for claim in claims])
    if evidence := one.get("evidence"):
        say("")
        rows = [(file["sha256"][:12], file["name"], f"{file['size']:,} bytes", _history(file)) for file in evidence]
        table(("SHA-256", "file", "size", "where it comes from"), rows)
    if one.get("release") is not None and (given := one.get("given")):
        say("")
        table(("recipient", "version", "given (UTC)", "shown (UTC)"), [_holding(held) for held in given])


def report_table(found: list[Any]) -> None:
    """Many of them, a line for each."""
    known = beginnings([one["id"] for one in found])
    rows = [
        (
            known[one["id"]],
            one["owner"],
            f"{one['source_grade']}{one['information_grade']}",
            (one["marking"], *((one["state"],) if one["state"] != "released" else ())),
            brief_window(one["from"], one["until"]),
            title_of(one.get("title", "")),
        )
        for one in found
    ]
    table(("report", "of", "grades", "marking", "speaks of (UTC)", "title"), rows)


def show_hits(found: Any) -> None:
    """What was found, with stars around what was looked for."""
    items = found["items"]
    say(f"{counted(found['total'], 'report')} found{f', {len(items)} shown' if len(items) < found['total'] else ''}")
    known = beginnings([hit["report"]["id"] for hit in items])
    for hit in items:
        one = hit["report"]
        say("")
        grades = f"{one['source_grade']}{one['information_grade']}"
        say(f"{known[one['id']]}  {one['owner']}  {grades}  {one['marking']}  {brief(one['until'])}")
        facts([("title", _starred(hit["title"])), ("says", _starred(hit["snippet"]))])
    if found.get("behind"):
        say("")
        say("Something that you were told of just now may be missing: ask again.")
    if found.get("next"):
        say("")
        say(f"More: --cursor {found['next']}")


def show_subject(found: list[Any]) -> None:
    """Side by side: who says what of which time, and of whom."""
    known = beginnings([one["id"] for one in found])
    rows = []
    for one in found:
        says = [f"{r['kind']} {known.get(r['report'], r['report'][:8])}" for r in one.get("relations", ())]
        grades = f"{one['source_grade']}{one['information_grade']}"
        title = (title_of(one.get("title", "")), *says)
        rows.append(
            (known[one["id"]], one["owner"], grades, _state(one), brief_window(one["from"], one["until"]), title)
        )
    table(("report", "of", "grades", "state", "speaks of (UTC)", "what it says"), rows)


def show_outlook(found: Any) -> None:
    """Who would be given it, and what is unusual about that."""
    recipients = [one["party"] + (f" (by {one['via']})" if one.get("via") else "") for one in found["recipients"]]
    say(f"It goes to {', '.join(recipients)}" if recipients else "It goes to nobody, and is kept for oneself")
    for line in unusual_lines(found["unusual"]):
        say(line)


def unusual_lines(unusual: Iterable[Any]) -> list[str]:
    """What is unusual about a release, a sentence for each."""
    lines = []
    for one in unusual:
        match one["why"]:
            case "more-parties":
                lines.append(f"UNUSUAL: {one['now']} parties; this author's most was {one['usual']}")
            case "less-strict":
                lines.append(f"UNUSUAL: {one['now']}; this author's least strict was {one['usual']}")
            case "new-party":
                lines.append(f"UNUSUAL: {one['party']} was given none of this author's latest reports")
            case why:
                lines.append(f"UNUSUAL: {why}")
    return lines


def _state(one: Any) -> str:
    return f"{one['state'].upper() if one['state'] == 'withdrawn' else one['state']}, version {one['version']}"


def _release(release: Any) -> tuple[str, ...]:
    if release is None:
        return ()
    named = [*release["parties"], *(f"all of {group}" for group in release["groups"])]
    named += [f"all under {agreement}" for agreement in release["agreements"]]
    return (", ".join(named) or "nobody: kept for oneself",)


def _holding(held: Any) -> tuple[str, str, str, object]:
    shown = tuple(
        f"version {one['version']}: {minute(one['at'])}{naming(' to {}', one.get('person'))}"
        for one in held.get("shown", ())
    )
    return held["party"], str(held["version"]), minute(held["at"]), shown or "not yet"


def _history(file: Any) -> tuple[str, ...]:
    steps = file.get("custody", ())
    said = (f"{minute(step['at'])} {step['who']}: {step.get('what') or 'had it'}" for step in steps)
    return (file.get("origin", "") or "-", *said)


def _starred(marked: Any) -> str:
    text, made, at = marked["text"], "", 0
    for start, end in marked["found"]:
        made += f"{text[at:start]}*{text[start:end]}*"
        at = end
    before, after = ("…" if marked.get("cut_before") else ""), ("…" if marked.get("cut_after") else "")
    return " ".join(f"{before}{made}{text[at:]}{after}".split())
