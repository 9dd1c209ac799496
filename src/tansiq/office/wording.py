"""What the office says by itself, in English: for those who read it by other ways than a page in their language."""

from __future__ import annotations

from tansiq.office.talk import Finding, Heading, Report


def sentence(report: Report) -> str:
    """All of it, as one or two sentences."""
    what = f"An operation of {report.party}{f' that is {report.state.lower()}' if report.state else ''}"
    match report.finding:
        case Finding.NEAR_NOTICE:
            return f"Something is planned within {report.distance_m:,.0f} m of this notice."
        case Finding.NEAR_NOTICE_COARSELY:
            near = "the coarse extent of this notice, which is what its planner sees"
            return f"Something is planned within {report.distance_m:,.0f} m of {near}."
        case Finding.CLOSED_AREA:
            return f"A constraint of {report.party} is planned where this is, or nearer than agreed."
        case Finding.PLANNED_OVER:
            return f"{what} was planned over a conflict. The reason given: {report.reason}"
        case Finding.MAY_COME_NEARER:
            return f"{what} may come nearer than agreed: it does by what each side is shown of the other's."
        case Finding.MAY_COME_NEARER_COARSELY:
            return f"{what} may come nearer than agreed: its planner sees the coarse extent of yours only."
        case Finding.COMES_NEARER:
            return f"{what} comes nearer than agreed."
        case Finding.NOTICE_FREE:
            return "Nothing of this is planned near this notice any more: one of the two was changed, or is over."
        case Finding.CONFLICT_OVER:
            return "This is not nearer than agreed any more: one of the two was changed, or is over."
        case Finding.CHANNEL_TEST:
            by = f", asked for by {report.party}" if report.party else ""
            return f"Test of the channel{by}: please acknowledge."


def title(heading: Heading, agreement: str = "") -> str:
    """What a thread is called; a hotline by what its agreement is."""
    match heading:
        case Heading.NEAR_NOTICE:
            return "Planned near a notice"
        case Heading.CONFLICT:
            return "Conflict"
        case Heading.HOTLINE:
            return f"Hotline: {agreement}"
