"""Random commands, many of them near misses: right place wrong version, right version wrong party."""

from __future__ import annotations

import hashlib
import uuid

from hypothesis import strategies as st

from tansiq.office import (
    agreements,
    availability,
    constraints,
    error_reports,
    housekeeping,
    intents,
    invitations,
    parties,
    subscriptions,
)
from tansiq.office.entities import AvailabilityState, Contact, IntentState, PartyKind, Profile
from tansiq.office.kinds import ThingKind
from tansiq.office.looking_back import LookBack
from tansiq.office.machine import AnyCommand
from tansiq.office.state import Office
from tansiq.office.terms import Flow, Level, Sight, Terms, digest_of
from tansiq.volumes import Circle, Outline, Polygon, Volume, footprint
from tests.office.commands_coordination import coordination

NOW_US = 1_772_355_600_000_000
MINUTE_US = 60_000_000
PARTIES = ("uss1", "uss2", "city")


def identifier(number: int) -> str:
    digits = hashlib.sha256(str(number).encode()).hexdigest()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[12:15]}-8{digits[15:18]}-{digits[18:30]}"


def suffix(now_us: int, number: int) -> str:
    """One of a few version-7 UUIDs of the present ten minutes: so that the same one is asked for again."""
    moment_ms = now_us // 1000 // 600_000 * 600_000 + 300_000
    return str(uuid.UUID(int=moment_ms << 80 | 0x7 << 76 | 0x2 << 62 | number))


@st.composite
def volumes(draw: st.DrawFn, now_us: int = NOW_US) -> Volume:
    lat, lng = 48 + draw(st.integers(0, 6)) * 0.004, 2 + draw(st.integers(0, 6)) * 0.006
    size = draw(st.sampled_from((0.002, 0.005, 0.02, 0.15)))
    outline: Outline = Circle(lat, lng, size * 50_000)
    if draw(st.booleans()):
        outline = Polygon.of([(lat - size, lng - size), (lat - size, lng + size), (lat + size, lng)])
    start = now_us + draw(st.integers(-60, 300)) * MINUTE_US
    low = float(draw(st.sampled_from((0, 100, 200))))
    return Volume(
        outline, low, low + 100.0, start, start + draw(st.integers(1, 200)) * MINUTE_US, footprint(outline).cells
    )


KINDS = (*("intent",) * 3, "constraint", "subscription", "end", "say", "report", "keep", *("accord",) * 2)
MEMBERS = ("uss1", "uss2", "city", "union")


def profile_of(party: str) -> Profile:
    kind = PartyKind.COALITION if party == "union" else PartyKind.OTHER
    return Profile(party, kind, contacts=(Contact(f"watch of {party}", "duty"),))


@st.composite
def accords(draw: st.DrawFn, state: Office, serial: int, now_us: int) -> AnyCommand:
    """A command about parties and agreements, that fits the state often enough to change it."""
    party, other = draw(st.sampled_from(MEMBERS)), draw(st.sampled_from(MEMBERS))
    profile = profile_of(party)
    if not state.parties:
        return parties.Found(party, profile)
    name = identifier(draw(st.integers(0, 2)))
    found = state.agreements.get(name)
    choice = draw(st.sampled_from(("invite", "apply", "object", "join", "leave", "look back", *("agree",) * 20)))
    if choice == "invite":
        return invitations.Invite(
            party, "I", parties.secret_digest("s"), "", now_us + 10_000 * MINUTE_US, 60 * MINUTE_US
        )
    if choice == "apply":
        return parties.Apply(party, "I", "s", profile)
    if choice == "object":
        return parties.Object(party, other, draw(st.sampled_from(("", "no"))))
    if choice == "join":
        if party == "union":
            return parties.AskToJoin(party, other)
        return parties.Join(party, "union", leave=draw(st.booleans()))
    if choice == "look back":
        return LookBack(party, "somebody", other, now_us - MINUTE_US, serial, (("R", 1),) * (serial % 2))
    if choice == "leave" and serial % 7 == 0:
        return parties.Leave(party)
    if found is not None and found.offer is not None and draw(st.integers(0, 5)):
        digest = digest_of(found.offer.terms, found.parties) if draw(st.integers(0, 9)) else "x"
        unsigned = sorted({*found.parties} - {signature.party for signature in found.offer.signatures})
        return agreements.Sign(draw(st.sampled_from(unsigned)), name, "somebody", digest)
    step = draw(st.sampled_from((*("propose",) * 5, "retract", "suspend", "resume", "resume", "end")))
    if step == "retract":
        return agreements.Retract(party, name)
    if step in ("suspend", "resume"):
        return agreements.Suspend(party, name, "" if step == "resume" else "why")
    if step == "end" and serial % 5 == 0:
        return agreements.End(party, name, "why")
    sides = tuple(dict.fromkeys((party, other, *draw(st.lists(st.sampled_from(MEMBERS), max_size=1)))))
    if found is not None and draw(st.integers(0, 5)):
        sides = found.parties
    if len(sides) < 2:
        sides = (party, "uss1" if party != "uss1" else "city")
    flows = []
    for _ in range(draw(st.integers(1, 3))):
        kinds = draw(st.sampled_from(((ThingKind.DRONE,), (ThingKind.CONVOY,), (ThingKind.DRONE, ThingKind.CONVOY))))
        giver, receiver = draw(st.permutations(sides))[:2]
        flows.append(Flow(giver, receiver, kinds, draw(st.sampled_from(Sight))))
    begins = now_us + draw(st.integers(-60, 20)) * MINUTE_US
    area = Polygon.of([(47.9, 1.9), (47.9, 2.02), (48.02, 1.9)])
    terms = Terms(
        "t",
        Level.NOTIFICATION,
        begins,
        begins + draw(st.integers(60, 2_000)) * MINUTE_US,
        tuple(flows),
        Volume(area, cells=footprint(area).cells) if draw(st.booleans()) else None,
    )
    version = found.version if found is not None and draw(st.integers(0, 3)) else 0
    return agreements.Propose(party, name, version, sides, terms)


@st.composite
def commands(draw: st.DrawFn, state: Office, serial: int, now_us: int = NOW_US) -> AnyCommand:
    """A command that fits the state often enough to change it."""
    party = draw(st.sampled_from(PARTIES))
    token = f"token-{serial:020d}"
    kind = draw(
        st.sampled_from(
            (
                "intent",
                "intent",
                "intent",
                "constraint",
                "subscription",
                "end",
                "say",
                "report",
                "keep",
                "accord",
                "accord",
                *("coordinate",) * 9,
            )
        )
    )
    name = identifier(draw(st.integers(0, 7)))
    extents = tuple(draw(st.lists(volumes(now_us), min_size=1, max_size=3)))
    key = frozenset(i.ovn for i in state.intents.values()) | {c.ovn for c in state.constraints.values()}
    key = key if draw(st.integers(0, 3)) else frozenset()
    if kind == "intent":
        old = state.intents.get(name)
        listens = draw(st.booleans())
        known = sorted(state.subscriptions)
        named = draw(st.sampled_from(known)) if known and not listens and draw(st.booleans()) else None
        return intents.PutIntent(
            party=old.manager if old and draw(st.integers(0, 3)) else party,
            id=name,
            ovn=old.ovn if old and draw(st.integers(0, 3)) else None,
            extents=extents,
            areas_m2=(1.0,),
            state=draw(st.sampled_from(list(IntentState))) if old else IntentState.ACCEPTED,
            uss_base_url=f"https://{party}",
            key=key,
            new_ovn=token,
            new_subscription_id=identifier(1000 + serial),
            new_subscription_version=token,
            subscription_id=named,
            new_subscription=intents.NewSubscription(f"https://{party}", draw(st.booleans())) if listens else None,
            requested_ovn_suffix=suffix(now_us, draw(st.integers(0, 2))) if draw(st.booleans()) else None,
            monitors_conformance=draw(st.integers(0, 3)) > 0,
        )
    if kind == "constraint":
        closed = state.constraints.get(name)
        return constraints.PutConstraint(
            closed.manager if closed and draw(st.integers(0, 3)) else party,
            name, closed.ovn if closed and draw(st.integers(0, 3)) else None, extents, (1.0,), "https://city", token,
        )  # fmt: skip
    if kind == "subscription":
        heard = state.subscriptions.get(name)
        return subscriptions.PutSubscription(
            heard.manager if heard and draw(st.integers(0, 3)) else party,
            name, heard.version if heard and draw(st.integers(0, 3)) else None, extents[0], 1.0, f"https://{party}",
            draw(st.booleans()), draw(st.booleans()), token,
        )  # fmt: skip
    if kind == "say":
        said = availability.get_availability(state, party)
        version = said.version if draw(st.integers(0, 3)) else "x"
        return availability.SetAvailability(
            "arbiter", party, version, draw(st.sampled_from(list(AvailabilityState))), token
        )
    if kind == "report":
        return error_reports.TakeReport(identifier(2000 + serial), party, '{"url": "https://x"}')
    if kind == "accord":
        return draw(accords(state, serial, now_us))
    if kind == "coordinate" and state.parties:
        return draw(coordination(state, serial, now_us))
    if kind == "coordinate":
        return draw(accords(state, serial, now_us))
    if kind == "keep":
        return housekeeping.EndExpired(draw(st.sampled_from(housekeeping.Chore)), draw(st.sampled_from((1, 3, 500))))
    return draw(_removals(state, party, name))


@st.composite
def _removals(draw: st.DrawFn, state: Office, party: str, name: str) -> AnyCommand:
    choice = draw(st.sampled_from(("intent", "constraint", "subscription")))
    if choice == "intent":
        ids = sorted(state.intents) or [name]
        chosen = draw(st.sampled_from(ids))
        old = state.intents.get(chosen)
        return intents.RemoveIntent(old.manager if old else party, chosen, old.ovn if old else "x")
    if choice == "constraint":
        ids = sorted(state.constraints) or [name]
        chosen = draw(st.sampled_from(ids))
        closed = state.constraints.get(chosen)
        return constraints.RemoveConstraint(closed.manager if closed else party, chosen, closed.ovn if closed else "x")
    ids = sorted(state.subscriptions) or [name]
    chosen = draw(st.sampled_from(ids))
    heard = state.subscriptions.get(chosen)
    return subscriptions.RemoveSubscription(heard.manager if heard else party, chosen, heard.version if heard else "x")
