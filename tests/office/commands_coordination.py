"""Random commands about operations, notices, receipts, threads and channels, that fit the state often enough."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from tansiq.office import agreements, channels, notices, operations, receipts, threads
from tansiq.office.entities import Party, PartyKind, PartyState, Profile
from tansiq.office.feed import Subject
from tansiq.office.kinds import MessageKind, OperationState, Priority, ThingKind
from tansiq.office.machine import AnyCommand
from tansiq.office.parties import Cause, PartyPut
from tansiq.office.rules import DAY_US
from tansiq.office.saying import Saying
from tansiq.office.state import Office
from tansiq.office.talk import About, PhoneCall
from tansiq.office.terms import Flow, Level, SeparationRule, Sight, Step, Terms, digest_of
from tansiq.office.things import Addressee, Card, Content, Operation, Precision
from tansiq.volumes import Circle, Outline, Polygon, Volume, footprint
from tests.office.commands_incidents import mishap
from tests.office.commands_quiet import keeping_quiet
from tests.office.commands_reports import reporting
from tests.office.commands_requests import requesting

HERE = ("uss1", "uss2", "city")
MINUTE_US = 60_000_000
_MOVING = (ThingKind.AIRCRAFT, ThingKind.DRONE, ThingKind.CONVOY)
_STANDING = (ThingKind.SITE, ThingKind.MOVEMENT)
_AFTER = {
    OperationState.ACCEPTED: (OperationState.ACTIVATED, OperationState.ENDED),
    OperationState.ACTIVATED: (OperationState.NONCONFORMING, OperationState.CONTINGENT, OperationState.ENDED),
    OperationState.NONCONFORMING: (OperationState.ACTIVATED, OperationState.CONTINGENT, OperationState.ENDED),
    OperationState.CONTINGENT: (OperationState.CONTINGENT, OperationState.ENDED),
}


def already_here(now_us: int) -> Iterator[PartyPut]:
    """Parties that take part from the beginning, and a coalition that has no members yet."""
    for name, kind in (*((party, PartyKind.OTHER) for party in HERE), ("union", PartyKind.COALITION)):
        party = Party(name, 1, PartyState.ADMITTED, Profile(name, kind), now_us)
        yield PartyPut(party, Cause.FOUNDED, "")


def lasting_agreements(now_us: int) -> Iterator[AnyCommand]:
    """Signed by all: between uss1 and the city with rules, ladder and tests, and between uss1 and uss2 with less."""
    kinds = (*_MOVING, ThingKind.CONSTRAINT)
    ladder = (Step(600, "commander"), Step(3600, "embassy"))
    for name, one, other, sight, plan_over in (
        ("lasting-1", "uss1", "city", Sight.ALL, True),
        ("lasting-2", "uss1", "uss2", Sight.COARSE, False),
    ):
        flows = tuple(
            Flow(giver, receiver, shown, seen)
            for giver, receiver in ((one, other), (other, one))
            for shown, seen in ((kinds, sight), (_STANDING, Sight.ALL))
        )
        terms = Terms(
            name, Level.DECONFLICTION, now_us - MINUTE_US, now_us + 300 * DAY_US, flows, coarse_level=13,
            separation=(SeparationRule((ThingKind.DRONE, ThingKind.DRONE), 300.0, 50.0, 5.0),), ladder=ladder,
            plan_over=plan_over, test_every_h=6.0, notice_distance_m=500.0,
        )  # fmt: skip
        parties = tuple(sorted((one, other)))
        yield agreements.Propose(one, name, 0, parties, terms)
        for party in parties:
            yield agreements.Sign(party, name, "somebody", digest_of(terms, parties))


@st.composite
def places(draw: st.DrawFn, now_us: int, *, timed: bool = True) -> Volume:
    lat, lng = 48 + draw(st.integers(0, 9)) * 0.01, 2 + draw(st.integers(0, 9)) * 0.015
    size = draw(st.sampled_from((0.002, 0.005, 0.02)))
    outline: Outline = Circle(lat, lng, size * 50_000)
    if draw(st.booleans()):
        outline = Polygon.of([(lat - size, lng - size), (lat - size, lng + size), (lat + size, lng)])
    start_us = now_us + draw(st.integers(-30, 300)) * MINUTE_US
    low = float(draw(st.sampled_from((0, 100, 200))))
    volume = Volume(outline, low, low + 100.0, cells=footprint(outline).cells)
    if not timed:
        return volume
    end_us = start_us + draw(st.integers(1, 200)) * MINUTE_US
    return Volume(outline, low, low + 100.0, start_us, end_us, volume.cells)


@st.composite
def coordination(draw: st.DrawFn, state: Office, serial: int, now_us: int) -> AnyCommand:
    """Somebody plans, notifies, acknowledges or speaks."""
    near_miss = draw(st.integers(0, 9)) == 0
    choice = draw(
        st.sampled_from(
            (
                *("operation",) * 4,
                *("notice",) * 4,
                *("thread",) * 4,
                *("report",) * 2,
                *("request",) * 2,
                *("quiet",) * 2,
                *("incident",) * 4,
                "test",
                "channel",
            )
        )
    )
    if choice == "channel":
        name = draw(st.sampled_from(("lasting-1", "lasting-1", "lasting-2")))
        found = state.agreements.get(name)
        by = found.suspension.by if found is not None and found.suspension is not None else "uss1"
        resumes = found is not None and found.suspension is not None
        return agreements.Suspend(by, name, "" if resumes else "why")
    if choice == "operation":
        return draw(_operations(state, serial, now_us, near_miss=near_miss))
    if choice == "notice":
        return draw(_notices(state, serial, now_us, near_miss=near_miss))
    if choice == "report":
        return draw(reporting(state, serial, now_us, near_miss=near_miss))
    if choice == "request":
        return draw(requesting(state, serial, now_us, near_miss=near_miss))
    if choice == "quiet":
        return draw(keeping_quiet(state, serial, now_us, near_miss=near_miss))
    if choice == "incident":
        return draw(mishap(state, serial, now_us, near_miss=near_miss))
    if choice == "thread":
        return draw(_threads(state, serial, now_us))
    name = draw(st.sampled_from(sorted(state.agreements) or ["lasting-1"]))
    return channels.TestChannel(draw(st.sampled_from(HERE)), name, f"test-{draw(st.integers(serial - 2, serial))}")


@st.composite
def _operations(draw: st.DrawFn, state: Office, serial: int, now_us: int, *, near_miss: bool) -> AnyCommand:
    party = draw(st.sampled_from(HERE))
    known = [operation for operation in state.operations.values() if near_miss or _goes_on(operation)]
    old = draw(st.sampled_from(known)) if known and draw(st.booleans()) else None
    if old is not None and draw(st.booleans()):
        by, version = (party, 1) if near_miss else (old.owner, old.version)
        allowed = _AFTER.get(old.state, tuple(OperationState))
        return operations.SetOperationState(by, old.id, version, draw(st.sampled_from(allowed)), "somebody")
    kind = draw(st.sampled_from((*_MOVING, ThingKind.DRONE, ThingKind.CONSTRAINT))) if old is None else old.kind
    extents = tuple(draw(st.lists(places(now_us), min_size=1, max_size=3)))
    if old is not None and draw(st.booleans()):
        extents = old.extents
    return operations.PutOperation(
        party=party if old is None or near_miss else old.owner,
        id=f"operation-{serial}" if old is None else old.id,
        version=0 if old is None else old.version,
        kind=kind,
        state=OperationState.ACCEPTED if old is None else old.state,
        card=Card(f"title {serial}"),
        extents=extents,
        areas_m2=(1.0,),
        reason=draw(st.sampled_from(("", "because"))),
    )


def _goes_on(operation: Operation) -> bool:
    return operation.state is not OperationState.ENDED


@st.composite
def _notices(draw: st.DrawFn, state: Office, serial: int, now_us: int, *, near_miss: bool) -> AnyCommand:
    party = draw(st.sampled_from(HERE))
    old = draw(st.sampled_from(list(state.notices.values()))) if state.notices and draw(st.integers(0, 3)) else None
    if old is None:
        content, precision = draw(_contents(serial, now_us)), draw(st.sampled_from(Precision))
        others = [other for other in HERE if other != party and (near_miss or "uss1" in (party, other))]
        to = draw(st.lists(st.sampled_from(others), min_size=1, unique=True))
        addressees = tuple(Addressee(other, precision) for other in to)
        until_us = now_us + draw(st.integers(1, 40)) * DAY_US // 2
        checked = "the first" if near_miss else "the second"
        return notices.PutNotice(
            party,
            f"notice-{serial}",
            0,
            content,
            (1.0,),
            addressees,
            draw(st.booleans()),
            until_us,
            "the first",
            checked,
        )
    holders = sorted(given.party for given in old.given)
    if holders and draw(st.booleans()):
        reader = draw(st.sampled_from((*holders, *((party,) if near_miss else ()))))
        given = old.given_to(reader)
        version = given.version if given is not None and not near_miss else 1
        if draw(st.booleans()):
            return receipts.AcknowledgeNotice(reader, old.id, version, "somebody")
        unit = draw(st.sampled_from(("1st", "2nd")))
        return receipts.PassOn(reader, old.id, version, "somebody", unit, now_us)
    by = party if near_miss else old.owner
    step = draw(st.sampled_from(("change", "change", "change", "renew", "withdraw", "address")))
    if step == "renew":
        return notices.RenewNotice(by, old.id, old.version, now_us + draw(st.integers(1, 40)) * DAY_US // 2)
    if step == "withdraw":
        return notices.WithdrawNotice(by, old.id, old.version, "why")
    some = [other for other in HERE if other != old.owner]
    addressed = st.lists(st.builds(Addressee, st.sampled_from(some), st.sampled_from(Precision)), min_size=1,
                         unique_by=lambda one: one.party).map(tuple)  # fmt: skip
    if step == "address":
        return notices.ReaddressNotice(by, old.id, old.version, draw(addressed))
    content = draw(_contents(serial, now_us, old.current.kind)) if draw(st.booleans()) else old.current
    addressees = old.addressees
    if draw(st.booleans()):
        addressees = draw(addressed)
    return notices.PutNotice(
        by, old.id, old.version, content, (1.0,), addressees, old.urgent, old.valid_until_us, "the first", "the second"
    )


@st.composite
def _contents(draw: st.DrawFn, serial: int, now_us: int, kind: ThingKind | None = None) -> Content:
    kind = kind or draw(st.sampled_from(_STANDING))
    extents = tuple(draw(st.lists(places(now_us, timed=kind is ThingKind.MOVEMENT), min_size=1, max_size=2)))
    return Content(kind, Card(f"title {serial}"), extents)


@st.composite
def _threads(draw: st.DrawFn, state: Office, serial: int, now_us: int) -> AnyCommand:
    party = draw(st.sampled_from(HERE))
    name = draw(st.sampled_from(sorted(state.threads))) if state.threads and draw(st.integers(0, 3)) else None
    priority = draw(st.sampled_from(Priority))
    if state.agreements and not draw(st.integers(0, 9)):
        agreement = draw(st.sampled_from(sorted(state.agreements)))
        saying = Saying(f"message-{serial}", "text", priority=priority)
        return channels.SayOnHotline(party, agreement, saying)
    if name is None:
        others = tuple(draw(st.lists(st.sampled_from(HERE), min_size=1, max_size=2)))
        things = [About(Subject.OPERATION, o.id, o.owner) for o in state.operations.values()]
        things += [About(Subject.NOTICE, n.id, n.owner) for n in state.notices.values()]
        things += [About(Subject.REPORT, r.id, r.owner) for r in state.reports.values()]
        things += [About(Subject.INCIDENT, i.id, "") for i in state.incidents.rows()]
        about = tuple(draw(st.lists(st.sampled_from(things), max_size=1))) if things else ()
        saying = Saying(f"message-{serial}", "text", priority=priority)
        return threads.OpenThread(party, f"thread-{serial}", others, "title", saying, about)
    thread = state.threads[name]
    if draw(st.integers(0, 5)):
        party = draw(st.sampled_from(thread.parties))
    step = draw(st.sampled_from(("say", "say", "acknowledge", "acknowledge", "close")))
    if step == "close":
        return threads.CloseThread(party, name, "summary")
    if step == "acknowledge":
        return threads.Acknowledge(party, name, draw(st.integers(1, max(1, len(thread.messages)))), "somebody")
    kind = draw(st.sampled_from((*(MessageKind.MESSAGE,) * 3, *MessageKind)))
    refers = kind in (MessageKind.CORRECTION, MessageKind.TRANSLATION)
    return threads.Say(
        party,
        name,
        Saying(
            id=f"message-{draw(st.integers(serial - 3, serial))}",
            text="text",
            kind=kind,
            priority=priority,
            language="ar" if kind is MessageKind.TRANSLATION else "",
            refers_to=1 if refers else 0,
            call=PhoneCall("somebody", now_us, 1) if kind is MessageKind.CALL else None,
        ),
    )
