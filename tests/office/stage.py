"""A stage for scenes: plain lines become commands, what the office answers becomes plain lines.

    now 09:00                                          the clock; scenes play on one day
    uss1 puts intent A at 0,0 10:00-11:00 [0-120m] [state Activated] [key B C] [ovn A1] [sub S] [listens]
    uss1 ends intent A ovn A1
    city puts constraint C at 0,0 10:00-11:00 [ovn C1]
    uss1 puts subscription S at 0,0 09:00-12:00 for intents constraints [version S1]
    uss2 looks for intents at 0,0 10:00-11:00
    arbiter says uss1 Down [after V]
    housekeeping
    there are army:air-force relief:relief             they take part
    army agrees A with relief level ...                proposed and signed, as in `stage_accords`

Lines about parties and agreements: see `stage_accords`; about operations, notices and threads: `stage_coordination`.
Places are kilometres east and north of 48 N 2 E; the area is a square of 1 km unless `size 5` (km) says otherwise.
Names stand for identifiers; the OVN or version number n of A is written An, and one that was requested A_SUFFIX.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from tansiq.office import availability, constraints, housekeeping, intents, subscriptions
from tansiq.office.agreements import AgreementForgotten, AgreementPut
from tansiq.office.entities import AvailabilityState, IntentState, Party, PartyKind, PartyState, Profile
from tansiq.office.invitations import InvitationPut
from tansiq.office.key import UnseenConflicts
from tansiq.office.machine import AnyCommand, Event, decide, evolve
from tansiq.office.parties import Cause, PartyPut
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.office.threads import ThreadOpened
from tansiq.volumes import Polygon, Volume, footprint
from tests.office import stage_accords, stage_coordination, stage_incidents, stage_quiet, stage_reports, stage_requests

DAY = datetime(2026, 3, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Stage:
    """One office, played line by line."""

    def __init__(self) -> None:
        self.state = Office()
        self.now_us = clock_at("09:00")
        self.names: dict[str, str] = {}
        self.made: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.events: list[Event] = []

    def play(self, line: str) -> str:
        """Carries a line out and says what came of it."""
        words = line.split()
        drawn = dict(self.versions)
        if words[0] == "now":
            self.now_us = clock_at(words[1])
            return ""
        if words[0] == "there":
            return self._there_are(words[2:])
        if words[1:2] == ["agrees"]:
            return self._agree(line)
        try:
            if stage_reports.is_a_look_at_reports(words):
                return self._named(stage_reports.look(self, words))
            if stage_requests.is_a_look_at_requests(words):
                return self._named(stage_requests.look(self, words))
            if stage_quiet.is_a_look_at_quiet(words):
                return self._named(stage_quiet.look(self, words))
            if stage_incidents.is_a_look_at_incidents(words):
                return self._named(stage_incidents.look(self, words))
            if stage_coordination.is_a_look(words):
                return self._named(stage_coordination.look(self, words))
            if "looks" in words[1:2]:
                return self._look(words)
            if "sees" in words[1:2]:
                return self._named(stage_accords.look(self.state, words, self.volume_of(words)[0], self.now_us))
            if words == ["housekeeping"]:
                return self._keep_house()
            command = self._command(words)
            events, reply = decide(self.state, command, self.now_us)
        except Refusal as refusal:
            self.versions = drawn
            lines = [
                f"refused {refusal.code} ({refusal.field}): {refusal.message}"
                if refusal.field
                else f"refused {refusal.code}: {refusal.message}"
            ]
            lines += stage_coordination.refused(refusal)
            if isinstance(refusal, UnseenConflicts):
                lines += [f"  unseen intent {self._shown_intent(view)}" for view in refusal.intents]
                lines += [f"  unseen constraint {self._shown_constraint(view)}" for view in refusal.constraints]
            return self._named("\n".join(lines))
        self._happened(events)
        said = stage_reports.reply(reply, words[0]) or stage_requests.reply(self, reply, words[0])
        said = said or stage_quiet.reply(self, reply) or stage_incidents.reply(reply, words[0])
        said = said or stage_coordination.reply(self, reply, words[0])
        said = [*(said or self._reply(reply)), *stage_quiet.flags(reply)]
        return self._named("\n".join([*said, *(f"  event {self._event(e)}" for e in events)]))

    def _happened(self, events: Sequence[Event]) -> None:
        for event in events:
            evolve(self.state, event)
            self.events.append(event)
            if isinstance(event, ThreadOpened) and event.thread.id not in self.names:
                about = "+".join(sorted(self._named(one.id) for one in event.thread.about))
                self.names[event.thread.id] = about or f"hotline-{event.thread.under}"

    def _keep_house(self) -> str:
        """One round: a turn of each chore."""
        done, before = 0, len(self.events)
        for command in housekeeping.ROUND:
            events, turn = decide(self.state, command, self.now_us)
            self._happened(events)
            done += turn.done
        lines = [f"{done} ended", *(f"  event {self._event(event)}" for event in self.events[before:])]
        return self._named("\n".join(lines))

    def _there_are(self, words: list[str]) -> str:
        """`there are army:air-force relief:relief`: they take part, without more ado."""
        for word in words:
            name, kind = word.split(":")
            party = Party(name, 1, PartyState.ADMITTED, Profile(f"{name}'s full name", PartyKind(kind)), self.now_us)
            self.events.append(PartyPut(party, Cause.FOUNDED, ""))
            evolve(self.state, self.events[-1])
        return ""

    def _agree(self, line: str) -> str:
        """`army agrees A with relief ...`: proposed, and signed by all."""
        words = line.replace(" agrees ", " proposes ", 1).split()
        said = self.play(" ".join(words))
        if said.startswith("refused"):
            return said
        for side in (words[0], *words[words.index("with") + 1].split(",")):
            said = self.play(f"{side} signs {words[2]}")
        return said.partition("\n")[0]

    def _command(self, words: list[str]) -> AnyCommand:
        if stage_reports.is_about_reports(words):
            return stage_reports.command_of(self, words)
        if stage_requests.is_about_requests(words):
            return stage_requests.command_of(self, words)
        if stage_quiet.is_about_quiet(words):
            return stage_quiet.command_of(self, words)
        if stage_incidents.is_about_incidents(words):
            return stage_incidents.command_of(self, words)
        if stage_coordination.is_about_coordination(self, words):
            return stage_coordination.command_of(self, words)
        if stage_accords.is_about_accords(self.state, words):
            area = self.volume_of(words)[0] if "at" in words else None
            return stage_accords.command_of(self.state, words, self.now_us, area)
        party, verb = words[0], words[1] if len(words) > 1 else ""
        if verb == "says":
            return availability.SetAvailability(
                party, words[2], self._after(words, "after") or "", AvailabilityState(words[3]), self._fresh(words[2])
            )
        kind, name = words[2], words[3]
        thing_id = self.id_of(name)
        if verb == "ends":
            if kind == "intent":
                return intents.RemoveIntent(party, thing_id, self._ovn(words) or "")
            if kind == "constraint":
                return constraints.RemoveConstraint(party, thing_id, self._after(words, "ovn") or "")
            return subscriptions.RemoveSubscription(party, thing_id, self._after(words, "version") or "")
        volume, area_m2 = self.volume_of(words)
        url = f"https://{party}.example.org"
        if kind == "intent":
            return intents.PutIntent(
                party=party,
                id=thing_id,
                ovn=self._ovn(words),
                extents=(volume,),
                areas_m2=(area_m2,),
                state=IntentState(self._after(words, "state") or "Accepted"),
                uss_base_url=url,
                key=frozenset(self._list(words, "key")),
                new_ovn=self._fresh(name),
                new_subscription_id=self.id_of(f"implicit-{name}"),
                new_subscription_version=f"implicit-{name}-1",
                subscription_id=self.id_of(sub) if (sub := self._after(words, "sub")) else None,
                new_subscription=intents.NewSubscription(url, "constraints" in words) if "listens" in words else None,
                requested_ovn_suffix=self._after(words, "suffix"),
                monitors_conformance="monitoring" in words,
            )
        if kind == "constraint":
            return constraints.PutConstraint(
                party, thing_id, self._after(words, "ovn"), (volume,), (area_m2,), url, self._fresh(name)
            )
        wanted = self._list(words, "for")
        return subscriptions.PutSubscription(
            party, thing_id, self._after(words, "version"), volume, area_m2, url, "intents" in wanted,
            "constraints" in wanted, self._fresh(name),
        )  # fmt: skip

    def _look(self, words: list[str]) -> str:
        volume, area_m2 = self.volume_of(words)
        args = (self.state, volume, area_m2, words[0], self.now_us)
        if words[3] == "intents":
            lines = [f"intent {self._shown_intent(view)}" for view in intents.query_intents(*args)]
        elif words[3] == "constraints":
            lines = [f"constraint {self._shown_constraint(view)}" for view in constraints.query_constraints(*args)]
        else:
            lines = [self._shown_subscription(view) for view in subscriptions.query_subscriptions(*args)]
        return self._named("\n".join(sorted(lines)) or "nothing")

    def volume_of(self, words: list[str]) -> tuple[Volume, float]:
        east, north = map(float, (self._after(words, "at") or "0,0").split(","))
        half = float(self._after(words, "size") or 1) / 2
        times = next((w for w in words if re.fullmatch(r"(\d\d:\d\d(\+\d+d)?)?-(\d\d:\d\d(\+\d+d)?)?", w)), "-")
        band = next((w for w in words if re.fullmatch(r"-?\d*-\d*m", w)), "0-120m")
        start, end = (clock_at(t) if t else None for t in times.split("-"))
        lower, upper = (float(h) if h else None for h in band.removesuffix("m").rsplit("-", 1))
        ring = [
            (48 + (north + y) / 111.2, 2 + (east + x) / 74.4)
            for x, y in ((-half, -half), (half, -half), (half, half), (-half, half))
        ]
        outline = Polygon.of(ring)
        cells, area_m2 = footprint(outline)
        return Volume(outline, lower, upper, start, end, cells), area_m2

    def id_of(self, name: str) -> str:
        for known, its_name in self.names.items():
            if its_name == name:
                return known
        digits = hashlib.sha256(name.encode()).hexdigest()
        made = f"{digits[:8]}-{digits[8:12]}-4{digits[12:15]}-8{digits[15:18]}-{digits[18:30]}"
        self.names[made] = name
        return made

    def _fresh(self, name: str) -> str:
        self.versions[name] = self.versions.get(name, 0) + 1
        return f"{name}{self.versions[name]}"

    def _ovn(self, words: list[str]) -> str | None:
        """A drawn OVN as it stands; a requested one, written A_SUFFIX, with A's identifier."""
        name, _, suffix = (self._after(words, "ovn") or "").partition("_")
        return f"{self.id_of(name)}_{suffix}" if suffix else name or None

    @staticmethod
    def _after(words: list[str], word: str) -> str | None:
        return words[words.index(word) + 1] if word in words[:-1] else None

    @staticmethod
    def _list(words: list[str], word: str) -> list[str]:
        if word not in words:
            return []
        rest = words[words.index(word) + 1 :]
        known = {"at", "state", "ovn", "sub", "listens", "monitoring", "version", "size", "key", "for"}
        return rest[: next((i for i, w in enumerate(rest) if w in known), len(rest))]

    def _reply(self, reply: object) -> list[str]:
        accord = stage_accords.reply(reply, self.now_us)
        if accord is not None:
            return accord
        match reply:
            case intents.IntentChanged():
                return [f"intent {self._shown_intent(reply.view)}", *self._notify(reply.subscribers)]
            case constraints.ConstraintChanged():
                return [f"constraint {self._shown_constraint(reply.view)}", *self._notify(reply.subscribers)]
            case subscriptions.SubscriptionChanged():
                return [
                    self._shown_subscription(reply.view),
                    *(f"  there: intent {self._shown_intent(view)}" for view in reply.intents),
                    *(f"  there: constraint {self._shown_constraint(view)}" for view in reply.constraints),
                ]
            case availability.Availability():
                return [f"{reply.party} is {reply.state}, version {reply.version}"]
        raise AssertionError(f"nobody says what {reply!r} is")

    @staticmethod
    def _notify(subscribers: tuple[object, ...]) -> list[str]:
        return [f"  notify {s.uss_base_url}: " + ", ".join(f"{i}#{n}" for i, n in s.subscriptions) for s in subscribers]  # type: ignore[attr-defined]

    @staticmethod
    def _shown_intent(view: object) -> str:
        i = view.intent  # type: ignore[attr-defined]
        sub = f", subscription {i.subscription_id}" if i.subscription_id else ""
        return f"{i.id} of {i.manager}, {i.state}, version {i.version}, OVN {view.ovn or 'hidden'}{sub}"  # type: ignore[attr-defined]

    @staticmethod
    def _shown_constraint(view: object) -> str:
        c = view.constraint  # type: ignore[attr-defined]
        return f"{c.id} of {c.manager}, version {c.version}, OVN {view.ovn or 'hidden'}"  # type: ignore[attr-defined]

    @staticmethod
    def _shown_subscription(view: object) -> str:
        s = view.subscription  # type: ignore[attr-defined]
        rests = f", serves {' '.join(view.dependents)}" if view.dependents else ""  # type: ignore[attr-defined]
        kind = "implicit subscription" if s.implicit else "subscription"
        until = (EPOCH + timedelta(microseconds=s.end_us)).strftime("%H:%M")
        counted = f"notified {s.notification_index} times"
        return f"{kind} {s.id} of {s.manager}, version {s.version}, {counted}, until {until}{rests}"

    @staticmethod
    def clock(text: str) -> int:
        return clock_at(text)

    @staticmethod
    def _event(event: Event) -> str:
        for names in (
            stage_reports.event_name,
            stage_requests.event_name,
            stage_quiet.event_name,
            stage_incidents.event_name,
            stage_coordination.event_name,
        ):
            if (named := names(event)) is not None:
                return named
        if isinstance(event, PartyPut | AgreementPut | AgreementForgotten | InvitationPut):
            return stage_accords.event_name(event)
        kind = str(event.__struct_config__.tag)
        thing = next(
            (getattr(event, n) for n in ("intent", "constraint", "subscription", "availability") if hasattr(event, n)),
            event,
        )
        return f"{kind} {getattr(thing, 'id', getattr(thing, 'party', ''))}"

    def _named(self, text: str) -> str:
        for made, name in self.names.items():
            text = text.replace(made, name)
        return text


def clock_at(text: str) -> int:
    time, _, days = text.removesuffix("d").partition("+")
    hours, minutes = map(int, time.split(":"))
    when = DAY + timedelta(days=int(days or 0), hours=hours, minutes=minutes)
    return int((when - EPOCH) / timedelta(microseconds=1))
