"""The tables by which the office and a centre drive their files: they leave nothing out, and send nothing astray."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tansiq.centre import machine as centre
from tansiq.journal.machine import members
from tansiq.office import machine as office

MACHINES = pytest.mark.parametrize("machine", [office, centre], ids=["office", "centre"])


def _taken(function: Callable[..., Any], argument: str) -> set[type]:
    """The kinds that an argument may be of, by its annotation."""
    function = inspect.unwrap(function)
    return set(members(eval(function.__annotations__[argument], function.__globals__)))


@MACHINES
def test_every_command_is_decided_by_a_function_that_takes_it(machine: ModuleType) -> None:
    assert machine.DECIDES.keys() == set(members(machine.AnyCommand))
    for command, decide in machine.DECIDES.items():
        assert command in _taken(decide, "command"), command


@MACHINES
def test_every_kind_of_event_is_of_one_resource(machine: ModuleType) -> None:
    events = [event for one in machine.RESOURCES for event in members(one.events)]
    assert sorted(events, key=str) == sorted(machine.EVENT_KINDS.values(), key=str)


@MACHINES
def test_what_a_resource_does_it_does_with_all_its_events(machine: ModuleType) -> None:
    for one in machine.RESOURCES:
        for function in (one.evolve, one.invert):
            assert _taken(function, "event") in ({Any}, set(members(one.events))), function


def test_whose_change_an_event_was_is_asked_of_a_function_that_takes_it() -> None:
    for one in office.RESOURCES:
        if inspect.isfunction(one.party_of):
            assert _taken(one.party_of, "event") in ({Any}, set(members(one.events))), one.party_of
            continue
        for event in members(one.events):  # one field says it
            assert one.party_of(SimpleNamespace(**dict.fromkeys(event.__struct_fields__, "usr"))) == "usr"
