"""Who takes part in the exercise, where its places are, and what has been agreed. The valley is real (the Rhone between
Martigny and Sierre, in Switzerland); the parties and all that they do are made up."""

from __future__ import annotations

from dataclasses import dataclass

from tansiq.office.entities import Contact, PartyKind, Profile
from tansiq.office.kinds import ThingKind
from tansiq.office.rules import DAY_US
from tansiq.office.terms import AcknowledgeWithin, Flow, LeadTimes, Level, SeparationRule, Sight, Step, Terms

SION = (46.229, 7.359)
"""The town in the middle; what is announced over F3548-21 lies around it."""
PLACES = {
    "Martigny": (46.103, 7.073),
    "Saxon": (46.149, 7.175),
    "Riddes": (46.173, 7.223),
    "Sion": SION,
    "Saint-Leonard": (46.255, 7.423),
    "Sierre": (46.292, 7.532),
    "Nendaz": (46.183, 7.302),
    "Derborence": (46.279, 7.215),
    "Evolene": (46.114, 7.494),
}
ROAD = ("Martigny", "Saxon", "Riddes", "Sion", "Saint-Leonard", "Sierre")
AIR = (ThingKind.AIRCRAFT, ThingKind.DRONE)
GROUND = (ThingKind.CONVOY, ThingKind.TEAM, ThingKind.FIELD_WORK)
NOTIFIED = (ThingKind.SITE, ThingKind.MOVEMENT, ThingKind.INFRASTRUCTURE)
PLANNED = (*AIR, *GROUND, ThingKind.CONSTRAINT)


@dataclass(frozen=True, slots=True)
class Member:
    """A party of the exercise: its identifier, and who it says it is."""

    id: str
    profile: Profile


@dataclass(frozen=True, slots=True)
class Accord:
    """An agreement of the exercise. `suspended_by`: who has declared its channel suspended, and why."""

    id: str
    sides: tuple[str, ...]
    terms: Terms
    suspended_by: str = ""
    reason: str = ""


def members() -> tuple[Member, ...]:
    """All parties; the first has opened the office."""
    return (
        _member("authority", "Civil Aviation Authority of the Valley", PartyKind.AIR_AUTHORITY, ("en", "ru")),
        _member("north", "Northern Air Force, flight-safety cell", PartyKind.AIR_FORCE, ("ru", "en")),
        _member("south", "Southern Air Force, flight-safety cell", PartyKind.AIR_FORCE, ("ar", "en")),
        _member("relief", "Relief in the Valley", PartyKind.RELIEF, ("ar", "en")),
        _member("uss1", "Alpine Drone Service", PartyKind.DRONE_SERVICE, ("en",)),
        _member("uss2", "Parcels by Air", PartyKind.DRONE_SERVICE, ("en",)),
    )


def accords(now_us: int) -> tuple[Accord, ...]:
    """All agreements: each level once, and one whose channel is suspended."""
    since_us, until_us = now_us - 10 * DAY_US, now_us + 200 * DAY_US
    ladder = (Step(300, "duty officer"), Step(900, "chief"))
    quick = AcknowledgeWithin(routine_s=1_800, urgent_s=300, distress_s=60)

    def terms(title: str, level: Level, flows: tuple[Flow, ...], **more: object) -> Terms:
        usual: dict[str, object] = {"acknowledge_within": quick, "ladder": ladder, "lead_times": LeadTimes(48.0, 24.0)}
        return Terms(title=title, level=level, start_us=since_us, end_us=until_us, flows=flows, **{**usual, **more})  # type: ignore[arg-type]

    return (
        Accord(
            "air-north",
            ("authority", "north"),
            terms(
                "Air coordination, north",
                Level.COORDINATION,
                (Flow("authority", "north", PLANNED, Sight.ALL), Flow("north", "authority", AIR, Sight.ALL)),
                separation=_rules(3_000.0, 300.0, 10.0),
                test_every_h=0.5,
                test_within_s=600,
            ),
        ),
        Accord(
            "drones",
            ("authority", "north", "uss1", "uss2"),
            terms(
                "Drones below aircraft",
                Level.DECONFLICTION,
                (
                    Flow("uss1", "north", AIR, Sight.ALL),
                    Flow("uss2", "north", AIR, Sight.ALL),
                    Flow("uss1", "authority", AIR, Sight.ALL),
                    Flow("uss2", "authority", AIR, Sight.ALL),
                    Flow("uss1", "uss2", AIR, Sight.ALL),
                    Flow("uss2", "uss1", AIR, Sight.ALL),
                    Flow("north", "uss1", AIR, Sight.COARSE),
                    Flow("north", "uss2", AIR, Sight.COARSE),
                    Flow("authority", "uss1", (ThingKind.CONSTRAINT,), Sight.ALL),
                    Flow("authority", "uss2", (ThingKind.CONSTRAINT,), Sight.ALL),
                ),
                separation=_rules(500.0, 60.0, 5.0),
                coarse_level=13,
                plan_over=True,
            ),
        ),
        Accord(
            "relief-north",
            ("north", "relief"),
            terms(
                "Protection of clinics and convoys",
                Level.INFORMATION,
                (
                    Flow("relief", "north", (*NOTIFIED, *GROUND), Sight.ALL),
                    Flow("north", "relief", (*AIR, ThingKind.CONSTRAINT), Sight.COARSE),
                ),
                notice_distance_m=1_500.0,
                test_every_h=1.0,
                test_within_s=900,
            ),
        ),
        Accord(
            "relief-authority",
            ("authority", "relief"),
            terms(
                "Notification to the civil authority",
                Level.NOTIFICATION,
                (Flow("relief", "authority", (*NOTIFIED, *GROUND), Sight.ALL),),
            ),
        ),
        Accord(
            "relief-south",
            ("relief", "south"),
            terms(
                "Protection of clinics and convoys, south",
                Level.INFORMATION,
                (
                    Flow("relief", "south", NOTIFIED, Sight.ALL),
                    Flow("south", "relief", (ThingKind.CONSTRAINT,), Sight.COARSE),
                ),
                notice_distance_m=2_000.0,
            ),
        ),
        Accord(
            "north-south",
            ("north", "south"),
            terms(
                "Hotline between the air forces",
                Level.DECONFLICTION,
                (Flow("north", "south", AIR, Sight.EXISTS), Flow("south", "north", AIR, Sight.EXISTS)),
                test_every_h=0.25,
                test_within_s=300,
            ),
            "south",
            "Suspended by order after the incident of last night; it is being looked into.",
        ),
    )


def _rules(horizontal_m: float, vertical_m: float, minutes: float) -> tuple[SeparationRule, ...]:
    pairs = [(a, b) for i, a in enumerate(AIR) for b in AIR[i:]]
    closed = [(kind, ThingKind.CONSTRAINT) for kind in PLANNED[:-1]]
    return (
        *(SeparationRule(pair, horizontal_m, vertical_m, minutes) for pair in pairs),
        *(SeparationRule(pair, 100.0, 0.0, 0.0) for pair in closed),
    )


def _member(party: str, name: str, kind: PartyKind, languages: tuple[str, ...]) -> Member:
    contacts = (
        Contact(f"Duty officer of {party}", "duty officer", "+41 27 000 00 01", f"duty@{party}.example.org", languages),
        Contact(f"Chief of {party}", "chief", "+41 27 000 00 02", f"chief@{party}.example.org", languages),
    )
    return Member(party, Profile(name, kind, languages, contacts))
