"""Reports, requests, incidents and quiet periods as a party's own centre keeps them: each with what belongs to it, and
as lists show it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

Shown: TypeAlias = dict[str, Any]


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing in the office's own words (`shown`), and what belongs to it in the same: of a report its other `versions`
    that the party may read, of an incident all `accounts` of each party that has given more than one; as much of it as
    there is room for."""

    shown: msgspec.Raw
    versions: dict[str, msgspec.Raw] = {}
    accounts: dict[str, msgspec.Raw] = {}

    @property
    def thing(self) -> Shown:
        """What is shown, to be looked into."""
        found: Shown = msgspec.json.decode(self.shown)
        return found


def kept_in(body: bytes) -> Kept:
    """What a document of the mirror holds."""
    return msgspec.json.decode(body, type=Kept)


@dataclass(frozen=True, slots=True)
class Sort:
    """One of the four. `root`: where it is read; `line`: as lists show it; `restless`: whether something in it may
    change of which nobody is told; `texts`: whether lists show it whole where that is asked for."""

    subject: str
    root: str
    line: Callable[[Shown], Shown]
    restless: Callable[[Shown], bool] = lambda shown: False
    texts: bool = False


def _without(shown: Shown, names: Collection[str]) -> Shown:
    return {name: value for name, value in shown.items() if name not in names}


def _report_line(shown: Shown) -> Shown:
    return _without(shown, ("text", "claims", "evidence"))


def _request_line(shown: Shown) -> Shown:
    responses = [
        {**response, "steps": [_without(step, ("text", "erased")) for step in response["steps"]]}
        if "steps" in response
        else response
        for response in shown.get("responses", ())
    ]
    line = _without(shown, ("text",))
    return {**line, "responses": responses} if "responses" in line else line


def _incident_line(shown: Shown) -> Shown:
    line = _without(shown, ("facts", "questions", "links", "closings", "actions"))
    return {**line, "parties": [{name: side[name] for name in ("party", "state")} for side in shown["parties"]]}


def _quiet_line(shown: Shown) -> Shown:
    return _without(shown, ("inside", "more_inside"))


SORTS = {
    sort.subject: sort
    for sort in (
        Sort("report", "/api/v1/reports", _report_line, texts=True),
        Sort("request", "/api/v1/requests", _request_line),
        Sort("incident", "/api/v1/incidents", _incident_line, lambda shown: "links" in shown),
        Sort("quiet-period", "/api/v1/quiet-periods", _quiet_line, lambda shown: "inside" in shown),
    )
}
"""By what an item of the feed says that it is about."""


def several_accounts(incident: Shown) -> list[str]:
    """Parties that have given more than one account in an incident: the last stands in it."""
    return [side["party"] for side in incident["parties"] if len(side.get("versions", ())) > 1]


_OF_A_VERSION = frozenset({
    "id", "owner", "version", "title", "text", "language", "source", "outlet", "place", "source_grade",
    "information_grade", "marking", "from", "until", "author", "erased", "extents", "claims", "evidence", "relations",
})  # fmt: skip


def in_version(now: Shown, then: Shown) -> Shown:
    """A report as it read `then`: what it said is that of the version, what became of it is as it is `now`."""
    said = {name: value for name, value in then.items() if name in _OF_A_VERSION}
    return {**said, **_without(now, _OF_A_VERSION)}
