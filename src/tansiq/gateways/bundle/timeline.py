"""All that was said in an incident, as its reader holds it, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody said something. `what`: a word of the page's; `of`: whom or what it names."""

    at: str
    by: str
    what: str
    text: str = ""
    of: str = ""
    person: str = ""
    erased: bool = False


def timeline(incident: Any, accounts: dict[str, list[Any]]) -> list[Line]:
    """Of the answer about an incident, and of all versions of the accounts."""
    lines = [Line(incident["opened"], incident["opened_by"], "opened", person=incident.get("person", ""))]
    lines += _lines(incident)
    lines += [_line(one["said"], "account") for versions in accounts.values() for one in versions]
    return sorted(lines, key=lambda line: line.at)


def _lines(incident: Any) -> Iterator[Line]:
    for side in incident["parties"]:
        if "invited" in side:
            yield _line(side["invited"], "invited", side["party"])
        if "stand" in side:
            yield _line(side["stand"], side["state"])
    for fact in incident.get("facts", ()):
        yield _line(fact["said"], "fact")
        for one in fact["stands"]:
            yield _line(one["said"], f"fact-{one['stand']}")
    for question in incident.get("questions", ()):
        yield _line(question["said"], "question")
        for one in question["answers"]:
            yield _line(one["said"], "answer")
    for link in incident.get("links", ()):
        yield Line(link["at"], link["by"], "link", of=f"{link['kind']} {link['id']}")
    for closing in incident.get("closings", ()):
        yield _line(closing["said"], "closing" if closing["by_agreement"] else "closed")
        for one in closing.get("answers", ()):
            yield _line(one["said"], "closing-agrees" if one["agrees"] else "closing-disagrees")
        if "over" in closing:
            yield _line(closing["over"], "reopened" if closing["closed"] else "replaced")
    for action in incident.get("actions", ()):
        yield _line(action["said"], "action", action["owner"])
        if "answer" in action:
            yield _line(action["answer"], "action-answer")
        if "done" in action:
            yield _line(action["done"], "action-done")


def _line(said: Any, what: str, of: str = "") -> Line:
    return Line(
        said["at"],
        said["by"],
        what,
        said.get("text") or "",
        of,
        said.get("person", ""),
        said.get("erased", False),
    )
