"""Random commands about reports that fit the state often enough."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from tansiq.office import reports
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
from tansiq.office.reported import holds
from tansiq.office.state import Office

REPORTING = ("uss1", "uss2", "city")


@st.composite
def reporting(draw: st.DrawFn, state: Office, serial: int, now_us: int, *, near_miss: bool) -> AnyCommand:
    """Somebody releases a report, changes or withdraws it, or is shown one."""
    party = draw(st.sampled_from(REPORTING))
    known = list(state.reports.values())
    old = draw(st.sampled_from(known)) if known and draw(st.integers(0, 2)) else None
    if old is not None and draw(st.booleans()):
        holders = sorted(given.party for given in old.given)
        reader = draw(st.sampled_from(holders)) if holders and not near_miss else party
        versions = sorted(holds(old, reader)) or [1]
        return reports.NoteShown(reader, "somebody", ((old.id, draw(st.sampled_from(versions))),))
    by = party if old is None or near_miss else old.owner
    if old is not None and not draw(st.integers(0, 3)):
        return reports.WithdrawReport(by, old.id, old.version, "why")
    content = draw(contents(state, by, old, serial, now_us))
    if old is not None and draw(st.booleans()):
        content = old.current
    return reports.PutReport(
        by, f"report-{serial}" if old is None else old.id, 0 if old is None else old.version, content, (),
        draw(releases(by)),
    )  # fmt: skip


@st.composite
def contents(draw: st.DrawFn, state: Office, by: str, old: Report | None, serial: int, now_us: int) -> ReportContent:
    """What a party may say, of reports that it mostly holds."""
    others = [
        report for report in state.reports.values() if report is not old and (holds(report, by) or not serial % 5)
    ]
    related = draw(st.lists(st.sampled_from(others), max_size=2, unique_by=lambda report: report.id)) if others else []
    relations = tuple(
        Relation(
            draw(st.sampled_from(RelationKind if report.owner == by else (*RelationKind,)[:2])),
            report.id,
            max(holds(report, by), default=1),
        )
        for report in related
    )
    return ReportContent(
        body=hashlib.sha256(str(serial).encode()).hexdigest(),
        language="ar",
        source=draw(st.sampled_from(SourceGrade)),
        information=draw(st.sampled_from(InformationGrade)),
        marking=draw(st.sampled_from(Marking)),
        from_us=now_us - draw(st.integers(0, 10)),
        until_us=now_us,
        author=draw(st.sampled_from(("amal", "omar"))),
        relations=relations,
    )


@st.composite
def releases(draw: st.DrawFn, by: str) -> Release:
    """To parties by name, or to all of an agreement."""
    others = [party for party in REPORTING if party != by]
    if draw(st.integers(0, 3)):
        return Release(parties=tuple(draw(st.lists(st.sampled_from(others), max_size=2, unique=True))))
    return Release(agreements=(draw(st.sampled_from(("lasting-1", "lasting-2"))),))
