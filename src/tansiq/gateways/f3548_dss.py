"""ASTM F3548-21's DSS interface: translates, calls the office, decides nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from tansiq.gateways import f3548_wire as wire
from tansiq.gateways.contract import Answer, Call, Problem, Route, Scopes
from tansiq.gateways.forms import read_form, read_json_text
from tansiq.gateways.outlines import FormLimits
from tansiq.gateways.statuses import STATUS
from tansiq.journal.command import Command
from tansiq.office import availability, constraints, intents, subscriptions
from tansiq.office.desk import Desk
from tansiq.office.entities import Availability
from tansiq.office.error_reports import TakeReport
from tansiq.office.key import UnseenConflicts
from tansiq.office.refusals import Refusal
from tansiq.office.state import Office
from tansiq.volumes import Volume

SC, CM, CP = "utm.strategic_coordination", "utm.constraint_management", "utm.constraint_processing"
CMSA, AA = "utm.conformance_monitoring_sa", "utm.availability_arbitration"
R = TypeVar("R")
T = TypeVar("T")

_encode = msgspec.json.Encoder().encode


def _any(*scopes: str) -> Scopes:
    return tuple(frozenset({scope}) for scope in scopes)


class F3548Dss:
    """The routes of the interface, on one office."""

    def __init__(self, desk: Desk, limits: FormLimits) -> None:
        self._desk = desk
        self._limits = limits

    def routes(self) -> tuple[Route, ...]:
        """Every DSS endpoint of utm.yaml with the scopes it lists."""
        plan, read_plan = _any(SC, CMSA), _any(SC, CMSA)
        close, read_closed, listen = _any(CM), _any(CM, CP), _any(CP, SC)
        intent, constraint = "/dss/v1/operational_intent_references", "/dss/v1/constraint_references"
        subscription, uss = "/dss/v1/subscriptions", "/dss/v1/uss_availability"
        return (
            Route("POST", f"{intent}/query", read_plan, self.query_intents),
            Route("GET", f"{intent}/{{entityid}}", read_plan, self.get_intent),
            Route("PUT", f"{intent}/{{entityid}}", plan, self.create_intent),
            Route("PUT", f"{intent}/{{entityid}}/{{ovn}}", plan, self.update_intent),
            Route("DELETE", f"{intent}/{{entityid}}/{{ovn}}", plan, self.delete_intent),
            Route("POST", f"{constraint}/query", read_closed, self.query_constraints),
            Route("GET", f"{constraint}/{{entityid}}", read_closed, self.get_constraint),
            Route("PUT", f"{constraint}/{{entityid}}", close, self.create_constraint),
            Route("PUT", f"{constraint}/{{entityid}}/{{ovn}}", close, self.update_constraint),
            Route("DELETE", f"{constraint}/{{entityid}}/{{ovn}}", close, self.delete_constraint),
            Route("POST", f"{subscription}/query", listen, self.query_subscriptions),
            Route("GET", f"{subscription}/{{subscriptionid}}", listen, self.get_subscription),
            Route("PUT", f"{subscription}/{{subscriptionid}}", listen, self.create_subscription),
            Route("PUT", f"{subscription}/{{subscriptionid}}/{{version}}", listen, self.update_subscription),
            Route("DELETE", f"{subscription}/{{subscriptionid}}/{{version}}", listen, self.delete_subscription),
            Route("POST", "/dss/v1/reports", _any(CM, CP, SC, CMSA, AA), self.take_report),
            Route("GET", f"{uss}/{{uss_id}}", _any(AA, SC, CMSA), self.get_availability, slashes=True),
            Route("PUT", f"{uss}/{{uss_id}}", _any(AA), self.set_availability, slashes=True),
        )

    # Operational intent references

    async def query_intents(self, call: Call) -> Answer:
        area, area_m2 = self._area_of_interest(call)
        found = await self._read(lambda state, now: intents.query_intents(state, area, area_m2, call.party, now))
        return _answer(200, {"operational_intent_references": [wire.intent_out(view) for view in found]})

    async def get_intent(self, call: Call) -> Answer:
        intent_id = wire.entity_id(call.path[0], "entityid")
        view = await self._read(lambda state, now: intents.get_intent(state, intent_id, call.party, now))
        return _answer(200, {"operational_intent_reference": wire.intent_out(view)})

    async def create_intent(self, call: Call) -> Answer:
        return await self._put_intent(call, None)

    async def update_intent(self, call: Call) -> Answer:
        return await self._put_intent(call, _version(call, "ovn"))

    async def _put_intent(self, call: Call, ovn: str | None) -> Answer:
        intent_id = wire.entity_id(call.path[0], "entityid")
        form = read_form(call.body, wire.PutIntentIn)
        extents, areas_m2 = wire.volumes_of(form.extents, self._limits)
        asked = form.new_subscription
        if asked is not None and asked.notify_for_constraints and CP not in call.scopes:
            raise Problem(
                403,
                "scope-missing",
                f"to be notified of constraints the token needs the scope {CP}",
                "new_subscription.notify_for_constraints",
            )
        if asked is not None and form.subscription_id is not None:
            raise Problem(
                400, "subscription-ambiguous", "give subscription_id or new_subscription, not both", "new_subscription"
            )
        fresh = self._desk.fresh
        command = intents.PutIntent(
            party=call.party,
            id=intent_id,
            ovn=ovn,
            extents=extents,
            areas_m2=areas_m2,
            state=form.state,
            uss_base_url=self._url(form.uss_base_url, "uss_base_url"),
            key=frozenset(form.key or ()),
            new_ovn=fresh.token(),
            new_subscription_id=fresh.uuid() if asked is not None else "",
            new_subscription_version=fresh.token(),
            subscription_id=None
            if form.subscription_id is None or form.subscription_id == wire.NO_SUBSCRIPTION
            else wire.entity_id(form.subscription_id, "subscription_id"),
            new_subscription=None
            if asked is None
            else intents.NewSubscription(
                self._url(asked.uss_base_url, "new_subscription.uss_base_url"), bool(asked.notify_for_constraints)
            ),
            requested_ovn_suffix=form.requested_ovn_suffix,
            monitors_conformance=CMSA in call.scopes,
        )
        changed = await self._submit(command, missing=400)
        return _intent_changed(201 if ovn is None else 200, changed)

    async def delete_intent(self, call: Call) -> Answer:
        command = intents.RemoveIntent(call.party, wire.entity_id(call.path[0], "entityid"), _version(call, "ovn"))
        changed = await self._submit(command)
        return _intent_changed(200, changed)

    # Constraint references

    async def query_constraints(self, call: Call) -> Answer:
        area, area_m2 = self._area_of_interest(call)
        found = await self._read(
            lambda state, now: constraints.query_constraints(state, area, area_m2, call.party, now)
        )
        return _answer(200, {"constraint_references": [wire.constraint_out(view) for view in found]})

    async def get_constraint(self, call: Call) -> Answer:
        constraint_id = wire.entity_id(call.path[0], "entityid")
        view = await self._read(lambda state, now: constraints.get_constraint(state, constraint_id, call.party, now))
        return _answer(200, {"constraint_reference": wire.constraint_out(view)})

    async def create_constraint(self, call: Call) -> Answer:
        return await self._put_constraint(call, None)

    async def update_constraint(self, call: Call) -> Answer:
        return await self._put_constraint(call, _version(call, "ovn"))

    async def _put_constraint(self, call: Call, ovn: str | None) -> Answer:
        constraint_id = wire.entity_id(call.path[0], "entityid")
        form = read_form(call.body, wire.PutConstraintIn)
        extents, areas_m2 = wire.volumes_of(form.extents, self._limits)
        url = self._url(form.uss_base_url, "uss_base_url")
        command = constraints.PutConstraint(
            call.party, constraint_id, ovn, extents, areas_m2, url, self._desk.fresh.token()
        )
        changed = await self._submit(command, missing=400)
        return _constraint_changed(201 if ovn is None else 200, changed)

    async def delete_constraint(self, call: Call) -> Answer:
        command = constraints.RemoveConstraint(
            call.party, wire.entity_id(call.path[0], "entityid"), _version(call, "ovn")
        )
        changed = await self._submit(command)
        return _constraint_changed(200, changed)

    # Subscriptions

    async def query_subscriptions(self, call: Call) -> Answer:
        area, area_m2 = self._area_of_interest(call)
        found = await self._read(
            lambda state, now: subscriptions.query_subscriptions(state, area, area_m2, call.party, now)
        )
        return _answer(200, {"subscriptions": [wire.subscription_out(view) for view in found]})

    async def get_subscription(self, call: Call) -> Answer:
        subscription_id = wire.entity_id(call.path[0], "subscriptionid")
        view = await self._read(
            lambda state, now: subscriptions.get_subscription(state, subscription_id, call.party, now)
        )
        return _answer(200, {"subscription": wire.subscription_out(view)})

    async def create_subscription(self, call: Call) -> Answer:
        return await self._put_subscription(call, None)

    async def update_subscription(self, call: Call) -> Answer:
        return await self._put_subscription(call, _version(call, "version"))

    async def _put_subscription(self, call: Call, version: str | None) -> Answer:
        subscription_id = wire.entity_id(call.path[0], "subscriptionid")
        form = read_form(call.body, wire.PutSubscriptionIn)
        for wanted, scope, name in (
            (form.notify_for_operational_intents, SC, "notify_for_operational_intents"),
            (form.notify_for_constraints, CP, "notify_for_constraints"),
        ):
            if wanted and scope not in call.scopes:
                raise Problem(403, "scope-missing", f"the token needs the scope {scope} for this", name)
        extents, area_m2 = wire.volume_of(form.extents, self._limits, "extents")
        command = subscriptions.PutSubscription(
            party=call.party,
            id=subscription_id,
            version=version,
            extents=extents,
            area_m2=area_m2,
            uss_base_url=self._url(form.uss_base_url, "uss_base_url"),
            notify_for_operational_intents=bool(form.notify_for_operational_intents),
            notify_for_constraints=bool(form.notify_for_constraints),
            new_version=self._desk.fresh.token(),
        )
        changed = await self._submit(command, missing=400, too_large=400)
        return _answer(
            200,
            {
                "subscription": wire.subscription_out(changed.view),
                "operational_intent_references": [wire.intent_out(view) for view in changed.intents],
                "constraint_references": [wire.constraint_out(view) for view in changed.constraints],
            },
        )

    async def delete_subscription(self, call: Call) -> Answer:
        command = subscriptions.RemoveSubscription(
            call.party, wire.entity_id(call.path[0], "subscriptionid"), _version(call, "version")
        )
        changed = await self._submit(command)
        return _answer(200, {"subscription": wire.subscription_out(changed.view)})

    # Reports and availability

    async def take_report(self, call: Call) -> Answer:
        read_form(call.body, wire.ReportIn)
        exchange = read_json_text(bytes(read_form(call.body, wire.ReportRawIn).exchange), "exchange")
        command = TakeReport(self._desk.fresh.uuid(), call.party, exchange)
        report_id = await self._submit(command)
        return _answer(201, wire.ReportOut(report_id, msgspec.Raw(exchange.encode())))

    async def get_availability(self, call: Call) -> Answer:
        party = _party(call.path[0])
        found = await self._read(lambda state, now: availability.get_availability(state, party))
        return _availability_answer(found)

    async def set_availability(self, call: Call) -> Answer:
        party = _party(call.path[0])
        form = read_form(call.body, wire.SetAvailabilityIn)
        command = availability.SetAvailability(
            call.party, party, form.old_version, form.availability, self._desk.fresh.token()
        )
        return _availability_answer(await self._submit(command))

    async def _read(self, question: Callable[[Office, int], T]) -> T:
        try:
            return await self._desk.read(question)
        except Refusal as refusal:
            raise Refused(STATUS[refusal.code], refusal) from None

    async def _submit(self, command: Command[R], *, missing: int = 404, too_large: int = 413) -> R:
        """Asks for a change, and puts the office's refusal into the standard's form."""
        try:
            return await self._desk.submit(command)
        except Refusal as refusal:
            status = STATUS | {"not-found": missing, "area-too-large": too_large}
            raise Refused(status[refusal.code], refusal) from None

    def _area_of_interest(self, call: Call) -> tuple[Volume, float]:
        form = read_form(call.body, wire.QueryIn)
        if form.area_of_interest is None:
            raise Problem(400, "area-needed", "name the volume that you ask about", "area_of_interest")
        return wire.volume_of(form.area_of_interest, self._limits, "area_of_interest")

    def _url(self, value: str, name: str) -> str:
        return wire.base_url(value, name, allow_http=self._limits.allow_http_urls)


class Refused(Problem):
    """A refusal of the office in the standard's form, `AirspaceConflictResponse` where it asks for that."""

    def __init__(self, status: int, refusal: Refusal) -> None:
        super().__init__(status, refusal.code, refusal.message, refusal.field)
        self.refusal = refusal

    def body(self) -> bytes:
        """JSON."""
        if not isinstance(self.refusal, UnseenConflicts):
            return super().body()
        return _encode(
            wire.ConflictOut(
                f"key: {self.message}",
                self.code,
                [wire.intent_out(view) for view in self.refusal.intents],
                [wire.constraint_out(view) for view in self.refusal.constraints],
                self.refusal.meets,
            )
        )


def _version(call: Call, name: str) -> str:
    if not call.path[1]:
        raise Problem(400, "version-needed", "name the current version in the path", name)
    return call.path[1]


def _party(value: str) -> str:
    if not 1 <= len(value) <= 256 or not value.isprintable() or "\ufffd" in value:
        raise Problem(400, "identifier-invalid", "1 to 256 printable characters in UTF-8", "uss_id")
    return value


def _availability_answer(found: Availability) -> Answer:
    return _answer(200, {"version": found.version, "status": {"uss": found.party, "availability": found.state}})


def _intent_changed(status: int, changed: intents.IntentChanged) -> Answer:
    return _answer(
        status,
        {
            "subscribers": wire.subscribers_out(changed.subscribers),
            "operational_intent_reference": wire.intent_out(changed.view),
        },
    )


def _constraint_changed(status: int, changed: constraints.ConstraintChanged) -> Answer:
    return _answer(
        status,
        {
            "subscribers": wire.subscribers_out(changed.subscribers),
            "constraint_reference": wire.constraint_out(changed.view),
        },
    )


def _answer(status: int, body: object) -> Answer:
    return Answer(status, _encode(body))
