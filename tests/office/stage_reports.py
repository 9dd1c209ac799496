"""Lines of scenes about reports.

relief reports R B2 TLP:AMBER of 08:00-08:30 to army,uss1 [groups union] [under A] [contradicts Q] [by amal] saying ...
relief rewrites R B1 TLP:AMBER of 08:00-08:30 to army saying ...      the next version of it
relief retracts report R because ...
army studies R                    it is shown what it holds
army lists reports
army compares R                   R, and all that stands beside it
relief considers R B2 TLP:GREEN of 08:00-08:30 to army saying ...     what would be unusual about it
relief asks who was shown R
"""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING

from tansiq.office.information import (
    InformationGrade,
    Marking,
    Relation,
    RelationKind,
    Release,
    Report,
    ReportContent,
    SourceGrade,
)
from tansiq.office.machine import AnyCommand
from tansiq.office.releasing import addressed, unusual, waiting
from tansiq.office.reported import SeenReport, reports_seen, seen_report, subject
from tansiq.office.reports import NoteShown, PutReport, ReportPut, ReportsShown, WithdrawReport
from tansiq.office.state import Office

if TYPE_CHECKING:
    from tests.office.stage import Stage

_LOOKS = {"lists", "compares", "considers"}


def is_about_reports(words: list[str]) -> bool:
    return words[1:2] in (["reports"], ["rewrites"], ["studies"]) or words[1:3] == ["retracts", "report"]


def is_a_look_at_reports(words: list[str]) -> bool:
    return words[1:2] in (["compares"], ["considers"]) or words[1:3] in (["lists", "reports"], ["asks", "who"])


def command_of(stage: Stage, words: list[str]) -> AnyCommand:
    party, verb = words[:2]
    if verb == "retracts":
        report_id = stage.id_of(words[3])
        return WithdrawReport(party, report_id, _version(stage.state, report_id), _rest(words, "because"))
    report_id = stage.id_of(words[2])
    if verb == "studies":
        seen = seen_report(stage.state, report_id, party)
        return NoteShown(party, f"officer of {party}", ((report_id, seen.version),))
    version = 0 if verb == "reports" else _version(stage.state, report_id)
    return PutReport(party, report_id, version, _content(stage, words), (), _release(stage, words))


def look(stage: Stage, words: list[str]) -> str:
    state, party = stage.state, words[0]
    match words[1]:
        case "lists":
            return "\n".join(_line(one, party) for one in reports_seen(state, party)) or "nothing"
        case "compares":
            return "\n".join(_line(one, party) for one in subject(state, stage.id_of(words[2]), party))
        case "considers":
            content = _content(stage, words)
            to = addressed(state, party, _release(stage, words), content.marking, stage.now_us)
            warned = unusual(state, party, content, to)
            return "\n".join(
                f"unusual: {one.why} {one.now}{one.party}" + (f", not {one.usual}" if one.usual else "")
                for one in warned
            ) or "as usual"  # fmt: skip
    report = seen_report(state, stage.id_of(words[5]), party)
    return "\n".join(
        f"{held.party}: " + (", ".join(f"version {one.version} to {one.person}" for one in held.shown) or "not yet")
        for held in report.given
    ) or "nobody"  # fmt: skip


def reply(answer: object, party: str) -> list[str] | None:
    if isinstance(answer, Report):
        waits = waiting(answer)
        return [
            f"report {answer.id} of {answer.owner}, {answer.state}, version {answer.version}"
            + (f", waits for {' '.join(waits)}" if waits else "")
        ]
    if isinstance(answer, int):
        return [f"shown to {party}" if answer else f"shown to {party} before"]
    return None


def event_name(event: object) -> str | None:
    if isinstance(event, ReportPut):
        told = "; ".join(f"{' '.join(tell.to)}: {tell.why}" for tell in event.tell)
        return f"report.put {event.report.id} ({event.cause}) tells {told}"
    if isinstance(event, ReportsShown):
        shown = " ".join(f"{report}#{version}" for report, version in event.shown)
        return f"reports.shown {shown} tells {'; '.join(f'{tell.to[0]}: {tell.why} {tell.id}' for tell in event.tell)}"
    return None


def _version(state: Office, report_id: str) -> int:
    report = state.reports.get(report_id)
    return 1 if report is None else report.version


def _content(stage: Stage, words: list[str]) -> ReportContent:
    grade, marking, times = words[3], words[4], words[words.index("of") + 1].split("-")
    holds = {one.id: one.version for one in reports_seen(stage.state, words[0])}
    relations = tuple(
        Relation(RelationKind(kind), stage.id_of(name), holds.get(stage.id_of(name), 1))
        for kind, name in pairwise(words)
        if kind in set(RelationKind)
    )
    return ReportContent(
        body=hashlib.sha256(_rest(words, "saying").encode()).hexdigest(),
        language="en",
        source=SourceGrade(grade[0]),
        information=InformationGrade(int(grade[1])),
        marking=Marking(marking),
        from_us=stage.clock(times[0]),
        until_us=stage.clock(times[1]),
        author=words[words.index("by") + 1] if "by" in words else "amal",
        relations=relations,
    )


def _release(stage: Stage, words: list[str]) -> Release:
    def after(word: str) -> tuple[str, ...]:
        return tuple(words[words.index(word) + 1].split(",")) if word in words[: words.index("saying")] else ()

    return Release(after("to"), after("groups"), after("under"))


def _rest(words: list[str], word: str) -> str:
    return " ".join(words[words.index(word) + 1 :]) if word in words else ""


def _line(one: SeenReport, party: str) -> str:
    content = one.content
    beside = "".join(f", {relation.kind} {relation.report}#{relation.version}" for relation in one.relations)
    held = "" if one.own is None else ", held by " + (" ".join(given.party for given in one.given) or "nobody")
    why = f", withdrawn: {one.reason}" if one.reason else ""
    return (
        f"{one.id}#{one.version} of {one.owner}: {content.source}{content.information} {content.marking}"
        f"{beside}{held}{why}"
    )
