"""What a party's own centre sends is done once, whatever method it is sent by and however often the office is started
anew in between: its key is written down with what was done. An errand that was refused stays so while the office runs:
what the network brings once more must not be done after all, when its sender has been told that it was not."""

from __future__ import annotations

import asyncio
import dataclasses
from contextvars import ContextVar
from dataclasses import dataclass, field

from tansiq.centre.roles import LINK
from tansiq.gateways.api_v1.idempotency import Once, Repeats, key_of
from tansiq.gateways.contract import Answer, Call, Route
from tansiq.office.desk import Desk
from tansiq.office.errands import AsErrand
from tansiq.office.machine import AnyCommand


class TurnLost(Exception):  # noqa: N818  nothing is wrong with this one
    """One that had to come before this one could not be carried out; nor is this one, then."""


@dataclass(slots=True)
class UnderWay:
    """The errand that the request at hand is. `before`: the one whose command has to be in the office's order first.
    `passed`: its own is there, or is not to come; `failed`: it could not be carried out."""

    party: str
    key: str
    before: UnderWay | None = None
    passed: asyncio.Event = field(default_factory=asyncio.Event)
    failed: bool = False


under_way: ContextVar[UnderWay | None] = ContextVar("errand", default=None)


def dress(desk: Desk) -> None:
    """From now on the commands of an errand carry its key, and keep its order."""
    desk.dress, desk.turn, desk.dress_to_try = _dressed, _turn, _dressed_to_try


def as_errand(route: Route, repeats: Repeats) -> Route:
    """The route; of a centre it takes a key with every method that changes something."""
    if route.method == "GET":
        return route
    name = f"{route.method} {route.template}"
    inner = route.handler
    handler_once = inner if isinstance(inner, Once) else repeats.once(name, inner)
    once = dataclasses.replace(handler_once, refused_too=True)

    async def handler(call: Call) -> Answer:
        key = key_of(call) if LINK in call.scopes else None
        if key is None:
            return await inner(call)
        known = under_way.get()
        if known is not None and (known.party, known.key) == (call.party, key):
            return await once(call)
        before = under_way.set(UnderWay(call.party, key))
        try:
            return await once(call)
        finally:
            under_way.reset(before)

    return dataclasses.replace(route, handler=handler)


async def _turn() -> None:
    errand = under_way.get()
    if errand is not None and errand.before is not None:
        await errand.before.passed.wait()
        if errand.before.failed:
            raise TurnLost


def _dressed_to_try(command: AnyCommand) -> AnyCommand:
    errand = under_way.get()
    return command if errand is None else AsErrand(errand.party, errand.key, command)


def _dressed(command: AnyCommand) -> AnyCommand:
    errand = under_way.get()
    if errand is None:
        return command
    errand.passed.set()
    return AsErrand(errand.party, errand.key, command)
