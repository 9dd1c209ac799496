"""Orders to erase: given by one of the staff of an office, or of a party's own centre, confirmed by another, and what
became of them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any

import msgspec

from tansiq.centre.roles import ERASE
from tansiq.gateways.api_v1.frame import given, needs, read_body, text_id
from tansiq.gateways.api_v1.idempotency import Repeats, made_before, new_id
from tansiq.gateways.api_v1.pages import PARAMETERS, Page, page_of
from tansiq.gateways.contract import Answer, Call, Problem, Route
from tansiq.gateways.outlines import moment
from tansiq.journal.desk import Desk
from tansiq.office.erased import Erasable
from tansiq.office.erasure_orders import (
    LONGEST_REFERENCE,
    ConfirmErasure,
    ErasureOrder,
    OrderErasure,
    Ordering,
    WithdrawErasure,
    known,
)
from tansiq.office.parties import LONGEST_NAME

ROOT = "/api/v1/erasures"
TEMPLATES = frozenset({ROOT, f"{ROOT}/{{id}}", f"{ROOT}/{{id}}/confirmation"})
"""Each journal has its own: a party's own centre does not pass them on."""
PersonName = Annotated[str, msgspec.Meta(max_length=LONGEST_NAME)]
_NAMED = frozenset((Erasable.PARTY, Erasable.DAY_PLAN))
"""Of these the name is no UUID."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ErasureForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be erased, and by whose order: `reference` names it, as it will stand in the journal for good.
    `person`: who enters it; whoever has signed in is that person."""

    subject: Erasable
    thing: Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
    reference: Annotated[str, msgspec.Meta(min_length=3, max_length=LONGEST_REFERENCE, pattern=r"\S")]
    person: PersonName = ""


class ConfirmationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`person`: who confirms it, another than has entered it."""

    person: PersonName = ""


class ErasureOrderOut(msgspec.Struct, omit_defaults=True, kw_only=True):
    """An order. `confirmed`: since when it is carried out; `done`: when nothing was left to erase; `bodies`: of how
    many entries of the journal the content is gone."""

    id: str
    subject: Erasable
    thing: str
    reference: str
    party: str
    asked_by: str
    asked: datetime
    confirmed_by: str = ""
    confirmed: datetime | None = None
    done: datetime | None = None
    bodies: int = 0


class Erasures:
    """The routes."""

    def __init__(self, desk: Desk[Any, Any, Any], repeats: Repeats) -> None:
        self._desk, self._repeats = desk, repeats

    def routes(self) -> tuple[Route, ...]:
        """All of them."""
        return (
            Route("GET", ROOT, needs(ERASE), self.list, summary="The orders to erase.",
                  gives=Page[ErasureOrderOut], parameters=PARAMETERS),
            Route("POST", ROOT, needs(ERASE), self._repeats.once(ROOT, self.order), takes=ErasureForm,
                  gives=ErasureOrderOut, status=201, summary="Enter an order to erase; another person confirms it."),
            Route("GET", f"{ROOT}/{{id}}", needs(ERASE), self.read, gives=ErasureOrderOut,
                  summary="An order to erase."),
            Route("POST", f"{ROOT}/{{id}}/confirmation", needs(ERASE), self.confirm, takes=ConfirmationForm,
                  gives=ErasureOrderOut, summary="Confirm an order: what it names is erased for good."),
            Route("DELETE", f"{ROOT}/{{id}}", needs(ERASE), self.withdraw, gives=ErasureOrderOut,
                  summary="Take back an order that nobody has confirmed."),
        )  # fmt: skip

    async def list(self, call: Call) -> Answer:
        """In the order of their identifiers, those that are done, too."""
        page = await self._desk.read(
            lambda state, now_us: page_of(
                [state.erasures[key] for key in sorted(state.erasures)], lambda one: one.id, call.query
            )
        )
        return given(200, Page([order_out(one) for one in page.items], page.next))

    async def order(self, call: Call) -> Answer:
        """Nothing is erased by it yet."""
        form, order_id = read_body(call, ErasureForm), new_id(call, ROOT)
        _check_whole(form)

        def before(state: Ordering, now_us: int) -> ErasureOrder | None:
            return state.erasures.get(order_id)

        made = await made_before(call, self._desk, before)
        if made is None:
            person = _person(call, form.person)
            made = await self._desk.submit(
                OrderErasure(call.party, order_id, form.subject, form.thing, form.reference, person)
            )
        return given(201, order_out(made))

    async def read(self, call: Call) -> Answer:
        """As it stands."""
        order_id = text_id(call.path[0], "id")
        return given(200, order_out(await self._desk.read(lambda state, now_us: known(state, order_id))))

    async def confirm(self, call: Call) -> Answer:
        """It is carried out at once; in a long journal that takes a while."""
        form, order_id = read_body(call, ConfirmationForm), text_id(call.path[0], "id")
        person = _person(call, form.person)
        return given(200, order_out(await self._desk.submit(ConfirmErasure(call.party, order_id, person))))

    async def withdraw(self, call: Call) -> Answer:
        """What was erased does not come back: a confirmed one stays."""
        return given(200, order_out(await self._desk.submit(WithdrawErasure(call.party, text_id(call.path[0], "id")))))


def _person(call: Call, named: str) -> str:
    """Who it is: whoever has signed in, or whom a program names."""
    person = call.name or named.strip()
    if not person:
        raise Problem(400, "malformed", "say which person it is", "person")
    return person


def order_out(order: ErasureOrder) -> ErasureOrderOut:
    """As it is told."""
    return ErasureOrderOut(
        id=order.id,
        subject=order.thing.subject,
        thing=order.thing.id,
        reference=order.reference,
        party=order.party,
        asked_by=order.asked_by,
        asked=moment(order.asked_us),
        confirmed_by=order.confirmed_by,
        confirmed=moment(order.confirmed_us) if order.confirmed_us else None,
        done=moment(order.done_us) if order.done_us else None,
        bodies=order.bodies,
    )


def _check_whole(form: ErasureForm) -> None:
    """An order stands for good: one of the beginning of an identifier would be of nothing, and be carried out."""
    if form.subject not in _NAMED and _UUID.fullmatch(form.thing) is None:
        message = f"{form.thing[:60]!r} is not the whole identifier of a {form.subject.value}"
        raise Problem(400, "identifier-invalid", message, "thing")
