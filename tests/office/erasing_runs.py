"""Erasing in random histories: what is planned, decided and written over, as the running office does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tansiq.office.erased import Key, Thing
from tansiq.office.erasing import things_of
from tansiq.office.erasure_orders import ConfirmErasure, ErasureOrder, FinishErasure, OrderErasure, WithdrawErasure
from tansiq.office.erasure_plan import planned
from tansiq.office.erasure_times import over_before
from tansiq.office.erasures import EraseBodies
from tansiq.office.machine import blueprint
from tansiq.office.state import Office

DECODE = blueprint().decode


def keys_in(bodies: list[bytes]) -> list[Key]:
    """Everything of which the journal holds content."""
    return sorted({key for body in bodies for key in things_of(DECODE(body))})


def erase(bodies: list[bytes], command: Callable[[Any], Any], things: tuple[Thing, ...], **ground: Any) -> bool:
    """Erases these from a history in memory. Whether the office has it done."""
    plan = planned(enumerate(bodies, 1), things, DECODE)
    if not plan.left or not command(EraseBodies(plan.things, plan.remainders, plan.concerned, **ground)):
        return False
    for sequence, body in plan.left:
        bodies[sequence - 1] = body
    return True


def erase_something(
    data: st.DataObject, state: Office, bodies: list[bytes], command: Callable[[Any], Any], serial: int, now_us: int
) -> None:
    """By order, with two people, or because its time is over."""
    keys = keys_in(bodies)
    if not keys:
        return
    subject = data.draw(st.sampled_from(sorted({subject for subject, _ in keys})))
    some = [key for key in keys if key[0] is subject]
    if data.draw(st.booleans()):
        chosen = data.draw(st.lists(st.sampled_from(some), min_size=1, max_size=5, unique=True))
        before_us = now_us - data.draw(st.sampled_from((0, 60_000_000, 86_400_000_000)))
        erase(bodies, command, over_before(state, chosen, before_us), before_us=before_us)
        return
    _, thing_id = data.draw(st.sampled_from(some))
    order_id = f"order-{serial}"
    if command(OrderErasure("office", order_id, subject, thing_id, "court of Aden, 12/2026", "Amal")) is None:
        return
    if data.draw(st.integers(0, 5)) == 0:
        command(WithdrawErasure("office", order_id))
        return
    order = command(ConfirmErasure("office", order_id, data.draw(st.sampled_from(("Bashir", "amal")))))
    if isinstance(order, ErasureOrder):
        erase(bodies, command, (order.thing,), order=order.id)
        command(FinishErasure(order.id))
