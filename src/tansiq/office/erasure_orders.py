"""Orders to erase: one person enters one, giving its reference, another confirms it. They are kept by an office, and by
a party's own centre; what may be ordered is for each of them to say (`Bounds`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import msgspec

from tansiq.journal.command import Command
from tansiq.office.erased import Erasable, Thing
from tansiq.office.refusals import Refusal

LONGEST_REFERENCE, MOST_WAITING = 300, 1_000


class ErasureOrder(msgspec.Struct, frozen=True, omit_defaults=True):
    """An order to erase what is held of one thing. `reference`: what was ordered, by whom, under which number.
    `asked_by`, `confirmed_by`: two people of `party`, by name. `done_us`: when nothing of it was left to be erased."""

    id: str
    thing: Thing
    reference: str
    party: str
    asked_by: str
    asked_us: int
    confirmed_by: str = ""
    confirmed_us: int = 0
    done_us: int = 0
    bodies: int = 0
    """Of how many entries the content has been erased by it."""


class ErasurePut(msgspec.Struct, frozen=True, omit_defaults=True, tag="erasure.put", tag_field="kind"):
    """An order to erase is there, or something became of it."""

    order: ErasureOrder


class ErasureForgotten(msgspec.Struct, frozen=True, tag="erasure.forgotten", tag_field="kind"):
    """An order to erase was taken back before it was confirmed. Also undoes a first `erasure.put`."""

    id: str


@dataclass(frozen=True, slots=True)
class OrderErasure(Command[ErasureOrder]):
    """Enter an order. Nothing is erased before another person has confirmed it."""

    party: str
    id: str
    subject: Erasable
    thing: str
    reference: str
    person: str


@dataclass(frozen=True, slots=True)
class ConfirmErasure(Command[ErasureOrder]):
    """Have it carried out."""

    party: str
    id: str
    person: str


@dataclass(frozen=True, slots=True)
class WithdrawErasure(Command[ErasureOrder]):
    """Take an order back that nobody has confirmed."""

    party: str
    id: str


@dataclass(frozen=True, slots=True)
class FinishErasure(Command[ErasureOrder]):
    """Nothing of it is left to be erased. For the office itself alone."""

    order: str


OrderCommand = OrderErasure | ConfirmErasure | WithdrawErasure | FinishErasure
OrderEvent = ErasurePut | ErasureForgotten


class Ordering(Protocol):
    """A state that has orders to erase: an office's, or that of a party's own centre."""

    erasures: dict[str, ErasureOrder]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may be ordered. `check` refuses what stands; `before`: of the thing only what is older than this."""

    check: Callable[[Thing], None]
    before: Callable[[Thing], int] = lambda thing: 0


def decide_order(
    state: Ordering, command: OrderCommand, now_us: int, bounds: Bounds
) -> tuple[tuple[OrderEvent, ...], ErasureOrder]:
    """What becomes of an order, in whichever journal it stands. Refused: `already-exists`,
    `not-found`, `second-person-needed`, `has-ended`, `too-many-found`, and by the bounds."""
    match command:
        case OrderErasure():
            return _put(_ordered(state, command, now_us, bounds))
        case ConfirmErasure():
            order = _waiting(state, command.id)
            if command.person.casefold() == order.asked_by.casefold():
                message = f"{order.asked_by} has entered the order; another person confirms it"
                raise Refusal("second-person-needed", message, field="person")
            bounds.check(order.thing)
            thing = msgspec.structs.replace(order.thing, before=bounds.before(order.thing))
            return _put(msgspec.structs.replace(order, thing=thing, confirmed_by=command.person, confirmed_us=now_us))
        case WithdrawErasure():
            order = _waiting(state, command.id)
            return (ErasureForgotten(order.id),), order
        case FinishErasure():
            order = known(state, command.order)
            return ((), order) if order.done_us else _put(msgspec.structs.replace(order, done_us=now_us))


def known(state: Ordering, order_id: str) -> ErasureOrder:
    """Refused: `not-found`."""
    if (order := state.erasures.get(order_id)) is None:
        raise Refusal("not-found", f"no order {order_id[:60]} to erase", field="id")
    return order


def open_orders(state: Ordering) -> tuple[ErasureOrder, ...]:
    """Those that are confirmed and not done, the oldest first."""
    found = [one for one in state.erasures.values() if one.confirmed_us and not one.done_us]
    return tuple(sorted(found, key=lambda one: (one.confirmed_us, one.id)))


def under_way(state: Ordering, order_id: str) -> ErasureOrder:
    """An order that is to be carried out. Refused: `not-found`, `transition-not-allowed`."""
    order = known(state, order_id)
    if not order.confirmed_us or order.done_us:
        raise Refusal("transition-not-allowed", f"order {order.id} is not to be carried out", field="order")
    return order


def _put(order: ErasureOrder) -> tuple[tuple[OrderEvent, ...], ErasureOrder]:
    return (ErasurePut(order),), order


def _ordered(state: Ordering, command: OrderErasure, now_us: int, bounds: Bounds) -> ErasureOrder:
    if command.id in state.erasures:
        raise Refusal("already-exists", f"order {command.id} is there", field="id")
    if sum(not one.confirmed_us for one in state.erasures.values()) >= MOST_WAITING:
        raise Refusal("too-many-found", f"{MOST_WAITING:,} orders wait to be confirmed", field="id")
    thing = Thing(command.subject, command.thing)
    bounds.check(thing)
    return ErasureOrder(command.id, thing, command.reference, command.party, command.person, now_us)


def _waiting(state: Ordering, order_id: str) -> ErasureOrder:
    order = known(state, order_id)
    if order.confirmed_us:
        raise Refusal("has-ended", f"{order.confirmed_by} has confirmed it", field="id")
    return order


def evolve_order(state: Ordering, event: OrderEvent) -> None:
    """The orders after the event."""
    if isinstance(event, ErasurePut):
        state.erasures[event.order.id] = event.order
    else:
        del state.erasures[event.id]


def invert_order(state: Ordering, event: OrderEvent) -> tuple[OrderEvent, ...]:
    """What takes the orders back to where they are before the event."""
    if isinstance(event, ErasureForgotten):
        return (ErasurePut(state.erasures[event.id]),)
    old = state.erasures.get(event.order.id)
    return (ErasureForgotten(event.order.id) if old is None else ErasurePut(old),)
