"""What a party's own centre sends is done once, whatever method it is sent by and however often the office is started
anew in between: its key is written down with what was done."""

from __future__ import annotations

import dataclasses
from contextvars import ContextVar

from tansiq.centre.roles import LINK
from tansiq.gateways.api_v1.idempotency import Once, Repeats, key_of
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.office.desk import Desk
from tansiq.office.errands import AsErrand
from tansiq.office.machine import AnyCommand

_under_way: ContextVar[tuple[str, str] | None] = ContextVar("errand", default=None)
"""Party and key of the errand that the request at hand is, if it is one."""


def dress(desk: Desk) -> None:
    """From now on the commands of an errand carry its key."""
    desk.dress = _dressed


def as_errand(route: Route, repeats: Repeats) -> Route:
    """The route; of a centre it takes a key with every method that changes something."""
    if route.method == "GET":
        return route
    name = f"{route.method} {route.template}"
    inner = route.handler
    once = inner if isinstance(inner, Once) else repeats.once(name, inner)

    async def handler(call: Call) -> Answer:
        key = key_of(call) if LINK in call.scopes else None
        if key is None:
            return await inner(call)
        before = _under_way.set((call.party, key))
        try:
            return await once(call)
        finally:
            _under_way.reset(before)

    return dataclasses.replace(route, handler=handler)


def _dressed(command: AnyCommand) -> AnyCommand:
    errand = _under_way.get()
    return command if errand is None else AsErrand(*errand, command)
