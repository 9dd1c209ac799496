"""Random commands, many of them near misses: right place wrong version, right version wrong party."""

from __future__ import annotations

import hashlib
import uuid

from hypothesis import strategies as st

from tansiq.office import availability, constraints, housekeeping, intents, reports, subscriptions
from tansiq.office.entities import AvailabilityState, IntentState
from tansiq.office.machine import AnyCommand
from tansiq.office.state import Office
from tansiq.volumes import Circle, Outline, Polygon, Volume, footprint

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
def volumes(draw: st.DrawFn) -> Volume:
    lat, lng = 48 + draw(st.integers(0, 6)) * 0.004, 2 + draw(st.integers(0, 6)) * 0.006
    size = draw(st.sampled_from((0.002, 0.005, 0.02, 0.15)))
    outline: Outline = Circle(lat, lng, size * 50_000)
    if draw(st.booleans()):
        outline = Polygon.of([(lat - size, lng - size), (lat - size, lng + size), (lat + size, lng)])
    start = NOW_US + draw(st.integers(-60, 300)) * MINUTE_US
    low = float(draw(st.sampled_from((0, 100, 200))))
    return Volume(
        outline, low, low + 100.0, start, start + draw(st.integers(1, 200)) * MINUTE_US, footprint(outline).cells
    )


@st.composite
def commands(draw: st.DrawFn, state: Office, serial: int, now_us: int = NOW_US) -> AnyCommand:
    """A command that fits the state often enough to change it."""
    party = draw(st.sampled_from(PARTIES))
    token = f"token-{serial:020d}"
    kind = draw(
        st.sampled_from(("intent", "intent", "intent", "constraint", "subscription", "end", "say", "report", "keep"))
    )
    name = identifier(draw(st.integers(0, 7)))
    extents = tuple(draw(st.lists(volumes(), min_size=1, max_size=3)))
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
        return reports.TakeReport(identifier(2000 + serial), party, '{"url": "https://x"}')
    if kind == "keep":
        return housekeeping.EndExpired(draw(st.sampled_from((1, 3, 500))))
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
