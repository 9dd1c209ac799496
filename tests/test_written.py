"""What a journal's events hold only grows: a journal is kept for decades, and nodes of two versions read one."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tansiq.centre.machine import Event as CentreEvent
from tansiq.journal.machine import Blueprint
from tansiq.journal.unknown import unknown_in
from tansiq.office.machine import Event as OfficeEvent
from tansiq.office.machine import blueprint
from tansiq.office.refusals import Refusal
from tests.office.commands import NOW_US, commands
from tests.thorough import tries

WRITTEN = Path(__file__).with_name("written.txt")


def components(events: object) -> dict[str, Any]:
    return dict(msgspec.json.schema_components([events])[1])


def written() -> list[str]:
    """A line for each form of which events are made: its fields, or its values."""
    lines = []
    for journal, events in (("office", OfficeEvent), ("centre", CentreEvent)):
        for name, form in components(events).items():
            holds = form.get("properties") or form.get("enum", ())
            kind = f" ({holds['kind']['enum'][0]})" if "kind" in holds and "enum" in holds["kind"] else ""
            lines.append(f"{journal} {name}{kind}: {' '.join(sorted(map(str, holds)))}")
    return sorted(lines)


def test_no_event_loses_a_field_a_value_or_a_kind_that_was_written_once(request: pytest.FixtureRequest) -> None:
    """`--rewrite-scenes` writes down what is there now. A line of the diff may gain a word and lose none: what was
    there is in somebody's journal."""
    if request.config.getoption("--rewrite-scenes"):
        WRITTEN.write_text("\n".join(written()) + "\n")
    kept, now = WRITTEN.read_text().splitlines(), written()
    holds = {line.partition(": ")[0]: set(line.partition(": ")[2].split()) for line in now}
    lost = [
        f"{name}: {' '.join(sorted(gone))}"
        for name, _, words in (line.partition(": ") for line in kept)
        if (gone := set(words.split()) - holds.get(name, set()))
    ]
    assert not lost, "an older journal has these, and this version would not know them"
    assert kept == now, "added: pytest tests/test_written.py --rewrite-scenes"


@pytest.mark.parametrize("events", [OfficeEvent, CentreEvent], ids=["office", "centre"])
def test_a_field_that_may_be_null_is_null_where_it_is_not_written(events: object) -> None:
    """Nodes of an older version pass over a null that they do not know."""
    for name, form in components(events).items():
        for field, value in form.get("properties", {}).items():
            if "default" in value and {"type": "null"} in value.get("anyOf", []):
                assert value["default"] is None, f"{name}.{field}"


def office() -> Blueprint[Any, Any, Any]:
    return blueprint()


@pytest.mark.parametrize(
    ("body", "unknown"),
    [
        ('{"kind":"availability.set","availability":{"party":"a","state":"Down","version":"v"},"by":"b"}', ""),
        ('{"by":"b", "availability":{"version":"v","state":"Down","party":"a"}, "kind":"availability.set"}', ""),
        ('{"kind":"availability.set","availability":{"party":"a","state":"Down","version":"v"},"by":"b","x":1}', "x"),
        ('{"kind":"availability.set","availability":{"party":"a","state":"Down","version":"v"},"by":"b","x":[]}', "x"),
        ('{"kind":"availability.set","availability":{"party":"a","state":"Down","version":"v"},"by":"b","x":null}', ""),
        (
            '{"kind":"availability.set","availability":{"party":"a","state":"Down","version":"v","x":{"y":1}},"by":"b"}',
            "availability.x",
        ),
    ],
)
def test_what_this_version_does_not_know_of_an_event_is_named_and_the_rest_applied(body: str, unknown: str) -> None:
    machine = office().begin()
    assert machine.replay(body.encode()) == unknown
    assert machine.state.availability["a"].version == "v"


@given(st.data())
@settings(max_examples=tries(300), deadline=None)
def test_a_field_that_is_put_in_anywhere_is_found_unless_it_is_null(data: st.DataObject) -> None:
    machine, bodies = office().begin(), list[bytes]()
    for serial in range(8):
        command = data.draw(commands(machine.state, serial))
        with contextlib.suppress(Refusal):
            for event in machine.decide(command, NOW_US + serial)[0]:
                bodies.append(machine.draft(event, NOW_US)[2])
                machine.evolve(event)
    assume(bodies)
    body = data.draw(st.sampled_from(bodies))
    places = len(list(objects(json.loads(body))))
    place = data.draw(st.integers(0, places - 1))
    for value in (None, 0, "", {}, {"put": "in"}):
        document = json.loads(body)
        path, one = list(objects(document))[place]
        one["putIn"] = value
        event = machine.blueprint.decode(json.dumps(document).encode())
        is_mapping = b"putIn" in msgspec.json.encode(event)
        found = unknown_in(json.dumps(document).encode(), event)
        assert found == ("" if value is None or is_mapping else f"{path}putIn")


def objects(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """All in a document, and where."""
    if isinstance(value, dict):
        yield path, value
        for name, below in value.items():
            yield from objects(below, f"{path}{name}.")
    elif isinstance(value, list):
        for below in value:
            yield from objects(below, path)
